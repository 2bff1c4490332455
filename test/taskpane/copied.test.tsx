import axe from "axe-core";
import { screen, waitFor, within } from "@testing-library/react";
import { RelayError } from "../../src/relay/ask";
import {
  conferenceIn,
  conferenceOf,
  createFakeRelay,
  invitationTo,
  outlookFails,
  request,
} from "../conference/fakes";
import { open } from "./scene";

describe("a copied appointment", () => {
  const [mine, original] = ["a".repeat(32), "b".repeat(32)];
  async function openCopy(overrides: Parameters<typeof open>[0] = {}) {
    const before = await open();
    await before.press("Add web conference");
    await screen.findByText("Up to date");
    const { body, properties } = before.state;
    const conference = before.conferences.get("42")!;
    before.conferences.set("42", { ...conference, mark: original, claim: "written" });
    before.unmount();
    const { relay, conferences, idByKey, claims } = before;
    return open({
      known: { relay, conferences, idByKey, claims },
      state: { body, properties: { ...properties, itemHash: original }, itemHash: mine },
      firstKey: 7,
      ...overrides,
    });
  }

  test("is told to be one, and gets a conference of its own while the other one stays", async () => {
    const { press, conferences, state } = await openCopy();
    expect(await screen.findByText("This appointment seems to be a copy.")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Copy: Join link" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Remove" })).toBeNull();
    await press("Create a separate conference");
    expect(await screen.findByText("Up to date")).toBeVisible();
    expect([...conferences.keys()]).toEqual(["42", "43"]);
    expect(state.body.content).toContain("https://rtc.example.com/join/43");
    expect(state.body.content).not.toContain("https://rtc.example.com/join/42");
  });

  test("or has the conference itself, and is not asked about again", async () => {
    const { press, conferences, state } = await openCopy();
    await press("Use here");
    expect(await screen.findByText("Up to date")).toBeVisible();
    expect([...conferences.keys()]).toEqual(["42"]);
    expect(state.properties.itemHash).toBe(mine);
  });

  test("a failure that is closed leads back to the question", async () => {
    const { press } = await openCopy({ outlook: { read: outlookFails("OUTLOOK_OFFLINE") } });
    await press("Create a separate conference");
    expect(await screen.findByRole("alert")).toHaveTextContent("Outlook is offline");
    await press("Close");
    expect(await screen.findByText("This appointment seems to be a copy.")).toBeVisible();
  });
});

describe("an appointment whose text names a conference that it does not remember", () => {
  const looks = { rules: { "color-contrast": { enabled: false } } };
  const content = `${invitationTo("801")}<p>Agenda</p>`;
  const body = { format: "html" as const, content };
  const many = Array.from({ length: 7 }, (_, at) => ({
    ...{ name: `Guest ${at + 1}`, address: `guest${at + 1}@example.com`, kind: "required" as const },
  }));
  const review = {
    ...request,
    appointment: { ...request.appointment, title: "Budget", attendees: many },
    options: { ...request.options, conferenceKey: "s3cret" },
  };

  async function openQuoting(ids: string[] = ["801"], html = content) {
    const known = createFakeRelay();
    for (const id of ids)
      conferenceIn(known, `key of ${id}`, {
        ...{ ...conferenceOf(review, id), claim: "written", mark: "theirs" },
      });
    return open({ known, firstKey: 7, state: { body: { format: "html", content: html }, itemHash: "mine" } });
  }

  test("asks, with title, time and attendees of the conference, and offers nothing else", async () => {
    const { container, state, claims, controller } = await openQuoting();
    expect(await screen.findByText("Use this web conference here?")).toBeVisible();
    const item = screen.getByText("Budget").closest("li")!;
    expect(item).toHaveTextContent("Tuesday, 2 March 2027");
    expect(item).toHaveTextContent("15:00 – 15:30");
    expect(item).toHaveTextContent("Conference ID: 801");
    expect(item).toHaveTextContent("Guest 1, Guest 2, Guest 3, Guest 4, Guest 5, and 2 others");
    for (const name of ["Add web conference", "Update conference", "Remove", "Copy: Join link", "Undo"])
      expect(screen.queryByRole("button", { name })).toBeNull();
    expect([state.body, state.properties, claims]).toEqual([body, {}, []]);
    // A separate one would not get the other one's key.
    expect(controller.state().options.conferenceKey).toBeNull();
    expect((await axe.run(container, looks)).violations).toEqual([]);
  });

  test("is told nothing of a stranger's: it just gets one of its own", async () => {
    const { press, state } = await openQuoting([]);
    expect(screen.queryByText(/Budget|Use this web conference here/)).toBeNull();
    await press("Add web conference");
    expect(await screen.findByText("Up to date")).toBeVisible();
    expect(state.body.content.endsWith(content)).toBe(true);
  });

  test("uses it here: then the user sees what differs, and decides", async () => {
    const { press, conferences, state } = await openQuoting();
    await press("Use here");
    expect(await screen.findByText("Out of date")).toBeVisible();
    expect(screen.getByRole("button", { name: "Update conference" })).toBeEnabled();
    expect(conferences.get("801")).toMatchObject({ version: 1, mark: "mine", scheduled: review });
    expect(state.properties).toMatchObject({ conferenceId: "801", itemHash: "mine" });
  });

  test("gets a separate one, and the other one stays", async () => {
    const { press, conferences, state } = await openQuoting();
    const before = structuredClone(conferences.get("801"));
    await press("Create a separate conference");
    await screen.findByText("Up to date");
    expect(conferences.get("801")).toEqual(before);
    expect(conferences.size).toBe(2);
    expect(state.body.content).not.toContain("join/801");
  });

  test("leaves it: the text stays, and one of its own can be added", async () => {
    const { press, conferences, state, unmount } = await openQuoting();
    await press("Leave unchanged");
    expect(await screen.findByRole("button", { name: "Add web conference" })).toBeEnabled();
    expect([state.body, conferences.get("801")?.mark]).toEqual([body, "theirs"]);
    unmount();
    const again = await open({ known: { ...createFakeRelay(), conferences }, state });
    expect(await screen.findByRole("button", { name: "Add web conference" })).toBeEnabled();
    again.unmount();
  });

  test("names several: each can be used here", async () => {
    const { state, user } = await openQuoting(["801", "802"], `${content}${invitationTo("802")}`);
    expect(await screen.findByText("Use one of these web conferences here?")).toBeVisible();
    // The form stays in sight: they are folded to one line.
    expect(screen.queryByText("Budget")).toBeNull();
    await user.click(screen.getByText("2 web conferences"));
    const items = within(screen.getByText("Use one of these web conferences here?").parentElement!);
    expect(items.getAllByRole("listitem")).toHaveLength(2);
    await user.click(screen.getByRole("button", { name: /^Use here: Budget, Tuesday.*ID: 802$/ }));
    await waitFor(() => expect(state.properties.conferenceId).toBe("802"));
    expect(screen.queryByRole("button", { name: "Use here" })).toBeNull();
  });

  test("opens with a failure where the relay cannot be asked whose it is, and nothing is taken", async () => {
    const down = () => Promise.reject(new RelayError("RELAY_UNREACHABLE"));
    const { state } = await open({ relay: { get: down, findByItemHash: down }, state: { body } });
    expect(await screen.findByRole("alert")).toHaveTextContent("can't be reached");
    expect([state.body, state.properties]).toEqual([body, {}]);
  });
});
