import type { BlockingError } from "./model/differences";
import { failureTexts } from "../locales/messages";
import type { ConferenceError } from "./failure";

/** Obstacles that only an administrator can remove. */
const remediedByAdministrator: readonly BlockingError[] = ["NOT_A_DELEGATE", "SCHEDULING_NOT_ALLOWED"];

/** The sentence for something that stands in the way before anything was tried, and whom to ask about it. */
export function describeObstacle(
  obstacle: BlockingError,
  texts: typeof failureTexts | null = null,
  administrator: string | null = null,
): { title: string; contact: string | null } {
  const { happened, contact } = texts ?? failureTexts;
  const isTheirs = administrator !== null && remediedByAdministrator.includes(obstacle);
  return { title: happened[obstacle], contact: isTheirs ? contact({ address: administrator }) : null };
}

/** A failure: what happened and what to do; what was and was not done; whom to ask, where the relay says so. */
export function describeFailure(
  { code, standing, details }: Pick<ConferenceError, "code" | "standing" | "details">,
  texts: typeof failureTexts | null = null,
): { title: string; standing: string; contact: string | null } {
  const { happened, stands, keyMissing, otherWays, contact } = texts ?? failureTexts;
  const number = details.status === undefined ? "" : ` (${details.status})`;
  return {
    title: details.otherWays ? otherWays({ names: details.otherWays.join(", ") }) : happened[code] + number,
    standing: details.lacksKey ? `${stands[standing]} ${keyMissing}` : stands[standing],
    contact: details.administrator === undefined ? null : contact({ address: details.administrator }),
  };
}
