import type { Dialect } from "./dialect";

function lines(name: string, ends: string[], change: (text: string) => string = (text) => text): Dialect {
  let count = 0;
  const end = () => ends[count++ % ends.length] ?? "\n";
  const line = (text: string) =>
    text
      .split("\n")
      .map((part) => `${change(part)}${end()}`)
      .join("");
  return {
    name: `plain text, ${name}`,
    format: "text",
    escape: (text) => text,
    paragraph: line,
    link: (address, text) => `${text} <${address}>`,
    list: (items) => items.map((item) => line(`*\t${item}`)).join(""),
    table: (rows) => rows.map((row) => line(row.join("\t"))).join(""),
    picture: (cid) => line(`[cid:${cid}]`),
    quote: (inside) => inside.replace(/^/gm, "> "),
    page: (inside) => inside,
  };
}

/** Plain text with every kind of line end. */
export const plain: Dialect[] = [
  lines("CRLF", ["\r\n"]),
  lines("LF", ["\n"]),
  lines("CR", ["\r"]),
  lines("mixed line ends", ["\r\n", "\n", "\r", "\n\r\n"]),
  lines("no-break spaces", ["\r\n"], (text) => text.replace(/ /g, "\u00a0")),
  lines("flowed", [" \r\n", "\r\n"]),
];
