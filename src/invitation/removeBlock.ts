import type { Block } from "./find";
import type { Line, Token } from "./document/html";
import { blockId, textEdge } from "./markers";
import { findOwnedLines, type KnownLines } from "./ownedLines";
import { isContent, sliceOf, type DocumentModel } from "./document/documentModel";
import { invitationTexts as wording } from "../locales/messages";

interface RemovedBlock {
  before: string;
  after: string;
  /** The lines that went. */
  own: string[];
  /** Whether one of them may have been somebody's: it was not known. */
  isGuess: boolean;
}

/**
 * Cuts a block out of the original string and gives what then stands before and after its place. Somebody else's words
 * between its lines stay where they are, in the elements that hold them.
 */
export function removeBlock(page: DocumentModel, block: Block, known: KnownLines): RemovedBlock {
  const { body, tokens, lines } = page;
  const found = findOwnedLines(page, block, known);
  const own = found.own.flatMap((at) => lines[at] ?? []);
  const top = own[0]?.first ?? 0;
  const range = makeWhole(tokens, top, own.at(-1)?.last ?? top);
  const outer = findOuterElement(page, range);
  const first = outer?.first ?? range.first;
  const last = outer?.last ?? range.last + blankLinesBelow(page, range.last);
  const isForeign = markForeign({ page, own, first, last, outer });
  const keep = (from: number, to: number) => {
    let kept = "";
    for (let at = from; at <= to; at += 1) if (isForeign(at)) kept += sliceOf(page, at);
    return kept;
  };
  return {
    before: body.slice(0, tokens[first]?.start) + keep(first, top - 1),
    after: keep(top, last) + body.slice(tokens[last]?.end),
    own: own.map(({ text }) => text),
    isGuess: found.isGuess,
  };
}

/** Places of pieces, both ends included. */
interface Range {
  first: number;
  last: number;
}

/** Widens a range until every tag in it has its partner in it. */
function makeWhole(tokens: Token[], from: number, to: number): Range {
  let first = from;
  let last = to;
  // Each piece is looked at once: those from `low` to `high` have been.
  for (let low = from, high = from - 1; low > first || high < last;) {
    const at = high < last ? (high += 1) : (low -= 1);
    const match = tokens[at]?.match ?? -1;
    if (match < 0) continue;
    first = Math.min(first, match);
    last = Math.max(last, match);
  }
  return { first, last };
}

/** The blank line that a composed text ends with, as far as it is there. */
function blankLinesBelow(page: DocumentModel, last: number): number {
  const isEdge = page.format === "text" && sliceOf(page, last).trim() === textEdge;
  return isEdge && /^(?:\r\n|\r|\n)$/.test(sliceOf(page, last + 1)) ? 1 : 0;
}

/** Our own element around a range: the one with our id, else the innermost where it looks like ours. */
function findOuterElement(page: DocumentModel, { first, last }: Range): Range | null {
  let innermost: Range | null = null;
  for (let at = first - 1; at >= 0; at -= 1) {
    const token = page.tokens[at];
    if (token?.kind !== "open" || token.match <= last) continue;
    const tag = sliceOf(page, at);
    // Somebody's unfinished tag has swallowed what comes after it.
    if (tag.lastIndexOf("<") > 0) continue;
    const around = { first: at, last: token.match };
    innermost ??= around;
    if (!idOf(tag).endsWith(blockId)) continue;
    if (holdsOneTitle(page, around)) return around;
    break;
  }
  if (!innermost || !looksLikeOurs(page, innermost.first)) return null;
  const isFilled = hasContent(page, innermost.first, first - 1) || hasContent(page, last + 1, innermost.last);
  return isFilled ? null : innermost;
}

/** Outlook puts "x_" before an id, others put more. */
function idOf(tag: string): string {
  return /\sid\s*=\s*["']?([^\s"'>]*)/i.exec(tag)?.[1] ?? "";
}

/** A block of another conference may have been put into our element. */
function holdsOneTitle({ lines }: DocumentModel, { first, last }: Range): boolean {
  const titles = lines.filter(
    (line) => line.text === wording.title && line.first > first && line.last < last,
  );
  return titles.length === 1;
}

const hasRules = /border-top.*border-bottom|border-bottom.*border-top|#8a8886|rgb\(138, ?136, ?134\)/is;

/** Our element without its id still has its rules above and below, or nothing at all. */
function looksLikeOurs(page: DocumentModel, index: number): boolean {
  const tag = sliceOf(page, index);
  const isBare = !/\s(?:id|class|style)\s*=/i.test(tag);
  return page.tokens[index]?.name === "div" && (isBare || hasRules.test(tag));
}

function hasContent(page: DocumentModel, from: number, to: number): boolean {
  for (let at = from; at <= to; at += 1) if (isContent(page, at)) return true;
  return false;
}

interface ForeignOptions {
  page: DocumentModel;
  own: Line[];
  first: number;
  last: number;
  outer: Range | null;
}

/** Tells which pieces of a range are somebody else's: what can be read or seen and is in no line of ours, and what holds it. */
function markForeign({ page, own, first, last, outer }: ForeignOptions): (index: number) => boolean {
  /** How many pieces to read or to see that are not ours stand before each piece. */
  const counts = [0];
  /** Between which lines of ours each piece stands; -1: in one. */
  const gaps: number[] = [];
  const filledGaps = new Set<number>();
  let gap = 0;
  for (let at = first; at <= last; at += 1) {
    while ((own[gap]?.last ?? last) < at) gap += 1;
    const isInLine = at >= (own[gap]?.first ?? last + 1);
    const isForeign = isContent(page, at) && !(isInLine && page.tokens[at]?.kind === "text");
    gaps.push(isInLine ? -1 : gap);
    counts.push((counts.at(-1) ?? 0) + Number(isForeign));
    if (isForeign) filledGaps.add(isInLine ? -1 : gap);
  }
  const holdsForeign = (from: number, to: number) => counts[to + 1 - first] !== counts[from - first];
  const gapOf = (index: number) => gaps[index - first] ?? -1;
  return (index) => {
    if (index === outer?.first || index === outer?.last) return false;
    const match = page.tokens[index]?.match ?? -1;
    const from = match < 0 ? index : Math.min(index, match);
    const to = Math.max(index, match);
    if (holdsForeign(from, to)) return true;
    return gapOf(from) === gapOf(to) && gapOf(from) >= 0 && filledGaps.has(gapOf(from));
  };
}
