import { useContext } from "react";
import type { Obstacle } from "../../conference/model/differences";
import { describeObstacle } from "../../conference/failureTexts";
import { Contact } from "../common/Contact";
import { LanguageContext } from "../texts/language";
import Notice from "../common/Notice";
import type { PaneState } from "../compose/paneState";

interface ObstacleNoticeProps {
  obstacle: Obstacle;
  site: PaneState["site"];
}

/** What stands in the way, and how to get it out of the way. */
export default function ObstacleNotice({ obstacle, site }: ObstacleNoticeProps) {
  const { failures } = useContext(LanguageContext);
  const { title, contact } = describeObstacle(obstacle, failures, site?.adminEmail);
  return (
    <Notice intent="error">
      {title} <Contact contact={contact} />
    </Notice>
  );
}
