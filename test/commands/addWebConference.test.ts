import { addWebConference } from "../../src/commands/addWebConference";
import { inEnglish } from "../../src/commands/surface";
import { defaultOptions } from "../../src/conference/options";
import { RelayFailure } from "../../src/relay/ask";
import {
  conferenceOf,
  createFakeAppointment,
  createFakeRelay,
  createTestFlow,
  outlookFails,
  request,
  snapshot,
} from "../conference/fakes";

function open(
  ...[relayFails, outlook]: [
    Parameters<typeof createFakeRelay>[0]?,
    Parameters<typeof createFakeAppointment>[1]?,
  ]
) {
  const { appointment, state } = createFakeAppointment({}, outlook);
  const fake = createFakeRelay(relayFails);
  const { flow } = createTestFlow(appointment, fake.relay);
  const told: string[] = [];
  const press = () =>
    addWebConference({
      flow,
      options: () => Promise.resolve(defaultOptions),
      tell: (kind, message) => {
        told.push(`${kind}: ${message}`);
        return Promise.resolve();
      },
      speech: inEnglish,
    });
  return { press, told, state, ...fake };
}

test("one press adds a conference, and says so in the appointment's own bar", async () => {
  const { press, told, state, conferences } = open();
  await press();
  expect(told).toEqual([
    "progress: Adding a web conference…",
    "done: The web conference was added. Its links are in the appointment.",
  ]);
  expect(state.body.content).toContain("Join web conference");
  expect(conferences.size).toBe(1);
});

test("a second press brings the one that is there up to date", async () => {
  const { press, told, state, conferences } = open();
  await press();
  state.snapshot = { ...snapshot, subject: "Moved" };
  await press();
  expect(conferences.size).toBe(1);
  expect([...conferences.values()][0]?.scheduled.appointment.title).toBe("Moved");
  expect(told.at(-1)).toBe("done: This appointment's web conference is up to date.");
});

test("a failure is told with what was not done, and never thrown", async () => {
  const { press, told } = open({ schedule: () => Promise.reject(new RelayFailure("SITE_UNREACHABLE")) });
  await press();
  expect(told.at(-1)).toBe(
    "failed: The conferencing site cannot be reached. Try again later. Nothing was changed.",
  );
});

test("what only the user can decide is decided in the pane, which the bar says in the space that it has", async () => {
  const candidates = [{ id: "7", title: "Quarterly review", start: null, end: null }];
  const { press, told } = open({
    schedule: () => Promise.reject(new RelayFailure("OUTCOME_AMBIGUOUS", { candidates })),
  });
  await press();
  expect(told.at(-1)).toBe(
    "failed: The conferencing site's answer was lost. It is not certain which web conference is this appointment's. Open “Conference options” to choose.",
  );
  expect(told.at(-1)!.length).toBeLessThanOrEqual(150 + "failed: ".length);
});

test("a press finishes what was cut short, and says that it was added", async () => {
  const { press, told, state, idByKey, conferences } = open();
  state.memory = { key: "k" };
  conferences.set("42", conferenceOf(request));
  idByKey.set("k", "42");
  await press();
  expect(told.at(-1)).toBe("done: The web conference was added. Its links are in the appointment.");
  expect(state.body.content).toContain("Join web conference");
  expect(conferences.get("42")).toMatchObject({ version: 1, claim: "written" });
});

test("a bar that cannot be written to does not stop the work", async () => {
  const { appointment, state } = createFakeAppointment();
  const { flow } = createTestFlow(appointment, createFakeRelay().relay);
  await addWebConference({ flow, options: defaultOptions, notify: outlookFails("NO_ANSWER") });
  expect(state.body.content).toContain("Join web conference");
});
