import type { Person } from "../contract/conference";
import { addressPattern } from "../contract/limits";
import { OutlookError } from "./appointment";
import { pause, type OfficeCall } from "./officeCall";
import { personOf } from "./recipients";

/** Whose calendar an appointment is in; null: one's own; "unknown": somebody else's, and Outlook does not say whose. */
export type Owner = Person | null | "unknown";

interface OwnerOptions {
  item: Office.AppointmentCompose;
  me: Person;
  call: OfficeCall;
  wait?: (ms: number) => Promise<void>;
}

/** Shared calendars refuse for a while (platform-facts 3). */
const pausesMs = [300, 1_000];

/** Never "unknown" in one's own calendar: there nothing is asked. Below Mailbox 1.8 the organizer tells, as far as it can. */
export async function readOwner({ item, me, call, wait = pause }: OwnerOptions): Promise<Owner> {
  const knows = (version: string) => Office.context.requirements.isSetSupported("Mailbox", version);
  if (!knows("1.7")) return null;
  const readOrganizer = async () =>
    personOf(
      await call<Office.EmailAddressDetails>("read the organizer", (done) => item.organizer.getAsync(done)),
    );
  const readShared = async () => {
    const { owner } = await call<Office.SharedProperties>("read whose calendar it is", (done) =>
      item.getSharedPropertiesAsync(done),
    );
    return { name: owner, address: owner };
  };
  if (!knows("1.8")) return otherThan(me, await known(readOrganizer));
  // Only there where the item is in a shared calendar.
  if (typeof item.getSharedPropertiesAsync !== "function") return null;
  const [shared, organizer] = await Promise.all([
    known(() => patiently(readShared, wait)),
    known(readOrganizer),
  ]);
  const owner = shared && organizer && isSame(shared, organizer) ? organizer : (shared ?? organizer);
  return owner ? otherThan(me, owner) : "unknown";
}

async function patiently<Result>(work: () => Promise<Result>, wait: (ms: number) => Promise<void>) {
  for (const pauseMs of pausesMs) {
    try {
      return await work();
    } catch (failure) {
      // Whoever did not answer at all has been waited for already.
      if (!(failure instanceof OutlookError) || failure.code === "NO_ANSWER") throw failure;
    }
    await wait(pauseMs);
  }
  return work();
}

/** null: Outlook does not say, or names somebody in Exchange's own way (/O=…), which tells nothing apart. */
async function known(read: () => Promise<Person>): Promise<Person | null> {
  try {
    const person = await read();
    return addressPattern.test(person.address) ? person : null;
  } catch (failure) {
    if (failure instanceof OutlookError) return null;
    throw failure;
  }
}

function otherThan(me: Person, person: Person | null): Person | null {
  return person && isSame(me, person) ? null : person;
}

function isSame(one: Person, other: Person): boolean {
  return one.address.toLowerCase() === other.address.toLowerCase();
}
