import { isCancelled } from "../../conference/model/cancelled";
import { updatePolicySetting } from "../../conference/updatePolicy";
import { pendingCopy, isCopy } from "../../conference/writing/itemHash";
import { hasEnded } from "../../conference/model/conferenceWindow";
import { compareWithSnapshot, type SnapshotDifference } from "../../conference/model/scheduledSnapshot";
import type { ItemProperties, AppointmentSnapshot } from "../../outlook/appointment/appointment";
import type { EventContext } from "../../outlook/eventContext";
import { createCommand, type OfficeEvent } from "../ribbon/command";
import { eventTexts } from "../../locales/messages";
import { formatDifferences } from "../formatDifferences";

/** What Outlook is told when it asks whether an appointment may be sent. */
type SendAnswer = Office.SmartAlertsEventCompletedOptions;

interface LaunchEventsOptions {
  open: () => Promise<EventContext | null>;
  /** Brings the conference up to date by itself, where the site wants that; false: it was not done. */
  follow: ((launched: EventContext) => Promise<boolean>) | null;
  wait: (ms: number) => Promise<void>;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Functions by the names that the manifest gives them. */
export interface LaunchEvents {
  onNewAppointment: (event: OfficeEvent<unknown>) => void;
  onAppointmentOpened: (event: OfficeEvent<unknown>) => void;
  onTimeChanged: (event: OfficeEvent<unknown>) => void;
  onAttendeesChanged: (event: OfficeEvent<unknown>) => void;
  onRecurrenceChanged: (event: OfficeEvent<unknown>) => void;
  onAppointmentSend: (event: OfficeEvent<SendAnswer>) => void;
}

const lookDeadlineMs = 60_000;
const quietMs = 2_000;
/** Outlook tells the user after 5 seconds that it takes long. */
const sendDeadlineMs = 4_000;
/** The manifest's control that opens the pane. */
const paneControl = "Compose.Options";

/**
 * What happens without anybody having pressed a button. Nothing here signs in or asks the relay (docs/outlook-quirks.md, 17), but
 * `follow`: what was last scheduled stands in the appointment itself.
 */
export function createLaunchEvents({ open, follow, wait, now }: LaunchEventsOptions): LaunchEvents {
  let newest = 0;
  let following = Promise.resolve(false);

  /** Marks an appointment that is no longer in step; `inStep`: what is done with one that is. */
  async function look(inStep: (launched: EventContext) => Promise<void>): Promise<void> {
    const turn = (newest += 1);
    const launched = await open();
    if (!launched) return;
    // What is being followed right now is what the appointment remembers next.
    await following;
    const found = await compare(launched, now());
    // While this one was read, the next change came: that one tells.
    if (!found || turn !== newest) return;
    const texts = eventTexts(launched.language);
    if (typeof found === "string") return launched.notifications.show("outOfDate", texts[found], texts.open);
    if (found.length === 0) return inStep(launched);
    if (follow && launched.getSetting(updatePolicySetting) === "auto") {
      // Whoever is choosing a time goes through several.
      await wait(quietMs);
      if (turn !== newest) return;
      // One after the other: two at once would find each other's version.
      following = following.then(() => follow(launched)).catch(() => false);
      if ((await following) || turn !== newest) return;
    }
    const [first = ""] = formatDifferences(found, { ...launched, texts });
    await launched.notifications.show("outOfDate", first, texts.open);
  }

  /**
   * A new appointment that remembers a conference from the start is a copy; the pane then asks what it is to be. Nothing is
   * added by itself: no site may want that yet.
   */
  async function lookAtNew(): Promise<void> {
    const launched = await open();
    if (!launched) return;
    const memory = await launched.appointment.readProperties();
    if (memory.conferenceId === undefined) return;
    // It may have been added in this very form by now.
    const session = await launched.appointment.readSession();
    const isUncertain =
      session === undefined && memory.itemHash === undefined && memory.openedItemHash === undefined;
    if (isUncertain || session?.conferenceId === memory.conferenceId) return;
    if (!launched.appointment.isOccurrence() && memory.itemHash !== pendingCopy) {
      // By its mark alone the pane may know it, too.
      await launched.appointment.saveProperties({ ...memory, itemHash: pendingCopy }).catch(() => undefined);
    }
    const texts = eventTexts(launched.language);
    await launched.notifications.show("outOfDate", texts.copied, texts.open);
  }

  // What another event has just said of a new one is not taken away.
  const lookAtOpened = () => look(({ appointment }) => rememberOpening(appointment));
  const lookAtChanged = () => look(({ notifications }) => notifications.clear());

  const looking = (work: () => Promise<void>) => (event: OfficeEvent<unknown>) => {
    // Each event has a command of its own: what came later must be looked at, too.
    createCommand({ work, deadlineMs: lookDeadlineMs, otherwise: () => Promise.resolve() })(event);
  };

  return {
    onNewAppointment: looking(lookAtNew),
    onAppointmentOpened: looking(lookAtOpened),
    onTimeChanged: looking(lookAtChanged),
    onAttendeesChanged: looking(lookAtChanged),
    onRecurrenceChanged: looking(lookAtChanged),
    onAppointmentSend: createCommand({
      work: async () => answerSend(await open(), now()),
      deadlineMs: sendDeadlineMs,
      // Whatever we do not know is no reason to keep anybody from sending.
      otherwise: () => Promise.resolve({ allowEvent: true }),
    }),
  };
}

/**
 * Remembers in which item a conference was seen that was added before its item had an ID: what is copied from here on is
 * known as a copy. Whether this item is the original, only the relay can tell.
 */
async function rememberOpening(appointment: EventContext["appointment"]): Promise<void> {
  const openedItemHash = await appointment.readItemHash();
  if (!openedItemHash) return;
  // Read at last: meanwhile the pane may have remembered something new.
  const memory = await appointment.readProperties();
  if (
    memory.conferenceId === undefined ||
    memory.itemHash !== undefined ||
    memory.openedItemHash !== undefined
  )
    return;
  await appointment.saveProperties({ ...memory, openedItemHash });
}

/**
 * What has changed since it was scheduled, or what has become of the appointment as a whole; null: there is nothing to be in
 * step with.
 */
async function compare(
  { appointment }: EventContext,
  now: number,
): Promise<SnapshotDifference[] | "copied" | "cancelled" | null> {
  // What an occurrence remembers is its series'.
  if (appointment.isOccurrence()) return null;
  const memory = await readNewest(appointment);
  if (memory.conferenceId === undefined) return null;
  const snapshot = await appointment.read();
  const differences = compareWithSnapshot(memory, snapshot, now);
  if (isCancelled(snapshot.subject)) {
    // One whose conference is called so, too, only has that name.
    const isOther = differences?.some(({ field }) => field === "title");
    return isOther || (differences && snapshot.isPrivate) ? "cancelled" : null;
  }
  // In classic Outlook's engine there is nothing to make a hash with.
  if (isCopy(memory, (await appointment.readItemHash().catch(() => null)) || null)) return "copied";
  return differences && isPast(snapshot, differences, now) ? null : differences;
}

/** What the appointment remembers: in classic Outlook the properties that another page has saved are not seen at once. */
async function readNewest(appointment: EventContext["appointment"]): Promise<ItemProperties> {
  const session = await appointment.readSession();
  if (!session) return appointment.readProperties();
  const { conferenceId, scheduledSnapshot: stamp } = session;
  if (conferenceId === null) return {};
  const memory: ItemProperties = { ...(await appointment.readProperties()), conferenceId };
  if (stamp === undefined) return memory;
  // What stands in this form's text is this item's, whatever was to be asked before.
  delete memory.itemHash;
  delete memory.openedItemHash;
  return { ...memory, scheduledSnapshot: stamp };
}

/** Both the appointment and what was scheduled are in the past: there is nothing left to update. */
function isPast(snapshot: AppointmentSnapshot, differences: SnapshotDifference[], now: number): boolean {
  const isBefore = (difference: SnapshotDifference) =>
    difference.field !== "end" || difference.from.getTime() < now;
  return hasEnded(snapshot, now) && differences.every(isBefore);
}

async function answerSend(launched: EventContext | null, now: number): Promise<SendAnswer> {
  const differences = launched && (await compare(launched, now));
  if (!differences || differences === "cancelled" || differences.length === 0) return { allowEvent: true };
  const { language, timeZone, hasAlertButton } = launched;
  const texts = eventTexts(language);
  const sentences =
    differences === "copied" ? [texts.copied] : formatDifferences(differences, { texts, language, timeZone });
  const ask = hasAlertButton ? texts.askWithButton : texts.askWithout;
  return {
    allowEvent: false,
    errorMessage: [...sentences, ask].join(" "),
    // A button in the place of "Don't send", which opens the pane (Mailbox 1.14).
    ...(hasAlertButton && { cancelLabel: texts.update, commandId: paneControl }),
  };
}
