import { isLeftOver } from "../../conference/model/cancelled";
import { ConferenceError, guard } from "../../conference/failure";
import type { ConferenceUseCases } from "../../conference/useCases";
import { findOtherProviders } from "../../conference/otherProviders";
import { defaultOptions, fitToSite } from "../../conference/model/options";
import { createSafeStorage, type SafeStorage } from "../../conference/instant/safeLocalStorage";
import { findSignedInUser, type SignedInUser } from "../../conference/signedInUser";
import { createTitleFallback, neutralTitle } from "../../conference/model/title";
import { createAppointmentServices } from "../../conference/appointmentServices";
import type { ConferenceOptions, Person } from "../../contract/conference";
import type { SiteConfiguration } from "../../contract/services";
import type { Appointment } from "../../outlook/appointment/appointment";
import { hasPane } from "../../outlook/platform/platform";
import { askOwner } from "./askOwner";
import {
  describePossibleConferences,
  withNotes,
  type Strings,
  type RibbonContext,
  type Notify,
} from "../surface";

/** The acting user and the owner of the calendar. */
interface Whose {
  signedIn: SignedInUser | null;
  /** Owner of the calendar; null: the mailbox's user. */
  owner: Person | null;
}

interface AddWebConferenceOptions {
  useCases: ConferenceUseCases;
  appointment: Pick<Appointment, "read" | "readBody">;
  options: () => Promise<ConferenceOptions>;
  whose: () => Promise<Whose>;
  /** The question of an earlier press. */
  question: SafeStorage;
  /** Milliseconds since the epoch. */
  now: () => number;
  notify: Notify;
  strings: Strings;
  hasPane: boolean;
}

/**
 * The one-click button: adds a conference with the default options, or brings the one that is there up to date, unless the
 * appointment was cancelled. Says in the appointment's own bar what it does. Throws ConferenceError.
 */
export async function addWebConference({
  useCases,
  appointment,
  options,
  whose,
  question,
  now,
  notify,
  strings,
  hasPane,
}: AddWebConferenceOptions): Promise<void> {
  const { texts } = strings;
  const pressedAt = now();
  await notify("progress", texts.adding);
  // How long a series' conference may last, the site says: before anything is compared.
  const wanted = await options();
  const opened = await useCases.open();
  if (opened.status === "occurrence") throw new ConferenceError("OCCURRENCE", "nothingDone");
  if (opened.status === "copied")
    return notify("failed", describePossibleConferences(opened, { texts, hasPane }), hasPane);
  if (opened.status === "none") {
    const { signedIn, owner } = await whose();
    const asked = askOwner({ signedIn, question, pressedAt, now, texts, deed: "add" });
    // A phone's switch goes off again.
    if (asked !== null) return notify(hasPane ? "outOfDate" : "failed", asked, hasPane);
    const { location, isPrivate } = await guard("nothingDone", () => appointment.read());
    const names = (await findOtherProviders(appointment, location)).join(", ");
    const { notes } = await useCases.schedule(wanted);
    const other = owner ?? (signedIn?.isOther ? signedIn.caller : null);
    const more = [
      ...(other ? [texts.belongsTo({ name: other.name || other.address })] : []),
      ...(isPrivate ? [texts.isPrivate({ title: neutralTitle })] : []),
      ...(names === "" ? [] : [texts.otherWay({ names })]),
    ];
    return notify("done", more.reduce(join, withNotes(texts.added, notes, strings)), true);
  }
  const { conference, finished, notes: before } = opened;
  // An earlier press was cut short before its links were written.
  const isAdded = finished === "write";
  try {
    const { subject, isPrivate } = await guard("nothingDone", () => appointment.read());
    // By its old title the pane knows it as what is left over.
    if (isLeftOver(subject, conference)) {
      await notify("outOfDate", `${texts.cancelled} ${texts.removeCancelled}`, true);
      return;
    }
    if (isAdded && (await useCases.isInStep(conference))) {
      await notify("done", withNotes(texts.added, before, strings), true);
      return;
    }
    const { notes } = await useCases.update(conference, conference.scheduled.options);
    const sentence = isAdded ? texts.added : texts.already;
    const line = withNotes(sentence, isAdded ? [...before, ...notes] : notes, strings);
    await notify("done", isPrivate ? join(line, texts.isPrivate({ title: neutralTitle })) : line, true);
  } catch (failure) {
    const isUnchanged = failure instanceof ConferenceError && failure.standing === "nothingDone";
    if (!isAdded || !isUnchanged) throw failure;
    // It was done: a phone's switch stays on.
    await notify("outOfDate", `${texts.addedOld} ${texts.openPane}`, true);
  }
}

/** Outlook's limit for a notification. */
const maxLine = 150;

/** A line with one more sentence, where there is room for it. */
function join(line: string, more: string): string {
  return line.length + more.length < maxLine ? `${line} ${more}` : line;
}

export async function runAdd({ host, notify, strings }: RibbonContext): Promise<void> {
  if (host.mode !== "compose") return;
  const { services, createUseCases } = createAppointmentServices({
    host,
    titleFallback: createTitleFallback(strings.texts),
  });
  let asked: Promise<SiteConfiguration | null> | null = null;
  // The site's configuration; if the relay can't be asked, the call itself will fail.
  const site = () => (asked ??= services.configuration().catch(() => null));
  const { appointment, me, owner } = host;
  await addWebConference({
    useCases: createUseCases(() => undefined),
    appointment,
    notify,
    strings,
    now: Date.now,
    options: async () =>
      fitToSite({ ...defaultOptions, dialIn: host.getSetting("dialIn") ?? "" }, await site()),
    whose: async () => ({
      signedIn: findSignedInUser((await site())?.caller ?? null, me),
      owner: (await site())?.actingFor ?? (owner === "unknown" ? null : owner),
    }),
    question: createSafeStorage("webConference.confirmSignedInUser"),
    hasPane: hasPane(host.platform),
  });
}
