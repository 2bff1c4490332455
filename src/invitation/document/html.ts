import { isBlank, tidy } from "../markers";

/** A piece of HTML, by its place in the original string. Nothing is ever re-serialised. */
export interface Token {
  kind: "open" | "close" | "text" | "other";
  /** Lower-case name of a tag; empty for text and other. */
  name: string;
  start: number;
  end: number;
  /** Index of the tag that closes or opens this one; -1 where there is none. */
  match: number;
}

const rawText = new Set(["script", "style", "title", "textarea", "xmp", "noscript"]);
const withoutEnd = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));
const anyLine = /[^\n]*\n|[^\n]+/g;
const tagName = /[a-z][^\s/>]*/iy;

/** Cuts HTML of any quality into tokens, in linear time. */
export function tokenize(html: string): Token[] {
  const tokens: Token[] = [];
  const add = (kind: Token["kind"], name: string, start: number, end: number) => {
    if (end > start) tokens.push({ kind, name, start, end, match: -1 });
  };
  /** How many <pre> are open: in them each line of text is a piece. */
  let pres = 0;
  const addText = (start: number, end: number) => {
    if (pres === 0) {
      add("text", "", start, end);
      return;
    }
    let from = start;
    for (const line of html.slice(start, end).match(anyLine) ?? [])
      add("text", "", from, (from += line.length));
  };
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (open < 0) break;
    const isClose = html[open + 1] === "/";
    const nameStart = open + (isClose ? 2 : 1);
    tagName.lastIndex = nameStart;
    if (tagName.test(html)) {
      const name = html.slice(nameStart, tagName.lastIndex).toLowerCase();
      addText(at, open);
      if (name === "pre") pres = Math.max(0, pres + (isClose ? -1 : 1));
      const end = findTagEnd(html, tagName.lastIndex);
      add(isClose ? "close" : withoutEnd.has(name) ? "other" : "open", name, open, end);
      at = end;
      if (!isClose && rawText.has(name)) {
        const close = findRawEnd(html, name, end);
        add("other", "", end, close);
        at = close;
      }
    } else if (html[open + 1] === "!" || html[open + 1] === "?" || isClose) {
      addText(at, open);
      const isComment = html.startsWith("<!--", open);
      const mark = isComment ? "-->" : ">";
      // "<!-->" is a whole comment.
      const close = html.indexOf(mark, open + 2);
      at = close < 0 ? html.length : close + mark.length;
      add("other", "", open, at);
    } else {
      // A lone "<" is text.
      addText(at, open + 1);
      at = open + 1;
    }
  }
  addText(at, html.length);
  return pair(tokens);
}

/** The end of a tag: the first ">" that is in no quoted value. */
function findTagEnd(html: string, from: number): number {
  let isBeforeValue = false;
  for (let at = from; at < html.length; at += 1) {
    const character = html.charAt(at);
    if (character === ">") return at + 1;
    if (isBeforeValue && (character === '"' || character === "'")) {
      const quoteEnd = html.indexOf(character, at + 1);
      if (quoteEnd < 0) break;
      at = quoteEnd;
    }
    // Spaces may stand between "=" and the value.
    if (character > " ") isBeforeValue = character === "=";
  }
  return html.length;
}

function findRawEnd(html: string, name: string, from: number): number {
  const close = new RegExp(`</${name}[\\s/>]`, "gi");
  close.lastIndex = from;
  return close.exec(html)?.index ?? html.length;
}

/** Finds each tag's partner; what was left open by what closes around it has none. */
function pair(tokens: Token[]): Token[] {
  const stack: number[] = [];
  const openByName = new Map<string, number>();
  const count = (name: string, change: number) => openByName.set(name, (openByName.get(name) ?? 0) + change);
  tokens.forEach((token, index) => {
    if (token.kind === "open") {
      stack.push(index);
      count(token.name, 1);
    }
    if (token.kind !== "close" || (openByName.get(token.name) ?? 0) === 0) return;
    for (;;) {
      const top = stack.pop();
      const opener = top === undefined ? undefined : tokens[top];
      if (top === undefined || !opener) return;
      count(opener.name, -1);
      if (opener.name !== token.name) continue;
      opener.match = index;
      token.match = top;
      return;
    }
  });
  return tokens;
}

const blocks = new Set(
  "address article aside blockquote body br center dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 head header hr html li main ol p pre section table tbody td tfoot th thead tr ul".split(
    " ",
  ),
);

/** A line as a reader sees it, with the first and the last token that make it. */
export interface Line {
  text: string;
  first: number;
  last: number;
  /** Whether it stands in the paragraph of the line before: after a line break only, or indented in plain text. */
  isContinuation: boolean;
}

/** How a line begins that belongs to the one before, where lines are as they were typed. */
export const indented = /^[ \t\u00a0]{2}/;

/** The visible lines of some HTML; blank ones are left out. */
export function readLines(html: string, tokens: Token[]): Line[] {
  const lines: Line[] = [];
  let current: Line | null = null;
  let isContinuation = false;
  let pres = 0;
  const finish = () => {
    if (current) lines.push({ ...current, text: tidy(current.text) });
    current = null;
  };
  tokens.forEach(({ kind, name, start, end }, index) => {
    if (kind !== "text") {
      if (!blocks.has(name)) return;
      finish();
      if (name === "pre") pres = Math.max(0, pres + (kind === "open" ? 1 : -1));
      if (name !== "br") isContinuation = false;
      return;
    }
    const text = decodeEntities(html.slice(start, end));
    if (isBlank(text)) {
      if (current) current.text += " ";
    } else {
      if (pres > 0 && !current) isContinuation = indented.test(text);
      current ??= { text: "", first: index, last: index, isContinuation };
      current.text += text;
      current.last = index;
      isContinuation = true;
    }
    if (pres > 0 && html[end - 1] === "\n") finish();
  });
  finish();
  return lines;
}

const named: Record<string, string> = {
  nbsp: " ",
  ensp: " ",
  emsp: " ",
  thinsp: " ",
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  lrm: "\u200e",
  rlm: "\u200f",
  zwnj: "\u200c",
  zwj: "\u200d",
  shy: "\u00ad",
};

/** Reads numeric entities and the commonest named ones; the others stay as they are. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,6}));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** Where a tag leads; "" where it does not say. */
export function hrefOf(tag: string): string {
  const href = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(tag);
  return decodeEntities(href?.[1] ?? href?.[2] ?? href?.[3] ?? "").trim();
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes for HTML text and for quoted attributes alike. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
