import { escapeHtml, type Dialect } from "./dialect";

const paragraph = (inside: string, attributes = "") =>
  `<p class=MsoNormal${attributes}>${inside || "<o:p>&nbsp;</o:p>"}${inside && "<o:p></o:p>"}</p>\r\n\r\n`;

/** Classic Outlook on Windows, where Word writes: unquoted attributes, VML, conditional comments, wrapped lines. */
export const word: Dialect = {
  name: "Word in classic Outlook",
  format: "html",
  escape: (text) =>
    escapeHtml(text)
      .replace(/\u00a0/g, "&nbsp;")
      .replace(/(\S{3}) (\S{3})/g, "$1\r\n$2"),
  paragraph: (inside, rtl) =>
    rtl
      ? paragraph(
          `<span lang=${rtl.toUpperCase()} style='font-family:"Arial",sans-serif'>${inside}</span>`,
          " dir=RTL style='text-align:right;direction:rtl;unicode-bidi:embed'",
        )
      : paragraph(inside && `<span lang=EN-US style='mso-fareast-language:EN-US'>${inside}</span>`),
  link: (address, text) => `<a href="${address}"><span\r\nstyle='color:#0563C1'>${text}</span></a>`,
  list: (items) =>
    items
      .map(
        (item) =>
          `<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>${item}<o:p></o:p></p>`,
      )
      .join("\r\n"),
  table: (rows) =>
    `<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;border:none;mso-border-alt:solid windowtext .5pt'>${rows.map((row, at) => ` <tr style='mso-yfti-irow:${at}'>${row.map((cell) => `<td width=301 valign=top style='width:225.4pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt'>${paragraph(cell)}</td>`).join("\r\n")}</tr>`).join("")}</table>`,
  picture: (cid) =>
    paragraph(
      `<!--[if gte vml 1]><v:shape id="Picture_x0020_1" o:spid="_x0000_i1025" type="#_x0000_t75" alt="a > b" style='width:40pt'><v:imagedata src="cid:${cid}" o:title=""/></v:shape><![endif]--><![if !vml]><img width=53 height=40 src="cid:${cid}" v:shapes="Picture_x0020_1"><![endif]>`,
    ),
  quote: (inside) =>
    `<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>${paragraph("<b>From:</b> Bob Brown &lt;bob@example.com&gt;<br><b>Subject:</b> RE: Review")}</div></div><div style='border:none;border-left:solid blue 1.5pt;padding:0cm 0cm 0cm 4.0pt'>${inside}</div>`,
  page: (inside) =>
    `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head><meta name=Generator content="Microsoft Word 15 (filtered medium)"><!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}\r\no\\:* {behavior:url(#default#VML);}</style><![endif]--><style><!--\r\n/* Font Definitions */\r\n@font-face\r\n\t{font-family:"Cambria Math";}\r\np.MsoNormal, li.MsoNormal\r\n\t{margin:0cm;mso-style-name:"</p>";}\r\n--></style><!--[if gte mso 9]><xml>\r\n<o:shapedefaults v:ext="edit" spidmax="1026" />\r\n</xml><![endif]--></head><body lang=DE-CH link="#0563C1" vlink="#954F72" style='word-wrap:break-word'><div class=WordSection1>${inside}</div></body></html>`,
};
