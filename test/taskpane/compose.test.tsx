import { act, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { RelayError } from "../../src/relay/ask";
import { conferenceOf, now, outlookFails, request, snapshot } from "../conference/fakes";
import { open, siteOf } from "./scene";

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
  expect(screen.getByText("Sales is a list: invite its members one by one")).toBeVisible();
  act(() => change({ subject: "Yearly review", attendees: [] }));
  expect(await screen.findByRole("heading", { name: "Yearly review" })).toBeVisible();
  expect(screen.getByText("Nobody is invited yet")).toBeVisible();
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
  expect(await screen.findByText("You are scheduling for Alice Adams")).toBeVisible();
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
  expect(await screen.findByText("The web conference is in the appointment.")).toBeVisible();
  expect(state.body.content).toContain("https://rtc.example.com/join/42");
  const write = jest.spyOn(navigator.clipboard, "writeText").mockResolvedValueOnce();
  await press("Copy: Join link");
  expect(write).toHaveBeenCalledWith("https://rtc.example.com/join/42");
  write.mockRejectedValueOnce(new Error("not allowed"));
  await press("Copy: Host link");
  expect(await screen.findByText("Could not copy. Select the text and copy it yourself.")).toBeVisible();
  await press("Open: Host link");
  expect(opened).toEqual(["https://rtc.example.com/host/42"]);
  expect(screen.getByText("Up to date")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Remove" }));
  await press("Keep it");
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
  expect(await screen.findByText("The web conference is up to date.")).toBeVisible();
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
    await user.click(await screen.findByLabelText("People enroll before they join"));
    expect(line()).toHaveTextContent("Registered people, with enrollment, with a key");
    expect(screen.getByLabelText("Ask for a conference key")).toBeDisabled();
    await user.click(screen.getByLabelText("Anyone with the link"));
    expect(screen.getByLabelText("People enroll before they join")).not.toBeChecked();
    await user.type(screen.getByLabelText("Dial-in"), "+41 44");
    expect(screen.queryByLabelText(/attendee list/)).toBeNull();
    await user.click(screen.getByLabelText("Send e-mails from the conferencing site too"));
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
    await user.click(await screen.findByLabelText("List publicly at the conferencing site"));
    expect(await screen.findByText("Out of date")).toBeVisible();
    await press("Update conference");
    expect(await screen.findByText("Up to date")).toBeVisible();
  });

  test("an empty key is not sent: the button leads to its field, which says what is wrong", async () => {
    const { press, user, conferences } = await open();
    await press(/^Options/);
    await user.click(await screen.findByLabelText("Ask for a conference key"));
    const field = screen.getByRole("textbox", { name: "Conference key" });
    await user.clear(field);
    expect(field).toBeInvalid();
    expect(field).toHaveAccessibleDescription("The conference key is empty. Type one, or make a new one.");
    await press(/^Options/);
    await press("Add web conference");
    expect(await screen.findByRole("textbox", { name: "Conference key" })).toHaveFocus();
    expect(conferences.size).toBe(0);
    await press("Make a new key");
    expect(screen.getByRole("textbox", { name: "Conference key" })).toBeValid();
    await press("Add web conference");
    expect(await screen.findByText("Up to date")).toBeVisible();
  });
});

describe("failures", () => {
  test("nothing the user chose is lost, and the request can be named to the administrator", async () => {
    let refuses = true;
    const { press, user, controller } = await open({
      relay: {
        schedule: (_, wanted) =>
          refuses
            ? Promise.reject(new RelayError("CONFERENCE_KEY_REFUSED", { status: 367, requestId: "r-1" }))
            : Promise.resolve(conferenceOf(wanted)),
      },
    });
    await press(/^Options/);
    await user.type(await screen.findByLabelText("Dial-in"), "+41 44");
    await press("Add web conference");
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent(
      "The conferencing site does not accept the conference key, or wants one.",
    );
    expect(alert).toHaveTextContent("Nothing was changed.");
    expect(alert).toHaveTextContent("For your administrator: request r-1");
    expect(controller.state().options.dialIn).toBe("+41 44");
    refuses = false;
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
    await press("Add web conference");
    expect(await screen.findByText("The web conference is in the appointment.")).toBeVisible();
  });

  test("the relay away while the pane opens: nothing can be added twice, and trying again helps", async () => {
    let isAway = true;
    const { press } = await open({
      state: { properties: { idempotencyKey: "k", conferenceId: "42" } },
      relay: {
        get: () =>
          isAway
            ? Promise.reject(new RelayError("RELAY_UNREACHABLE"))
            : Promise.resolve({ ...conferenceOf(request), claim: "written" }),
      },
    });
    expect(await screen.findByText(/The web conference service cannot be reached/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Add web conference" })).toBeNull();
    isAway = false;
    await press("Try again");
    expect(await screen.findByText("The links are not in the appointment's text.")).toBeVisible();
    expect(screen.queryByText("Up to date")).toBeNull();
    await press("Write the links again");
    expect(await screen.findByText("Up to date")).toBeVisible();
    await waitFor(() =>
      expect(screen.queryByText("The links are not in the appointment's text.")).toBeNull(),
    );
  });

  test("a conference that is gone: its links can be taken out, and a new one added", async () => {
    const { press, state } = await open();
    await press("Add web conference");
    await screen.findByText("Up to date");
    const body = state.body;
    const second = await open({ state: { body, properties: { idempotencyKey: "k", conferenceId: "42" } } });
    await second.press("Take the links out");
    await waitFor(() => expect(second.state.body.content).toBe("<p>Agenda</p>"));
    expect(second.state.properties).toEqual({});
  });

  test("deleted at the site but not in the text: said, and finished by trying again", async () => {
    const { press, state, appointment } = await open();
    await press("Add web conference");
    await screen.findByText("Up to date");
    const whole = appointment.replaceBody;
    appointment.replaceBody = outlookFails("OFFICE_FAILED");
    await press("Remove");
    await press("Delete it");
    expect(
      await screen.findByText("The web conference was deleted, but its links are still in the appointment."),
    ).toBeVisible();
    appointment.replaceBody = whole;
    await press("Try again");
    expect(await screen.findByText("The web conference was deleted.")).toBeVisible();
    expect(state.body.content).toBe("<p>Agenda</p>");
  });

  test.each([
    ["SOME_PARTICIPANTS_FAILED", /could not take some of the attendees/],
    ["PARTICIPANTS_FAILED", /could not take the attendees/],
    ["INVITES_NOT_SENT", /could not send its e-mails/],
  ] as const)("the warning %s is told beside the success", async (warning, text) => {
    const { press } = await open({
      relay: { schedule: (_, wanted) => Promise.resolve({ ...conferenceOf(wanted), warnings: [warning] }) },
    });
    await press("Add web conference");
    expect(await screen.findByText(text)).toBeVisible();
    expect(screen.getByText("The web conference is in the appointment.")).toBeVisible();
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

describe("what the site wants and offers", () => {
  const people = [
    { name: "Bruno Keller", address: "Bruno.Keller@example.com", kind: "required" as const },
    { name: "", address: "greta@example.org", kind: "optional" as const },
    ...Array.from({ length: 5 }, (_, index) => ({
      name: `Person ${index}`,
      address: `person${index}@example.com`,
      kind: "required" as const,
    })),
  ];

  test("who is there stands beside the attendees, as far as the site says", async () => {
    const asked: string[][] = [];
    const clock = { now };
    const { user, change } = await open({
      clock,
      state: { snapshot: { ...snapshot, attendees: people } },
      services: {
        configuration: () => Promise.resolve(siteOf({ presence: true })),
        presence: (addresses) => {
          asked.push([...addresses]);
          return Promise.resolve({
            presence: [
              { address: "bruno.keller@example.com", show: "busy", status: "In a <b>conference</b>" },
              { address: "greta@example.org", show: "unknown", status: "" },
            ],
          });
        },
      },
    });
    const bruno = (await screen.findByText("Bruno Keller")).closest("li")!;
    expect(await within(bruno).findByRole("img", { name: "Do not disturb" })).toBeVisible();
    // The colour is not all: the word stands there too, once for a screen reader.
    expect(within(bruno).getByText("Do not disturb")).toHaveAttribute("aria-hidden", "true");
    expect(within(bruno).getByText("In a <b>conference</b>")).toBeVisible();
    const greta = screen.getByText("greta@example.org").closest("li")!;
    expect(within(greta).queryByRole("img")).toBeNull();
    expect(asked).toEqual([people.map(({ address }) => address)]);
    // Not for every letter of the subject; for other attendees, and when a minute has passed.
    act(() => change({ subject: "Quarterly" }));
    await screen.findByRole("heading", { name: "Quarterly" });
    expect(asked).toHaveLength(1);
    act(() =>
      change({ attendees: [...people, { name: "New", address: "new@example.com", kind: "required" }] }),
    );
    await waitFor(() => expect(asked).toHaveLength(2));
    clock.now += 61_000;
    act(() => change({ attendees: people }));
    await waitFor(() => expect(asked).toHaveLength(3));
    clock.now += 61_000;
    act(() => change({ subject: "Quarterly review" }));
    await waitFor(() => expect(asked).toHaveLength(4));
    expect(screen.queryByText("Person 4")).toBeNull();
    await user.click(screen.getByRole("button", { name: "and 2 others" }));
    expect(screen.getByText("Person 4")).toBeVisible();
  });

  test("presence and settings that cannot be had are said, and can be tried again", async () => {
    let isBroken = true;
    const unless = <Result,>(code: RelayError["code"], result: Result) =>
      isBroken ? Promise.reject(new RelayError(code)) : Promise.resolve(result);
    const presence = jest.fn(() =>
      unless("SITE_TIMEOUT", {
        presence: [{ address: "bruno.keller@example.com", show: "busy" as const, status: "" }],
      }),
    );
    const { press, container } = await open({
      services: {
        configuration: () => unless("RELAY_UNREACHABLE", siteOf({ presence: true })),
        presence,
      },
    });
    expect(await screen.findByText("Couldn't load the conferencing site's settings.")).toBeVisible();
    expect(screen.getByText(/service cannot be reached/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Add web conference" })).toBeEnabled();
    const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(violations).toEqual([]);
    isBroken = false;
    await press("Try again");
    expect(await screen.findByLabelText("Do not disturb")).toBeVisible();
    expect(screen.queryByText(/Couldn't load/)).toBeNull();
  });

  test("presence that fails is asked for again by Try again, not by each look", async () => {
    const presence = jest.fn(() => Promise.reject(new RelayError("SITE_TIMEOUT")));
    const { press } = await open({
      services: { configuration: () => Promise.resolve(siteOf({ presence: true })), presence },
    });
    expect(await screen.findByText("Couldn't load who's available.")).toBeVisible();
    expect(presence).toHaveBeenCalledTimes(1);
    await press("Try again");
    await waitFor(() => expect(presence).toHaveBeenCalledTimes(2));
    expect(screen.getByText("Couldn't load who's available.")).toBeVisible();
  });

  test("what fails beside a failure of the conference is said too", async () => {
    const { press } = await open({
      relay: { schedule: () => Promise.reject(new RelayError("SITE_UNREACHABLE")) },
      services: { configuration: () => Promise.reject(new RelayError("SITE_UNREACHABLE")) },
    });
    await press("Add web conference");
    expect(await screen.findByRole("alert")).toBeVisible();
    expect(screen.getByText("Couldn't load the conferencing site's settings.")).toBeVisible();
  });

  test.each([
    ["available", "Available"],
    ["away", "Away"],
    ["busy", "Do not disturb"],
    ["offline", "Offline"],
  ] as const)("somebody who is %s has a sign with a name, and a word", async (show, word) => {
    const { container } = await open({
      state: { snapshot: { ...snapshot, attendees: people.slice(0, 1) } },
      services: {
        configuration: () => Promise.resolve(siteOf({ presence: true })),
        presence: ([address = ""]) => Promise.resolve({ presence: [{ address, show, status: "" }] }),
      },
    });
    expect(await screen.findByRole("img", { name: word })).toBeVisible();
    expect(screen.getByText(word)).toBeVisible();
    const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(violations).toEqual([]);
  });

  test("an obstacle that only an administrator can remove says whom to ask", async () => {
    const site = siteOf({ schedulingEnabled: false, adminEmail: "rtc.admin@example.com" });
    await open({ services: { configuration: () => Promise.resolve(site) } });
    expect(await screen.findByText("Write to rtc.admin@example.com.")).toBeVisible();
  });

  test("an obstacle that the user can remove does not", async () => {
    await open({
      state: { snapshot: { ...snapshot, start: new Date(now - 7_200_000), end: new Date(now - 3_600_000) } },
      services: { configuration: () => Promise.resolve(siteOf({ adminEmail: "rtc.admin@example.com" })) },
    });
    expect(await screen.findByText(/in the past/)).toBeVisible();
    expect(screen.queryByText(/rtc.admin/)).toBeNull();
  });

  test("a failure says whom to ask, where the relay names somebody", async () => {
    const refused = new RelayError("SITE_CREDENTIALS_REFUSED", { administrator: "rtc.admin@example.com" });
    const { press } = await open({ relay: { schedule: () => Promise.reject(refused) } });
    await press("Add web conference");
    expect(await screen.findByText("Write to rtc.admin@example.com.")).toBeVisible();
  });

  test("beside the links stand the site's pages for the programs that they may need", async () => {
    const clients = [
      { name: "messenger" as const, version: "10.1", url: "https://rtc.example.com/messenger" },
      { name: "addIn" as const, version: null, url: "https://rtc.example.com/addin" },
    ];
    const { press, opened } = await open({
      services: { configuration: () => Promise.resolve(siteOf({ clients })) },
    });
    expect(screen.queryByText("On Windows you may need:")).toBeNull();
    await press("Add web conference");
    await press("Get Oracle Messenger 10.1");
    await press("Get Conferencing add-in");
    expect(opened).toEqual(clients.map(({ url }) => url));
  });

  test("a site without presence is not asked for it, and one that fails takes nothing away", async () => {
    const ask = jest.fn(() => Promise.reject(new RelayError("SITE_UNREACHABLE")));
    await open({ services: { presence: ask } });
    expect(await screen.findByText("Bruno Keller")).toBeVisible();
    expect(ask).not.toHaveBeenCalled();
    await open({
      services: { configuration: () => Promise.reject(new RelayError("SITE_UNREACHABLE")), presence: ask },
    });
    expect(screen.getAllByRole("button", { name: "Add web conference" })[1]).toBeEnabled();
  });

  test("a key that the site requires is there, and cannot be left out; guests it does not let in are not offered", async () => {
    const { press, conferences } = await open({
      services: {
        configuration: () =>
          Promise.resolve(siteOf({ conferenceKeyRequired: true, guestAccessEnabled: false })),
      },
    });
    await press(/^Options/);
    expect(await screen.findByRole("checkbox", { name: "Ask for a conference key" })).toBeDisabled();
    expect(screen.getByText("The conferencing site wants one for every conference.")).toBeVisible();
    expect(screen.queryByRole("radio", { name: "Anyone with the link" })).toBeNull();
    await press("Add web conference");
    await screen.findByText("The web conference is in the appointment.");
    expect([...conferences.values()]).toMatchObject([
      { scheduled: { options: { access: "registered", conferenceKey: expect.stringMatching(/^\w{8}$/) } } },
    ]);
  });

  test("where scheduling is off, the pane says so before anything is tried", async () => {
    await open({ services: { configuration: () => Promise.resolve(siteOf({ schedulingEnabled: false })) } });
    expect(await screen.findByText(/Scheduling is not allowed at the conferencing site/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Add web conference" })).toBeDisabled();
  });
});
