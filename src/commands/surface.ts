import type { WriteNote } from "../conference/writing/invitationText";
import { loadRibbonTexts, ribbonTexts, type failureTexts } from "../locales/messages";
import type { Host } from "../outlook/host";
import type { NotificationKind } from "../outlook/platform/notifications";

/** The context of a ribbon function. */
export interface RibbonContext<Place extends Host = Exclude<Host, { mode: "outside" }>> {
  host: Place;
  notify: Notify;
  strings: Strings;
}

/** Says something in the item's own bar, with a button to the pane where `opens` and Outlook has one. Never rejects. */
export type Notify = (kind: NotificationKind, message: string, opens?: boolean) => Promise<void>;

/** The language of everything that is said. */
export interface Strings {
  texts: typeof ribbonTexts;
  /** null: the English ones. */
  failures: typeof failureTexts | null;
}

/** A sentence on what was done, with what the user should look at since. */
export function withNotes(sentence: string, notes: readonly WriteNote[], { texts }: Strings): string {
  // A location without our words is nothing that has to be mended.
  const isTold = notes.some((note) => note !== "LOCATION_NOT_SET");
  return isTold ? `${sentence} ${texts.check}` : sentence;
}

/** Why a button does nothing before the user has said whose conference it is, and where to say it. */
export function describePossibleConferences(
  { isByText }: { isByText: boolean },
  { texts, hasPane }: { texts: typeof ribbonTexts; hasPane: boolean },
): string {
  return `${isByText ? texts.quoted : texts.copied} ${hasPane ? texts.openPane : texts.goOnElsewhere}`;
}

export const inEnglish: Strings = { texts: ribbonTexts, failures: null };

/** The language that Outlook shows, where there is a translation; English elsewhere. */
export async function loadStrings(tag: string): Promise<Strings> {
  try {
    const own = await loadRibbonTexts(tag);
    return own ? { texts: own.ribbon, failures: own.failure } : inEnglish;
  } catch {
    // A translation that cannot be loaded is no reason to do nothing.
    return inEnglish;
  }
}
