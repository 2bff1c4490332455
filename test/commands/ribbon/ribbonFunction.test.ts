import { sayNotLoaded } from "../../../src/commands/notLoaded";
import { ribbonStartTexts } from "../../../src/locales/messages";
import { createRibbonFunction } from "../../../src/commands/ribbon/ribbonFunction";
import { loadStrings, type RibbonContext } from "../../../src/commands/surface";
import { ConferenceError } from "../../../src/conference/failure";
import { OutlookError } from "../../../src/outlook/appointment/appointment";
import { RelayError } from "../../../src/relay/ask";
import { createTold } from "./surface";

/** Presses a button that does `run`; answers what was said once Office has been told that it is done. */
async function press(run: () => Promise<void>, surface: Partial<RibbonContext> = {}) {
  const { told, ...saying } = createTold();
  const host = { mode: "compose" } as RibbonContext["host"];
  const button = createRibbonFunction({
    open: () => Promise.resolve({ host, ...saying, ...surface }),
    load: () => Promise.resolve(run),
    sayNotLoaded: () => Promise.reject(new Error("all is loaded")),
  });
  await new Promise<void>((resolve) => button({ completed: () => resolve() }));
  return told;
}

test("a failure is told with what was not done", async () => {
  expect(await press(() => Promise.reject(new RelayError("SITE_UNREACHABLE")))).toEqual([
    "failed: The conferencing site can't be reached. Try again later. Nothing was changed.",
  ]);
});

test("what only the user can decide is decided in the pane, which the bar says in the space that it has", async () => {
  const [said = ""] = await press(() =>
    Promise.reject(new ConferenceError("OUTCOME_AMBIGUOUS", "undecided")),
  );
  expect(said).toBe(
    "failed: The conferencing site's answer was lost. It isn't certain which web conference is this appointment's. Open “Conference options” to continue. (pane)",
  );
  expect(said.length).toBeLessThanOrEqual(150 + "failed:  (pane)".length);
});

test.each([true, false])(
  "what went wrong beside a message is told with what can be done there (it is written: %s)",
  async (isCompose) => {
    const host = { mode: "message", platform: "classic", message: { isCompose } } as RibbonContext["host"];
    const [said = ""] = await press(
      () => Promise.reject(new RelayError("OUTCOME_AMBIGUOUS", { candidates: [] })),
      { host },
    );
    expect(said).toBe(
      "failed: The conferencing site's answer was lost. It isn't certain whether the web conference started. Trying again is safe.",
    );
  },
);

test("what does not fit into the bar stands in the pane", async () => {
  expect(await press(() => Promise.reject(new RelayError("OUTCOME_UNKNOWN")))).toEqual([
    "failed: The conferencing site's answer was lost. It isn't certain what the conferencing site did. Trying again is safe. You won't get a duplicate.",
  ]);
  const failure = new ConferenceError("OUTCOME_UNKNOWN", "maybeDeleted");
  expect(await press(() => Promise.reject(failure))).toEqual([
    "failed: The conferencing site's answer was lost. Open “Conference options” to continue. (pane)",
  ]);
});

test("what Outlook refuses is told, in the user's language", async () => {
  const strings = await loadStrings("de-CH");
  expect(await press(() => Promise.reject(new OutlookError("NO_ANSWER", "read")), { strings })).toEqual([
    "failed: Outlook antwortete nicht. Versuchen Sie es noch einmal. Nichts wurde geändert.",
  ]);
});

test.each([
  [
    "en-US",
    "failed: The web conference has started or ended, so it can't be changed now. Open “Conference options” to continue. (pane)",
  ],
  ["de-CH", /Weiter geht es in den „Konferenzoptionen“\. \(pane\)$/],
])(
  "a conference that cannot be changed any more leads to the pane, which offers another (%s)",
  async (tag, words) => {
    const refuse = () => Promise.reject(new ConferenceError("CANNOT_CHANGE_NOW", "nothingDone"));
    const [said = ""] = await press(refuse, { strings: await loadStrings(tag) });
    expect(said).toMatch(words);
    expect(said.length).toBeLessThan(150 + "failed: ".length + " (pane)".length);
  },
);

test("what is no failure that we know is told as one all the same", async () => {
  expect(await press(() => Promise.reject(new TypeError("x is not a function")))).toEqual([
    "failed: Something went wrong. Try again. If it keeps happening, tell your administrator. Nothing was changed.",
  ]);
});

/** Presses a button; answers what Office was told. */
const completed = (options: Partial<Parameters<typeof createRibbonFunction>[0]>) => {
  const button = createRibbonFunction({
    open: () => Promise.resolve(null),
    load: () => Promise.resolve(() => Promise.resolve()),
    sayNotLoaded: () => Promise.reject(new Error("all is loaded")),
    ...options,
  });
  return new Promise<unknown>((resolve) => button({ completed: resolve }));
};

test("a page that is not in Outlook has nowhere to say anything, and is completed in silence", async () => {
  await completed({});
});

test("code that cannot be loaded is told in the bar, and not as something that takes long", async () => {
  const { told, ...saying } = createTold();
  const host = { mode: "read", language: "en-US" } as RibbonContext["host"];
  await completed({
    open: async () => {
      await new Promise(setImmediate);
      return { host, ...saying };
    },
    load: () => Promise.reject(new Error("404")),
  });
  expect(told).toEqual([`failed: ${ribbonStartTexts("en-US").notLoaded}`]);
});

test("where even the bar's own code cannot be loaded, Office alone says so", async () => {
  let said = 0;
  const sayNotLoaded = () => Promise.resolve(void (said += 1));
  await completed({ open: () => Promise.reject(new Error("404")), sayNotLoaded });
  expect(said).toBe(1);
});

test("by Office alone: in its language, and without a sound where there is no item", async () => {
  const details: unknown[] = [];
  const item = {
    notificationMessages: {
      replaceAsync: (...[key, said, done]: [string, unknown, () => void]) => {
        details.push(key, said);
        done();
      },
    },
  };
  const MailboxEnums = { ItemNotificationMessageType: { ErrorMessage: "error" } };
  Object.assign(globalThis, {
    Office: { context: { displayLanguage: "de-CH", mailbox: { item } }, MailboxEnums },
  });
  await sayNotLoaded();
  expect(details).toEqual(["webConference", { type: "error", message: ribbonStartTexts("de").notLoaded }]);
  Reflect.deleteProperty(globalThis, "Office");
  await sayNotLoaded();
});

test("a press that is late says so where it was pressed, not where an earlier one was", async () => {
  jest.useFakeTimers();
  const [one, other] = [createTold(), createTold()];
  const host = { mode: "read" } as RibbonContext["host"];
  let letFirst: () => void = () => undefined;
  const places = [
    new Promise<RibbonContext>((resolve) => (letFirst = () => resolve({ host, ...one }))),
    Promise.resolve<RibbonContext>({ host, ...other }),
  ];
  const button = createRibbonFunction({
    open: () => places.shift() ?? Promise.resolve(null),
    load: () => Promise.resolve(() => new Promise(() => undefined)),
    sayNotLoaded: () => Promise.resolve(),
  });
  button({ completed: () => undefined });
  await jest.advanceTimersByTimeAsync(51_000);
  button({ completed: () => undefined });
  await jest.advanceTimersByTimeAsync(1);
  letFirst();
  await jest.advanceTimersByTimeAsync(50_000);
  jest.useRealTimers();
  expect([one.told, other.told]).toEqual([
    [],
    [
      "failed: This is taking longer than Outlook waits, but can still finish. If nothing happens in a minute, try again.",
    ],
  ]);
});

describe("the phone's switch for online meetings", () => {
  const host = { mode: "compose", platform: "ios" } as RibbonContext["host"];
  const flip = (run: (surface: RibbonContext) => Promise<void>) => {
    return completed({
      open: () => Promise.resolve({ host, ...createTold() }),
      load: () => Promise.resolve(run),
      answer: (allowEvent) => ({ allowEvent }),
    });
  };

  test.each(["done", "outOfDate"] as const)("stays on when the conference is there (%s)", async (kind) => {
    expect(await flip(({ notify }) => notify(kind, "Added."))).toEqual({ allowEvent: true });
  });

  test.each<[string, (surface: RibbonContext) => Promise<void>]>([
    ["the relay refuses", () => Promise.reject(new RelayError("SITE_UNREACHABLE"))],
    ["the appointment is a copy, which is only told", ({ notify }) => notify("failed", "Copied.")],
  ])("goes off when %s", async (_, run) => {
    expect(await flip(run)).toEqual({ allowEvent: false });
  });

  test("goes off when it takes too long, also where nobody can be told", async () => {
    for (const open of [
      () => Promise.resolve({ host, ...createTold() }),
      () => new Promise<null>(() => undefined),
    ]) {
      jest.useFakeTimers();
      const answer = completed({
        open,
        load: () => Promise.resolve(() => new Promise(() => undefined)),
        sayNotLoaded: () => new Promise(() => undefined),
        answer: (allowEvent) => ({ allowEvent }),
      });
      await jest.advanceTimersByTimeAsync(55_000);
      jest.useRealTimers();
      expect(await answer).toEqual({ allowEvent: false });
    }
  });
});

test("one that takes too long says where its outcome can be seen, and is completed before Office's minute is over", async () => {
  jest.useFakeTimers();
  const { told, ...saying } = createTold();
  const host = { mode: "compose" } as RibbonContext["host"];
  const button = createRibbonFunction({
    open: () => Promise.resolve({ host, ...saying }),
    load: () => Promise.resolve(() => new Promise(() => undefined)),
    sayNotLoaded: () => Promise.resolve(),
  });
  let isCompleted = false;
  button({ completed: () => (isCompleted = true) });
  await jest.advanceTimersByTimeAsync(50_000);
  jest.useRealTimers();
  expect([isCompleted, told]).toEqual([
    true,
    [
      "failed: This is taking longer than Outlook waits. Open “Conference options” to see what was done. (pane)",
    ],
  ]);
});

test.each([2_000, Infinity])(
  "with a bar that takes its time, Office is told within 50 seconds all the same (%d ms)",
  async (barMs) => {
    jest.useFakeTimers();
    const notify = () =>
      new Promise<void>((resolve) => {
        if (barMs < Infinity) setTimeout(resolve, barMs);
      });
    const host = { mode: "compose" } as RibbonContext["host"];
    const button = createRibbonFunction({
      open: () => Promise.resolve({ host, ...createTold(), notify }),
      load: () => Promise.resolve(() => new Promise(() => undefined)),
      sayNotLoaded: () => Promise.resolve(),
    });
    let times = 0;
    button({ completed: () => (times += 1) });
    await jest.advanceTimersByTimeAsync(50_000);
    expect(times).toBe(1);
    await jest.advanceTimersByTimeAsync(60_000);
    jest.useRealTimers();
    expect(times).toBe(1);
  },
);

test.each(["de-DE", "ar-SA", "en-US"])("%s: everything said fits into a bar", async (language) => {
  const { texts } = await loadStrings(language);
  for (const text of Object.values(texts)) {
    if (typeof text === "string") expect(text.length).toBeLessThanOrEqual(150);
  }
  for (const rest of [texts.joinAgain, texts.joinInPane]) {
    expect(`${texts.leadsTo({ host: "h".repeat(45) })} ${rest}`.length).toBeLessThanOrEqual(150);
  }
  expect(texts.open.length).toBeLessThanOrEqual(30);
});
