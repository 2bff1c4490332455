import { blockId, textEdge } from "./compose";
import { InvitationError } from "./errors";
import { readLines, tokenize, type Line, type Token } from "./html";
import { wording } from "./wording";

type Format = "html" | "text";

/** Where an invitation stands in a body. */
export interface FoundBlock {
  start: number;
  end: number;
  conferenceId: string;
}

/**
 * Finds the invitations in a body, all of them or those of one conference.
 * An HTML block is known by independent marks: the title line, a link behind it, the line with the conference ID, and
 * the id of the outer element where it survived. Throws InvitationError AMBIGUOUS where text that is not ours cannot be
 * told from the block.
 */
export function findInvitations(body: string, format: Format, conferenceId?: string): FoundBlock[] {
  const found = format === "html" ? findInHtml(body) : findInText(body);
  return found.filter((block) => conferenceId === undefined || block.conferenceId === conferenceId);
}

/** Puts a block at the very top; in a whole HTML document, at the top of its body. */
export function insertInvitation(body: string, block: string, format: Format): string {
  const top =
    format === "html"
      ? (tokenize(body).find(({ kind, name }) => kind === "open" && name === "body")?.end ?? 0)
      : 0;
  return body.slice(0, top) + block + body.slice(top);
}

/** Puts a block in the place of the one that is there. Throws InvitationError INVITATION_NOT_FOUND and AMBIGUOUS. */
export function replaceInvitation(
  body: string,
  block: string,
  format: Format,
  conferenceId?: string,
): string {
  const { start, end } = findOne(body, format, conferenceId);
  return body.slice(0, start) + block + body.slice(end);
}

/** Takes the block out without a trace. Throws InvitationError INVITATION_NOT_FOUND and AMBIGUOUS. */
export function removeInvitation(body: string, format: Format, conferenceId?: string): string {
  return replaceInvitation(body, "", format, conferenceId);
}

function findOne(body: string, format: Format, conferenceId?: string): FoundBlock {
  const [block, ...others] = findInvitations(body, format, conferenceId);
  if (!block) throw new InvitationError("INVITATION_NOT_FOUND");
  if (others.length > 0) throw new InvitationError("AMBIGUOUS");
  return block;
}

function findInHtml(body: string): FoundBlock[] {
  const tokens = tokenize(body);
  const lines = readLines(body, tokens);
  const found: FoundBlock[] = [];
  let title: Line | null = null;
  for (const line of lines) {
    if (line.text === wording.title) title = line;
    const conferenceId = readId(line.text);
    if (conferenceId === null || !title) continue;
    const hasLink = tokens
      .slice(title.last, line.first)
      .some(({ kind, name }) => kind === "open" && name === "a");
    if (hasLink) found.push({ conferenceId, ...extentOf(body, tokens, title.first, line.last) });
    title = null;
  }
  return found;
}

/** From the title's first token to the ID's last: made whole, so that every tag inside has its partner inside. */
function extentOf(body: string, tokens: Token[], title: number, id: number): { start: number; end: number } {
  let first = title;
  let last = id;
  for (let at = first; at <= last; at += 1) {
    const match = tokens[at]?.match ?? -1;
    if (match < 0) continue;
    if (match > last) last = match;
    if (match < first) {
      first = match;
      at = match;
    }
  }
  // Whatever was pulled in from outside the two lines must be tags only: anything else is somebody's text.
  const isText = (index: number) =>
    tokens[index]?.kind === "text" && textOf(body, tokens[index]).trim() !== "";
  for (let at = first; at < title; at += 1) if (isText(at)) throw new InvitationError("AMBIGUOUS");
  for (let at = last; at > id; at -= 1) if (isText(at)) throw new InvitationError("AMBIGUOUS");
  // Now [first, last] is whole; the element around it is ours if it holds nothing else.
  const opener = tokens[first - 1];
  const isWhole = opener?.kind === "open" && opener.match === last + 1 && opener.name === "div";
  if (isWhole && isOurs(textOf(body, opener))) {
    first -= 1;
    last += 1;
  }
  return { start: tokens[first]?.start ?? 0, end: tokens[last]?.end ?? body.length };
}

/** Our own outer element, also when Outlook renamed its id or dropped it; one with another id is somebody else's. */
function isOurs(tag: string): boolean {
  const id = /\sid\s*=\s*["']?([^\s"'>]*)/i.exec(tag)?.[1];
  return id === undefined ? !/\sclass\s*=/i.test(tag) : id.replace(/^(x_)+/, "") === blockId;
}

function textOf(body: string, token: Token | undefined): string {
  return token ? body.slice(token.start, token.end) : "";
}

function readId(line: string): string | null {
  return line.startsWith(`${wording.id}: `) ? line.slice(wording.id.length + 2).trim() || null : null;
}

function findInText(body: string): FoundBlock[] {
  const found: FoundBlock[] = [];
  let edge: number | null = null;
  let title: number | null = null;
  let conferenceId: string | null = null;
  let previous = "";
  for (const { text, start, end } of textLines(body)) {
    const line = text.trim();
    if (line === textEdge && title !== null && conferenceId !== null) {
      found.push({ start: title, end: afterBlankLine(body, end), conferenceId });
      title = null;
    } else if (line === textEdge) {
      edge = start;
      title = null;
    } else if (line === wording.title && previous === textEdge) {
      title = edge;
    }
    conferenceId = readId(line);
    previous = line;
  }
  return found;
}

function* textLines(body: string): Generator<{ text: string; start: number; end: number }> {
  let start = 0;
  while (start < body.length) {
    const newline = body.indexOf("\n", start);
    const end = newline < 0 ? body.length : newline;
    yield {
      text: body.slice(start, end),
      start,
      end: body[end - 1] === "\r" && newline >= 0 ? end - 1 : end,
    };
    start = end + 1;
  }
}

/** The block ends with its line's end and one blank line, as far as they are there. */
function afterBlankLine(body: string, end: number): number {
  return end + (/^(\r?\n){1,2}/.exec(body.slice(end, end + 4))?.[0].length ?? 0);
}
