import { OutlookError, type ItemProperties } from "./appointment";
import type { OfficeCall } from "../platform/officeCallQueue";
import { pause } from "../../pause";

/** Stores ItemProperties as JSON in one custom property of the item. */
export interface CustomProperties {
  read(): Promise<ItemProperties>;
  /** Throws OCCURRENCE where the item is one of a series: saving there breaks the series (docs/outlook-quirks.md, 4). */
  save(values: ItemProperties): Promise<void>;
}

interface CustomPropertiesOptions {
  item: Pick<Office.AppointmentCompose, "loadCustomPropertiesAsync">;
  call: OfficeCall;
  isOccurrence: () => boolean;
  wait?: (ms: number) => Promise<void>;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

const name = "webConference";
/** Of all add-ins' 2,500 characters; the name, and quotes that are doubled when the property is saved, count too. */
const maxLength = 1_800;
/** New drafts and shared calendars refuse for a while (docs/outlook-quirks.md, 3). */
const pausesMs = [300, 1_000, 3_000];
/** A silence costs 20 seconds and holds one of Office's few places: after one, nobody asks for this long. */
const silenceMs = 60_000;
/** In order of importance: the last two only serve comparisons. */
const fields: string[] = [
  "idempotencyKey",
  "conferenceId",
  "location",
  "version",
  "requestHash",
  "itemHash",
  "openedItemHash",
  "quotedConferenceIds",
  "ownedLines",
  "scheduledSnapshot",
] satisfies (keyof ItemProperties)[];

/** Throws OutlookError PROPERTIES_UNAVAILABLE when Outlook goes on refusing, or does not answer. */
export function createCustomProperties(options: CustomPropertiesOptions): CustomProperties {
  const { item, call, isOccurrence, wait = pause, now = Date.now } = options;
  const load = () =>
    call<Office.CustomProperties>("read the appointment's properties", (done) =>
      item.loadCustomPropertiesAsync(done),
    );

  let isGivenUp = false;
  let silentUntil = 0;
  async function patiently<Result>(work: () => Promise<Result>): Promise<Result> {
    if (now() < silentUntil)
      throw new OutlookError("PROPERTIES_UNAVAILABLE", "reach the appointment's properties");
    // Of an item that has refused for so long already nobody waits for the same again.
    const pauses = isGivenUp ? [] : pausesMs;
    for (let tries = 0; ; tries += 1) {
      try {
        const result = await work();
        isGivenUp = false;
        return result;
      } catch (failure) {
        if (!(failure instanceof OutlookError)) throw failure;
        const { code, operation } = failure;
        if (code === "NO_ANSWER") {
          silentUntil = now() + silenceMs;
          throw new OutlookError("PROPERTIES_UNAVAILABLE", operation, undefined, { cause: failure });
        }
        if (code !== "PROPERTIES_UNAVAILABLE") throw failure;
        const pauseMs = pauses[tries];
        isGivenUp = pauseMs === undefined;
        if (pauseMs === undefined) throw failure;
        await wait(pauseMs);
      }
    }
  }

  return {
    read: async () => parseProperties((await patiently(load)).get(name)),
    save: async (values) => {
      if (isOccurrence()) throw new OutlookError("OCCURRENCE", "save the appointment's properties");
      await patiently(async () => {
        const properties = await load();
        if (Object.keys(values).length === 0) properties.remove(name);
        else properties.set(name, serialize(values));
        await call("save the appointment's properties", (done) => properties.saveAsync(done));
      });
    },
  };
}

/** Leaves out the last fields if there is no room. */
function serialize(values: ItemProperties): string {
  let text = "";
  for (let count = fields.length; count > fields.length - 3; count -= 1) {
    text = JSON.stringify(values, fields.slice(0, count));
    if (text.length <= maxLength) break;
  }
  return text;
}

/** Reads the stored JSON; other programs can write there, so everything else counts as nothing. */
function parseProperties(saved: unknown): ItemProperties {
  if (typeof saved !== "string") return {};
  try {
    const parsed: unknown = JSON.parse(saved);
    const values: Record<string, string> = {};
    // Without Object.fromEntries: classic Outlook on Windows runs this in an older engine.
    for (const [field, value] of Object.entries(parsed ?? {})) {
      if (fields.includes(field) && typeof value === "string") values[field] = value;
    }
    return values;
  } catch {
    return {};
  }
}
