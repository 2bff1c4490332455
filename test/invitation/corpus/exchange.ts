import { escapeHtml, type Dialect } from "./dialect";

/** Plain text that Exchange has made HTML of. */
export const exchange: Dialect = {
  name: "plain text made HTML by Exchange",
  format: "html",
  escape: (text) => escapeHtml(text).replace(/ {2}/g, "&nbsp; "),
  paragraph: (inside) => `${inside}<br>\r\n`,
  link: (address, text) => `${text} &lt;<a href="${address}">${address}</a>&gt;`,
  list: (items) => items.map((item) => `* ${item}<br>\r\n`).join(""),
  table: (rows) => rows.map((row) => `${row.join("&nbsp;&nbsp;&nbsp;&nbsp; ")}<br>\r\n`).join(""),
  picture: (cid) => `[cid:${cid}]<br>\r\n`,
  quote: (inside) => `-----Original Appointment-----<br>\r\n${inside}`,
  page: (inside) =>
    `<html>\r\n<head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\r\n<meta name="Generator" content="Microsoft Exchange Server">\r\n<!-- converted from text --><style><!-- .EmailQuote { margin-left: 1pt; padding-left: 4pt; border-left: #800000 2px solid; } --></style></head>\r\n<body>\r\n<font size="2"><span style="font-size:11pt;"><div class="PlainText">${inside}</div></span></font>\r\n</body>\r\n</html>\r\n`,
};
