import type { Conference, ConferenceOptions, ConferenceRequest } from "../contract/conference";
import type { Appointment, AppointmentSnapshot } from "../outlook/appointment/appointment";
import type { RelayClient } from "../relay/client";
import type { WriteNote } from "./writing/invitationText";
import {
  findDifferences,
  findBlockingErrors,
  toUpdateRequest,
  toScheduleRequest,
  type Terms,
} from "./model/differences";
import { ConferenceError, guard, type FailureOutcome } from "./failure";
import { itemHashOf } from "./writing/itemHash";
import type { UndoableChange } from "./undo";

/** What is being done right now, for the progress line. */
export type Step = "reading" | "scheduling" | "updating" | "removing" | "writing";

/** A use case that ended well, with what the user should still know. */
export interface Done {
  conference: Conference;
  notes: WriteNote[];
}

/** What the appointment's text has of a conference. */
export interface InvitationInText {
  /** "old": as it was before the conference's last change. */
  invitation: "none" | "old" | "current";
  /** Whether it has the conference key; true where the conference has none. */
  hasKey: boolean;
  hasHostLink: boolean;
}

/** What the appointment says when it is opened. */
export type LoadedAppointment =
  | { status: "none" }
  /** One of a series, whose conference it shares; nothing is written here. null: the series has none. */
  | { status: "occurrence"; conference: Conference | null }
  /**
   * The user has to say whether the appointment has this conference: another item has claimed it, whose properties this one
   * has; or (`isByText`) only the text names it, and perhaps others.
   */
  | (PossibleConferences & { status: "copied" })
  | ({
      status: "scheduled";
      isWritten: boolean;
      /** What an earlier run had left undone and has been done now: write, bring the text up to date, update. */
      finished: "write" | "refresh" | "update" | null;
    } & Done);

/** Conferences that may be another appointment's. */
export interface PossibleConferences {
  conference: Conference;
  /** More of them, which the text names. */
  others: Conference[];
  isByText: boolean;
  /** The one whose invitation a separate conference's takes the place of; null: the text stays as it is. */
  previousConferenceId: string | null;
}

/** What would be scheduled now in the place of what is. */
export type CurrentRequestOf = (scheduled: ConferenceRequest) => Promise<ConferenceRequest>;

/** A conference that no appointment uses, with the key for which it was made. */
export interface UnusedConference {
  key: string;
  conference: Conference;
}

export interface ConferenceUseCases {
  /** Finds the appointment's conference, and finishes what an earlier run was cut short in. */
  open(): Promise<LoadedAppointment>;
  /** `told`: the other providers' links of which the user knows; fails with OTHER_WAY where there are more. */
  schedule(options: ConferenceOptions, told?: Set<string>): Promise<Done>;
  /** Says which of a failure's candidates is this appointment's; null: none, a new one is made. */
  choose(conferenceId: string | null): Promise<Done>;
  /** Fails with what it is now (standing "changedElsewhere") when `conference` is no longer the newest. */
  update(conference: Conference, options: ConferenceOptions): Promise<Done>;
  /** Makes a conference that no appointment uses this one's, and brings it up to date. */
  adopt(unclaimed: UnusedConference): Promise<Done>;
  /** Deletes a conference that no appointment uses. */
  discard(unclaimed: UnusedConference): Promise<void>;
  /** Deletes the conference and takes the invitation out. */
  remove(conference: Conference): Promise<WriteNote[]>;
  /** Writes the invitation of a conference that exists already. */
  write(conference: Conference): Promise<Done>;
  /** Takes out the invitation of a conference that no longer exists, and forgets it. */
  forget(): Promise<WriteNote[]>;
  /**
   * Gives the appointment a conference of its own: one that was copied, or whose conference cannot be changed any more.
   * That one stays as it is, and its invitation is replaced, unless it stands in a quoted text or beside others.
   */
  separate(options: ConferenceOptions): Promise<Done>;
  /** Makes a conference of another item's, or of the text's, this appointment's. */
  share(conference: Conference): Promise<Done & { isWritten: boolean }>;
  /** Says that the appointment has none of these conferences: its text only quotes them, and stays as it is. */
  leave(conferences: readonly Conference[]): Promise<null>;
  /** Whether the conference says what the appointment says now. */
  isInStep(conference: Conference): Promise<boolean>;
  /** What the appointment's text has of the conference. */
  readText(conference: Conference): Promise<InvitationInText>;
  /** Whether what this page did last, with this conference, can be undone: nothing was saved or sent since. */
  canUndo(conference: Conference): Promise<boolean>;
  /** Undoes that. Fails with SAVED_SINCE, and with BODY_CHANGED where only the text was written. */
  undo(): Promise<UndoResult>;
}

/**
 * What undoing has led to: an Add's conference is deleted; of an update the conference is again as it was; of links that were
 * put into the text, only the text is as it was.
 */
export type UndoResult =
  { deed: "add"; conference: null; notes: WriteNote[] } | ({ deed: "update" | "write" } & Done);

interface UseCasesOptions {
  appointment: Appointment;
  relay: RelayClient;
  /** The title of a conference whose appointment has no subject. */
  titleFallback: string;
  organizerName: string;
  /** How many days the one conference of a series may last. */
  seriesDays: () => number;
  now: () => number;
  newKey: () => string;
  wait: (ms: number) => Promise<void>;
  onStep: (step: Step) => void;
  /** Hears of which conference something was written or taken out. */
  onWritten: (conferenceId: string) => void;
}

/** The use cases between an appointment and its conference. All throw ConferenceError. */
export function createConferenceUseCases(options: UseCasesOptions): ConferenceUseCases {
  const { appointment, relay, titleFallback, organizerName, now, newKey, wait, onStep, onWritten } = options;
  const confirmed = new Set<string>();
  /** What this page did last; null: nothing that could be undone. */
  let last: UndoableChange | null = null;
  /** The conference whose invitation the text was last seen to hold; null: none. */
  let held: string | null = null;
  const at = async (conference: Conference) => ({
    ...{ appointment, relay, wait, confirmed, organizerName, conference },
    itemHash: await itemHashOf(appointment),
    seriesDays: options.seriesDays(),
  });
  const termsOf = (scheduled: ConferenceRequest | null): Terms => ({
    titleFallback,
    seriesDays: options.seriesDays(),
    now: now(),
    scheduled,
  });

  async function readAppointment(choice: ConferenceOptions): Promise<AppointmentSnapshot> {
    onStep("reading");
    const [snapshot] = await guard("nothingDone", () =>
      Promise.all([appointment.read(), loadSending(), loadWriting()]),
    );
    const [blockingError] = findBlockingErrors(snapshot, choice, now());
    if (blockingError) throw new ConferenceError(blockingError, "nothingDone");
    return snapshot;
  }

  /** `deed`: what the write belongs to; null: nothing that could be undone. */
  async function write(conference: Conference, deed: UndoableChange | null): Promise<Done> {
    onStep("writing");
    last = deed;
    return guard(
      "notWritten",
      async () => {
        const { writeConference } = await loadWriting();
        const { notes, lastWrite } = await writeConference({
          ...(await at(conference)),
          previousConferenceId: held,
        });
        if (deed) deed.write = lastWrite ?? deed.write;
        held = conference.id;
        onWritten(conference.id);
        return { conference, notes };
      },
      conference,
    );
  }

  /** Writes what was there before, or could not be written when it was added or updated. */
  const writeAgain = async (conference: Conference) =>
    write(conference, (await findUndoable(conference)) ?? { kind: "write", conference });

  /** What can be undone of what was done with a conference. What cannot any more, stays so. */
  async function findUndoable({ id }: Conference): Promise<UndoableChange | null> {
    if (last?.conference.id !== id) return null;
    const { canUndo } = await loadUndoing();
    if (!(await canUndo(last, appointment))) last = null;
    return last;
  }

  async function takeOut(conference: Conference | null): Promise<WriteNote[]> {
    onStep("writing");
    const gone = (held = conference?.id ?? held);
    return guard("notTakenOut", async () => {
      const { removeFromAppointment: takeOutConference } = await loadWriting();
      const notes = await takeOutConference({ appointment, organizerName, conference, held });
      last = held = null;
      if (gone !== null) onWritten(gone);
      return notes;
    });
  }

  interface Change {
    conference: Conference;
    snapshot: AppointmentSnapshot;
    choice: ConferenceOptions;
    /** What stands if the change itself fails. */
    standing: FailureOutcome;
  }

  async function change({ conference, snapshot, choice, standing }: Change): Promise<Conference> {
    const request = toUpdateRequest(snapshot, choice, termsOf(conference.scheduled));
    onStep("updating");
    const send = async () => (await loadSending()).sendUpdate(conference, { appointment, relay, request });
    return guard(standing, send, conference);
  }

  async function update(conference: Conference, choice: ConferenceOptions): Promise<Done> {
    const [snapshot, itemHash] = await Promise.all([readAppointment(choice), appointment.readItemHash()]);
    const changed = await change({ conference, snapshot, choice, standing: "nothingDone" });
    return write(changed, { kind: "update", conference: changed, itemHash, earlier: conference.scheduled });
  }

  /** `instead`: the conference in whose place it is made; null: there is none. */
  async function schedule(
    choice: ConferenceOptions,
    instead: string | null,
    told?: Set<string>,
  ): Promise<Done> {
    const [snapshot, itemHash] = await Promise.all([readAppointment(choice), appointment.readItemHash()]);
    if (told)
      await guard("nothingDone", async () =>
        (await import("./otherProviders")).failOnNewProvider(appointment, snapshot.location, told),
      );
    const request = toScheduleRequest(snapshot, choice, termsOf(null));
    onStep("scheduling");
    const send = async () =>
      (await loadSending()).scheduleOnce({
        appointment,
        relay,
        newKey,
        request,
        previousConferenceId: instead,
      });
    const conference = await guard("nothingDone", send);
    // The invitation whose place it takes could not be had back.
    return write(conference, instead === null ? { kind: "add", conference, itemHash } : null);
  }

  const wantedOf = async (scheduled: ConferenceRequest) =>
    toUpdateRequest(await appointment.read(), scheduled.options, termsOf(scheduled));

  async function open(): Promise<LoadedAppointment> {
    const [{ loadAppointment: openAppointment }, writing] = await Promise.all([
      import("./load"),
      loadWriting(),
    ]);
    const opened = await openAppointment({
      appointment,
      relay,
      wantedOf,
      inspect: async (conference: Conference) => writing.inspectConference(await at(conference)),
      holds: (conferenceId: string) => writing.holdsInvitation(appointment, conferenceId),
      canReplace: (conferenceId: string) => writing.canReplace(appointment, conferenceId),
      write: writeAgain,
      update: (conference: Conference) => update(conference, conference.scheduled.options),
      takeOut: () => takeOut(null),
      claim: async (conference: Conference) => void writing.confirmWritten(conference, await at(conference)),
    });
    if (opened.status === "copied") held = opened.previousConferenceId;
    else held = opened.status === "scheduled" ? opened.conference.id : null;
    return opened;
  }

  return {
    open: () => guard("nothingDone", open),
    schedule: (choice, told) => schedule(choice, null, told),

    choose: async (conferenceId) => {
      onStep("scheduling");
      const itemHash = await appointment.readItemHash();
      const send = async () => (await loadSending()).sendChoice(conferenceId, { appointment, relay });
      const conference = await guard("nothingDone", send);
      // One that is chosen was there before.
      return write(conference, conferenceId === null ? { kind: "add", conference, itemHash } : null);
    },

    update,

    adopt: async (unclaimed) => {
      const { conference } = unclaimed;
      const choice = conference.scheduled.options;
      const snapshot = await readAppointment(choice);
      await guard("nothingDone", async () => (await loadSending()).adoptUnused(unclaimed, appointment));
      return write(await change({ conference, snapshot, choice, standing: "notWritten" }), null);
    },

    discard: async ({ conference }) => {
      onStep("removing");
      await guard("nothingDone", () => relay.remove(conference.id), undefined, "maybeDeleted");
    },

    remove: async (conference) => {
      onStep("removing");
      await guard("nothingDone", () => relay.remove(conference.id), conference, "maybeDeleted");
      return takeOut(conference);
    },

    write: writeAgain,
    forget: () => takeOut(null),

    separate: async (choice) => {
      const instead = held;
      await guard("nothingDone", async () => (await loadSending()).prepareSeparate(appointment, instead));
      return schedule(choice, instead);
    },

    share: (conference) =>
      guard(
        "nothingDone",
        async () => {
          const { claimForItem: shareConference } = await loadWriting();
          const place = await shareConference(await at(conference));
          held = conference.id;
          if (place === "outdated") return { ...(await write(conference, null)), isWritten: true };
          return { conference, notes: [], isWritten: place === "standing" };
        },
        conference,
      ),

    leave: (conferences) =>
      guard("nothingDone", async () => {
        held = await (await loadWriting()).rememberQuoted(appointment, conferences);
        return held;
      }),

    isInStep: ({ scheduled }) =>
      guard("nothingDone", async () => findDifferences(scheduled, await wantedOf(scheduled)).length === 0),

    readText: (conference) =>
      guard("nothingDone", async () =>
        (await loadWriting()).readText({ appointment, organizerName, conference }),
      ),

    canUndo: async (conference) => (await findUndoable(conference)) !== null,
    undo: async () => {
      if (!last) throw new ConferenceError("SAVED_SINCE", "nothingDone");
      const { undo } = await loadUndoing();
      const undone = await undo(last, {
        ...{ appointment, relay, at, onStep, takeOut },
        write: (conference) => write(conference, null),
      });
      if (undone.conference) onWritten(undone.conference.id);
      last = null;
      return undone;
    },
  };
}

// What is not needed before the ribbon button is pressed, is loaded while Outlook is being read.
const loadSending = () => import("./schedule");
const loadWriting = () => import("./writing/writeConference");
const loadUndoing = () => import("./undo");
