import type { FlowFailure } from "../conference/failure";
import { createCommand, type OfficeEvent } from "./command";
import { inEnglish, type Surface } from "./surface";

interface RibbonFunctionOptions {
  /** Looks where the button was pressed; null: nowhere that we know. */
  open: () => Promise<Surface | null>;
  /** Loads what the function does. */
  load: () => Promise<(surface: Surface) => Promise<void>>;
}

/** Office ends a function after a minute: there is time to say so. */
const deadlineMs = 50_000;

/** Makes a function that a button runs: what comes of it, also a failure, stands in the item's own bar. */
export function createRibbonFunction({ open, load }: RibbonFunctionOptions) {
  let surface: Surface | null = null;
  return createCommand<unknown>({
    deadlineMs,
    work: async () => {
      const [run, opened] = await Promise.all([load(), open()]);
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

/** What a bar has room for. */
const maxLength = 150;

async function tellFailure(failure: FlowFailure, { host, tell, speech }: Surface): Promise<void> {
  const { describeFailure } = await import("../conference/failureTexts");
  const { title, standing } = describeFailure(failure, speech.failures);
  const isChoice =
    failure.standing === "undecided" ||
    failure.standing === "changedElsewhere" ||
    // There another one can take its place.
    failure.code === "CANNOT_CHANGE_NOW";
  const whole = `${title} ${standing}`;
  // What does not fit stands in the pane, whole.
  const isForPane = host.mode === "compose" && (isChoice || whole.length > maxLength);
  await tell("failed", isForPane ? `${title} ${speech.texts.openPane}` : whole, isForPane);
}
