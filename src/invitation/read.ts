import { findBlocks, type Block } from "./find";
import { hrefOf } from "./document/html";
import { isAddressRest, isHostLine } from "./markers";
import { readDocument, sliceOf, type DocumentModel } from "./document/documentModel";

export interface ReadInvitation {
  conferenceId: string;
  /** As the text has it: anybody may have written it. */
  joinUrl: string;
}

/**
 * Reads the first whole invitation of a body that Outlook gave as HTML; null: there is none that can be read. The organizer
 * may have written it as HTML or as plain text, which programs convert and quote in many ways.
 */
export function readInvitation(body: string): ReadInvitation | null {
  for (const view of viewsOf(body)) {
    const page = view();
    const found = readFrom(page) ?? readFrom(unquote(page));
    if (found) return found;
  }
  return null;
}

/** The body as HTML; then with its line ends, which styles can keep; then as plain text, which some hosts give unconverted. */
function viewsOf(body: string): (() => DocumentModel)[] {
  return [
    () => readDocument(body, "html"),
    () => readDocument(`<pre>${body}</pre>`, "html"),
    () => readDocument(body, "text"),
  ];
}

const quoteSigns = /^(?:> ?)+/;

/** The page without the signs that a plain-text reply puts before each quoted line. */
function unquote(page: DocumentModel): DocumentModel {
  const lines = page.lines.map((line) => ({ ...line, text: line.text.replace(quoteSigns, "") }));
  return { ...page, lines: lines.filter(({ text }) => text !== "") };
}

function readFrom(page: DocumentModel): ReadInvitation | null {
  const { blocks } = findBlocks(page);
  const block = blocks.find(({ isLoose }) => !isLoose) ?? blocks[0];
  const joinUrl = block && findJoinUrl(page, block);
  return block && joinUrl ? { conferenceId: block.conferenceId, joinUrl } : null;
}

/** The first address from the join line on, or below the title where the join line has other words now. */
function findJoinUrl(page: DocumentModel, { title, join, id }: Block): string | null {
  for (let at = join < 0 ? title + 1 : join; at < id; at += 1) {
    if (isHostLine(page.lines[at]?.text ?? "")) continue;
    const address = addressIn(page, at);
    if (address !== null) return address;
  }
  return null;
}

/** The address to which a line leads: its link's, else the one that stands in it, put together where it was wrapped. */
function addressIn({ lines, ...page }: DocumentModel, at: number): string | null {
  const { text = "", last = -1 } = lines[at] ?? {};
  const link = linkBetween({ lines, ...page }, lines[at - 1]?.last ?? -1, last);
  const written = /https?:[^\s"'<>]+/i.exec(text)?.[0].replace(/[\])]$/, "") ?? null;
  const found = link ?? written;
  if (found === null) return null;
  let address = found;
  if (text.endsWith(found)) {
    for (let next = at + 1; isAddressRest(lines[next]?.text ?? ""); next += 1) {
      address += lines[next]?.text.replace(/>$/, "") ?? "";
    }
  }
  return URL.canParse(address) ? address : null;
}

/** The web address of the first link whose tag stands between two pieces of the page. */
function linkBetween(page: DocumentModel, after: number, last: number): string | null {
  for (let at = after + 1; at <= last; at += 1) {
    const { kind, name } = page.tokens[at] ?? {};
    const href = kind === "open" && name === "a" ? hrefOf(sliceOf(page, at)) : "";
    if (/^https?:/i.test(href)) return href;
  }
  return null;
}
