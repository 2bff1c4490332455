import { useContext } from "react";
import type { Obstacle } from "../conference/compare";
import { describeObstacle } from "../conference/failureTexts";
import { LanguageContext } from "./language";
import Notice from "./Notice";

/** What stands in the way, and how to get it out of the way. */
export default function ObstacleNotice({ obstacle }: { obstacle: Obstacle }) {
  return <Notice intent="error">{describeObstacle(obstacle, useContext(LanguageContext).failures)}</Notice>;
}
