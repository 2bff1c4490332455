import { formatFailure, recoverySurfaceOf } from "../../src/commands/formatFailure";
import { loadStrings } from "../../src/commands/surface";
import type { ConferenceErrorCode, FailureOutcome } from "../../src/conference/failure";
import { canRetryAfter } from "../../src/conference/retryable";
import { failureTexts } from "../../src/locales/messages";

const codes = Object.keys(failureTexts.happened) as ConferenceErrorCode[];
const standings = Object.keys(failureTexts.stands) as FailureOutcome[];
const administrator = "rtc.admin@example.com";
/** How each language speaks of the pane, and of what is only in it. */
const pane = /\bpane\b|options|Bereich|[Oo]ptionen|هذا الجزء|أغلق الجزء|خيارات|الخيارات/;
const openPane =
  /(“Conference options” to continue\.|in den „Konferenzoptionen“\.|افتح «خيارات المؤتمر» للمتابعة\.)$/;

test.each(["en-US", "de-DE", "ar-SA"])(
  "%s: every failure is told in whole sentences that fit into a bar, and names the pane where there is one",
  async (language) => {
    const strings = await loadStrings(language);
    const wrong: string[] = [];
    for (const code of codes)
      for (const standing of standings)
        for (const wayOn of ["pane", "computer"] as const)
          for (const details of [{}, { status: 500 }, { administrator }]) {
            const { line, opensPane } = formatFailure({ code, standing, details }, strings, wayOn);
            const isWhole = line.length <= 150 && /[.!?]$/.test(line);
            // Of what is open, nothing can be closed: a bar is not in the pane.
            const isRight =
              wayOn === "pane" ? opensPane || !openPane.test(line) : !opensPane && !pane.test(line);
            const speaksOfThePaneAsOpen =
              /this pane|the pane|diese[nr]? Bereich|den Bereich|هذا الجزء|أغلق الجزء/i;
            if (!isWhole || !isRight || speaksOfThePaneAsOpen.test(line))
              wrong.push(`${code} ${standing} ${wayOn} ${line.length}: ${line}`);
          }
    expect(wrong).toEqual([]);
  },
);

/** Words of no use beside a message: an appointment, another device, a choice. */
const useless = /appointment|Termin|موعد|on a computer|Computer|حاسوب|attendees|Choose (a|in Outlook)|Set /;
/** Failures of an instant conference, at its relay, its site, or in Outlook. */
const atOnce: ConferenceErrorCode[] = [
  ...(["UNAUTHENTICATED", "SIGN_IN_FAILED", "NOT_A_CONFERENCE_USER", "NO_SITE", "BAD_REQUEST"] as const),
  ...(["ISSUER_UNAVAILABLE", "METHOD_NOT_ALLOWED", "REQUEST_TOO_SLOW"] as const),
  ...(["TOO_LARGE", "RATE_LIMITED", "KEY_REUSED", "CONFERENCE_BUSY", "OVERLOADED"] as const),
  ...(["LEDGER_UNAVAILABLE", "START_REFUSED", "END_REFUSED", "NOT_CREATED", "PUBLIC_NOT_ALLOWED"] as const),
  ...(["CONFERENCE_KEY_REFUSED", "ORGANIZER_UNKNOWN", "ORGANIZER_MISSING", "SITE_REFUSED_INPUT"] as const),
  ...(["SERVICE_NOT_PROVISIONED", "SCHEDULING_NOT_ALLOWED", "SITE_UNKNOWN", "LINK_REFUSED"] as const),
  ...(["SITE_CREDENTIALS_REFUSED", "SITE_ERROR", "SITE_UNREACHABLE", "SITE_TIMEOUT"] as const),
  ...([
    "SITE_UNREADABLE",
    "SITE_WANTS_SIGN_IN",
    "OUTCOME_UNKNOWN",
    "OUTCOME_AMBIGUOUS",
    "INTERNAL",
    "NO_ANSWER",
  ] as const),
  ...(["RELAY_UNREACHABLE", "RELAY_TIMEOUT", "RELAY_UNREADABLE", "NO_PERMISSION", "ITEM_CHANGED"] as const),
  ...(["OUTLOOK_OFFLINE", "BUSY", "OFFICE_FAILED"] as const),
];

test.each(["en-US", "de-DE", "ar-SA"])(
  "%s: beside a message every failure is told with what can be done there",
  async (language) => {
    const strings = await loadStrings(language);
    const wrong: string[] = [];
    for (const code of atOnce)
      for (const standing of ["nothingDone", "unknown", "undecided"] as const)
        for (const details of [{}, { status: 500 }, { administrator }]) {
          const { line, opensPane } = formatFailure({ code, standing, details }, strings, "again");
          const isWhole = line.length <= 150 && /[.!?]$/.test(line);
          if (!isWhole || opensPane || useless.test(line)) wrong.push(`${code} ${standing}: ${line}`);
        }
    expect(wrong).toEqual([]);
  },
);

test.each(["en-US", "de-DE", "ar-SA"])(
  "%s: after a failed write that can be tried again, the bar says so, unless it opens the pane",
  async (language) => {
    const strings = await loadStrings(language);
    const wrong: string[] = [];
    for (const code of codes.filter(canRetryAfter))
      for (const standing of ["notWritten", "notRewritten"] as const)
        for (const wayOn of ["pane", "computer"] as const) {
          const { line, opensPane } = formatFailure({ code, standing, details: {} }, strings, wayOn);
          if (!opensPane && !/again|erneut|noch einmal|أعد المحاولة|حاول مرة أخرى/i.test(line))
            wrong.push(`${code}: ${line}`);
        }
    expect(wrong).toEqual([]);
  },
);

test("a bar says whom to ask, before it says that nothing was changed, where there is room", async () => {
  const strings = await loadStrings("en-US");
  const say = (code: ConferenceErrorCode, address: string) =>
    formatFailure({ code, standing: "nothingDone", details: { administrator: address } }, strings, "pane")
      .line;
  expect(say("SITE_UNKNOWN", administrator)).toBe(
    "The conferencing site doesn't know this organization. Tell your administrator. Write to rtc.admin@example.com. Nothing was changed.",
  );
  expect(say("SITE_UNKNOWN", "the.administrators@conferencing.example.com")).toBe(
    "The conferencing site doesn't know this organization. Tell your administrator. Write to the.administrators@conferencing.example.com.",
  );
  expect(say("SITE_UNKNOWN", `${"a".repeat(90)}@example.com`)).not.toContain("aaa");
});

test("a refused key, and an answer that was lost, are told beside a message in English", async () => {
  const strings = await loadStrings("en-US");
  const say = (code: ConferenceErrorCode, standing: FailureOutcome) =>
    formatFailure({ code, standing, details: {} }, strings, "again").line;
  expect(say("CONFERENCE_KEY_REFUSED", "nothingDone")).toBe(
    "The conferencing site doesn't accept the conference key, or requires one. Try again. If it keeps happening, tell your administrator.",
  );
  expect(say("OUTCOME_AMBIGUOUS", "undecided")).toBe(
    "The conferencing site's answer was lost. It isn't certain whether the web conference started. Trying again is safe.",
  );
});

test.each([
  ["compose", "web", "pane"],
  ["compose", "ios", "computer"],
  ["message", "classic", "again"],
  ["read", "mac", "again"],
  ["read", "android", "computer"],
] as const)("of what is %s on %s, %s leads on", (mode, platform, wayOn) => {
  expect(recoverySurfaceOf({ mode, platform })).toBe(wayOn);
});
