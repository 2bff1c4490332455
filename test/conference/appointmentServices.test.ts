import { defaultOptions } from "../../src/conference/model/options";
import { createAppointmentServices } from "../../src/conference/appointmentServices";
import type { Person } from "../../src/contract/conference";
import { conferenceOf, createFakeAppointment, request, rule, snapshot } from "./fakes";

const me: Person = { name: "Dina Delgado", address: "dina@example.com" };
const owner: Person = { name: "Alice Adams", address: "alice.adams@example.com" };
const site = {
  ...{ site: "RTC", schedulingEnabled: true, conferenceKeyRequired: false, guestAccessEnabled: true },
  ...{
    earlyJoinMinutes: null,
    updatePolicy: "auto",
    seriesDays: 90,
    linkHosts: ["a.example.com", "b.example.com:8443"],
    actingFor: null,
  },
  services: {
    presence: false,
    reports: false,
    recordings: false,
    instantConferences: false,
    liveHelp: false,
  },
};

/** A page in Outlook whose relay answers with these, in turn. */
function open(answers: { status?: number; body: unknown }[], calendarOf: Person | null = null) {
  Object.assign(globalThis, { window: { location: { origin: "https://addin.example.com" } } });
  const calls: Request[] = [];
  jest.spyOn(globalThis, "fetch").mockImplementation((url, init) => {
    const call = new Request(url, init);
    if (call.url.endsWith("/claim")) return Promise.resolve(new Response(null, { status: 204 }));
    calls.push(call);
    const { status = 200, body } = answers.shift() ?? { status: 404, body: {} };
    return Promise.resolve(Response.json(body, { status }));
  });
  const { appointment, state } = createFakeAppointment({ snapshot: { ...snapshot, subject: "" } });
  const settings = new Map<string, string>();
  const useCases = () =>
    createAppointmentServices({
      host: {
        ...{
          mode: "compose",
          appointment,
          owner: calendarOf,
          tellsSeries: true,
          me,
          platform: "web",
          language: "en-US",
        },
        ...{ timeZone: "Europe/Zurich", signIn: () => Promise.resolve("token") },
        onThemeChange: () => undefined,
        getSetting: (name) => settings.get(name) ?? null,
        setSetting: (name, value) => settings.set(name, value),
        notify: () => Promise.resolve(),
        clearNotification: () => Promise.resolve(),
        openLink: () => true,
      },
      titleFallback: (name) => `Web conference with ${name}`,
    });
  return { useCases, calls, state, settings };
}
// The patience with claims is not waited for.
beforeEach(() => jest.useFakeTimers({ doNotFake: ["setImmediate", "nextTick", "queueMicrotask"] }));
afterEach(() => {
  jest.useRealTimers();
  Reflect.deleteProperty(globalThis, "window");
});

test("in somebody else's calendar the conference is its owner's: asked for in their name, with their name in it", async () => {
  const { useCases, calls, state } = open([{ body: conferenceOf(request) }], owner);
  await useCases()
    .createUseCases(() => undefined)
    .schedule(defaultOptions);
  expect(calls[0]?.headers.get("On-Behalf-Of")).toBe(owner.address);
  expect(await calls[0]?.json()).toMatchObject({
    appointment: { title: "Web conference with Alice Adams" },
  });
  expect(state.body.content).toContain("Organizer: <bdi>Alice Adams</bdi>");
  expect(state.body.content).not.toContain("Dina");
});

test("in one's own calendar it is one's own", async () => {
  const { useCases, calls, state } = open([{ body: conferenceOf(request) }]);
  await useCases()
    .createUseCases(() => undefined)
    .schedule(defaultOptions);
  expect(calls[0]?.headers.has("On-Behalf-Of")).toBe(false);
  expect(state.body.content).toContain("Organizer: <bdi>Dina Delgado</bdi>");
});

test("whoever may not do it for the owner is told so, and nothing is written", async () => {
  const refused = { status: 403, body: { error: { code: "NOT_A_DELEGATE", requestId: "r" } } };
  const { useCases, state } = open([refused], owner);
  const { body } = state;
  const flow = useCases().createUseCases(() => undefined);
  await expect(flow.schedule(defaultOptions)).rejects.toMatchObject({
    code: "NOT_A_DELEGATE",
    standing: "nothingDone",
  });
  expect(state.body).toBe(body);
});

test("what the site wants is remembered, for handlers that may not ask and for the next page until it has asked", async () => {
  const { useCases, calls, state, settings } = open([{ body: site }, { body: conferenceOf(request) }]);
  await useCases().services.configuration();
  expect(Object.fromEntries(settings)).toEqual({
    updatePolicy: "auto",
    seriesDays: "90",
    linkHosts: "a.example.com b.example.com:8443",
  });
  state.snapshot = { ...snapshot, series: { part: "series", rule: { ...rule, lastDay: null } } };
  await useCases()
    .createUseCases(() => undefined)
    .schedule(defaultOptions);
  expect(await calls[1]?.json()).toMatchObject({ appointment: { end: "2027-05-31T13:00:00.000Z" } });
});
