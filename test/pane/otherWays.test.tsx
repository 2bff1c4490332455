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
