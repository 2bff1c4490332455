import { hash53 } from "./document/hash53";
import type { Block } from "./find";
import { isAddressRest, isWrappedLinkLine, labelOf, isLinkLine, isLong, squeeze, textEdge } from "./markers";
import { readDocument, type DocumentModel } from "./document/documentModel";
import { invitationTexts as wording } from "../locales/messages";

/** Which lines of an invitation are known to be ours. */
export interface KnownLines {
  /** Their digests. */
  lines: ReadonlySet<string>;
  /** Whether there were no others: what else stands there is somebody's. If not, what stands behind our labels is ours. */
  isAll: boolean;
}

const digestLength = 5;
/** More than these no block of ours has, unless a site's note is very long; where they are kept, room is short. */
const maxLines = 100;
/** How many lines a host may make of one. */
const maxWrapped = 12;

/** Short hashes of lines, to recognize them later. undefined: too many lines. */
export function describeLines(lines: string[]): string | undefined {
  return lines.length > maxLines ? undefined : [...new Set(lines.map(digestLine))].join("");
}

function digestLine(line: string): string {
  return hash53(squeeze(line)).padStart(digestLength, "0").slice(-digestLength);
}

/** The lines that are ours: those of a composed block, and those that are remembered of the one that stands there. */
export function knownLines(
  { format }: DocumentModel,
  composed: string,
  remembered: string | undefined,
): KnownLines {
  const own = readDocument(composed, format).lines.map(({ text }) => digestLine(text));
  return {
    lines: new Set([...own, ...(remembered?.match(/.{5}/g) ?? [])]),
    isAll: remembered !== undefined,
  };
}

/** The places of a block's own lines, in order, and whether some of them are only likely to be. */
export function findOwnedLines(
  page: DocumentModel,
  { title, join, id }: Block,
  known: KnownLines,
): { own: number[]; isGuess: boolean } {
  const { lines } = page;
  const own = [title];
  const seen = new Set<string>();
  let row: string | null = null;
  let isGuess = false;
  const seenTexts = new Map<string, boolean>();
  const isKnown = (text: string, isWhole: boolean) => {
    const isIt =
      seenTexts.get(text) ??
      ((isWhole ? isLinkLine(text) : isWrappedLinkLine(text)) || known.lines.has(digestLine(text)));
    seenTexts.set(text, isIt);
    return isIt;
  };
  let at = title + 1;
  for (let line = lines[at]; line && at < id; line = lines[at]) {
    const label = labelOf(line.text);
    const sure = knownLength(page, at, id, isKnown);
    const isLikely = label === null ? isRest(page, at, row) : !seen.has(label);
    const length = sure || Number(isLikely && !known.isAll);
    isGuess ||= sure === 0 && length > 0;
    for (let more = 0; more < length; more += 1) own.push(at + more);
    if (length === 0) row = null;
    else if (isLinkLine(line.text)) row = wording.join;
    else if (label !== null) seen.add((row = label));
    at += length || 1;
  }
  own.push(id);
  // Only plain text has edges, and what was made HTML of plain text: there the join link's address is in the line.
  const hasEdges =
    join < 0 ? page.format === "text" : lines[join]?.text.startsWith(`${wording.join}:`) === true;
  if (hasEdges && lines[title - 1]?.text === textEdge) own.unshift(title - 1);
  if (hasEdges && lines[id + 1]?.text === textEdge) own.push(id + 1);
  return { own, isGuess };
}

/** Whether a line is likely to go on with one of ours, `row`: with several lines of a value, or with an address. */
function isRest({ lines, format }: DocumentModel, at: number, row: string | null): boolean {
  const line = lines[at];
  if (!line || row === null) return false;
  return row === wording.join
    ? format === "text" && isAddressRest(line.text)
    : line.isContinuation && isLong(row);
}

/** How many lines from here on are one known line, which a host may have wrapped; 0: what stands here is not known. */
function knownLength(
  { lines }: DocumentModel,
  at: number,
  id: number,
  isKnown: (text: string, isWhole: boolean) => boolean,
): number {
  const textOf = (place: number) => lines[place]?.text ?? "";
  let text = textOf(at);
  let length = isKnown(text, true) ? 1 : 0;
  // A line that is followed by another owned line was not wrapped.
  if (length > 0 && (at + 1 >= id || isKnown(textOf(at + 1), true))) return length;
  for (let next = at + 1; next < Math.min(id, at + maxWrapped); next += 1) {
    text += ` ${textOf(next)}`;
    if (isKnown(text, false)) length = next - at + 1;
  }
  return length;
}
