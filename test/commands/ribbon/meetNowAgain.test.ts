import { createBrowser, open } from "./meetScene";

test("somebody else than the mailbox's user is asked before anything begins, and begins by a second press", async () => {
  const browser = createBrowser();
  const site = { caller: { name: "Bruno Keller", address: "bruno.keller@example.com" } };
  const { press, told, asked } = open({ browser, site });
  await press();
  expect(told.at(-1)).toBe(
    "outOfDate: You're signed in as bruno.keller@example.com, not as alice.adams@example.com. Select the button again to continue. (pane)",
  );
  expect(asked).toEqual([]);
  browser.clock.now += 5_000;
  await press();
  expect(asked).toHaveLength(1);
  expect(told.at(-1)).toBe("done: Web conference started. Its link is in the message.");
});
