import { decodeEntities, indented, readLines, tokenize, type Line, type Token } from "./html";
import { isBlank, tidy } from "../markers";

export type Format = "html" | "text";

/** A body with its pieces and what a reader sees of them. */
export interface DocumentModel {
  format: Format;
  body: string;
  tokens: Token[];
  lines: Line[];
}

/** Reads a body of either format into pieces that, put together, are the body. */
export function readDocument(body: string, format: Format): DocumentModel {
  if (format === "text") return readPlainText(body);
  const tokens = tokenize(body);
  return { format, body, tokens, lines: readLines(body, tokens) };
}

const anyLine = /[^\r\n]*(?:\r\n?|\n|$)/y;

/** In plain text each line, with its end, is a piece. */
function readPlainText(body: string): DocumentModel {
  const tokens: (Token & Line)[] = [];
  for (let start = 0; start < body.length; start = anyLine.lastIndex) {
    anyLine.lastIndex = start;
    anyLine.test(body);
    const end = anyLine.lastIndex;
    const line = body.slice(start, end);
    const at = tokens.length;
    const isContinuation = indented.test(line);
    tokens.push({
      kind: "text",
      name: "",
      start,
      end,
      match: -1,
      text: tidy(line),
      first: at,
      last: at,
      isContinuation,
    });
  }
  return { format: "text", body, tokens, lines: tokens.filter(({ text }) => text !== "") };
}

/** A piece as it stands in the body; "" where there is none. */
export function sliceOf({ body, tokens }: DocumentModel, index: number): string {
  const token = tokens[index];
  return token ? body.slice(token.start, token.end) : "";
}

const pictures = new Set(
  "img hr picture svg object embed iframe video audio canvas input button select".split(" "),
);

/** Whether a piece is something to read or to look at, rather than what holds it. */
export function isContent(page: DocumentModel, index: number): boolean {
  const token = page.tokens[index];
  if (token?.kind !== "text")
    return token !== undefined && token.kind !== "close" && pictures.has(token.name);
  const text = sliceOf(page, index);
  return !isBlank(page.format === "html" ? decodeEntities(text) : text);
}
