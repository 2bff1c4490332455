import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Host } from "../../src/outlook/host";
import { App } from "../../src/taskpane/App";
import { conferenceOf, createFakeAppointment, request } from "../conference/fakes";

const heldBack = /your browser blocked the pop-up/;

/** The pane beside an appointment that has a conference, in a browser that opens no windows. */
function open() {
  const { id, joinUrl } = conferenceOf(request);
  const state = {
    properties: { idempotencyKey: "k", conferenceId: id },
    body: { format: "html" as const, content: `<p>Agenda</p><a href="${joinUrl}">Join</a>` },
  };
  const host = {
    ...{ mode: "compose", appointment: createFakeAppointment(state).appointment, owner: null },
    ...{ tellsSeries: true, platform: "web", language: "en-US", timeZone: "UTC" },
    ...{ me: { name: "Alice Adams", address: "alice.adams@example.com" }, openLink: () => false },
    ...{ getSetting: () => null, setSetting: () => undefined, onThemeChange: () => undefined },
    ...{ signIn: () => Promise.resolve("a token"), clearNotification: () => Promise.resolve() },
  } as unknown as Host;
  const answer = (body: unknown, headers = {}) =>
    Promise.resolve({
      ...{ ok: true, status: body === undefined ? 204 : 200, headers: new Headers(headers) },
      text: () => Promise.resolve(body === undefined ? "" : JSON.stringify(body)),
      json: () => Promise.resolve(JSON.parse(JSON.stringify(body)) as unknown),
    });
  globalThis.fetch = ((url: string, init: RequestInit) => {
    if (init.method === "DELETE") return answer(undefined);
    if (url.includes("/api/conferences/")) return answer(conferenceOf(request));
    return Promise.reject(new TypeError("not of this test"));
  }) as unknown as typeof fetch;
  render(<App host={host} />);
  return userEvent.setup();
}

const findOpen = () => screen.findByRole("button", { name: "Open: Join link" });

test("the notice can be closed, and the focus is where it was", async () => {
  const user = open();
  await user.click(await findOpen());
  await screen.findByText(heldBack);
  await user.click(screen.getByRole("button", { name: "Close" }));
  expect(screen.queryByText(heldBack)).toBeNull();
  expect(await findOpen()).toHaveFocus();
});

test("when the conference is deleted, nobody is told to open its link", async () => {
  const user = open();
  await user.click(await findOpen());
  await screen.findByText(heldBack);
  await user.click(screen.getByRole("button", { name: "Remove" }));
  await user.click(await screen.findByRole("button", { name: "Delete" }));
  expect(await screen.findByText("The web conference was deleted.")).toBeVisible();
  expect(screen.queryByText(heldBack)).toBeNull();
});
