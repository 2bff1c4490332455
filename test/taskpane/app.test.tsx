import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { composeInvitation } from "../../src/invitation/compose";
import type { Host } from "../../src/outlook/host";
import { App } from "../../src/taskpane/App";

const joinUrl = "https://rtc.example.com/join/42";

/** The pane beside an appointment that is read, where the relay knows nobody. */
function openRead(openLink: (url: string) => boolean) {
  const reading = {
    ...{ subject: "Review", start: new Date(Date.UTC(2099, 0, 1)), end: new Date(Date.UTC(2099, 0, 2)) },
    ...{ isOrganizer: false, organizer: null },
    readSeries: () => Promise.resolve(null),
    readBody: () =>
      Promise.resolve(
        composeInvitation("html", {
          ...{ conferenceId: "42", joinUrl, hostUrl: null, conferenceKey: null },
          ...{ dialIn: "", organizer: "Bruno Keller", note: "" },
        }),
      ),
    readProperties: () => Promise.resolve({}),
  };
  const host = {
    ...{ mode: "read", reading, platform: "web", language: "en-US", timeZone: "UTC" },
    ...{ me: { name: "Alice Adams", address: "alice.adams@example.com" }, openLink },
    ...{ getSetting: () => null, setSetting: () => undefined, onThemeChange: () => undefined },
    signIn: () => Promise.reject(new Error("no token")),
  } as unknown as Host;
  render(<App host={host} />);
}

// The first of these tests: what they have in common is loaded once.
test("while what is told of a held-back link is loaded, the pane and the pressed button stay", async () => {
  openRead(() => false);
  const button = await screen.findByRole("button", { name: "Join web conference" });
  button.focus();
  fireEvent.click(button);
  expect(screen.queryByText(/your browser blocked the pop-up/)).toBeNull();
  expect(button).toBeVisible();
  expect(button).toHaveFocus();
  expect(await screen.findByText(/your browser blocked the pop-up/)).toBeVisible();
});

test("a link that the browser held back is told, and can be copied, until it opens", async () => {
  const user = userEvent.setup();
  let isBlocked = true;
  const asked: string[] = [];
  openRead((url) => {
    asked.push(url);
    return !isBlocked;
  });
  await user.click(await screen.findByRole("button", { name: "Join web conference" }));
  expect(await screen.findByText(/If no window opened, your browser blocked the pop-up\./)).toBeVisible();
  const copy = jest.spyOn(navigator.clipboard, "writeText");
  await user.click(screen.getByRole("button", { name: "Copy: Link" }));
  expect(copy).toHaveBeenCalledWith(joinUrl);
  isBlocked = false;
  await user.click(screen.getByRole("button", { name: "Join web conference" }));
  expect(screen.queryByText(/your browser blocked the pop-up/)).toBeNull();
  expect(asked).toEqual([joinUrl, joinUrl]);
});
