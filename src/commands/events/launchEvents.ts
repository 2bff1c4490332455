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

/** The answer to Outlook's question whether an appointment may be sent. */
type SendAnswer = Office.SmartAlertsEventCompletedOptions;

interface LaunchEventsOptions {
  open: () => Promise<EventContext | null>;
  /** Brings the conference up to date by itself, where the site wants that; false: it was not done. */
  autoUpdate: ((context: EventContext) => Promise<boolean>) | null;
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

const checkDeadlineMs = 60_000;
const quietMs = 2_000;
/** Outlook tells the user after 5 seconds that it takes long. */
const sendDeadlineMs = 4_000;
/** The manifest's control that opens the pane. */
const paneControl = "Compose.Options";

/**
 * Handlers of Outlook's events. Only `autoUpdate` signs in and asks the relay (docs/outlook-quirks.md, 17); the others compare
 * the appointment with its saved properties.
 */
export function createLaunchEvents({ open, autoUpdate, wait, now }: LaunchEventsOptions): LaunchEvents {
  let newest = 0;
  let updating = Promise.resolve(false);

  /** Marks an appointment that is no longer in step; `inStep`: what is done with one that is. */
  async function check(inStep: (context: EventContext) => Promise<void>): Promise<void> {
    const turn = (newest += 1);
    const context = await open();
    if (!context) return;
    // An update under way changes what is compared next.
    await updating;
    const found = await compare(context, now());
    // While this one was read, the next change came: that one tells.
    if (!found || turn !== newest) return;
    const texts = eventTexts(context.language);
    if (typeof found === "string") return context.notifications.show("outOfDate", texts[found], texts.open);
    if (found.length === 0) return inStep(context);
    if (autoUpdate && context.getSetting(updatePolicySetting) === "auto") {
      // Debounce: the organizer may still be changing the time.
      await wait(quietMs);
      if (turn !== newest) return;
      // One after the other: two at once would find each other's version.
      updating = updating.then(() => autoUpdate(context)).catch(() => false);
      if ((await updating) || turn !== newest) return;
    }
    const [first = ""] = formatDifferences(found, { ...context, texts });
    await context.notifications.show("outOfDate", first, texts.open);
  }

  /**
   * A new appointment that remembers a conference from the start is a copy; the pane then asks what it is to be. Nothing is
   * added by itself: no site may want that yet.
   */
  async function checkNew(): Promise<void> {
    const context = await open();
    if (!context) return;
    const properties = await context.appointment.readProperties();
    if (properties.conferenceId === undefined) return;
    // It may have been added in this very form by now.
    const session = await context.appointment.readSession();
    const isUncertain =
      session === undefined && properties.itemHash === undefined && properties.openedItemHash === undefined;
    if (isUncertain || session?.conferenceId === properties.conferenceId) return;
    if (!context.appointment.isOccurrence() && properties.itemHash !== pendingCopy) {
      // By its mark alone the pane may know it, too.
      await context.appointment
        .saveProperties({ ...properties, itemHash: pendingCopy })
        .catch(() => undefined);
    }
    const texts = eventTexts(context.language);
    await context.notifications.show("outOfDate", texts.copied, texts.open);
  }

  // Keeps the notification that another event has just shown.
  const checkOpened = () => check(({ appointment }) => rememberOpening(appointment));
  const checkChanged = () => check(({ notifications }) => notifications.clear());

  const handler = (work: () => Promise<void>) => (event: OfficeEvent<unknown>) => {
    // Each event has a command of its own: what came later must be looked at, too.
    createCommand({ work, deadlineMs: checkDeadlineMs, otherwise: () => Promise.resolve() })(event);
  };

  return {
    onNewAppointment: handler(checkNew),
    onAppointmentOpened: handler(checkOpened),
    onTimeChanged: handler(checkChanged),
    onAttendeesChanged: handler(checkChanged),
    onRecurrenceChanged: handler(checkChanged),
    onAppointmentSend: createCommand({
      work: async () => answerSend(await open(), now()),
      deadlineMs: sendDeadlineMs,
      // Unknown state never blocks sending.
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
  const properties = await appointment.readProperties();
  if (
    properties.conferenceId === undefined ||
    properties.itemHash !== undefined ||
    properties.openedItemHash !== undefined
  )
    return;
  await appointment.saveProperties({ ...properties, openedItemHash });
}

/**
 * Differences since the conference was scheduled, or the state of the appointment as a whole; null: it has no conference.
 */
async function compare(
  { appointment }: EventContext,
  now: number,
): Promise<SnapshotDifference[] | "copied" | "cancelled" | null> {
  // The properties of an occurrence are those of its series.
  if (appointment.isOccurrence()) return null;
  const properties = await readNewest(appointment);
  if (properties.conferenceId === undefined) return null;
  const snapshot = await appointment.read();
  const differences = compareWithSnapshot(properties, snapshot, now);
  if (isCancelled(snapshot.subject)) {
    // One whose conference is called so, too, only has that name.
    const isOther = differences?.some(({ field }) => field === "title");
    return isOther || (differences && snapshot.isPrivate) ? "cancelled" : null;
  }
  // In classic Outlook's engine there is nothing to make a hash with.
  if (isCopy(properties, (await appointment.readItemHash().catch(() => null)) || null)) return "copied";
  return differences && isPast(snapshot, differences, now) ? null : differences;
}

/** Newest properties: classic Outlook does not show at once what another page has saved. */
async function readNewest(appointment: EventContext["appointment"]): Promise<ItemProperties> {
  const session = await appointment.readSession();
  if (!session) return appointment.readProperties();
  const { conferenceId, scheduledSnapshot: stored } = session;
  if (conferenceId === null) return {};
  const properties: ItemProperties = { ...(await appointment.readProperties()), conferenceId };
  if (stored === undefined) return properties;
  // A conference written in this form is this item's.
  delete properties.itemHash;
  delete properties.openedItemHash;
  return { ...properties, scheduledSnapshot: stored };
}

/** Both the appointment and what was scheduled are in the past: there is nothing left to update. */
function isPast(snapshot: AppointmentSnapshot, differences: SnapshotDifference[], now: number): boolean {
  const isBefore = (difference: SnapshotDifference) =>
    difference.field !== "end" || difference.from.getTime() < now;
  return hasEnded(snapshot, now) && differences.every(isBefore);
}

async function answerSend(context: EventContext | null, now: number): Promise<SendAnswer> {
  const differences = context && (await compare(context, now));
  if (!differences || differences === "cancelled" || differences.length === 0) return { allowEvent: true };
  const { language, timeZone, hasAlertButton } = context;
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
