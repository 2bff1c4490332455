import { act, screen } from "@testing-library/react";
import { snapshot } from "../conference/fakes";
import { open } from "./scene";

const warning = (names: string) =>
  `This appointment already has a link to ${names}. If you add a web conference, people have two ways to join.`;
const link = (url: string) => `<p>Agenda</p><p><a href="${url}">Join</a></p>`;

test("before a second way in is added, the pane names the first one", async () => {
  const content =
    link("https://teams.microsoft.com/l/meetup-join/19%3a1") + link("https://meet.jit.si/Review");
  const { press } = await open({ state: { body: { format: "html", content } } });
  expect(await screen.findByText(warning("Microsoft Teams, Jitsi"))).toBeVisible();
  expect(screen.getByRole("button", { name: "Add web conference" })).toBeEnabled();
  await press("Add web conference");
  await screen.findByText("Up to date");
  expect(screen.queryByText(/already has a link/)).toBeNull();
});

test("a link in the location counts, also in one that comes while the pane is open", async () => {
  const { change } = await open();
  expect(screen.queryByText(/already has a link/)).toBeNull();
  act(() => change({ location: "https://acme.zoom.us/j/12345" }));
  expect(await screen.findByText(warning("Zoom"))).toBeVisible();
  act(() => change({ location: snapshot.location }));
  expect(await screen.findByRole("button", { name: "Add web conference" })).toBeVisible();
});

test("a Teams meeting that Outlook adds by itself is noticed", async () => {
  const { state } = await open();
  await screen.findByRole("button", { name: "Add web conference" });
  state.body = { format: "html", content: link("https://teams.microsoft.com/meet/123?p=a") };
  expect(await screen.findByText(warning("Microsoft Teams"), {}, { timeout: 6_000 })).toBeVisible();
}, 10_000);

describe("a link that comes just before Add is pressed", () => {
  const asked =
    "A link to Microsoft Teams was just added to this appointment. People would have two ways to join.";
  async function openLate() {
    const scene = await open();
    const { appointment, state } = scene;
    const { read } = appointment;
    /** Outlook adds a link after the press: whoever looks again by himself can't have seen it before. */
    const addLater = (url: string) => {
      appointment.read = () => {
        state.body = { format: "html", content: state.body.content + link(url) };
        appointment.read = read;
        return read();
      };
    };
    addLater("https://teams.microsoft.com/meet/123?p=a");
    await scene.press("Add web conference");
    expect(await screen.findByRole("alert")).toHaveTextContent(asked);
    expect([scene.conferences.size, scene.state.properties]).toEqual([0, {}]);
    return { ...scene, addLater };
  }

  test("is asked about before anything is scheduled, and added to all the same where that is wanted", async () => {
    const { press, conferences } = await openLate();
    await press("Add anyway");
    expect(await screen.findByText("Up to date")).toBeVisible();
    expect(conferences.size).toBe(1);
  });

  test("keeps nothing from being added where the user does not want it, and is warned of from then on", async () => {
    const { press, conferences } = await openLate();
    await press("Close");
    expect(await screen.findByText(warning("Microsoft Teams"))).toBeVisible();
    expect(conferences.size).toBe(0);
    await press("Add web conference");
    expect(await screen.findByText("Up to date")).toBeVisible();
  });

  test("is asked about once, and another one again", async () => {
    const { press, addLater, conferences } = await openLate();
    addLater("https://meet.jit.si/Review");
    await press("Add anyway");
    expect(await screen.findByText(/A link to Jitsi was just added/)).toBeVisible();
    expect(conferences.size).toBe(0);
  });
});
