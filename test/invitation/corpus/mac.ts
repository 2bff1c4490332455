import { escapeHtml, type Dialect } from "./dialect";

const paragraph = (inside: string, style = "") =>
  `<p class="MsoNormal"${style}><span style="font-size:11.0pt">${inside || "&nbsp;"}<o:p></o:p></span></p>\n`;

/** Outlook on Mac: Word's classes, quoted attributes, one paragraph a line. */
export const mac: Dialect = {
  name: "Outlook on Mac",
  format: "html",
  escape: (text) => escapeHtml(text).replace(/\u00a0/g, "&nbsp;"),
  paragraph: (inside, rtl) =>
    paragraph(inside, rtl ? ` dir="RTL" style="text-align:right;direction:rtl"` : ""),
  link: (address, text) => `<a href="${address}" title="${address}">${text}</a>`,
  list: (items) =>
    `<ol style="margin-top:0cm" start="1" type="1">\n${items.map((item) => `<li class="MsoListParagraph" style="margin-left:0cm;mso-list:l0 level1 lfo1">${item}<o:p></o:p></li>`).join("")}</ol>\n`,
  table: (rows) =>
    `<table class="MsoTableGrid" border="1" cellspacing="0" cellpadding="0">\n<tbody>\n${rows.map((row) => `<tr>\n${row.map((cell) => `<td width="301" valign="top">\n${paragraph(cell)}</td>\n`).join("")}</tr>\n`).join("")}</tbody>\n</table>\n`,
  picture: (cid) =>
    paragraph(
      `<img width="53" height="40" id="Picture_x0020_1" src="cid:${cid}" alt="A close-up of a sign">`,
    ),
  quote: (inside) =>
    `<blockquote type="cite" style="margin-top:5.0pt;margin-bottom:5.0pt">\n<div>\n${inside}</div>\n</blockquote>\n`,
  page: (inside) =>
    `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40">\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\n<meta name="Generator" content="Microsoft Word 15 (filtered medium)">\n</head>\n<body lang="EN-US" style="word-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">\n<div class="WordSection1">\n${inside}</div>\n</body>\n</html>\n`,
};
