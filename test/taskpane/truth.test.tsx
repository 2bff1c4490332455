import { act, screen, waitFor } from "@testing-library/react";
import { RelayError } from "../../src/relay/ask";
import { conferenceIn, createFakeRelay, invitationTo, outlookFails } from "../conference/fakes";
import { open, siteOf } from "./scene";

/** The pane beside an appointment to which a conference was just added. */
async function openAdded(...scene: Parameters<typeof open>) {
  const opened = await open(...scene);
  await opened.press("Add web conference");
  await screen.findByText("Up to date");
  return opened;
}
function withKey({ controller }: Awaited<ReturnType<typeof open>>, conferenceKey: string | null) {
  act(() => controller.choose({ ...controller.state().options, conferenceKey }));
}
const buttons = () => screen.getAllByRole("button").map(({ textContent }) => textContent);

describe("a rewrite that fails", () => {
  test("says that the old links are still there, what they lack, and is tried again", async () => {
    const scene = await openAdded();
    const { press, appointment, state } = scene;
    const replace = appointment.replaceBody;
    appointment.replaceBody = outlookFails("OFFICE_FAILED");
    withKey(scene, "k7k7");
    await press("Update conference");
    expect(await screen.findByRole("alert")).toHaveTextContent(
      "The web conference was updated, but the old links are still in the appointment. They lack the key.",
    );
    expect(screen.queryByText("Up to date")).toBeNull();
    expect(screen.getByText("Out of date")).toBeVisible();
    expect(buttons()).not.toContain("Delete conference");
    expect(screen.getByText("Lets you join as host. Also in the invitation.")).toBeVisible();
    appointment.replaceBody = replace;
    await press("Try again");
    expect(await screen.findByText("Up to date")).toBeVisible();
    expect(state.body.content).toContain("k7k7");
  });

  test("of times alone does not speak of the key", async () => {
    const { press, appointment, controller } = await openAdded();
    appointment.replaceBody = outlookFails("BUSY");
    act(() => controller.choose({ ...controller.state().options, dialIn: "+41 44 000" }));
    await press("Update conference");
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("the old links are still in the appointment.");
    expect(alert).not.toHaveTextContent("key");
  });

  test("and is found again when the pane is opened where the text still cannot be written", async () => {
    const first = await openAdded();
    const { state, relay, conferences } = first;
    const [conference] = [...conferences.values()];
    if (!conference) throw new Error("no conference");
    const { appointment, options } = conference.scheduled;
    await relay.update(conference, { appointment, options: { ...options, conferenceKey: "n3w" } });
    first.unmount();
    await open({ state, known: first, outlook: { replaceBody: outlookFails("OUTLOOK_OFFLINE") } });
    expect(await screen.findByRole("alert")).toHaveTextContent("They lack the key.");
    expect(screen.queryByText("Up to date")).toBeNull();
    expect(buttons()).not.toContain("Delete conference");
  });
});

describe("a first write that fails", () => {
  test("offers to write again or to delete what nobody has, and claims nothing more", async () => {
    const { press, conferences } = await open({ outlook: { prependToBody: outlookFails("OFFICE_FAILED") } });
    await press("Add web conference");
    expect(await screen.findByRole("alert")).toHaveTextContent(
      "The web conference exists, but its links aren't in the appointment.",
    );
    expect(screen.queryByText("Up to date")).toBeNull();
    expect(screen.queryByText(/Also in the invitation/)).toBeNull();
    await press("Delete conference");
    expect(await screen.findByText("The web conference was deleted.")).toBeVisible();
    expect(conferences.size).toBe(0);
  });

  test.each(["writing", "written"] as const)(
    "does not offer to delete one that an appointment has claimed (%s)",
    async (claim) => {
      const known = createFakeRelay();
      conferenceIn(known, "k", { claim });
      const { press, container } = await open({
        known,
        state: { properties: { idempotencyKey: "k", conferenceId: "42" } },
        outlook: { prependToBody: outlookFails("OFFICE_FAILED") },
      });
      if (claim === "written") await press("Insert links again");
      await screen.findByRole("alert");
      expect(buttons()).toContain("Insert links again");
      expect(buttons()).not.toContain("Delete conference");
      expect(container).not.toHaveTextContent("Up to date");
    },
  );
});

test("links that Outlook has written without the location are not said to be missing", async () => {
  const { press, appointment } = await open({ outlook: { addLocation: outlookFails("NO_ANSWER") } });
  await press("Add web conference");
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent(
    "The links are in the appointment, but its location may not be up to date.",
  );
  expect(buttons()).not.toContain("Delete conference");
  appointment.addLocation = () => Promise.resolve("done");
  await press("Try again");
  expect(await screen.findByText("Up to date")).toBeVisible();
});

describe("a removal that stops half way", () => {
  test("with the conference gone shows nothing of it any more", async () => {
    const { press, appointment } = await openAdded();
    appointment.replaceBody = outlookFails("OFFICE_FAILED");
    await press("Remove");
    await press("Delete");
    expect(await screen.findByRole("alert")).toHaveTextContent(
      "The web conference was deleted, but its links are still in the appointment.",
    );
    expect(screen.queryByText(/rtc\.example\.com/)).toBeNull();
    expect(screen.queryByText("Up to date")).toBeNull();
    expect(buttons()).not.toContain("Remove");
    expect(buttons()).not.toContain("Add web conference");
  });

  test("with the links out, too, does not say that they are there", async () => {
    const { press, appointment, state } = await openAdded();
    const remove = appointment.removeLocation;
    appointment.removeLocation = outlookFails("BUSY");
    await press("Remove");
    await press("Delete");
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent(
      "The web conference and its links were removed, but the location may still name it.",
    );
    expect(alert).not.toHaveTextContent("links are still");
    appointment.removeLocation = remove;
    await press("Try again");
    expect(await screen.findByText("The web conference was deleted.")).toBeVisible();
    expect([state.properties, state.location]).toEqual([{}, ""]);
  });

  test("with the answer lost says that only the appointment is as it was", async () => {
    const { press, relay, state } = await openAdded();
    const remove = relay.remove;
    relay.remove = () => Promise.reject(new RelayError("RELAY_TIMEOUT"));
    await press("Remove");
    await press("Delete");
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent(
      "It isn't certain whether the web conference was deleted. The appointment wasn't changed.",
    );
    expect(screen.queryByText("Up to date")).toBeNull();
    expect(state.body.content).toContain("join/42");
    relay.remove = remove;
    await press("Try again");
    expect(await screen.findByText("The web conference was deleted.")).toBeVisible();
    expect(state.body.content).toBe("<p>Agenda</p>");
  });
});

describe("a message of success", () => {
  test.each([
    [
      "the appointment",
      ({ change }) => change({ subject: "Yearly review" }),
      ({ change }) => change({ subject: "Quarterly review" }),
    ],
    ["the options", (scene) => withKey(scene, "k7k7"), (scene) => withKey(scene, null)],
  ] satisfies [
    string,
    (scene: Awaited<ReturnType<typeof open>>) => void,
    (scene: Awaited<ReturnType<typeof open>>) => void,
  ][])("goes with the first difference of %s, and does not come back", async (_, differ, undiffer) => {
    const scene = await openAdded();
    expect(screen.getByText("Web conference added.")).toBeVisible();
    act(() => differ(scene));
    await screen.findByText("Out of date");
    expect(screen.queryByText("Web conference added.")).toBeNull();
    act(() => undiffer(scene));
    await screen.findByText("Up to date");
    expect(screen.queryByText("Web conference added.")).toBeNull();
  });
});

test("once something was done, nothing says that the service cannot be reached", async () => {
  let isDown = true;
  const down = () => Promise.reject(new RelayError("RELAY_UNREACHABLE"));
  const { press } = await open({
    services: { configuration: () => (isDown ? down() : Promise.resolve(siteOf({}))) },
    findUnclaimed: () => (isDown ? down() : Promise.resolve([])),
  });
  expect(await screen.findByText(/can't be reached/)).toBeVisible();
  isDown = false;
  await press("Add web conference");
  await screen.findByText("Up to date");
  await waitFor(() => expect(screen.queryByText(/can't be reached|Couldn't load/)).toBeNull());
});

describe("beside the host link", () => {
  const hint = "Lets you join as host. Also in the invitation.";

  test("the invitation is named where it has the link", async () => {
    await openAdded();
    expect(await screen.findByText(hint)).toBeVisible();
  });

  test.each([
    [
      "somebody has taken the link out of it",
      (html: string) => html.replace(/<p[^>]*><a[^>]*host\/42.*?<\/p>/, ""),
    ],
    ["there is no invitation", () => "<p>Agenda</p>"],
    ["there is only another conference's", () => invitationTo("77")],
  ])("it is not where %s", async (_, edit) => {
    const first = await openAdded();
    await waitFor(() => expect(first.claims).toContain("42 written"));
    first.unmount();
    const body = { ...first.state.body, content: edit(first.state.body.content) };
    const { container } = await open({ known: first, state: { ...first.state, body } });
    expect(await screen.findByText("Lets you join as host.")).toBeVisible();
    expect(screen.queryByText(/Also in/)).toBeNull();
    const isMissing = screen.queryByText("The links aren't in the appointment's text.") !== null;
    expect(/Up to date/.test(container.textContent)).toBe(!isMissing);
  });
});

describe("Try again", () => {
  test.each([
    ["NOT_THE_ORGANIZER", 1062],
    ["SITE_CREDENTIALS_REFUSED", 358],
    ["ORGANIZER_UNKNOWN", undefined],
    ["NOT_A_CONFERENCE_USER", undefined],
    ["BAD_REQUEST", undefined],
    ["LINK_REFUSED", undefined],
  ] as const)("is not offered for a refusal that stays: %s", async (code, status) => {
    const { press } = await open({
      relay: {
        schedule: () => Promise.reject(new RelayError(code, status === undefined ? {} : { status })),
      },
    });
    await press("Add web conference");
    await screen.findByRole("alert");
    expect(buttons()).not.toContain("Try again");
    expect(buttons()).toContain("Close");
  });

  test.each(["SITE_UNREACHABLE", "RATE_LIMITED", "SIGN_IN_FAILED", "CONFERENCE_BUSY"] as const)(
    "is offered for what may go by: %s",
    async (code) => {
      const { press } = await open({ relay: { schedule: () => Promise.reject(new RelayError(code)) } });
      await press("Add web conference");
      await screen.findByRole("alert");
      expect(buttons()).toContain("Try again");
    },
  );

  test("is not offered where Outlook lets nobody write, whatever was done at the site", async () => {
    const { press } = await open({ outlook: { prependToBody: outlookFails("NO_PERMISSION") } });
    await press("Add web conference");
    await screen.findByRole("alert");
    expect(buttons()).not.toContain("Insert links again");
  });
});
