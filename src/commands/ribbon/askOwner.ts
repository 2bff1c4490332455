import type { SafeStorage } from "../../conference/instant/safeLocalStorage";
import type { SignedInUser } from "../../conference/signedInUser";
import { hash53 } from "../../invitation/document/hash53";
import { askOnce } from "./question";
import type { ribbonTexts } from "../../locales/messages";

interface AskAsWhomOptions {
  signedIn: SignedInUser | null;
  /** The function of the button. */
  deed: "add" | "meet";
  /** The question of the first press; the second one may run in another page. */
  question: SafeStorage;
  /** When this press came; milliseconds since the epoch. */
  pressedAt: number;
  now: () => number;
  texts: typeof ribbonTexts;
}

/** Asks by the first press whether somebody else than the mailbox's user is to do it; null: go on. */
export function askOwner({
  signedIn,
  deed,
  question,
  pressedAt,
  now,
  texts,
}: AskAsWhomOptions): string | null {
  if (!signedIn?.isOther) return null;
  const { caller, mailbox } = signedIn;
  const subject = hash53(JSON.stringify([deed, caller.address, mailbox.address]).toLowerCase());
  const answer = askOnce({ question, subject, pressedAt, now });
  if (answer === "answered") return null;
  const asWhom = texts.signedInAs({ caller: shorten(caller.address), mailbox: shorten(mailbox.address) });
  return `${asWhom} ${answer === "asked" ? texts.goOnAgain : texts.openPane}`;
}

/** A bar has 150 characters, and the question two addresses. */
const maxInBar = 34;

function shorten(address: string): string {
  const half = maxInBar / 2;
  return address.length > maxInBar ? `${address.slice(0, half - 1)}…${address.slice(-half)}` : address;
}
