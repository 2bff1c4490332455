import type { Format } from "../../../src/invitation/document/documentModel";

/** A piece of what a body says. A string is a paragraph. */
export type Part =
  | string
  | { rtl: string; text: string }
  | { link: string; text: string }
  | { list: string[] }
  | { table: string[][] }
  | { picture: string }
  | { quote: Part[] }
  /** Written by another program; it arrives as it is. */
  | { html: string; text: string };

export function markup(html: string, text: string): Part {
  return { html, text };
}

/** How one program writes bodies. What it is given is escaped already. */
export interface Dialect {
  name: string;
  format: Format;
  escape: (text: string) => string;
  paragraph: (inside: string, rtl?: string) => string;
  link: (address: string, text: string) => string;
  list: (items: string[]) => string;
  table: (rows: string[][]) => string;
  picture: (cid: string) => string;
  quote: (inside: string) => string;
  /** The whole body around what is in it. */
  page: (inside: string) => string;
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** Writes parts as a program would. */
export function writeBody(dialect: Dialect, parts: Part[]): string {
  return dialect.page(writeParts(dialect, parts));
}

function writeParts(dialect: Dialect, parts: Part[]): string {
  const { escape, format } = dialect;
  const write = (part: Part): string => {
    if (typeof part === "string") return dialect.paragraph(escape(part));
    if ("rtl" in part) return dialect.paragraph(escape(part.text), part.rtl);
    if ("link" in part) return dialect.paragraph(dialect.link(escape(part.link), escape(part.text)));
    if ("list" in part) return dialect.list(part.list.map(escape));
    if ("table" in part) return dialect.table(part.table.map((row) => row.map(escape)));
    if ("picture" in part) return dialect.picture(part.picture);
    if ("quote" in part) return dialect.quote(writeParts(dialect, part.quote));
    return format === "html" ? part.html : dialect.paragraph(part.text);
  };
  return parts.map(write).join("");
}
