import { failureLine } from "../../src/commands/failureLine";
import { loadSpeech } from "../../src/commands/surface";
import type { FlowFailureCode, Standing } from "../../src/conference/failure";
import { germanFailures } from "../../src/conference/languages/german";

const codes = Object.keys(germanFailures.happened) as FlowFailureCode[];
const standings = Object.keys(germanFailures.stands) as Standing[];
/** How each language speaks of the pane, and of what is only in it. */
const pane = /\bpane\b|options|Bereich|[Oo]ptionen|هذا الجزء|أغلق الجزء|خيارات|الخيارات/;
const openPane =
  /(“Conference options” to go on\.|in den „Konferenzoptionen“\.|افتح «خيارات المؤتمر» للمتابعة\.)$/;

test.each(["en-US", "de-DE", "ar-SA"])(
  "%s: every failure is told in whole sentences that fit into a bar, and names the pane where there is one",
  async (language) => {
    const speech = await loadSpeech(language);
    const wrong: string[] = [];
    for (const code of codes)
      for (const standing of standings)
        for (const isForPane of [true, false])
          for (const details of [{}, { status: 500 }]) {
            const { line, opensPane } = failureLine({ code, standing, details }, speech, isForPane);
            const isWhole = line.length <= 150 && /[.!?]$/.test(line);
            // Of what is open, nothing can be closed: a bar is not in the pane.
            const isRight = isForPane ? opensPane || !openPane.test(line) : !opensPane && !pane.test(line);
            const speaksOfThePaneAsOpen =
              /this pane|the pane|diese[nr]? Bereich|den Bereich|هذا الجزء|أغلق الجزء/i;
            if (!isWhole || !isRight || speaksOfThePaneAsOpen.test(line))
              wrong.push(`${code} ${standing} ${isForPane} ${line.length}: ${line}`);
          }
    expect(wrong).toEqual([]);
  },
);
