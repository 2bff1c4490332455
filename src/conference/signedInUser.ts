import type { Person } from "../contract/conference";
import type { SiteConfiguration } from "../contract/services";

/** The signed-in user, if the address is not the mailbox's own. */
export interface SignedInUser {
  caller: Person;
  mailbox: Person;
  /** False: probably the same person, by another address. */
  isOther: boolean;
}

/** null: it is the mailbox's user, or nobody says who it is. */
export function findSignedInUser(caller: SiteConfiguration["caller"], mailbox: Person): SignedInUser | null {
  const address = caller?.address?.trim() ?? "";
  if (!caller || address === "" || mailbox.address === "") return null;
  if (address.toLowerCase() === mailbox.address.trim().toLowerCase()) return null;
  return { caller: { name: caller.name, address }, mailbox, isOther: !isAlike(caller.name, mailbox.name) };
}

/** Whether two names may be one person's: "Adams, Alice (Sales)" and "Alice Adams". */
function isAlike(one: string, other: string): boolean {
  const [some, others] = [wordsOf(one), wordsOf(other)];
  const [few, many] = some.size < others.size ? [some, others] : [others, some];
  return few.size > 1 ? [...few].every((word) => many.has(word)) : [...few].join() === [...many].join();
}

function wordsOf(name: string): Set<string> {
  return new Set(name.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu));
}
