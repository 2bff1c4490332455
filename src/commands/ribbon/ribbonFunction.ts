import type { ConferenceError } from "../../conference/failure";
import { hasPane } from "../../outlook/platform/platform";
import { ribbonStartTexts } from "../../locales/messages";
import { createCommand, type OfficeEvent } from "./command";
import type { RibbonContext } from "../surface";

interface RibbonFunctionOptions {
  /** Looks where the button was pressed; null: nowhere that we know. */
  open: () => Promise<RibbonContext | null>;
  /** Loads what the function does. */
  load: () => Promise<(surface: RibbonContext) => Promise<void>>;
  /** Says in the item's bar, without anything that would have to be loaded, that the add-in could not be. Never rejects. */
  sayNotLoaded: () => Promise<void>;
  /** Office's answer for success or failure; undefined if Office does not ask. */
  answer?: (isDone: boolean) => unknown;
}

/** Office ends a function after a minute. With the last word, for which a command has 3 seconds, it is 50 at the latest. */
const deadlineMs = 47_000;

/** Makes a function that a button runs: what comes of it, also a failure, stands in the item's own bar. */
export function createRibbonFunction({
  open,
  load,
  sayNotLoaded,
  answer = () => undefined,
}: RibbonFunctionOptions) {
  /** Where the last press was; undefined: not known yet. What comes late of an earlier press is not its. */
  let last: { surface?: RibbonContext | null } = {};
  return createCommand<unknown>({
    deadlineMs,
    work: async () => {
      const press: typeof last = {};
      last = press;
      const loading = load();
      // It is waited for below; until then a failure is nothing unhandled.
      loading.catch(() => undefined);
      const opened = await open();
      press.surface = opened;
      if (!opened) return answer(false);
      let isDone = true;
      const notify: RibbonContext["notify"] = (kind, ...words) => {
        isDone = kind !== "failed";
        return opened.notify(kind, ...words);
      };
      const run = await loading;
      const { guard, ConferenceError } = await import("../../conference/failure");
      try {
        await guard("nothingDone", () => run({ ...opened, notify }));
      } catch (failure) {
        if (failure instanceof ConferenceError) await tellFailure(failure, { ...opened, notify });
      }
      return answer(isDone);
    },
    otherwise: async (why) => {
      const { surface } = last;
      if (surface === undefined) await sayNotLoaded();
      else if (why === "failed")
        await surface?.notify("failed", ribbonStartTexts(surface.host.language).notLoaded);
      else if (surface) {
        const isForPane = surface.host.mode === "compose" && hasPane(surface.host.platform);
        const { late, lateElsewhere } = surface.strings.texts;
        await surface.notify("failed", isForPane ? late : lateElsewhere, isForPane);
      }
      return answer(false);
    },
    lastAnswer: answer(false),
  }) satisfies (event: OfficeEvent<unknown>) => void;
}

async function tellFailure(
  failure: ConferenceError,
  { host, notify, strings }: RibbonContext,
): Promise<void> {
  const { formatFailure: failureLine, recoverySurfaceOf: wayOnOf } = await import("../formatFailure");
  const { line, opensPane } = failureLine(failure, strings, wayOnOf(host));
  await notify("failed", line, opensPane);
}
