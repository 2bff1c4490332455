import { createRibbonFunction } from "../../src/commands/ribbonFunction";
import { loadSpeech, type Surface } from "../../src/commands/surface";
import { FlowFailure } from "../../src/conference/failure";
import { OutlookError } from "../../src/outlook/appointment";
import { RelayFailure } from "../../src/relay/ask";
import { createTold } from "./surface";

/** Presses a button that does `run`; answers what was said once Office has been told that it is done. */
async function press(run: () => Promise<void>, surface: Partial<Surface> = {}) {
  const { told, ...saying } = createTold();
  const host = { mode: "compose" } as Surface["host"];
  const button = createRibbonFunction({
    open: () => Promise.resolve({ host, ...saying, ...surface }),
    load: () => Promise.resolve(run),
  });
  await new Promise<void>((resolve) => button({ completed: () => resolve() }));
  return told;
}

test("a failure is told with what was not done", async () => {
  expect(await press(() => Promise.reject(new RelayFailure("SITE_UNREACHABLE")))).toEqual([
    "failed: The conferencing site cannot be reached. Try again later. Nothing was changed.",
  ]);
});

test("what only the user can decide is decided in the pane, which the bar says in the space that it has", async () => {
  const [said = ""] = await press(() => Promise.reject(new FlowFailure("OUTCOME_AMBIGUOUS", "undecided")));
  expect(said).toBe(
    "failed: The conferencing site's answer was lost. It is not certain which web conference is this appointment's. Open “Conference options” to go on. (pane)",
  );
  expect(said.length).toBeLessThanOrEqual(150 + "failed:  (pane)".length);
});

test("what does not fit into the bar stands in the pane", async () => {
  expect(await press(() => Promise.reject(new RelayFailure("OUTCOME_UNKNOWN")))).toEqual([
    "failed: The conferencing site's answer was lost. Open “Conference options” to go on. (pane)",
  ]);
});

test("what Outlook refuses is told, in the user's language", async () => {
  const speech = await loadSpeech("de-CH");
  expect(await press(() => Promise.reject(new OutlookError("NO_ANSWER", "read")), { speech })).toEqual([
    "failed: Outlook antwortete nicht. Versuchen Sie es noch einmal. Nichts wurde geändert.",
  ]);
});

test.each([
  [
    "en-US",
    "failed: The web conference has started or is over, so it cannot be changed now. Open “Conference options” to go on. (pane)",
  ],
  ["de-CH", /Weiter geht es in den „Konferenzoptionen“\. \(pane\)$/],
])(
  "a conference that cannot be changed any more leads to the pane, which offers another (%s)",
  async (tag, words) => {
    const refuse = () => Promise.reject(new FlowFailure("CANNOT_CHANGE_NOW", "nothingDone"));
    const [said = ""] = await press(refuse, { speech: await loadSpeech(tag) });
    expect(said).toMatch(words);
    expect(said.length).toBeLessThan(150 + "failed: ".length + " (pane)".length);
  },
);

test("what is no failure that we know is told as one all the same", async () => {
  expect(await press(() => Promise.reject(new TypeError("x is not a function")))).toEqual([
    "failed: Something went wrong. Try again; if it stays, tell your administrator. Nothing was changed.",
  ]);
});

test("a page that is not in Outlook, and code that cannot be loaded, are completed in silence", async () => {
  for (const load of [
    () => Promise.resolve(() => Promise.resolve()),
    () => Promise.reject(new Error("404")),
  ]) {
    const button = createRibbonFunction({ open: () => Promise.resolve(null), load });
    await new Promise<void>((resolve) => button({ completed: () => resolve() }));
  }
});

test("one that takes too long says where its outcome can be seen, and is completed before Office's minute is over", async () => {
  jest.useFakeTimers();
  const { told, ...saying } = createTold();
  const host = { mode: "compose" } as Surface["host"];
  const button = createRibbonFunction({
    open: () => Promise.resolve({ host, ...saying }),
    load: () => Promise.resolve(() => new Promise(() => undefined)),
  });
  let isCompleted = false;
  button({ completed: () => (isCompleted = true) });
  await jest.advanceTimersByTimeAsync(50_000);
  jest.useRealTimers();
  expect([isCompleted, told]).toEqual([
    true,
    ["failed: This takes longer than Outlook waits. Open “Conference options” to see what was done. (pane)"],
  ]);
});

test.each(["de-DE", "ar-SA", "en-US"])("%s: everything said fits into a bar", async (language) => {
  const { texts } = await loadSpeech(language);
  for (const text of Object.values(texts)) {
    if (typeof text === "string") expect(text.length).toBeLessThanOrEqual(150);
  }
  expect(texts.open.length).toBeLessThanOrEqual(30);
});
