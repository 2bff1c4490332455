import { findBlocks } from "./find";
import { decodeEntities } from "./html";
import { isJoinLine } from "./marks";
import { readPage, type Format, type Page } from "./page";

/** What in a body may tell of a conference. */
export interface Traces {
  /** The conference IDs of invitations, whole and half ones; some may be another system's. */
  ids: string[];
  /** Where join links lead whose invitation has lost its ID. */
  links: string[];
  /** Whether an invitation stands there of which nobody can tell where it begins or ends, or whose it is. */
  isHalf: boolean;
}

/** Reads what may tell of an appointment's conference from its body. */
export function readTraces(body: string, format: Format): Traces {
  const page = readPage(body, format);
  const { blocks, halves } = findBlocks(page);
  const isHalf =
    halves.some(({ conferenceId }) => conferenceId === null) ||
    blocks.some(({ isLoose, join }) => isLoose && join >= 0);
  const ids = [...blocks, ...halves].flatMap(({ conferenceId }) => conferenceId ?? []);
  return { ids: [...new Set(ids)], links: isHalf ? joinLinks(page) : [], isHalf };
}

function joinLinks(page: Page): string[] {
  return page.lines.flatMap(({ text, first, last }, at) => {
    if (!isJoinLine(text)) return [];
    // In HTML the link's tag stands before the line's first words.
    const from = page.format === "html" ? (page.lines[at - 1]?.last ?? -1) + 1 : first;
    const source = page.body.slice(page.tokens[from]?.start, page.tokens[last]?.end);
    return decodeEntities(source).match(/https?:[^\s"'<>]+/g) ?? [];
  });
}
