import type { Block } from "./find";
import type { Line } from "./html";
import { isLinkLine, isLong, labelOf, squeeze, textEdge, wrapped } from "./marks";
import { readPage, type Page } from "./page";
import { wording } from "./wording";

/** What an invitation is known to say. */
export interface Known {
  lines: string[];
  /**
   * Whether it said nothing else. A known value in which somebody has written is then theirs; otherwise whatever stands
   * behind one of our labels is taken for ours.
   */
  isAll: boolean;
}

/** Reads what composed blocks say. */
export function readKnown({ format }: Page, composed: string[], isAll: boolean): Known {
  const lines = composed.flatMap((block) => readPage(block, format).lines);
  return { lines: [...new Set(lines.map(({ text }) => squeeze(text)))], isAll };
}

/**
 * The places of a block's own lines, in order: what stands between title and ID and is neither known nor behind one of
 * our labels was written by somebody else.
 */
export function findOwnLines(page: Page, { title, join, id }: Block, known: Known): number[] {
  const { lines } = page;
  const own = [title];
  const seen = new Set<string>();
  let row: string | null = null;
  let isKnownRow = true;
  let at = title + 1;
  for (let line = lines[at]; line && at < id; line = lines[at]) {
    const label = labelOf(line.text);
    const isLikely = label === null ? line.isContinuation && isLong(row) : !seen.has(label);
    const isKept = known.isAll && (label === null ? isKnownRow : holdsMore(line.text, label, known));
    const length = knownLength(lines, at, id, known) || (isLikely && !isKept ? 1 : 0);
    if (label !== null) isKnownRow = known.lines.includes(squeeze(line.text));
    for (let more = 0; more < length; more += 1) own.push(at + more);
    if (length === 0 || isLinkLine(line.text)) row = null;
    else if (label !== null) seen.add((row = label));
    at += length || 1;
  }
  own.push(id);
  // Only plain text has edges, and what was made HTML of plain text: there the join link's address is in the line.
  const hasEdges =
    join < 0 ? page.format === "text" : lines[join]?.text.startsWith(`${wording.join}:`) === true;
  if (hasEdges && lines[title - 1]?.text === textEdge) own.unshift(title - 1);
  if (hasEdges && lines[id + 1]?.text === textEdge) own.push(id + 1);
  return own;
}

/** Whether a line has a known value and something else behind our label: what it says otherwise, it said before. */
function holdsMore(line: string, label: string, { lines }: Known): boolean {
  const [text, start] = [squeeze(line), squeeze(label)];
  return lines.some((known) => {
    const value = known.startsWith(start) ? known.slice(start.length) : "";
    return value !== "" && text.length > known.length && text.includes(value);
  });
}

/** How many lines from here on are one known line, which a host may have wrapped; 0: what stands here is not known. */
function knownLength(lines: Line[], at: number, id: number, known: Known): number {
  let length = 0;
  let text = "";
  for (let next = at; next < id; next += 1) {
    text += `${next === at ? "" : " "}${lines[next]?.text ?? ""}`;
    const joined = squeeze(text);
    if (isLinkLine(text) || known.lines.includes(joined)) length = next - at + 1;
    if (![...known.lines, ...wrapped].some((line) => line.startsWith(joined))) break;
  }
  return length;
}
