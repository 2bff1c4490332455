import { joinWebConference, startAsHost } from "../../../src/commands/ribbon/joinWebConference";
import { runMeet } from "../../../src/commands/ribbon/meetNow";
import type { RibbonContext } from "../../../src/commands/surface";
import { judgeLink } from "../../../src/conference/model/joinLink";
import type { SafeStorage } from "../../../src/conference/instant/safeLocalStorage";
import { composeInvitation } from "../../../src/invitation/compose";
import { RelayError } from "../../../src/relay/ask";
import { conferenceOf, request } from "../../conference/fakes";
import { createTold } from "./surface";

const content = {
  conferenceId: "42",
  joinUrl: "https://rtc.example.com/join/42",
  hostUrl: null,
  conferenceKey: null,
  dialIn: "",
  organizer: "Bruno Keller",
  note: "",
};
const invitation = composeInvitation("html", content);

function open(body: string, conferenceId?: string, isBlocked = false, isKeeping = true) {
  const { told, ...saying } = createTold();
  const opened: string[] = [];
  const clock = { now: 0 };
  let asked: string | null = null;
  const question: SafeStorage = {
    read: () => asked,
    write: (text) => {
      asked = isKeeping ? text : null;
      return isKeeping;
    },
    remove: () => (asked = null),
  };
  const reading = {
    readBody: () => Promise.resolve(body),
    readProperties: () => Promise.resolve(conferenceId === undefined ? {} : { conferenceId }),
  };
  const openLink = (url: string) => opened.push(url) > 0 && !isBlocked;
  const joining = {
    hosts: ["rtc.example.com"],
    confirm: ({ joinUrl }: { joinUrl: string }) => Promise.resolve(judgeLink(joinUrl, [])),
    question,
    now: () => (clock.now += 2_000),
  };
  return { told, opened, clock, options: { reading, openLink, ...joining, ...saying } };
}

test("an attendee joins by the link in the invitation", async () => {
  const { told, opened, options } = open(`<p>Agenda</p>${invitation}`);
  await joinWebConference(options);
  expect(opened).toEqual(["https://rtc.example.com/join/42"]);
  expect(told).toEqual([
    "progress: Opening the web conference…",
    "done: The web conference opens in its own window.",
  ]);
});

test("an attendee joins by an invitation in plain text that a reply has quoted", async () => {
  const text = composeInvitation("text", { ...content, note: "Sales desk: <b>111</b>" });
  const quoted = text.replace(/^/gm, "> ").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const { opened, options } = open(`<div class="PlainText">${quoted.replace(/\n/g, "<br>\n")}</div>`);
  await joinWebConference(options);
  expect(opened).toEqual(["https://rtc.example.com/join/42"]);
});

test("a window that the browser held back is said, with another way in", async () => {
  const { told, options } = open(invitation, undefined, true);
  await joinWebConference(options);
  expect(told.at(-1)).toBe(
    "failed: If no window opened, your browser blocked the pop-up. Use the link in the text, or allow pop-ups for Outlook and try again.",
  );
  const own = open(`<p>Agenda</p>${invitation}`, "42", true);
  const get = (id: string) => Promise.resolve(conferenceOf(request, id));
  await startAsHost({ ...own.options, isOrganizer: true, get });
  expect(own.told.at(-1)).toBe(
    "failed: If no window opened, your browser blocked the pop-up. Select “Start as host” in “Conference details”.",
  );
});

test("Meet now, on a message that invites to an appointment, leads into that one's conference", async () => {
  const { opened, options } = open(invitation);
  const { reading, openLink, notify, strings } = options;
  const getSetting = () => "rtc.example.com";
  await runMeet({
    host: { mode: "read", reading, openLink, getSetting } as unknown as RibbonContext["host"],
    notify,
    strings,
  });
  expect(opened).toEqual(["https://rtc.example.com/join/42"]);
});

const foreign = invitation.replaceAll("rtc.example.com/join", "rtc.example.com.evil.example/join");

test("a link to a host that nobody knows opens by a second press, after the host was named", async () => {
  const { told, opened, clock, options } = open(foreign);
  await joinWebConference(options);
  expect(opened).toEqual([]);
  expect(told.at(-1)).toBe(
    "outOfDate: This link leads to rtc.example.com.evil.example, which isn't known to be your conferencing site. Select the button again to open it.",
  );
  clock.now += 120_000;
  await joinWebConference(options);
  expect(opened).toEqual([]);
  await joinWebConference(options);
  expect(opened).toEqual(["https://rtc.example.com.evil.example/join/42"]);
});

test("beside a message that invites, the pane is called as its button there is", async () => {
  // The deadline for the relay's answer is left behind.
  jest.useFakeTimers();
  Object.assign(globalThis, { window: { location: { origin: "https://relay.example" } } });
  const { told, opened, options } = open(foreign);
  const { reading, openLink, notify, strings } = options;
  const host = {
    ...{ mode: "read", reading: { ...reading, start: new Date(0) }, openLink, getSetting: () => null },
    signIn: () => Promise.reject(new Error("no sign-in")),
  };
  await runMeet({ host: host as unknown as RibbonContext["host"], notify, strings });
  jest.useRealTimers();
  expect(opened).toEqual([]);
  expect(told.at(-1)).toMatch(/^outOfDate: .*evil\.example, .*“Conference options”/);
});

test("a second press opens no other link than the one whose host was named", async () => {
  const { opened, options } = open(foreign);
  await joinWebConference(options);
  const readBody = () => Promise.resolve(foreign.replaceAll("evil", "worse"));
  await joinWebConference({ ...options, reading: { ...options.reading, readBody } });
  expect(opened).toEqual([]);
});

test("where the first press cannot be remembered, the pane opens such a link; of a long host its end is said", async () => {
  const body = foreign.replaceAll("rtc.example.com", `${"login.".repeat(20)}rtc.example.com`);
  const { told, opened, options } = open(body, undefined, false, false);
  await joinWebConference(options);
  await joinWebConference(options);
  expect(opened).toEqual([]);
  expect(told.at(-1)).toMatch(
    /^outOfDate: This link leads to ….*gin\.rtc\.example\.com\.evil\.example, .*“Conference details”/,
  );
});

test("what the relay confirms is opened at once", async () => {
  const { opened, options } = open(foreign);
  const confirmed = { url: "https://rtc.example.com/join/42", foreignHost: null };
  await joinWebConference({ ...options, confirm: () => Promise.resolve(confirmed) });
  expect(opened).toEqual([confirmed.url]);
});

test("where there is no invitation, nothing opens", async () => {
  const { told, opened, options } = open("<p>Agenda</p>");
  await joinWebConference(options);
  await startAsHost({ ...options, isOrganizer: true, get: () => Promise.reject(new Error("not asked")) });
  expect(opened).toEqual([]);
  expect(told.filter((line) => line.startsWith("failed"))).toEqual([
    "failed: This appointment has no web conference.",
    "failed: This appointment has no web conference.",
  ]);
});

test("the organizer starts as host by what the appointment remembers", async () => {
  const { told, opened, options } = open("<p>Agenda</p>", "42");
  const get = (id: string) => Promise.resolve(conferenceOf(request, id));
  await startAsHost({ ...options, isOrganizer: true, get });
  expect(opened).toEqual(["https://rtc.example.com/host/42"]);
  expect(told).toEqual([
    "progress: Opening the web conference…",
    "done: The web conference opens in its own window.",
  ]);
});

const onlyOrganizer = "failed: Only the organizer and delegates can start this web conference as host.";

test.each([
  [
    "the organizer, whose appointment may quote it",
    true,
    "failed: The text has links to a web conference that this appointment isn't connected to.",
  ],
  ["an attendee", false, onlyOrganizer],
])("nobody becomes a host by a text: not %s, whatever the relay would say", async (_, isOrganizer, said) => {
  const { told, opened, options } = open(invitation);
  const get = jest.fn((id: string) => Promise.resolve(conferenceOf(request, id)));
  await startAsHost({ ...options, isOrganizer, get });
  expect(opened).toEqual([]);
  expect(get).not.toHaveBeenCalled();
  expect(told.at(-1)).toBe(said);
});

test.each(["NOT_A_CONFERENCE_USER", "NO_SITE"] as const)(
  "%s: the organizer hears of the account, everybody else that only the organizer can start it",
  async (code) => {
    const get = () => Promise.reject(new RelayError(code));
    const { told, options } = open(invitation, "42");
    await startAsHost({ ...options, isOrganizer: false, get });
    expect(told.at(-1)).toBe(onlyOrganizer);
    await expect(startAsHost({ ...options, isOrganizer: true, get })).rejects.toMatchObject({ code });
  },
);

test.each([
  ["is not theirs", () => Promise.reject(new RelayError("NOT_FOUND"))],
  ["is one of somebody they may not act for", () => Promise.reject(new RelayError("NOT_A_DELEGATE"))],
  ["they may change but not host", () => Promise.resolve({ ...conferenceOf(request), hostUrl: null })],
])("whoever asks to host a conference that %s is told who can", async (_, get) => {
  const { told, opened, options } = open(invitation, "42");
  await startAsHost({ ...options, isOrganizer: false, get });
  expect(opened).toEqual([]);
  expect(told.at(-1)).toBe(onlyOrganizer);
});

test("a relay that cannot be reached is no statement about who may host", async () => {
  const { options } = open(invitation, "42");
  const get = () => Promise.reject(new RelayError("RELAY_UNREACHABLE"));
  await expect(startAsHost({ ...options, isOrganizer: false, get })).rejects.toMatchObject({
    code: "RELAY_UNREACHABLE",
  });
});
