import type { Person } from "../../contract/conference";
import { addressPattern } from "../../contract/limits";
import { OutlookError } from "./appointment";
import type { OfficeCall } from "../platform/officeCallQueue";
import { personOf } from "./recipients";

interface AskOptions {
  item: Office.AppointmentCompose;
  call: OfficeCall;
}

/** Shared calendars refuse for a while (docs/outlook-quirks.md, 3). */
const pausesMs = [300, 1_000];

/** Owner of the shared calendar (Mailbox 1.8), with retries; else the organizer; null: neither is known. */
export async function readSharedOwner({
  wait,
  ...options
}: AskOptions & { wait: (ms: number) => Promise<void> }): Promise<Person | null> {
  const { item, call } = options;
  const readShared = async () => {
    const { owner } = await call<Office.SharedProperties>("read whose calendar it is", (done) =>
      item.getSharedPropertiesAsync(done),
    );
    return { name: owner, address: owner };
  };
  const [shared, organizer] = await Promise.all([
    known(() => patiently(readShared, wait)),
    readOrganizer(options),
  ]);
  // Only the organizer has a name.
  return shared && organizer && isSame(shared, organizer) ? organizer : (shared ?? organizer);
}

/** The organizer; null: Outlook does not say. */
export function readOrganizer({ item, call }: AskOptions): Promise<Person | null> {
  return known(async () =>
    personOf(
      await call<Office.EmailAddressDetails>("read the organizer", (done) => item.organizer.getAsync(done)),
    ),
  );
}

/** Whether two people have one address. */
export function isSame(one: Person, other: Person): boolean {
  return one.address.toLowerCase() === other.address.toLowerCase();
}

async function patiently<Result>(work: () => Promise<Result>, wait: (ms: number) => Promise<void>) {
  for (const pauseMs of pausesMs) {
    try {
      return await work();
    } catch (failure) {
      // A call without an answer has taken long enough: no retry.
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
