import { escapeHtml, type Dialect } from "./dialect";

const font =
  "font-family: Aptos, Aptos_EmbeddedFont, Aptos_MSFontService, Calibri, Helvetica, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);";

/** Outlook on the web: a fragment without head or body. */
export const owa: Dialect = {
  name: "Outlook on the web",
  format: "html",
  escape: (text) => escapeHtml(text).replace(/\u00a0/g, "&nbsp;"),
  paragraph: (inside, rtl) =>
    rtl
      ? `<div class="elementToProof" dir="rtl" lang="${rtl}" style="text-align: right; ${font}">${inside}</div>`
      : `<div class="elementToProof" style="${font}">${inside || "<br>"}</div>`,
  link: (address, text) =>
    `<a href="${address}" class="OWAAutoLink" id="LPlnk123456" data-loopstyle="linkonly" data-linkindex="0">${text}</a>`,
  list: (items) =>
    `<ul data-editing-info='{"applyListStyleFromLevel":true}' style="margin-top: 0px;">${items.map((item) => `<li class="elementToProof" style="${font}"><div role="presentation">${item}</div></li>`).join("")}</ul>`,
  table: (rows) =>
    `<table data-editing-info='{"topBorderColor":"#ABABAB"}' style="border-collapse: collapse; width: 240px;"><tbody>${rows.map((row) => `<tr>${row.map((cell) => `<td style="border: 1px solid rgb(171, 171, 171); width: 120px;"><div class="elementToProof" style="${font}">${cell || "<br>"}</div></td>`).join("")}</tr>`).join("")}</tbody></table>`,
  picture: (cid) =>
    `<div class="elementToProof"><img data-outlook-trace="F:1|T:1" src="cid:${cid}" size="4121" style="max-width: 100%;" data-imagetype="AttachmentByCid"></div>`,
  quote: (inside) =>
    `<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt" color="#000000"><b>From:</b> Bob Brown &lt;bob@example.com&gt;<br><b>Subject:</b> RE: Review</font><div>&nbsp;</div></div><div class="x_BodyFragment">${inside}</div>`,
  page: (inside) => inside,
};
