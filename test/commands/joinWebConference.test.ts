import { joinWebConference, startAsHost } from "../../src/commands/joinWebConference";
import { runMeet } from "../../src/commands/meetNow";
import type { Surface } from "../../src/commands/surface";
import { composeInvitation } from "../../src/invitation/compose";
import { RelayFailure } from "../../src/relay/ask";
import { conferenceOf, request } from "../conference/fakes";
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

function open(body: string, conferenceId?: string, isBlocked = false) {
  const { told, ...saying } = createTold();
  const opened: string[] = [];
  const reading = {
    readBody: () => Promise.resolve(body),
    readMemory: () => Promise.resolve(conferenceId === undefined ? {} : { conferenceId }),
  };
  const openLink = (url: string) => opened.push(url) > 0 && !isBlocked;
  return { told, opened, options: { reading, openLink, ...saying } };
}

test("an attendee joins by the link in the invitation", async () => {
  const { told, opened, options } = open(`<p>Agenda</p>${invitation}`);
  await joinWebConference(options);
  expect(opened).toEqual(["https://rtc.example.com/join/42"]);
  expect(told).toEqual([
    "progress: Opening the web conference…",
    "done: The web conference opens in a window of its own.",
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
    "failed: If no window has opened, your browser held it back. Use the link in the text, or allow pop-ups for Outlook and press again.",
  );
  await startAsHost({ ...options, get: (id) => Promise.resolve(conferenceOf(request, id)) });
  expect(told.at(-1)).toBe(
    "failed: If no window has opened, your browser held it back. Press “Start as host” in “Conference details”.",
  );
});

test("Meet now, on a message that invites to an appointment, leads into that one's conference", async () => {
  const { opened, options } = open(invitation);
  const { reading, openLink, ...saying } = options;
  await runMeet({ host: { mode: "read", reading, openLink } as unknown as Surface["host"], ...saying });
  expect(opened).toEqual(["https://rtc.example.com/join/42"]);
});

test("where there is no invitation, nothing opens", async () => {
  const { told, opened, options } = open("<p>Agenda</p>");
  await joinWebConference(options);
  await startAsHost({ ...options, get: () => Promise.reject(new Error("not asked")) });
  expect(opened).toEqual([]);
  expect(told.filter((line) => line.startsWith("failed"))).toEqual([
    "failed: This appointment has no web conference.",
    "failed: This appointment has no web conference.",
  ]);
});

test.each([
  ["what the appointment remembers", "<p>Agenda</p>", "42"],
  ["the invitation, where Outlook has lost that", invitation, undefined],
])("the organizer starts as host by %s", async (_, body, conferenceId) => {
  const { told, opened, options } = open(body, conferenceId);
  const get = (id: string) => Promise.resolve(conferenceOf(request, id));
  await startAsHost({ ...options, get });
  expect(opened).toEqual(["https://rtc.example.com/host/42"]);
  expect(told).toEqual([
    "progress: Opening the web conference…",
    "done: The web conference opens in a window of its own.",
  ]);
});

test.each([
  ["is not theirs", () => Promise.reject(new RelayFailure("NOT_FOUND"))],
  ["is one of somebody they may not act for", () => Promise.reject(new RelayFailure("NOT_A_DELEGATE"))],
  ["they may change but not host", () => Promise.resolve({ ...conferenceOf(request), hostUrl: null })],
])("whoever asks to host a conference that %s is told who can", async (_, get) => {
  const { told, opened, options } = open(invitation);
  await startAsHost({ ...options, get });
  expect(opened).toEqual([]);
  expect(told.at(-1)).toBe(
    "failed: Only the organizer, and who may act for the organizer, can start this web conference as its host.",
  );
});

test("a relay that cannot be reached is no statement about who may host", async () => {
  const { options } = open(invitation);
  const get = () => Promise.reject(new RelayFailure("RELAY_UNREACHABLE"));
  await expect(startAsHost({ ...options, get })).rejects.toMatchObject({ code: "RELAY_UNREACHABLE" });
});
