import { namesId } from "./document/addresses";
import { removeBlock } from "./removeBlock";
import { InvitationError } from "./errors";
import { findBlocks, linksBetween, type Block, type Half } from "./find";
import { tokenize } from "./document/html";
import { describeLines, knownLines } from "./ownedLines";
import { readDocument, sliceOf, type Format, type DocumentModel } from "./document/documentModel";

/** An invitation in a body. */
export interface FoundInvitation {
  /** As the body has it; null where the line with it is gone. */
  conferenceId: string | null;
  /** false: its title, its link or its ID is gone or was changed, so that nobody can tell where it begins or ends. */
  isWhole: boolean;
  /** Whether its ID or a link says whose it is; what says neither may be anybody's. */
  isNamed: boolean;
}

/**
 * Finds the invitations in a body, all of them or those of one conference. An invitation is known by independent marks:
 * the title line, a link under it, the line with the conference ID; a host may change everything around them.
 * Where there is no whole one, what may be left of one is given: replacing or removing that is refused, and inserting
 * another would leave two. Quoted invitations of other conferences are not given.
 */
export function findInvitations(body: string, format: Format, conferenceId?: string): FoundInvitation[] {
  return choose(readDocument(body, format), conferenceId);
}

/** Puts a block at the very top; in a whole HTML document, at the top of its body. */
export function insertInvitation(body: string, block: string, format: Format): string {
  const top =
    format === "html"
      ? (tokenize(body).find(({ kind, name }) => kind === "open" && name === "body")?.end ?? 0)
      : 0;
  return body.slice(0, top) + block + body.slice(top);
}

/**
 * Puts a block in the place of the one that is there, cut from the original string: all else stays byte for byte.
 *
 * Nobody's words are lost. A line that somebody put between ours stays, under the new block, and so does a line of ours
 * in which somebody has written, as it is. That takes `remembered`, what `readBack` gave when the block was written.
 * Without it a changed key, number, name or note cannot be told from a changed line: what stands behind such a label is
 * taken for ours, and `takesUnknown` says whether something was.
 *
 * Throws InvitationError INVITATION_NOT_FOUND; AMBIGUOUS where there are two of the conference, or where the title, the
 * link or the ID of the only one is gone or was written into.
 */
export function replaceInvitation(
  body: string,
  block: string,
  format: Format,
  conferenceId?: string,
  remembered?: string,
): string {
  const { before, after } = cutOne(body, block, format, conferenceId, remembered);
  return before + block + after;
}

/** Whether replacing takes a line that is neither remembered nor in the new block, and so may be somebody's. Throws as that. */
export function takesUnknown(
  body: string,
  block: string,
  format: Format,
  conferenceId: string,
  remembered: string | undefined,
): boolean {
  return remembered === undefined && cutOne(body, block, format, conferenceId).isGuess;
}

/**
 * Takes the block out without a trace, and leaves the words of others as `replaceInvitation` does. `composed`: a block
 * whose lines are known to be ours, too.
 * Throws InvitationError INVITATION_NOT_FOUND and AMBIGUOUS.
 */
export function removeInvitation(
  body: string,
  format: Format,
  conferenceId?: string,
  remembered?: string,
  composed = "",
): string {
  const { before, after } = cutOne(body, composed, format, conferenceId, remembered);
  return before + after;
}

/**
 * The text outside a block that was just written, and the block's lines as the host has changed them, to save.
 * Throws InvitationError INVITATION_NOT_FOUND and AMBIGUOUS.
 */
export function readBack(
  body: string,
  block: string,
  format: Format,
  conferenceId: string,
): { rest: string; ownedLines: string | undefined } {
  const { before, after, own } = cutOne(body, block, format, conferenceId);
  return { rest: before + after, ownedLines: describeLines(own) };
}

function cutOne(body: string, block: string, format: Format, conferenceId?: string, remembered?: string) {
  const page = readDocument(body, format);
  return removeBlock(page, findOne(page, conferenceId), knownLines(page, block, remembered));
}

/**
 * Puts a block in the place of the first of several of one conference, and takes the others out.
 * Throws InvitationError INVITATION_NOT_FOUND, and AMBIGUOUS where one of them is not whole.
 */
export function keepOneInvitation(body: string, block: string, format: Format, conferenceId: string): string {
  const page = readDocument(body, format);
  const found = choose(page, conferenceId);
  const last = found.at(-1);
  if (!last) throw new InvitationError("INVITATION_NOT_FOUND");
  if (!last.isWhole) throw new InvitationError("AMBIGUOUS");
  const { before, after } = removeBlock(page, last, knownLines(page, block, undefined));
  if (found.length === 1) return before + block + after;
  return keepOneInvitation(before + after, block, format, conferenceId);
}

const mailHeader = /\bid\s*=\s*["']?(?:x_)*(?:divRplyFwdMsg|appendonsend)\b/i;

/** The start of a quoted mail in plain text: a rule, then the sender. */
const plainHeader = /^[ \t]*(?:_{20,}|-{2,}[^\n]*-{2,})[ \t]*\r?\n\s*[^\s:][^:\n]{0,20}:[ \t]\S/m;
const plainQuote = /^[ \t]*>/;

/** Whether there is one whole invitation of a conference, and it stands in no quoted mail. */
export function isReplaceable(body: string, format: Format, conferenceId: string): boolean {
  const page = readDocument(body, format);
  const [only, ...others] = choose(page, conferenceId);
  return only?.isWhole === true && others.length === 0 && !isQuoted(page, only);
}

/** Whether a whole invitation of a conference stands outside of quoted mails. */
export function isInOwnText(body: string, format: Format, conferenceId: string): boolean {
  const page = readDocument(body, format);
  return choose(page, conferenceId).some((one) => one.isWhole && !isQuoted(page, one));
}

function isQuoted(page: DocumentModel, { title }: Block): boolean {
  const first = page.lines[title]?.first ?? 0;
  if (page.format === "text") {
    const above = page.body.slice(0, page.tokens[first]?.start);
    return plainQuote.test(sliceOf(page, first)) || plainHeader.test(above);
  }
  return page.tokens.slice(0, first).some(({ kind, name, match }, at) => {
    if (kind !== "open") return false;
    const isAround = name === "blockquote" && (match < 0 || match > first);
    return isAround || mailHeader.test(sliceOf(page, at));
  });
}

type Candidate =
  | (Block & { isWhole: true; isNamed: true })
  | { conferenceId: string | null; isWhole: false; isNamed: boolean };

function choose(page: DocumentModel, conferenceId: string | undefined): Candidate[] {
  const { blocks, halves } = findBlocks(page);
  const whole = blocks.filter((block) =>
    conferenceId === undefined ? !block.isLoose : block.conferenceId === conferenceId,
  );
  if (whole.length > 0) return whole.map((block) => ({ ...block, isWhole: true, isNamed: true }));
  // A whole row of ours and another system's ID far below it: ours may have lost its own.
  const loose = blocks.map(({ conferenceId: id, isLoose, join, title, id: end }) => ({
    conferenceId: isLoose && join >= 0 ? null : id,
    links: linksBetween(page, title, end),
  }));
  return [...halves, ...loose]
    .filter((half) => conferenceId === undefined || mayBelongTo(half, conferenceId))
    .map(({ conferenceId: id, links }) => ({
      conferenceId: id,
      isWhole: false,
      isNamed: id !== null || links.length > 0,
    }));
}

/** By its ID; where that is gone, by its links: one that leads elsewhere is somebody's quotation. */
function mayBelongTo({ conferenceId, links }: Half, wanted: string): boolean {
  if (conferenceId !== null) return conferenceId.split(/[^\p{L}\p{N}_-]+/u).includes(wanted);
  return links.length === 0 || links.some((link) => namesId(link, wanted));
}

function findOne(page: DocumentModel, conferenceId: string | undefined): Block {
  const [first, ...others] = choose(page, conferenceId);
  if (!first) throw new InvitationError("INVITATION_NOT_FOUND");
  if (others.length > 0 || !first.isWhole) throw new InvitationError("AMBIGUOUS");
  return first;
}
