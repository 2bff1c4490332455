import { act, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { conferenceOf, now, snapshot } from "../conference/fakes";
import { open } from "./scene";

// jsdom draws nothing: contrast is checked in the real browser.
const looks = { rules: { "color-contrast": { enabled: false } } };

test("what will be scheduled is shown live, with the zone spelled out", async () => {
  const { change } = await open({
    state: { snapshot: { ...snapshot, skippedAttendees: [{ name: "Sales", reason: "distributionList" }] } },
  });
  expect(await screen.findByRole("heading", { name: "Quarterly review" })).toBeVisible();
  expect(screen.getByText("Tuesday, 2 March 2027")).toBeVisible();
  expect(screen.getByText("15:00 – 15:30")).toBeVisible();
  expect(screen.getByText("Central European Standard Time")).toBeVisible();
  expect(screen.getByText("Organized by Alice Adams")).toBeVisible();
  expect(screen.getByText("1 person invited")).toBeVisible();
  expect(screen.getByText("Sales is a list. Invite its members one by one.")).toBeVisible();
  act(() => change({ subject: "Yearly review", attendees: [] }));
  expect(await screen.findByRole("heading", { name: "Yearly review" })).toBeVisible();
  expect(screen.getByText("No one invited yet")).toBeVisible();
});

test("moved within the hour that comes twice when clocks go back, old and new say which of them", async () => {
  const at = (start: string) => ({
    start: new Date(start),
    end: new Date(Date.parse(start) + 2 * 3_600_000),
  });
  const { press, change } = await open({
    state: { snapshot: { ...snapshot, ...at("2027-10-31T00:30:00Z") } },
  });
  await press("Add web conference");
  await screen.findByText("Up to date");
  act(() => change(at("2027-10-31T01:30:00Z")));
  const changes = await screen.findByRole("region", { name: "Changed since it was scheduled" });
  expect(within(changes).getByText("Start").nextSibling).toHaveTextContent(
    "Sun 31 Oct, 02:30 CEST → Sun 31 Oct, 02:30 CET",
  );
  expect(within(changes).getByText("End").nextSibling).toHaveTextContent(
    "Sun 31 Oct, 3:30 → Sun 31 Oct, 4:30",
  );
});

test("somebody else's calendar is said to be that", async () => {
  await open({ owner: { name: "Alice Adams", address: "alice.adams@example.com" } });
  expect(await screen.findByText("You're scheduling for Alice Adams")).toBeVisible();
});

test("one button, its steps in words, then links with copy and open", async () => {
  let finish: (() => void) | null = null;
  const { press, user, opened, state } = await open({
    relay: {
      schedule: (_, wanted) => new Promise((resolve) => (finish = () => resolve(conferenceOf(wanted)))),
    },
  });
  await press("Add web conference");
  expect(await screen.findByText("Scheduling at the conferencing site…")).toBeVisible();
  expect(screen.getByRole("progressbar")).toBeVisible();
  // It keeps the focus while it cannot be pressed again.
  expect(screen.getByRole("button", { name: "Add web conference" })).toHaveAttribute("aria-disabled", "true");
  expect(screen.getByRole("button", { name: "Add web conference" })).toHaveFocus();
  // The step is said before the key is saved, and only then the relay is asked.
  await waitFor(() => expect(finish).not.toBeNull());
  act(() => finish?.());
  expect(await screen.findByText("Web conference added.")).toBeVisible();
  expect(state.body.content).toContain("https://rtc.example.com/join/42");
  const write = jest.spyOn(navigator.clipboard, "writeText").mockResolvedValueOnce();
  await press("Copy: Join link");
  expect(write).toHaveBeenCalledWith("https://rtc.example.com/join/42");
  write.mockRejectedValueOnce(new Error("not allowed"));
  await press("Copy: Host link");
  expect(await screen.findByText("Couldn't copy. Select the text and copy it yourself.")).toBeVisible();
  await press("Open: Host link");
  expect(opened).toEqual(["https://rtc.example.com/host/42"]);
  expect(screen.getByText("Up to date")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Remove" }));
  await press("Cancel");
  expect(screen.getByText("Up to date")).toBeVisible();
});

test("when the appointment changes, the fields are listed with old and new, and one press brings them in step", async () => {
  const { press, change, conferences } = await open();
  await press("Add web conference");
  await screen.findByText("Up to date");
  act(() => change({ start: new Date("2027-03-02T15:00:00Z"), attendees: [] }));
  const changes = await screen.findByRole("region", { name: "Changed since it was scheduled" });
  expect(within(changes).getByText("Start").nextSibling).toHaveTextContent(/15:00.*→.*16:00/);
  expect(within(changes).getByText("Removed: Bruno Keller")).toBeVisible();
  expect(await screen.findByText("The appointment ends before it starts. Change its times.")).toBeVisible();
  expect(screen.getByRole("button", { name: "Update conference" })).toBeDisabled();
  act(() => change({ end: new Date("2027-03-02T16:00:00Z") }));
  await waitFor(() => expect(screen.getByRole("button", { name: "Update conference" })).toBeEnabled());
  await press("Update conference");
  expect(await screen.findByText("Web conference is up to date.")).toBeVisible();
  expect([...conferences.values()][0]?.scheduled.appointment.start).toEqual(
    new Date("2027-03-02T15:00:00.000Z"),
  );
});

describe("options", () => {
  test("are folded to a line that says what is set, and keep the guide's rules", async () => {
    const { press, user, controller, remembered } = await open();
    const line = () => screen.getByRole("button", { name: /^Options/ });
    expect(line()).toHaveTextContent("Anyone with the link");
    await user.click(line());
    await user.click(await screen.findByLabelText("Require enrollment"));
    expect(line()).toHaveTextContent("Registered people, with enrollment, with a key");
    expect(screen.getByLabelText("Require a conference key")).toBeDisabled();
    await user.click(screen.getByLabelText("Anyone with the link"));
    expect(screen.getByLabelText("Require enrollment")).not.toBeChecked();
    await user.type(screen.getByLabelText("Dial-in"), "+41 44");
    expect(screen.queryByLabelText(/attendee list/)).toBeNull();
    await user.click(screen.getByLabelText("Also send e-mails from the conferencing site"));
    await user.click(screen.getByLabelText(/attendee list/));
    expect(controller.state().options).toMatchObject({
      sendEmail: true,
      publishAttendees: true,
      enrollment: false,
    });
    await press("Add web conference");
    await screen.findByText("Up to date");
    expect(remembered.get("dialIn")).toBe("+41 44");
  });

  test("changed after scheduling, they make the conference out of date like any field", async () => {
    const { press, user } = await open();
    await press("Add web conference");
    await screen.findByText("Up to date");
    await press(/^Options/);
    await user.click(await screen.findByLabelText("List publicly on the conferencing site"));
    expect(await screen.findByText("Out of date")).toBeVisible();
    await press("Update conference");
    expect(await screen.findByText("Up to date")).toBeVisible();
  });

  test("an empty key is not sent: the button leads to its field, which says what is wrong", async () => {
    const { press, user, conferences } = await open();
    await press(/^Options/);
    await user.click(await screen.findByLabelText("Require a conference key"));
    const field = screen.getByRole("textbox", { name: "Conference key" });
    await user.clear(field);
    expect(field).toBeInvalid();
    expect(field).toHaveAccessibleDescription("The conference key is empty. Enter or generate one.");
    await press(/^Options/);
    await press("Add web conference");
    expect(await screen.findByRole("textbox", { name: "Conference key" })).toHaveFocus();
    expect(conferences.size).toBe(0);
    await press("Generate key");
    expect(screen.getByRole("textbox", { name: "Conference key" })).toBeValid();
    await press("Add web conference");
    expect(await screen.findByText("Up to date")).toBeVisible();
  });
});

test("time passes: an appointment that has gone by can no longer be scheduled", async () => {
  const clock = { now };
  const { controller, change } = await open({ clock });
  expect(screen.getByRole("button", { name: "Add web conference" })).toBeEnabled();
  clock.now = snapshot.end.getTime();
  act(() => change({}));
  await waitFor(() => expect(screen.getByRole("button", { name: "Add web conference" })).toBeDisabled());
  expect(controller.state().snapshot?.start).toEqual(snapshot.start);
});

test("no accessibility fault in any state", async () => {
  const { container, press } = await open();
  expect((await axe.run(container, looks)).violations).toEqual([]);
  await press(/^Options/);
  await screen.findByLabelText("Dial-in");
  expect((await axe.run(container, looks)).violations).toEqual([]);
  await press("Add web conference");
  await screen.findByText("Up to date");
  expect((await axe.run(container, looks)).violations).toEqual([]);
});
