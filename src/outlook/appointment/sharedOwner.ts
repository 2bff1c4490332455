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

/** Whose the shared calendar is (Mailbox 1.8): asked again where that fails, else it is the organizer's; null: neither is known. */
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

/** Who organizes the appointment; null: Outlook does not say. */
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
