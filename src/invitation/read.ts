import { findBlocks } from "./find";
import { decodeEntities } from "./html";
import { readPage, sliceOf } from "./page";

export interface ReadInvitation {
  conferenceId: string;
  joinUrl: string;
}

/** What the first whole invitation of an HTML body says, or null where there is none that can be read. */
export function readInvitation(html: string): ReadInvitation | null {
  const page = readPage(html, "html");
  const { blocks } = findBlocks(page);
  const block = blocks.find(({ isLoose }) => !isLoose) ?? blocks[0];
  if (!block) return null;
  const { lines, tokens } = page;
  const line = block.join < 0 ? block.title : block.join - 1;
  const above = lines[line]?.last ?? 0;
  const below = lines[block.id]?.first ?? 0;
  const link = tokens.findIndex(
    ({ kind, name }, at) => at > above && at < below && kind === "open" && name === "a",
  );
  const href = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(sliceOf(page, link));
  const joinUrl = decodeEntities(href?.[1] ?? href?.[2] ?? href?.[3] ?? "");
  const isLink = /^https?:/i.test(joinUrl) && URL.canParse(joinUrl);
  return isLink ? { conferenceId: block.conferenceId, joinUrl } : null;
}
