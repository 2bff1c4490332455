import { escapeHtml, type Dialect } from "./dialect";

const paragraph = (inside: string, direction = "LTR") =>
  `\r\n<P DIR=${direction}><SPAN LANG="en-us"><FONT FACE="Calibri">${inside}</FONT></SPAN><SPAN LANG="de-ch"></SPAN></P>\r\n`;

/** Rich Text of classic Outlook as Exchange converts it: capitals, FONT, runs cut anywhere, names for accents. */
export const richText: Dialect = {
  name: "Rich Text of classic Outlook",
  format: "html",
  escape: (text) => escapeHtml(text).replace(/[\u00a0-\uffff]/g, (sign) => `&#${sign.charCodeAt(0)};`),
  paragraph: (inside, rtl) => paragraph(inside, rtl ? "RTL" : "LTR"),
  link: (address, text) =>
    `</FONT></SPAN><A HREF="${address}"><SPAN LANG="en-us"><U><FONT COLOR="#0563C1" FACE="Calibri">${text}</FONT></U></SPAN></A><SPAN LANG="en-us"><FONT>`,
  list: (items) =>
    `<UL DIR=LTR>${items.map((item) => `\r\n<LI>${paragraph(item)}</LI>`).join("")}\r\n</UL>\r\n`,
  table: (rows) => rows.map((row) => paragraph(row.join("&nbsp;&nbsp;&nbsp; "))).join(""),
  picture: (cid) => paragraph(`<IMG SRC="cid:${cid}" ALT="Picture (Device Independent Bitmap)">`),
  quote: (inside) => `<UL DIR=LTR>${inside}</UL>`,
  page: (inside) =>
    `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2//EN">\r\n<HTML>\r\n<HEAD>\r\n<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=utf-8">\r\n<META NAME="Generator" CONTENT="MS Exchange Server version 16.0.17126.0">\r\n<TITLE>a <body> of work</TITLE>\r\n</HEAD>\r\n<BODY>\r\n<!-- Converted from text/rtf format -->\r\n${inside}\r\n</BODY>\r\n</HTML>`,
};
