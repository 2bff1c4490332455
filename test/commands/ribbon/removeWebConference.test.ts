import { removeWebConference } from "../../../src/commands/ribbon/removeWebConference";
import {
  conferenceOf,
  createFakeAppointment,
  createFakeRelay,
  createTestUseCases,
  invitationTo,
  request,
  snapshot,
} from "../../conference/fakes";
import { addWebConference } from "../../../src/commands/ribbon/addWebConference";
import { inEnglish, loadStrings } from "../../../src/commands/surface";
import { defaultOptions } from "../../../src/conference/model/options";
import { createQuestion, createTold } from "./surface";

/** An appointment with a conference, and a button that keeps what it asked outside of its own page. */
function open(start: Parameters<typeof createFakeAppointment>[0] = {}, isKept = true) {
  const { appointment, state } = createFakeAppointment(start);
  const fake = createFakeRelay();
  const { useCases } = createTestUseCases(appointment, fake.relay);
  const { told, ...saying } = createTold();
  const clock = { now: 0 };
  let asked: string | null = null;
  const question = {
    read: () => asked,
    write: (text: string) => ((asked = text), isKept),
    remove: () => (asked = null),
  };
  const pressAtOnce = () => removeWebConference({ useCases, question, now: () => clock.now, ...saying });
  const press = () => {
    clock.now += 1_000;
    return pressAtOnce();
  };
  const add = () =>
    addWebConference({
      ...{ useCases, appointment, hasPane: true, ...saying },
      ...{ options: () => Promise.resolve(defaultOptions), question: createQuestion(), now: () => clock.now },
      whose: () => Promise.resolve({ signedIn: null, owner: null }),
    });
  return { press, pressAtOnce, add, told, state, clock, appointment, ...fake };
}

const question =
  "outOfDate: Delete this web conference? Its link will stop working for everyone. Select “Remove web conference” again to delete it. (pane)";

test("the first press asks, the second deletes the conference and leaves the organizer's own text", async () => {
  const { press, add, told, state, conferences } = open();
  await add();
  await press();
  expect(told.at(-1)).toBe(question);
  expect(conferences.size).toBe(1);
  await press();
  expect(told.at(-1)).toBe("done: Web conference deleted. Its links were removed.");
  expect(conferences.size).toBe(0);
  expect(state.body.content).toBe("<p>Agenda</p>");
});

test("what Outlook did to the rest of the appointment is said, in as many words as a bar has room for", async () => {
  const { press, add, told, appointment } = open();
  appointment.addLocation = () => Promise.resolve("changed");
  await add();
  const check = "Outlook also changed something else. Check the text and location.";
  expect(told.at(-1)).toBe(`done: Web conference added. Its links are in the appointment. ${check} (pane)`);
  appointment.removeLocation = () => Promise.resolve(false);
  await press();
  await press();
  const last = told.at(-1) ?? "";
  expect(last).toBe(`done: Web conference deleted. Its links were removed. ${check}`);
  for (const { texts } of [inEnglish, await loadStrings("de"), await loadStrings("ar")])
    expect(
      Math.max(...[texts.added, texts.removed].map((text) => `${text} ${texts.check}`.length)),
    ).toBeLessThanOrEqual(150);
});

test("a second press that comes late, or for another conference, asks again", async () => {
  const { press, add, told, clock, conferences } = open();
  await add();
  await press();
  clock.now += 59_001;
  await press();
  expect(told.at(-1)).toBe(question);
  await press();
  expect(conferences.size).toBe(0);
  await add();
  await press();
  expect(told.at(-1)).toBe(question);
  expect(conferences.size).toBe(1);
});

test("without a conference there is nothing to remove", async () => {
  const { press, told } = open();
  await press();
  expect(told.at(-1)).toBe("done: This appointment has no web conference.");
});

test("a copy does not delete the conference of the appointment that it was copied from", async () => {
  const { press, told, conferences } = open({
    properties: { idempotencyKey: "k", conferenceId: "42", itemHash: "another item's" },
    itemHash: "this item's",
  });
  conferences.set("42", conferenceOf(request));
  await press();
  await press();
  expect(told.at(-1)).toMatch(/^failed: This appointment seems to be a copy/);
  expect(conferences.size).toBe(1);
});

test("a conference that only the text names is not deleted", async () => {
  const { press, told, conferences } = open({
    body: { format: "html", content: invitationTo("42") },
    itemHash: "this item's",
  });
  conferences.set("42", { ...conferenceOf(request), claim: "written", mark: null });
  await press();
  await press();
  expect(told.at(-1)).toMatch(/^failed: The text has links to a web conference that this appointment isn't/);
  expect(conferences.get("42")).toMatchObject({ mark: null });
});

test("one of a series says that the series has the conference", async () => {
  const { press } = open({ snapshot: { ...snapshot, series: { part: "occurrence", rule: null } } });
  await expect(press()).rejects.toMatchObject({ code: "OCCURRENCE" });
});

test("the second half of a slow double click deletes nothing", async () => {
  const { press, pressAtOnce, add, told, clock, conferences } = open();
  await add();
  await press();
  clock.now += 999;
  await pressAtOnce();
  expect(told.at(-1)).toBe(question);
  expect(conferences.size).toBe(1);
  await press();
  expect(conferences.size).toBe(0);
});

test("where the browser keeps nothing, the question leads to the pane, and a press in the same page still answers", async () => {
  const { press, add, told, conferences } = open({}, false);
  await add();
  await press();
  expect(told.at(-1)).toBe(
    "outOfDate: Delete this web conference? Its link will stop working for everyone. Open “Conference options” and remove it there. (pane)",
  );
  await press();
  expect(conferences.size).toBe(0);
});
