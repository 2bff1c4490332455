import type { Item, Recipient, Recurrence } from "../host/item";
import type { PlatformName } from "../host/platforms";
import { toWallTime } from "../host/timeZone";
import { isPlatform, surfaceOf, type Scene } from "./View";

const hour = 3_600_000;
const day = 24 * hour;

export interface PreviewPeople {
  me: Recipient;
  others: Recipient[];
}

/** What stays when another item is opened: Outlook itself. */
export type Around = Pick<Item, "platform" | "quirks" | "language" | "isDark" | "settings" | "areEventsOn">;

/** What is opened in a scene: tomorrow, at the next full hour. */
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
    notifications: [],
    id: isSaved ? `AAMkAGI2-${crypto.randomUUID()}` : null,
  };
}

function bodyOf(surface: Item["surface"]): string {
  if (surface === "message") return "<div>Could we talk about the figures right away?</div>";
  if (surface === "messageCompose") return "<div>Hello,</div><div><br></div>";
  return "<div>Dear all,</div><div><br></div><div>let us look at the quarter together:</div><ul><li>Figures</li><li>What went well</li><li>What comes next</li></ul>";
}

/** Every week for three months, on the day and at the time of an instant. */
export function weekly(start: number, timeZone: string): Recurrence {
  const [first, last] = [start, start + 91 * day].map((time) => toWallTime(time, timeZone));
  const numbers = (text = "") => text.split(/[-:]/).map(Number);
  const [startYear = 0, startMonth = 1, startDay = 1] = numbers(first?.date);
  const [endYear = 0, endMonth = 1, endDay = 1] = numbers(last?.date);
  const [hours = 0, minutes = 0] = numbers(first?.time);
  const weekday = new Date(Date.UTC(startYear, startMonth - 1, startDay)).getUTCDay();
  return {
    recurrenceType: "weekly",
    recurrenceProperties: {
      interval: 1,
      days: [["sun", "mon", "tue", "wed", "thu", "fri", "sat"][weekday]],
      firstDayOfWeek: "mon",
    },
    recurrenceTimeZone: { name: timeZone },
    seriesTimeJson: {
      startYear,
      startMonth,
      startDay,
      endYear,
      endMonth,
      endDay,
      startTimeMin: 60 * hours + minutes,
      durationMin: 30,
    },
  };
}

function platformOf(name: string): PlatformName {
  return isPlatform(name) ? name : "web";
}

/** What the address of the page asks for: `?scene=…&platform=…&quirks=a,b&events=off&lang=…`. */
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
    },
  };
}
