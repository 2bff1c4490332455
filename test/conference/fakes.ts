import type { RequestTerms } from "../../src/conference/model/differences";
import { createConferenceUseCases, type Step } from "../../src/conference/useCases";
import { defaultOptions } from "../../src/conference/model/options";
import type { Conference, ConferenceRequest } from "../../src/relay/dates";
import {
  OutlookError,
  type Appointment,
  type ItemProperties,
  type AppointmentSnapshot,
  type Body,
  type SessionState,
} from "../../src/outlook/appointment/appointment";
import { composeInvitation } from "../../src/invitation/compose";
import { addToLocation, removeFromLocation } from "../../src/outlook/appointment/locationText";
import type { SeriesRule } from "../../src/outlook/appointment/series";
import { type RelayClient } from "../../src/relay/client";
import { RelayError } from "../../src/relay/ask";

export const now = Date.parse("2027-03-01T09:00:00Z");

export const snapshot: AppointmentSnapshot = {
  subject: "Quarterly review",
  start: new Date("2027-03-02T14:00:00Z"),
  end: new Date("2027-03-02T14:30:00Z"),
  location: "",
  organizer: { name: "Alice Adams", address: "alice.adams@example.com" },
  attendees: [{ name: "Bruno Keller", address: "bruno.keller@example.com", kind: "required" }],
  skippedAttendees: [],
  isPrivate: false,
  series: null,
};

/** Every Tuesday at 15:00 in Zurich; its first time is the snapshot's. */
export const rule: SeriesRule = {
  kind: "weekly",
  interval: 1,
  days: ["tue"],
  dayOfMonth: null,
  weekOfMonth: null,
  month: null,
  firstDay: "2027-03-02",
  lastDay: "2027-06-29",
  startMinutes: 15 * 60,
  durationMinutes: 30,
  timeZone: "Europe/Zurich",
};

/** Nothing scheduled yet. */
export const terms: RequestTerms = { titleFallback: "", seriesDays: 366, now, scheduled: null };

export const request: ConferenceRequest = {
  appointment: {
    title: "Quarterly review",
    start: new Date("2027-03-02T14:00:00.000Z"),
    end: new Date("2027-03-02T14:30:00.000Z"),
    attendees: snapshot.attendees,
  },
  options: defaultOptions,
};

export const conferenceOf = (scheduled: ConferenceRequest, id = "42"): Conference => ({
  id,
  version: 1,
  claim: "none",
  mark: null,
  joinUrl: `https://rtc.example.com/join/${id}`,
  hostUrl: `https://rtc.example.com/host/${id}`,
  scheduled,
  warnings: [],
  note: "",
});

/** The invitation to a conference of `conferenceOf`, as HTML. */
export const invitationTo = (conferenceId: string) =>
  composeInvitation("html", {
    conferenceId,
    joinUrl: `https://rtc.example.com/join/${conferenceId}`,
    hostUrl: `https://rtc.example.com/host/${conferenceId}`,
    conferenceKey: null,
    dialIn: "",
    organizer: "Alice Adams",
    note: "",
  });

export interface FakeState {
  snapshot: AppointmentSnapshot;
  body: Body;
  location: string;
  properties: ItemProperties;
  itemHash: string | null;
  seriesItemHash: string | null;
  /** The form's session data; undefined: Outlook has none. */
  session: SessionState | null | undefined;
}

/** An appointment in memory; single operations can be replaced by a test. */
export function createFakeAppointment(start: Partial<FakeState> = {}, overrides: Partial<Appointment> = {}) {
  const state: FakeState = {
    snapshot,
    body: { format: "html", content: "<p>Agenda</p>" },
    location: "",
    properties: {},
    itemHash: null,
    seriesItemHash: null,
    session: null,
    ...start,
  };
  const listeners = new Set<() => void>();
  const appointment: Appointment = {
    read: () => Promise.resolve(state.snapshot),
    readBody: () => Promise.resolve(state.body),
    prependToBody: (block) => {
      state.body = { ...state.body, content: block.content + state.body.content };
      return Promise.resolve();
    },
    replaceBody: (body, madeFrom) => {
      if (state.body.content !== madeFrom.content) {
        return Promise.reject(new OutlookError("BODY_CHANGED", "write into the body"));
      }
      state.body = body;
      return Promise.resolve();
    },
    addLocation: (ours, earlier) => {
      if (removeFromLocation(state.location, ours) !== state.location) return Promise.resolve("done");
      const theirs = earlier === undefined ? state.location : removeFromLocation(state.location, earlier);
      const wanted = addToLocation(theirs, ours);
      state.location = wanted ?? state.location;
      return Promise.resolve(wanted === null ? "refused" : "done");
    },
    removeLocation: (ours) => {
      state.location = removeFromLocation(state.location, ours);
      return Promise.resolve(true);
    },
    readItemHash: () => Promise.resolve(state.itemHash),
    readSeriesItemHash: () => Promise.resolve(state.seriesItemHash),
    readSession: () => Promise.resolve(state.session),
    saveSession: (session) => (state.session = session),
    isOccurrence: () => state.snapshot.series?.part === "occurrence",
    readProperties: () => Promise.resolve(state.properties),
    saveProperties: (properties) => {
      state.properties = properties;
      return Promise.resolve();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ...overrides,
  };
  const change = (next: Partial<AppointmentSnapshot>) => {
    state.snapshot = { ...state.snapshot, ...next };
    for (const listener of listeners) listener();
  };
  return { appointment, state, change };
}

const sameRequest = (one: ConferenceRequest, other: ConferenceRequest) => {
  const inOrder = ({ appointment, options }: ConferenceRequest) =>
    JSON.stringify([
      { ...appointment, attendees: appointment.attendees.map(({ address }) => address).sort() },
      options,
    ]);
  return inOrder(one) === inOrder(other);
};

/** A relay that keeps its promises: same key, same conference; no change of what was changed meanwhile. */
export function createFakeRelay(overrides: Partial<RelayClient> = {}) {
  const idByKey = new Map<string, string>();
  const conferences = new Map<string, Conference>();
  /** Every claim that arrived, such as "42 written". */
  const claims: string[] = [];
  let made = 0;
  const keep = (conference: Conference) => {
    conferences.set(conference.id, conference);
    return Promise.resolve(conference);
  };
  const find = (id: string | undefined) => {
    const conference = conferences.get(id ?? "");
    return conference ? Promise.resolve(conference) : Promise.reject(new RelayError("NOT_FOUND"));
  };
  const relay: RelayClient = {
    schedule: (key, wanted) => {
      const id = idByKey.get(key);
      if (id !== undefined) {
        const known = conferences.get(id);
        return known && sameRequest(known.scheduled, wanted)
          ? Promise.resolve(known)
          : Promise.reject(new RelayError("KEY_REUSED"));
      }
      const conference = conferenceOf(wanted, String(42 + made++));
      idByKey.set(key, conference.id);
      return keep(conference);
    },
    choose: (key, conferenceId) => {
      const conference = conferenceOf(request, conferenceId ?? String(42 + made++));
      idByKey.set(key, conference.id);
      return keep(conference);
    },
    update: async ({ id, version }, wanted) => {
      const current = await find(id);
      if (sameRequest(current.scheduled, wanted)) return current;
      if (current.version !== version) throw new RelayError("VERSION_STALE", { current });
      return keep({ ...current, version: version + 1, scheduled: wanted });
    },
    remove: (id) => {
      conferences.delete(id);
      return Promise.resolve();
    },
    claim: async (id, claim, itemHash) => {
      const current = await find(id);
      claims.push(`${id} ${claim}`);
      const isWritten = current.claim === "written";
      await keep({ ...current, claim: isWritten ? "written" : claim, mark: itemHash ?? current.mark });
    },
    get: find,
    find: (key) => find(idByKey.get(key)),
    findByItemHash: (itemHash) =>
      find([...conferences.values()].findLast((one) => one.mark === itemHash)?.id),
    ...overrides,
  };
  return { relay, conferences, idByKey, claims };
}

/** A conference that was made for an appointment whose pane was closed at once. */
export function conferenceIn(
  { conferences, idByKey }: ReturnType<typeof createFakeRelay>,
  key: string,
  change: Partial<Conference> = {},
) {
  const conference = { ...conferenceOf(request), ...change };
  idByKey.set(key, conference.id);
  conferences.set(conference.id, conference);
  return conference;
}

export const createKeys = () => {
  let made = 0;
  return () => `key-${++made}`;
};

/** The use cases; pauses end at once unless the test says otherwise. */
export function createTestUseCases(
  appointment: Appointment,
  relay: RelayClient,
  wait: (ms: number) => Promise<void> = () => Promise.resolve(),
  newKey = createKeys(),
  organizerName = "Alice Adams",
) {
  const steps: Step[] = [];
  const useCases = createConferenceUseCases({
    appointment,
    relay,
    titleFallback: "Web conference with Alice Adams",
    organizerName,
    seriesDays: () => 366,
    now: () => now,
    newKey,
    wait,
    onStep: (step) => steps.push(step),
    onWritten: () => undefined,
  });
  return { useCases, steps };
}

export const outlookFails = (code: ConstructorParameters<typeof OutlookError>[0]) => () =>
  Promise.reject(new OutlookError(code, "do it"));
