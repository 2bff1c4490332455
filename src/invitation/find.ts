import { addressesIn, namesId } from "./document/addresses";
import { decodeEntities } from "./document/html";
import { isJoinLine, isLastRow, isLinkLine, isLong, labelOf, readId } from "./markers";
import type { DocumentModel } from "./document/documentModel";
import { invitationTexts as wording } from "../locales/messages";

/** A block, by the places of its lines in the page's lines. */
export interface Block {
  conferenceId: string;
  title: number;
  /** -1 where the link has other words now. */
  join: number;
  id: number;
  /**
   * Whether the line with the ID neither follows one of our rows nor names what the links above it lead to: it may be
   * another system's, and the block half a one.
   */
  isLoose: boolean;
}

/** A damaged block: without its title, its link or the line with the ID (then `conferenceId` is null). */
export interface Half {
  conferenceId: string | null;
  /** The addresses that stand in it. */
  links: string[];
}

/**
 * Finds blocks by marks that do not depend on each other: the title line, a link under it, the line with the conference
 * ID. Two of them are half a block; one alone may be anybody's words.
 */
export function findBlocks(page: DocumentModel): { blocks: Block[]; halves: Half[] } {
  const blocks: Block[] = [];
  const halves: Half[] = [];
  let title = -1;
  let join = -1;
  let row = -1;
  /** The last line that belongs to a row with which our blocks end. */
  let rowEnd = -1;
  let label: string | null = null;
  const leave = () => {
    if (join >= 0 && (title >= 0 || row > join)) {
      const links = linksBetween(page, title >= 0 ? title : join, Math.max(join, row));
      halves.push({ conferenceId: null, links });
    }
    title = join = row = -1;
  };
  page.lines.forEach(({ text, isContinuation }, at) => {
    if (text === wording.title) {
      leave();
      title = at;
    }
    if (join < 0 && isJoinLine(text)) join = at;
    const own = labelOf(text);
    const conferenceId = readId(text);
    if (own !== null || isLinkLine(text)) {
      row = at;
      label = own;
      rowEnd = isLastRow(text) ? at : -1;
    } else if (conferenceId === null && rowEnd === at - 1 && isContinuation && isLong(label)) rowEnd = at;
    if (conferenceId === null) return;
    // Somebody may have taken out all rows between link and ID.
    const isNext = at > 0 && (rowEnd === at - 1 || join === at - 1);
    const isLoose = !isNext && !(title >= 0 && isLinked(page, title, at, conferenceId));
    if (title >= 0 && (join >= 0 || hasLink(page, title, at))) {
      blocks.push({ conferenceId, title, join, id: at, isLoose });
    } else if (join >= 0 || (row >= 0 && row === at - 1) || (title >= 0 && row > title)) {
      const first = Math.min(...[title, join, row].filter((line) => line >= 0));
      const links = linksBetween(page, first, at);
      halves.push({ conferenceId: join >= 0 && isLoose ? null : conferenceId, links });
    }
    title = join = row = -1;
  });
  leave();
  return { blocks, halves };
}

/** Whether an address between title and ID has the ID in it. */
function isLinked(page: DocumentModel, title: number, id: number, conferenceId: string): boolean {
  return linksBetween(page, title + 1, id).some((link) => namesId(link, conferenceId));
}

/** The addresses in some lines; in HTML a link's tag stands before the first words of its line. */
export function linksBetween({ lines, tokens, body }: DocumentModel, first: number, last: number): string[] {
  const start = tokens[lines[first - 1]?.last ?? -1]?.end ?? 0;
  return addressesIn(decodeEntities(body.slice(start, tokens[lines[last]?.last ?? -1]?.end ?? start)));
}

function hasLink(page: DocumentModel, title: number, id: number): boolean {
  const from = (page.lines[title]?.last ?? 0) + 1;
  const to = page.lines[id]?.first ?? 0;
  return page.tokens
    .slice(from, to)
    .some(({ kind, name, start, end }) =>
      page.format === "html"
        ? kind === "open" && name === "a"
        : /https?:\/\//.test(page.body.slice(start, end)),
    );
}
