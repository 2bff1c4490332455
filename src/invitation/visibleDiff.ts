import { hrefOf, readLines, tokenize } from "./document/html";

/**
 * Whether two bodies, or parts of them, say the same to a reader: the same lines, the same links. Outlook rewrites what it
 * is given, so their bytes tell nothing.
 */
export function isVisiblySame(one: string, other: string, format: "html" | "text"): boolean {
  return JSON.stringify(contentOf(one, format)) === JSON.stringify(contentOf(other, format));
}

/** Whether a body has no line that another one lacks, as far as its lines are whole. */
export function isVisiblyContained(body: string, than: string, format: "html" | "text"): boolean {
  if (body === than) return true;
  const lines = linesOf(than, format);
  const known = new Set(lines);
  return linesOf(body, format).every(
    (line) => known.has(line) || lines.some((other) => other.startsWith(line)),
  );
}

/** Whether a body is only a part of another one: words are missing, and there are no others. */
export function isVisiblyShorter(body: string, than: string, format: "html" | "text"): boolean {
  const length = (content: string) => linesOf(content, format).join("").length;
  return isVisiblyContained(body, than, format) && length(body) < length(than);
}

function contentOf(body: string, format: "html" | "text"): string[] {
  return format === "html" ? [...textOf(body), ...linksOf(body)] : linesOf(body, format);
}

function linesOf(body: string, format: "html" | "text"): string[] {
  if (format === "html") return textOf(body);
  const lines = body.split(/\r\n?|\n/).map((line) => line.replace(/\s+/g, " ").trim());
  return lines.filter((line) => line !== "");
}

function textOf(html: string): string[] {
  return readLines(html, tokenize(html)).map(({ text }) => text);
}

function linksOf(html: string): string[] {
  return (
    tokenize(html)
      .filter(({ kind, name }) => kind === "open" && name === "a")
      .map(({ start, end }) => hrefOf(html.slice(start, end)))
      // Hosts make these of what stands there, and take them away.
      .filter((link) => !/^(?:tel|mailto):/i.test(link))
      .map((link) => (URL.canParse(link) ? new URL(link).href : link))
  );
}
