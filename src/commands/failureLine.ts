import type { FlowFailure } from "../conference/failure";
import { describeFailure } from "../conference/failureTexts";
import type { Speech } from "./surface";

/** What a bar has room for. */
const maxLength = 150;
const fits = (line: string) => line.length <= maxLength;

/** A failure in whole sentences that fit into a bar. `opensPane`: the rest of it stands in the pane. */
export function failureLine(
  failure: Pick<FlowFailure, "code" | "standing" | "details">,
  { texts, failures }: Speech,
  isForPane: boolean,
): { line: string; opensPane: boolean } {
  const { code, standing } = failure;
  const own = (isForPane ? undefined : texts.happenedWithoutPane[code]) ?? texts.happenedInBar[code];
  const said = describeFailure(failure, failures);
  const whole = `${own ?? said.title} ${said.standing}`;
  const isChoice =
    standing === "undecided" || standing === "changedElsewhere" || code === "CANNOT_CHANGE_NOW";
  // Only the pane has what such a choice is made with, and where something has begun a successor.
  if (fits(whole) && !isChoice) return { line: whole, opensPane: false };
  const title = own ?? describeFailure({ ...failure, details: {} }, failures).title;
  // It says what to do, which is worth more than that nothing was done.
  if (standing === "nothingDone" && !(isChoice && isForPane)) return { line: title, opensPane: isForPane };
  const what = isForPane ? texts.openPane : texts.standsInBar[standing];
  return { line: beginning(title, what), opensPane: isForPane };
}

/** As many of a text's sentences as there is room for before the last one. */
function beginning(title: string, last: string): string {
  const sentences = title.split(/(?<=[.!?؟]) /);
  while (sentences.length > 1 && !fits([...sentences, last].join(" "))) sentences.pop();
  return [...sentences, last].join(" ");
}
