import type { ConferenceError, ConferenceErrorCode } from "../conference/failure";
import { describeFailure } from "../conference/describeFailure";
import { canRetryAfter } from "../conference/retryable";
import { hasPane } from "../outlook/platform/platform";
import type { Strings, RibbonContext } from "./surface";

/** Outlook's limit for a notification. */
const maxLength = 150;
const fits = (line: string) => line.length <= maxLength;

/** Where the user can go on after a failure: in the pane, in Outlook on a computer, or only by trying again. */
type RecoverySurface = "pane" | "computer" | "again";

/** Only beside an appointment that is written has the pane what a choice is made with, and phones have no pane. */
export function recoverySurfaceOf({
  mode,
  platform,
}: Pick<RibbonContext["host"], "mode" | "platform">): RecoverySurface {
  if (!hasPane(platform)) return "computer";
  return mode === "compose" ? "pane" : "again";
}

interface FormattedFailure {
  line: string;
  /** Whether the rest of it stands in the pane. */
  opensPane: boolean;
}
type Happened = Partial<Record<ConferenceErrorCode, string>>;
type Failed = Pick<ConferenceError, "code" | "standing" | "details">;

/** How each language says that it can be tried again. */
const saysAgain = /again|noch einmal|erneut|neuer Versuch|أعد المحاولة|إعادة المحاولة|حاول/i;

/** A failure in whole sentences that fit into a bar. After a failed write, with the way on where that helps. */
export function formatFailure(
  failure: Failed,
  { texts, failures }: Strings,
  wayOn: RecoverySurface,
): FormattedFailure {
  const { code, standing } = failure;
  const { happenedInBar, happenedWithoutPane, happenedWithoutChoice, standsInBar } = texts;
  const inBar: Happened = happenedInBar;
  const instead: Happened = {
    pane: happenedInBar,
    computer: happenedWithoutPane,
    again: happenedWithoutChoice,
  }[wayOn];
  const own = instead[code] ?? inBar[code];
  const said = describeFailure(failure, failures);
  const whole = [own ?? said.title, said.contact, said.standing].filter((part) => part !== null).join(" ");
  const isChoice =
    standing === "undecided" || standing === "changedElsewhere" || code === "CANNOT_CHANGE_NOW";
  const happened = own ?? describeFailure({ ...failure, details: {} }, failures).title;
  // The contact is more useful than the note that nothing was done.
  const withContact = said.contact === null ? happened : `${happened} ${said.contact}`;
  const title = fits(withContact) ? withContact : happened;
  if (wayOn === "again") {
    if (standing === "unknown" || standing === "undecided")
      return { line: beginning(title, standsInBar.unknown), opensPane: false };
    return { line: standing === "nothingDone" && fits(whole) ? whole : title, opensPane: false };
  }
  const isForPane = wayOn === "pane";
  // Only the pane has what such a choice is made with, and where something has begun a successor.
  if (fits(whole) && !isChoice) {
    const isWrite = standing === "notWritten" || standing === "notRewritten";
    const line =
      isWrite && canRetryAfter(code) && !saysAgain.test(whole) ? `${whole} ${texts.tryAgain}` : whole;
    return { line: fits(line) ? line : beginning(title, standsInBar[standing]), opensPane: false };
  }
  // It says what to do, which is worth more than that nothing was done.
  if (standing === "nothingDone" && !(isChoice && isForPane)) return { line: title, opensPane: isForPane };
  const what = isForPane ? texts.openPane : standsInBar[standing];
  return { line: beginning(title, what), opensPane: isForPane };
}

/** As many of a text's sentences as there is room for before the last one. */
function beginning(title: string, last: string): string {
  const sentences = title.split(/(?<=[.!?؟]) /);
  while (sentences.length > 1 && !fits([...sentences, last].join(" "))) sentences.pop();
  return [...sentences, last].join(" ");
}
