import { tokenize } from "./html";
import { findInvitations } from "./splice";

export interface ReadInvitation {
  conferenceId: string;
  joinUrl: string;
}

/** What the first invitation of an HTML body says, or null where there is none that can be read. */
export function readInvitation(html: string): ReadInvitation | null {
  const [block] = findInvitations(html, "html");
  if (!block) return null;
  const inside = html.slice(block.start, block.end);
  const link = tokenize(inside).find(({ kind, name }) => kind === "open" && name === "a");
  const href =
    link && /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(inside.slice(link.start, link.end));
  const joinUrl = (href?.[1] ?? href?.[2] ?? href?.[3] ?? "").replace(/&amp;/gi, "&").replace(/&#39;/g, "'");
  return /^https?:/i.test(joinUrl) && URL.canParse(joinUrl)
    ? { conferenceId: block.conferenceId, joinUrl }
    : null;
}
