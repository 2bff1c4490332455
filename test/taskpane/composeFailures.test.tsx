import { act, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { RelayError } from "../../src/relay/ask";
import { conferenceOf, now, outlookFails, request, snapshot } from "../conference/fakes";
import { open, siteOf } from "./scene";

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
      "The conferencing site doesn't accept this conference key, or requires one.",
    );
    expect(alert).toHaveTextContent("Nothing was changed.");
    expect(alert).toHaveTextContent("For your administrator: request r-1");
    expect(controller.state().options.dialIn).toBe("+41 44");
    refuses = false;
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
    await press("Add web conference");
    expect(await screen.findByText("Web conference added.")).toBeVisible();
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
    expect(await screen.findByText(/The web conference service can't be reached/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Add web conference" })).toBeNull();
    isAway = false;
    await press("Try again");
    expect(await screen.findByText("The links aren't in the appointment's text.")).toBeVisible();
    expect(screen.queryByText("Up to date")).toBeNull();
    await press("Insert links again");
    expect(await screen.findByText("Up to date")).toBeVisible();
    await waitFor(() => expect(screen.queryByText("The links aren't in the appointment's text.")).toBeNull());
  });

  test("a conference that is gone: its links can be taken out, and a new one added", async () => {
    const { press, state } = await open();
    await press("Add web conference");
    await screen.findByText("Up to date");
    const body = state.body;
    const second = await open({ state: { body, properties: { idempotencyKey: "k", conferenceId: "42" } } });
    await second.press("Remove links");
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
    await press("Delete");
    expect(
      await screen.findByText("The web conference was deleted, but its links are still in the appointment."),
    ).toBeVisible();
    appointment.replaceBody = whole;
    await press("Try again");
    expect(await screen.findByText("The web conference was deleted.")).toBeVisible();
    expect(state.body.content).toBe("<p>Agenda</p>");
  });

  test.each([
    ["SOME_PARTICIPANTS_FAILED", /couldn't add some attendees/],
    ["PARTICIPANTS_FAILED", /couldn't add the attendees/],
    ["INVITES_NOT_SENT", /couldn't send its e-mails/],
  ] as const)("the warning %s is told beside the success", async (warning, text) => {
    const { press } = await open({
      relay: { schedule: (_, wanted) => Promise.resolve({ ...conferenceOf(wanted), warnings: [warning] }) },
    });
    await press("Add web conference");
    expect(await screen.findByText(text)).toBeVisible();
    expect(screen.getByText("Web conference added.")).toBeVisible();
  });
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
    expect(screen.getByText(/service can't be reached/)).toBeVisible();
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
    expect(screen.queryByText("On Windows, you may need:")).toBeNull();
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
    expect(await screen.findByRole("checkbox", { name: "Require a conference key" })).toBeDisabled();
    expect(screen.getByText("The conferencing site requires a key for every conference.")).toBeVisible();
    expect(screen.queryByRole("radio", { name: "Anyone with the link" })).toBeNull();
    await press("Add web conference");
    await screen.findByText("Web conference added.");
    expect([...conferences.values()]).toMatchObject([
      { scheduled: { options: { access: "registered", conferenceKey: expect.stringMatching(/^\w{8}$/) } } },
    ]);
  });

  test("where scheduling is off, the pane says so before anything is tried", async () => {
    await open({ services: { configuration: () => Promise.resolve(siteOf({ schedulingEnabled: false })) } });
    expect(await screen.findByText(/You can't schedule at the conferencing site/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Add web conference" })).toBeDisabled();
  });
});
