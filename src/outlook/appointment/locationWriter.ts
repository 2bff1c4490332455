import { OutlookError, type LocationOutcome } from "./appointment";
import { addToLocation, removeFromLocation } from "./locationText";
import type { OfficeCall } from "../platform/officeCallQueue";

/** Where an appointment takes place: rooms and words of the organizer, and a few words of ours. */
export interface LocationWriter {
  /** Adds our words, in the place of earlier ones. */
  add(ours: string, earlier: string | undefined): Promise<LocationOutcome>;
  /** Takes exactly our words out; rooms and the words of others stay. False: they did not. Throws OutlookError. */
  remove(ours: string): Promise<boolean>;
}

interface LocationWriterOptions {
  item: Office.AppointmentCompose;
  call: OfficeCall;
  /** Whether Outlook keeps rooms and words apart (Mailbox 1.8). */
  isEnhanced: boolean;
}

// A location that is set as text loses the room behind it (docs/outlook-quirks.md, 9).
export function createLocationWriter({ item, call, isEnhanced }: LocationWriterOptions): LocationWriter {
  const places = isEnhanced ? createEnhanced(item, call) : createText(item, call);
  return {
    add: async (ours, earlier) => {
      try {
        return await places.add(ours, earlier);
      } catch (failure) {
        if (failure instanceof OutlookError) return "refused";
        throw failure;
      }
    },
    remove: (ours) => places.remove(ours),
  };
}

function createText(item: Office.AppointmentCompose, call: OfficeCall): LocationWriter {
  const read = () => call<string>("read the location", (done) => item.location.getAsync(done));
  /** Answers what stands there then: some hosts add what they are given to what was there. */
  const write = async (location: string) => {
    await call("write the location", (done) => item.location.setAsync(location, done));
    return read();
  };
  const holds = (location: string, ours: string) => removeFromLocation(location, ours) !== location;
  return {
    add: async (ours, earlier) => {
      const location = await read();
      if (holds(location, ours)) return "done";
      const theirs = earlier === undefined ? location : removeFromLocation(location, earlier);
      const wanted = addToLocation(theirs, ours);
      if (wanted === null) return "refused";
      const after = await write(wanted);
      return after === wanted ? "done" : holds(after, ours) ? "changed" : "refused";
    },
    remove: async (ours) => {
      const location = await read();
      const rest = removeFromLocation(location, ours);
      return rest === location || (await write(rest)) === rest;
    },
  };
}

function createEnhanced(item: Office.AppointmentCompose, call: OfficeCall): LocationWriter {
  const change = (verb: "add" | "remove", ids: string[]) =>
    call("write the location", (done) => {
      const identifiers = ids.map((id) => ({ id, type: Office.MailboxEnums.LocationType.Custom }));
      if (verb === "add") item.enhancedLocation.addAsync(identifiers, done);
      else item.enhancedLocation.removeAsync(identifiers, done);
    });
  const readWords = async () => {
    const all = await call<Office.LocationDetails[]>("read the location", (done) =>
      item.enhancedLocation.getAsync(done),
    );
    return all.flatMap(({ locationIdentifier: { id, type } }) =>
      type.toLowerCase() === "custom" ? [id] : [],
    );
  };
  const holds = (words: string[], ours: string) =>
    words.some((word) => removeFromLocation(word, ours) !== word);
  /** Some hosts keep all words as one: what is left of such a one is put back. */
  const takeOut = async (words: string[], ours: string) => {
    const holder = words.find((word) => holds([word], ours));
    if (holder === undefined) return;
    await change("remove", [holder]);
    const rest = removeFromLocation(holder, ours);
    // Puts back other words that were removed with ours, with one retry.
    if (rest !== "") await change("add", [rest]).catch(() => change("add", [rest]));
  };
  return {
    add: async (ours, earlier) => {
      const words = await readWords();
      if (holds(words, ours)) return "done";
      if (earlier !== undefined) await takeOut(words, earlier);
      await change("add", [ours]);
      // Some hosts take it and do nothing.
      return holds(await readWords(), ours) ? "done" : "refused";
    },
    remove: async (ours) => {
      await takeOut(await readWords(), ours);
      return !holds(await readWords(), ours);
    },
  };
}
