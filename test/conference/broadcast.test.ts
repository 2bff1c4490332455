type Pages = typeof import("../../src/conference/broadcast");

/** A page of the add-in: a copy of the module with a state of its own. */
async function openPage(): Promise<Pages> {
  let page: Pages | undefined;
  await jest.isolateModulesAsync(async () => {
    page = await import("../../src/conference/broadcast");
  });
  return page!;
}

test("a page hears of what the others have written, and not of its own", async () => {
  const [pane, button] = [await openPage(), await openPage()];
  const heard: string[] = [];
  const stop = await new Promise<() => void>((resolve) => {
    const stopHearing = pane.onPeerChange((conferenceId) => {
      heard.push(conferenceId);
      if (conferenceId === "last") resolve(stopHearing);
    });
    pane.broadcastChange("41");
    button.broadcastChange("42");
    button.broadcastChange("last");
  });
  stop();
  expect(heard).toEqual(["42", "last"]);
});

test("without BroadcastChannel other pages are not told, and no call fails", async () => {
  const [pane, button] = [await openPage(), await openPage()];
  const { BroadcastChannel } = globalThis;
  const heard: string[] = [];
  Reflect.deleteProperty(globalThis, "BroadcastChannel");
  const stopEarly = pane.onPeerChange((conferenceId) => heard.push(conferenceId));
  expect(() => button.broadcastChange("41")).not.toThrow();
  expect(stopEarly).not.toThrow();
  globalThis.BroadcastChannel = BroadcastChannel;
  await new Promise<void>((resolve) => {
    const stop = pane.onPeerChange((conferenceId) => {
      heard.push(conferenceId);
      stop();
      resolve();
    });
    button.broadcastChange("42");
  });
  expect(heard).toEqual(["42"]);
});
