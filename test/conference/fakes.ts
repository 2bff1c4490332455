import { createFlow, type Step } from "../../src/conference/flow";
import { defaultOptions } from "../../src/conference/options";
import type { Conference, ConferenceRequest } from "../../src/contract/conference";
import {
  OutlookError,
  type Appointment,
  type AppointmentMemory,
  type AppointmentSnapshot,
  type Body,
} from "../../src/outlook/appointment";
import { type RelayClient } from "../../src/relay/client";
import { RelayFailure } from "../../src/relay/ask";

export const now = Date.parse("2027-03-01T09:00:00Z");

export const snapshot: AppointmentSnapshot = {
  subject: "Quarterly review",
  start: new Date("2027-03-02T14:00:00Z"),
  end: new Date("2027-03-02T14:30:00Z"),
  location: "",
  organizer: { name: "Alice Adams", address: "alice.adams@example.com" },
  attendees: [{ name: "Bruno Keller", address: "bruno.keller@example.com", kind: "required" }],
  leftOut: [],
};

export const request: ConferenceRequest = {
  appointment: {
    title: "Quarterly review",
    start: "2027-03-02T14:00:00.000Z",
    end: "2027-03-02T14:30:00.000Z",
    attendees: snapshot.attendees,
  },
  options: defaultOptions,
};

export const conferenceOf = (scheduled: ConferenceRequest, id = "42"): Conference => ({
  id,
  version: 1,
  claim: "none",
  joinUrl: `https://rtc.example.com/join/${id}`,
  hostUrl: `https://rtc.example.com/host/${id}`,
  scheduled,
  warnings: [],
  note: "",
});

export interface FakeState {
  snapshot: AppointmentSnapshot;
  body: Body;
  location: string;
  memory: AppointmentMemory;
}

/** An appointment in memory; single operations can be replaced by a test. */
export function createFakeAppointment(start: Partial<FakeState> = {}, overrides: Partial<Appointment> = {}) {
  const state: FakeState = {
    snapshot,
    body: { format: "html", content: "<p>Agenda</p>" },
    location: "",
    memory: {},
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
    replaceBody: (body) => {
      state.body = body;
      return Promise.resolve();
    },
    readLocation: () => Promise.resolve(state.location),
    writeLocation: (location) => {
      state.location = location;
      return Promise.resolve();
    },
    readMemory: () => Promise.resolve(state.memory),
    saveMemory: (memory) => {
      state.memory = memory;
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

/** A relay that keeps its promises: same key, same conference. */
export function createFakeRelay(overrides: Partial<RelayClient> = {}) {
  const byKey = new Map<string, Conference>();
  const conferences = new Map<string, Conference>();
  const keep = (conference: Conference) => {
    conferences.set(conference.id, conference);
    return Promise.resolve(conference);
  };
  const find = (conference: Conference | undefined) =>
    conference ? Promise.resolve(conference) : Promise.reject(new RelayFailure("NOT_FOUND"));
  const relay: RelayClient = {
    schedule: (key, wanted) => {
      const known = byKey.get(key);
      if (known) {
        const isSame = JSON.stringify(known.scheduled) === JSON.stringify(wanted);
        return isSame ? Promise.resolve(known) : Promise.reject(new RelayFailure("KEY_REUSED"));
      }
      const conference = conferenceOf(wanted, String(42 + conferences.size));
      byKey.set(key, conference);
      return keep(conference);
    },
    claim: () => Promise.resolve(),
    update: ({ id }, wanted) => (conferences.has(id) ? keep(conferenceOf(wanted, id)) : find(undefined)),
    remove: (id) => {
      conferences.delete(id);
      return Promise.resolve();
    },
    get: (id) => find(conferences.get(id)),
    find: (key) => find(byKey.get(key)),
    ...overrides,
  };
  return { relay, conferences, byKey };
}

export function createTestFlow(appointment: Appointment, relay: RelayClient) {
  const steps: Step[] = [];
  let keys = 0;
  const flow = createFlow({
    appointment,
    relay,
    titleFallback: "Web conference with Alice Adams",
    organizerName: "Alice Adams",
    now: () => now,
    newKey: () => `key-${++keys}`,
    onStep: (step) => steps.push(step),
  });
  return { flow, steps };
}

export const outlookFails = (code: ConstructorParameters<typeof OutlookError>[0]) => () =>
  Promise.reject(new OutlookError(code, "do it"));
