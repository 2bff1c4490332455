import type { FlowFailure } from "../conference/failure";
import type { OfficeCall } from "../outlook/officeCall";
import { createCommand, type OfficeEvent } from "./command";
import { inEnglish, type Surface } from "./surface";

interface RibbonFunctionOptions {
  /** The page's one gate for Office calls. */
  call: OfficeCall;
  /** Loads what the function does. */
  load: () => Promise<(surface: Surface) => Promise<void>>;
}

/** Office ends a function after a minute: there is time to say so. */
const deadlineMs = 50_000;

/** Makes a function that a button runs: what comes of it, also a failure, stands in the item's own bar. */
export function createRibbonFunction({ call, load }: RibbonFunctionOptions) {
  let surface: Surface | null = null;
  return createCommand<unknown>({
    deadlineMs,
    work: async () => {
      const [run, { openSurface }] = await Promise.all([load(), import("./openSurface")]);
      const opened = await openSurface(call);
      surface = opened;
      if (!opened) return;
      const { guard, FlowFailure } = await import("../conference/failure");
      try {
        await guard("nothingDone", () => run(opened));
      } catch (failure) {
        if (failure instanceof FlowFailure) await tellFailure(failure, opened);
      }
    },
    otherwise: async () => {
      const { texts } = surface?.speech ?? inEnglish;
      const hasPane = surface?.host.mode === "compose";
      await surface?.tell("failed", hasPane ? texts.late : texts.lateElsewhere, hasPane);
    },
  }) satisfies (event: OfficeEvent<unknown>) => void;
}

async function tellFailure(failure: FlowFailure, { tell, speech }: Surface): Promise<void> {
  const { describeFailure } = await import("../conference/failureTexts");
  const { title, standing } = describeFailure(failure, speech.failures);
  const isChoice = failure.standing === "undecided" || failure.standing === "changedElsewhere";
  await tell("failed", `${title} ${isChoice ? speech.texts.openPane : standing}`, isChoice);
}
