import { escapeHtml, type Dialect } from "./dialect";

/** Thunderbird and other CalDAV programs: bare paragraphs, preformatted quotes, end tags left out. */
export const thunderbird: Dialect = {
  name: "Thunderbird",
  format: "html",
  escape: escapeHtml,
  paragraph: (inside, rtl) => `<p${rtl ? ` dir="rtl" lang=${rtl}` : ""}>${inside}\n`,
  link: (address, text) => `<a class="moz-txt-link-freetext" href="${address}">${text}</a>`,
  list: (items) => `<ul>\n${items.map((item) => `  <li>${item}\n`).join("")}</ul>\n`,
  table: (rows) =>
    `<table>\n${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}`).join("")}\n`).join("")}</table>\n`,
  picture: (cid) => `<p><img moz-do-not-send="false" src="cid:${cid}" alt="">\n`,
  quote: (inside) =>
    `<div class="moz-cite-prefix">Am 14.01.30 um 14:00 schrieb Bob:<br></div>\n<blockquote type="cite" cite="mid:1@example.com">\n${inside}</blockquote>\n<pre class="moz-signature" cols="72">-- \nAlice\n</pre>\n`,
  page: (inside) =>
    `<!DOCTYPE html><html><head><meta charset="utf-8"></head>\n<body bgcolor=#ffffff text='#000000'>\n${inside}</body></html>`,
};
