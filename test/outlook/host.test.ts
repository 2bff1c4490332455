import { openHost } from "../../src/outlook/host";
import { installFakeOffice } from "./fakeOffice";
import { values, open } from "./appointmentScene";

describe("the host", () => {
  test("knows an appointment that is only read", async () => {
    const office = installFakeOffice(values());
    Object.assign(office.item, { subject: "Review", start: new Date(0), end: new Date(1) });
    const host = await openHost();
    expect(host).toMatchObject({ mode: "read", reading: { subject: "Review" } });
    if (host.mode === "read") expect(await host.reading.readBody()).toBe("<p>Agenda</p>");
  });

  test("is outside where there is no Outlook, no item, or no Office at all", async () => {
    installFakeOffice(values());
    Object.assign(Office, { onReady: () => Promise.resolve({ host: null }) });
    expect(await openHost()).toEqual({ mode: "outside" });
    installFakeOffice(values());
    Object.assign(Office.context.mailbox, { item: null });
    expect(await openHost()).toEqual({ mode: "outside" });
    Reflect.deleteProperty(globalThis, "Office");
    expect(await openHost()).toEqual({ mode: "outside" });
  });

  test("takes the mailbox's zone where the browser knows it, else the browser's own", async () => {
    expect((await open({ timeZone: "Asia/Tokyo" })).host.timeZone).toBe("Asia/Tokyo");
    expect((await open({ timeZone: "W. Europe Standard Time" })).host.timeZone).toBe("Europe/Berlin");
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    expect((await open({ timeZone: "Nowhere Standard Time" })).host.timeZone).toBe(own);
  });

  test.each([
    ["PC", "Outlook", "classic"],
    ["PC", "newOutlookWindows", "newWindows"],
    ["OfficeOnline", "OutlookWebApp", "web"],
    ["Mac", "MacOutlook", "mac"],
    ["iOS", "OutlookIOS", "ios"],
    ["Android", "OutlookAndroid", "android"],
    ["Elsewhere", "x", "other"],
  ])("is on %s (%s) %s", async (platform, hostName, expected) => {
    expect((await open({ platform, hostName })).host.platform).toBe(expected);
  });

  test.each(["PC", "Mac"])(
    "on %s it shows the computer's zone, whatever the mailbox's is",
    async (platform) => {
      const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
      expect((await open({ platform, timeZone: "Asia/Tokyo" })).host.timeZone).toBe(own);
    },
  );

  test("opens links in the browser where the host has a way to, else in a window of the page", async () => {
    const { office, host } = await open({}, ["OpenBrowserWindowApi 1.1"]);
    expect(host.openLink("https://rtc.example.com/join/1")).toBe(true);
    expect(office.calls).toContain("open https://rtc.example.com/join/1");
    const opened: unknown[] = [];
    const other = { opener: "this page" as unknown };
    const openWindow = (...args: unknown[]) => {
      opened.push(args);
      return other;
    };
    Object.assign(globalThis, { window: { open: openWindow } });
    expect((await open()).host.openLink("https://rtc.example.com/join/2")).toBe(true);
    expect(opened).toEqual([["https://rtc.example.com/join/2", "_blank"]]);
    expect(other.opener).toBeNull();
    Reflect.deleteProperty(globalThis, "window");
  });

  test("tells when the browser gave no window for a link", async () => {
    Object.assign(globalThis, { window: { open: () => null } });
    expect((await open()).host.openLink("https://rtc.example.com/join/2")).toBe(false);
    Reflect.deleteProperty(globalThis, "window");
  });

  test("the button on a message's line opens the message's pane; what is only read has none", async () => {
    const show = async (item: object) => {
      const { office } = await open({}, ["1.10"]);
      Object.assign(office.item, item);
      const host = await openHost();
      if (host.mode === "outside") throw new Error("not in Outlook");
      await host.notify("failed", "It did not work.", "Open");
      return office.values.notification;
    };
    expect(await show({ itemType: "message" })).toMatchObject({
      actions: [{ commandId: "MessageCompose.Options" }],
    });
    expect(await show({ itemType: "message", subject: "Budget" })).toMatchObject({ type: "error" });
  });

  test("offers a button to the pane where lines may have one, and a plain line where not", async () => {
    const { office, host } = await open({}, ["1.10"]);
    await host.notify("failed", "It did not work.", "Open");
    expect(office.values.notification).toEqual({
      type: "insight",
      message: "It did not work.",
      icon: "Icon.16",
      actions: [
        { actionType: "showTaskPane", actionText: "Open", commandId: "Compose.Options", contextData: {} },
      ],
    });
    office.disturb("notification", 9020);
    await host.notify("outOfDate", "Out of date.", "Open");
    expect(office.values.notification).toMatchObject({ type: "info", persistent: true });
    await host.clearNotification();
    expect(office.values.notification).toBeUndefined();
    office.disturb("notification.remove", 9024);
    await host.clearNotification();
  });

  test("signing in that never ends is given up", async () => {
    jest.useFakeTimers({ doNotFake: ["queueMicrotask"] });
    try {
      const { host } = await open();
      Object.assign(Office.auth, { getAccessToken: () => new Promise(() => undefined) });
      const failed = expect(host.signIn()).rejects.toMatchObject({ code: "NO_ANSWER" });
      await jest.advanceTimersByTimeAsync(120_000);
      await failed;
    } finally {
      jest.useRealTimers();
    }
  });

  test("keeps notifications within Outlook's 150 characters", async () => {
    const { office, host } = await open();
    await host.notify("failed", "x".repeat(200));
    expect(office.values.notification).toEqual({ type: "error", message: `${"x".repeat(149)}…` });
    await host.notify("done", "fine");
    expect(office.values.notification).toMatchObject({ type: "info", icon: "Icon.16", persistent: false });
  });

  test("does without a theme, and hears of one that was stale", async () => {
    const { office, host } = await open();
    const told = jest.fn();
    Object.assign(Office.context, { officeTheme: undefined });
    host.onThemeChange(told);
    expect(told).not.toHaveBeenCalled();
    Object.assign(Office.context, { officeTheme: { bodyBackgroundColor: "#ffffff" } });
    host.onThemeChange(told);
    await Promise.resolve();
    office.fire("theme", {});
    office.fire("theme", { officeTheme: { bodyBackgroundColor: "#000000" } });
    expect(told.mock.calls).toEqual([["light"], ["dark"]]);
  });

  test("without a way to sign in says so, and does not throw at once", async () => {
    const { host } = await open();
    Object.assign(Office, { auth: undefined });
    await expect(host.signIn()).rejects.toThrow();
  });

  test("tells light from dark by the theme's background", async () => {
    const { office, host } = await open();
    const told = jest.fn();
    host.onThemeChange(told);
    await Promise.resolve();
    office.fire("theme", { officeTheme: { bodyBackgroundColor: "#1f1f1f" } });
    office.fire("theme", { officeTheme: { bodyBackgroundColor: "#FFFFFF" } });
    expect(told.mock.calls).toEqual([["dark"], ["light"]]);
  });
});
