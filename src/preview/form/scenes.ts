import type { Surface } from "../host/item";
import { platforms, type PlatformName } from "../host/platforms";

/** The items that the preview can open, by their names in its menu. */
export const scenes = {
  compose: "An appointment that is written",
  series: "A series",
  occurrence: "One of a series",
  shared: "In somebody else's calendar",
  organizer: "One's own appointment, read",
  attendee: "An invitation, read",
  message: "A message, read",
  messageCompose: "A message that is written",
} as const;
export type Scene = keyof typeof scenes;

export function isScene(value: string): value is Scene {
  return value in scenes;
}

export function isPlatform(value: string): value is PlatformName {
  return value in platforms;
}

/** Which surface of Outlook a scene is on. */
export function surfaceOf(scene: Scene): Surface {
  return scene === "series" || scene === "occurrence" || scene === "shared" ? "compose" : scene;
}
