import { act, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import type { ConferenceRequest } from "../../src/relay/dates";
import { RelayError } from "../../src/relay/ask";
import {
  conferenceIn,
  createFakeAppointment,
  createFakeRelay,
  createTestUseCases,
  outlookFails,
  request,
} from "../conference/fakes";
import { open } from "./scene";

const looks = { rules: { "color-contrast": { enabled: false } } };

const elsewhere: ConferenceRequest = {
  appointment: {
    ...request.appointment,
    title: "Changed by Dina",
    end: new Date("2027-03-02T15:00:00.000Z"),
  },
  options: { ...request.options, access: "registered", dialIn: "+41 44 999" },
};

/** A conference that somebody else has changed, and a user who has changed it here too and pressed Update. */
async function openStale() {
  const known = createFakeRelay();
  const before = createFakeAppointment();
  await createTestUseCases(before.appointment, known.relay).useCases.schedule(request.options);
  const scene = await open({ known, state: before.state });
  await known.relay.update(known.conferences.get("42")!, elsewhere);
  act(() => scene.controller.choose({ ...request.options, dialIn: "mine" }));
  act(() => scene.change({ subject: "Changed here" }));
  await scene.user.click(await screen.findByText("Update conference"));
  const alert = await screen.findByRole("alert");
  return { ...scene, alert };
}

test("a conference that was changed elsewhere: what changed is shown, old and new, and nothing typed is lost", async () => {
  const { alert, controller, conferences } = await openStale();
  expect(alert).toHaveTextContent("The web conference was changed elsewhere.");
  const changes = screen.getByRole("region", { name: "Changed elsewhere" });
  expect(within(changes).getByText("Subject").nextSibling).toHaveTextContent(
    "Quarterly review → Changed by Dina",
  );
  expect(within(changes).getByText("End").nextSibling).toHaveTextContent(/15:30.*→.*16:00/);
  expect(within(changes).getByText("Options").nextSibling).toHaveTextContent(
    "Anyone with the link → Registered people, with dial-in",
  );
  expect(screen.queryByRole("region", { name: "Changed since it was scheduled" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Update conference" })).toBeNull();
  expect(controller.state().options.dialIn).toBe("mine");
  expect(conferences.get("42")?.scheduled).toEqual(elsewhere);
});

test("what changed elsewhere and what to do about it can be read and pressed by everybody", async () => {
  const { container } = await openStale();
  expect((await axe.run(container, looks)).violations).toEqual([]);
});

test("the newer one is used: its options are shown, the text is brought up to date, and what differs can be updated", async () => {
  const { press, controller, state, conferences } = await openStale();
  await press("Use latest");
  await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
  expect(controller.state().options).toEqual(elsewhere.options);
  expect(state.body.content).toContain("+41 44 999");
  expect(conferences.get("42")).toMatchObject({ version: 2, scheduled: elsewhere });
  const changes = await screen.findByRole("region", { name: "Changed since it was scheduled" });
  expect(within(changes).getByText("Subject").nextSibling).toHaveTextContent(
    "Changed by Dina → Changed here",
  );
  await press("Update conference");
  expect(await screen.findByText("Up to date")).toBeVisible();
  expect(conferences.get("42")?.version).toBe(3);
});

test("or replaced: what was typed here is what is scheduled", async () => {
  const { press, state, conferences } = await openStale();
  await press("Overwrite with mine");
  expect(await screen.findByText("Web conference is up to date.")).toBeVisible();
  expect(conferences.get("42")).toMatchObject({
    version: 3,
    scheduled: { appointment: { title: "Changed here" }, options: { dialIn: "mine", access: "anyone" } },
  });
  expect(state.body.content).toContain("mine");
});

test("changed once more while the user was choosing: shown again, from what is newest", async () => {
  const { press, relay, conferences } = await openStale();
  const latest = { ...elsewhere, appointment: { ...elsewhere.appointment, title: "Once more" } };
  await relay.update(conferences.get("42")!, latest);
  await press("Overwrite with mine");
  await waitFor(() => expect(screen.getByText("Once more")).toBeVisible());
  await press("Overwrite with mine");
  expect(await screen.findByText("Web conference is up to date.")).toBeVisible();
  expect(conferences.get("42")?.version).toBe(4);
});

test("the newer one that cannot be written: said, and written when tried again", async () => {
  const { press, appointment, state } = await openStale();
  const whole = appointment.replaceBody;
  appointment.replaceBody = outlookFails("OFFICE_FAILED");
  await press("Use latest");
  expect(await screen.findByRole("alert")).toHaveTextContent("the old links are still in the appointment");
  appointment.replaceBody = whole;
  await press("Try again");
  await waitFor(() => expect(state.body.content).toContain("+41 44 999"));
});

describe("when the pane opens on what was cut short", () => {
  test("a conference that was never written is, and that is said", async () => {
    const known = createFakeRelay();
    const { conferences } = known;
    conferenceIn(known, "k");
    const again = await open({ state: { properties: { idempotencyKey: "k" } }, known });
    expect(await screen.findByText(/was scheduled earlier\. Its links were added now/)).toBeVisible();
    expect(again.state.body.content).toContain("Join web conference");
    expect(conferences.get("42")?.claim).toBe("written");
  });

  test("one that cannot be written now is shown with its own options, and can be written or taken back", async () => {
    const { conferences, controller } = await open({
      state: { properties: { idempotencyKey: "k", conferenceId: "42" } },
      outlook: { prependToBody: outlookFails("OFFICE_FAILED") },
      relay: {
        get: () =>
          Promise.resolve({
            id: "42",
            version: 1,
            claim: "none",
            mark: null,
            joinUrl: "https://rtc.example.com/join/42",
            hostUrl: "https://rtc.example.com/host/42",
            scheduled: { ...request, options: { ...request.options, dialIn: "+41 44" } },
            warnings: [],
            note: "",
          }),
      },
    });
    expect(await screen.findByRole("button", { name: "Insert links again" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Delete conference" })).toBeVisible();
    expect(screen.queryByText("Up to date")).toBeNull();
    expect(controller.state().options.dialIn).toBe("+41 44");
    expect(conferences.size).toBe(0);
  });

  test("a site that cannot be reached leaves nothing to press but Try again", async () => {
    await open({
      state: { properties: { idempotencyKey: "k" } },
      relay: { find: () => Promise.reject(new RelayError("OUTCOME_UNKNOWN")) },
    });
    expect(await screen.findByRole("alert")).toHaveTextContent("Trying again is safe");
    expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
    expect(screen.queryByRole("button", { name: "Add web conference" })).toBeNull();
  });
});

describe("a button or an event beside the open pane", () => {
  /** The same appointment and relay, from a page of its own. */
  const beside = ({ appointment, relay }: Awaited<ReturnType<typeof open>>) =>
    createTestUseCases(appointment, relay).useCases;

  const change = ({ change }: Awaited<ReturnType<typeof open>>, next: Parameters<typeof change>[0]) =>
    act(() => {
      change(next);
      return Promise.resolve();
    });

  test("has updated the conference: the pane says so, keeps what was chosen here, and updates from there", async () => {
    const scene = await open();
    await scene.press("Add web conference");
    await screen.findByText("Up to date");
    await change(scene, { subject: "Moved" });
    act(() => scene.controller.choose({ ...request.options, dialIn: "mine" }));
    const { conference } = await beside(scene).update(scene.conferences.get("42")!, request.options);
    await scene.tell("42");
    await waitFor(() => expect(screen.queryByText("Subject")).toBeNull());
    expect(scene.controller.state().options.dialIn).toBe("mine");
    await scene.press("Update conference");
    await screen.findByText("Web conference is up to date.");
    expect(scene.conferences.get("42")).toMatchObject({
      version: conference.version + 1,
      scheduled: { appointment: { title: "Moved" }, options: { dialIn: "mine" } },
    });
  });

  test("has moved it where the appointment was moved back since: the pane does not say that it is up to date", async () => {
    const scene = await open();
    await scene.press("Add web conference");
    await screen.findByText("Up to date");
    await change(scene, { subject: "Moved" });
    await beside(scene).update(scene.conferences.get("42")!, request.options);
    await change(scene, { subject: "Quarterly review" });
    await scene.tell("42");
    expect(await screen.findByText("Out of date")).toBeVisible();
    // What is shown is not what is scheduled.
    expect(screen.getByRole("region", { name: "Appointment" })).toBeVisible();
  });

  test("has added and removed one: so does the pane show it", async () => {
    const scene = await open();
    const { conference } = await beside(scene).schedule(request.options);
    await scene.tell("42");
    expect(await screen.findByText("Up to date")).toBeVisible();
    await beside(scene).remove(conference);
    await scene.tell("42");
    expect(await screen.findByRole("button", { name: "Add web conference" })).toBeVisible();
  });

  test("has to do with another appointment: nothing is asked", async () => {
    const scene = await open();
    await scene.press("Add web conference");
    await screen.findByText("Up to date");
    scene.relay.get = () => Promise.reject(new RelayError("NOT_FOUND"));
    await scene.tell("43");
    expect(screen.getByText("Up to date")).toBeVisible();
  });
});
