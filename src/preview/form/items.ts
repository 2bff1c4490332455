import type { Item, Recipient } from "../host/item";
import type { PlatformName } from "../host/platforms";
import { weekly } from "../host/recurrence";
import { isPlatform, surfaceOf, type Scene } from "./scenes";

const hour = 3_600_000;

export interface PreviewPeople {
  me: Recipient;
  others: Recipient[];
}

/** Outlook's own state, which stays when another item opens. */
export type Around = Pick<
  Item,
  "platform" | "quirks" | "language" | "isDark" | "settings" | "areEventsOn" | "signedInAs"
>;

/** The item of a scene: tomorrow, at the next full hour. */
export function itemOf(scene: Scene, { me, others }: PreviewPeople, around: Around): Item {
  const start = Math.ceil(Date.now() / hour) * hour + 24 * hour;
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [first = me] = others;
  const surface = surfaceOf(scene);
  const isOthers = scene === "shared" || scene === "attendee" || scene === "message";
  const isSeries = scene === "series" || scene === "occurrence";
  const isSaved = scene !== "compose" && scene !== "messageCompose";
  return {
    ...around,
    surface,
    opening: crypto.randomUUID(),
    subject: surface === "message" ? "Figures of the quarter" : "Quarterly review",
    start,
    end: start + hour / 2,
    timeZone,
    location: "",
    rooms: [],
    required: scene === "attendee" || scene === "message" ? [me, ...others.slice(1, 2)] : others.slice(0, 2),
    optional: [],
    organizer: isOthers ? first : me,
    me,
    isShared: scene === "shared",
    recurrence: isSeries ? weekly(start, timeZone) : null,
    isOccurrence: scene === "occurrence",
    bodyType: "html",
    body: bodyOf(surface),
    properties: "{}",
    session: {},
    notifications: [],
    id: isSaved ? `AAMkAGI2-${crypto.randomUUID()}` : null,
  };
}

function bodyOf(surface: Item["surface"]): string {
  if (surface === "message") return "<div>Could we talk about the figures right away?</div>";
  if (surface === "messageCompose") return "<div>Hello,</div><div><br></div>";
  return "<div>Dear all,</div><div><br></div><div>let us look at the quarter together:</div><ul><li>Figures</li><li>What went well</li><li>What comes next</li></ul>";
}

function platformOf(name: string): PlatformName {
  return isPlatform(name) ? name : "web";
}

/** The choices in the page's address: `?scene=…&platform=…&quirks=a,b&events=off&lang=…&as=…`. */
export function readAddress(search: string): { scene: string; around: Around } {
  const parameters = new URLSearchParams(search);
  const quirks = (parameters.get("quirks") ?? "").split(",").filter((id) => id !== "");
  return {
    scene: parameters.get("scene") ?? "compose",
    around: {
      platform: platformOf(parameters.get("platform") ?? ""),
      quirks,
      language: parameters.get("lang") ?? "en-US",
      isDark: matchMedia("(prefers-color-scheme: dark)").matches,
      settings: {},
      areEventsOn: parameters.get("events") !== "off",
      signedInAs: parameters.get("as"),
    },
  };
}
