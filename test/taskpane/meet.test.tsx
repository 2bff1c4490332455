import { FluentProvider, webLightTheme } from "@fluentui/react-components";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { createInstantMeeting } from "../../src/conference/instant/instantMeeting";
import { createPendingMeetings, type PendingMeetings } from "../../src/conference/instant/pendingMeetings";
import type { InstantConference, InstantConferenceRequest } from "../../src/contract/services";
import { OutlookError } from "../../src/outlook/appointment/appointment";
import type { Message } from "../../src/outlook/message/message";
import { createInstantController } from "../../src/taskpane/instant/instantController";
import { InstantView } from "../../src/taskpane/instant/InstantView";
import { RelayError } from "../../src/relay/ask";
import type { Services } from "../../src/relay/services";
import { createFakeMessage } from "../conference/instant/fakeMessage";
import { siteOf } from "./scene";

const begun: InstantConference = {
  id: "77",
  joinUrl: "https://rtc.example.com/join?id=77&x=1",
  hostUrl: "https://rtc.example.com/host/77",
};

interface Scene {
  message?: Partial<Message>;
  services?: Partial<Services>;
  answers?: (() => Promise<InstantConference>)[];
  wishes?: PendingMeetings;
  isBlocked?: boolean;
  /** The form's session data. */
  key?: string | null;
}

/** A browser's storage, separate for each test. */
function createMemory(): PendingMeetings {
  let kept: string | null = null;
  return createPendingMeetings(
    { read: () => kept, write: (text) => ((kept = text), true), remove: () => (kept = null) },
    () => 0,
  );
}

/** The pane beside a message. */
function open({
  message = {},
  services = {},
  answers = [],
  wishes = createMemory(),
  isBlocked = false,
  key = null,
}: Scene = {}) {
  const asked: { request: InstantConferenceRequest; key: string }[] = [];
  const opened: string[] = [];
  const hushed: true[] = [];
  const {
    message: given,
    state,
    inserted,
  } = createFakeMessage({
    readSubject: () => Promise.resolve("RE: AW: Budget"),
    readCorrespondents: () =>
      Promise.resolve([{ name: "Bruno Keller", address: "bruno.keller@example.com" }]),
    ...message,
  });
  state.key = key;
  let keys = 0;
  const controller = createInstantController({
    message: given,
    meetNow: createInstantMeeting({
      message: given,
      titleFallback: "Web conference with Alice Adams",
      me: { name: "Alice Adams", address: "alice.adams@example.com" },
      ...{ pendingMeetings: wishes, newKey: () => `key-${++keys}` },
      services: {
        startInstant: (request, key) => {
          asked.push({ request, key });
          return (answers.shift() ?? (() => Promise.resolve(begun)))();
        },
      },
    }),
    services: {
      configuration: () => Promise.resolve(siteOf({})),
      presence: () => Promise.reject(new RelayError("SERVICE_NOT_PROVISIONED")),
      ...services,
    },
    clearNotification: () => hushed.push(true),
  });
  const { container } = render(
    <FluentProvider theme={webLightTheme}>
      <InstantView
        isCompose={given.isCompose}
        me={{ name: "Alice Adams", address: "alice.adams@example.com" }}
        openLink={(url) => opened.push(url) > 0 && !isBlocked}
        controller={controller}
      />
    </FluentProvider>,
  );
  const user = userEvent.setup();
  const press = async (name: string) => user.click(await screen.findByRole("button", { name }));
  return { asked, inserted, opened, hushed, container, user, press, state };
}

test("one button begins a conference about the message; then its host gets in", async () => {
  const { asked, opened, press, container } = open();
  expect(await screen.findByText("Bruno Keller")).toBeVisible();
  await press("Start web conference");
  expect(await screen.findByText("Web conference started.")).toBeVisible();
  expect(asked).toEqual([
    { request: { title: "Budget", access: "anyone", conferenceKey: null }, key: "key-1" },
  ]);
  await press("Join as host");
  expect(opened).toEqual(["https://rtc.example.com/host/77"]);
  expect(screen.queryByRole("button", { name: "Start web conference" })).toBeNull();
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
  expect(violations).toEqual([]);
});

test.each([
  ["html", 'href="https://rtc.example.com/join?id=77&amp;x=1"'],
  ["text", "Join web conference: https://rtc.example.com/join?id=77&x=1\n"],
] as const)(
  "the link goes into the message that is written (%s), and never the host's",
  async (format, link) => {
    const { inserted, press, state } = open();
    state.body = { format, content: "" };
    await press("Start web conference");
    await press("Add link to message");
    expect(await screen.findByText("The link is in the message. Send it when you're ready.")).toBeVisible();
    expect(inserted).toEqual([{ format, content: expect.stringContaining(link) as string }]);
    expect(inserted[0]?.content).not.toContain("/host/");
  },
);

test("of a message that is read, the link goes into a reply", async () => {
  const { inserted, press } = open({ message: { isCompose: false } });
  await press("Start web conference");
  await press("Reply all with link");
  expect(await screen.findByText(/in a reply to all/)).toBeVisible();
  expect(inserted).toHaveLength(1);
});

test("who may join is chosen, and a key that the site wants is made, shown and sent along", async () => {
  const { asked, inserted, press, user } = open({
    services: { configuration: () => Promise.resolve(siteOf({ conferenceKeyRequired: true })) },
  });
  await screen.findByText("Bruno Keller");
  await user.click(screen.getByRole("radio", { name: "Registered people" }));
  await press("Start web conference");
  await press("Add link to message");
  const { access, conferenceKey } = asked[0]!.request;
  expect(access).toBe("registered");
  expect(screen.getByText(`Conference key: ${conferenceKey}`)).toBeVisible();
  await waitFor(() => expect(inserted[0]?.content).toContain(`<bdi>${conferenceKey}</bdi>`));
});

test("Copy beside the conference ID copies the ID", async () => {
  const { press } = open();
  await press("Start web conference");
  const write = jest.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  await press("Copy: Conference ID");
  expect(write.mock.calls).toEqual([["77"]]);
});

test("a refusal that stays does not offer to try again", async () => {
  const { press } = open({ answers: [() => Promise.reject(new RelayError("SITE_CREDENTIALS_REFUSED"))] });
  await press("Start web conference");
  expect(await screen.findByText(/didn't accept this organization's credentials/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
});

test("a site without guests offers no link for anyone", async () => {
  open({ services: { configuration: () => Promise.resolve(siteOf({ guestAccessEnabled: false })) } });
  await waitFor(() => expect(screen.queryByRole("radio", { name: "Anyone with the link" })).toBeNull());
  expect(screen.getByRole("radio", { name: "Registered people" })).toBeChecked();
});

test("a site without conferences that begin at once says so", async () => {
  const site = siteOf({});
  const services = { ...site.services, instantConferences: false };
  open({ services: { configuration: () => Promise.resolve({ ...site, services }) } });
  expect(await screen.findByText(/doesn't offer instant conferences/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Start web conference" })).toBeNull();
});

test("settings, people and their presence that cannot be had are said, and can be tried again", async () => {
  let isBroken = true;
  const unless = <Result,>(failure: Error, result: Result) =>
    isBroken ? Promise.reject(failure) : Promise.resolve(result);
  const people = [{ name: "Bruno Keller", address: "bruno.keller@example.com" }];
  const presence = [{ address: "bruno.keller@example.com", show: "busy" as const, status: "" }];
  const { press, container } = open({
    message: { readCorrespondents: () => unless(new OutlookError("NO_ANSWER", "read"), people) },
    services: {
      configuration: () => unless(new RelayError("RELAY_TIMEOUT"), siteOf({ presence: true })),
      presence: () => unless(new RelayError("SITE_TIMEOUT"), { presence }),
    },
  });
  expect(
    await screen.findByText(
      /^Couldn't load (the people on this message and the conferencing site's settings|the conferencing site's settings and the people on this message)\.$/,
    ),
  ).toBeVisible();
  expect(screen.getByRole("button", { name: "Start web conference" })).toBeEnabled();
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
  expect(violations).toEqual([]);
  isBroken = false;
  await press("Try again");
  expect(await screen.findByLabelText("Do not disturb")).toBeVisible();
  expect(screen.queryByText(/Couldn't load/)).toBeNull();
});

test("presence alone that cannot be had is said", async () => {
  open({
    services: {
      configuration: () => Promise.resolve(siteOf({ presence: true })),
      presence: () => Promise.reject(new RelayError("SITE_ERROR")),
    },
  });
  expect(await screen.findByText("Couldn't load who's available.")).toBeVisible();
  expect(screen.getByText("Bruno Keller")).toBeVisible();
});

test("after a lost answer, trying again asks for the same conference", async () => {
  const { asked, press } = open({ answers: [() => Promise.reject(new RelayError("RELAY_TIMEOUT"))] });
  await press("Start web conference");
  expect(await screen.findByText(/You won't get a duplicate/)).toBeVisible();
  await press("Try again");
  expect(await screen.findByText("Web conference started.")).toBeVisible();
  expect(asked.map(({ key }) => key)).toEqual(["key-1", "key-1"]);
});

test("a link that could not be written keeps the conference, and can be tried again", async () => {
  let isBroken = true;
  const { press, asked } = open({
    message: {
      insertAtCursor: () =>
        isBroken ? Promise.reject(new OutlookError("NO_PERMISSION", "write")) : Promise.resolve(),
    },
  });
  await press("Start web conference");
  await press("Add link to message");
  expect(await screen.findByRole("alert")).toHaveTextContent("Outlook");
  expect(screen.getByRole("button", { name: "Join as host" })).toBeVisible();
  isBroken = false;
  await press("Add link to message");
  expect(await screen.findByText(/The link is in the message/)).toBeVisible();
  expect(asked).toHaveLength(1);
});

test("without a link for others it says where they find it", async () => {
  const { press } = open({ answers: [() => Promise.resolve({ ...begun, joinUrl: null })] });
  await press("Start web conference");
  expect(await screen.findByText(/gave no link for others/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Add link to message" })).toBeNull();
});

test("what has begun is there when the pane is opened again, before its host is in and afterwards", async () => {
  const wishes = createMemory();
  const first = open({ wishes });
  await first.press("Start web conference");
  expect(await screen.findByText("Web conference started.")).toBeVisible();
  cleanup();
  const second = open({ wishes });
  await second.press("Join as host");
  expect([second.opened, second.asked.map(({ key }) => key)]).toEqual([[begun.hostUrl], ["key-1"]]);
  cleanup();
  const third = open({ wishes, key: "key-1" });
  await third.press("Join as host");
  expect([third.opened, third.asked.map(({ key }) => key)]).toEqual([[begun.hostUrl], ["key-1"]]);
  cleanup();
  // Another message that is called like it has none.
  open({ wishes });
  expect(await screen.findByRole("button", { name: "Start web conference" })).toBeVisible();
});

test("the link is put into the message once, and again where somebody has taken it out", async () => {
  const { press, inserted, state } = open();
  await press("Start web conference");
  await press("Add link to message");
  await screen.findByText(/The link is in the message/);
  await press("Add link to message");
  await press("Add link to message");
  expect(inserted).toHaveLength(1);
  state.body = { format: "html", content: "<p>Hello</p>" };
  await press("Add link to message");
  await waitFor(() => expect(inserted).toHaveLength(2));
});

test("beside a reply that has its link, the pane says that it stands there", async () => {
  const wishes = createMemory();
  const first = open({ wishes });
  await first.press("Start web conference");
  await first.press("Add link to message");
  await first.press("Join as host");
  cleanup();
  open({ wishes, message: { readBody: () => Promise.resolve(first.state.body) } });
  expect(await screen.findByText("The link is in the message. Send it when you're ready.")).toBeVisible();
});

test.each([
  [false, 1],
  [true, 0],
])(
  "once its host is in, the bar does not say any more that nobody is (held back: %s)",
  async (isBlocked, times) => {
    const { hushed, opened, press } = open({ isBlocked });
    await press("Start web conference");
    await press("Join as host");
    expect([opened.length, hushed.length]).toEqual([1, times]);
  },
);

test("somebody else's mailbox: it is told as whom one meets, before anything begins", async () => {
  const caller = { name: "Bruno Keller", address: "bruno.keller@example.com" };
  const { asked } = open({ services: { configuration: () => Promise.resolve(siteOf({ caller })) } });
  expect(await screen.findByText(/You're signed in as \u2068Bruno Keller/)).toBeVisible();
  expect(asked).toEqual([]);
});

test("a start that takes long can be waited for no longer; what begins later is shown, and only once", async () => {
  let answer = () => {};
  const slow = () => new Promise<InstantConference>((resolve) => (answer = () => resolve(begun)));
  const { asked } = open({ answers: [slow] });
  await screen.findByText("Bruno Keller");
  jest.useFakeTimers();
  const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));
  const pressNow = (name: string) => act(() => screen.getByRole("button", { name }).click());
  try {
    pressNow("Start web conference");
    await pass(10_000);
    await pass(100);
    pressNow("Stop waiting");
    expect(screen.getByRole("alert")).toHaveTextContent("You stopped waiting.");
    // What is under way is not asked for a second time.
    pressNow("Try again");
    await pass(100);
    expect(asked).toHaveLength(1);
    answer();
    await pass(100);
    expect(screen.getByText("Web conference started.")).toBeVisible();
    expect(asked).toHaveLength(1);
  } finally {
    jest.useRealTimers();
  }
});
