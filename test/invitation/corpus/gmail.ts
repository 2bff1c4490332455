import { escapeHtml, type Dialect } from "./dialect";

/** Gmail and Google Calendar: divs, breaks between them, ids with numbers before them. */
export const gmail: Dialect = {
  name: "Gmail",
  format: "html",
  escape: (text) => escapeHtml(text).replace(/'/g, "&#39;"),
  paragraph: (inside, rtl) =>
    rtl ? `<div dir="rtl" style="text-align:right">${inside}</div>` : `<div>${inside || "<br>"}</div>`,
  link: (address, text) =>
    `<a href="https://www.google.com/url?q=${encodeURIComponent(address)}&amp;sa=D&amp;usg=AOv1" target="_blank">${text}</a><wbr>`,
  list: (items) => `<ul>${items.map((item) => `<li style="margin-left:15px">${item}</li>`).join("")}</ul>`,
  table: (rows) =>
    `<table cellspacing="0" dir="ltr" border="1"><colgroup><col width="100"><col width="100"></colgroup><tbody>${rows.map((row) => `<tr style="height:21px">${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("")}</tbody></table>`,
  picture: (cid) =>
    `<div><img src="cid:${cid}" alt="x.png" width="53" height="40" class="CToWUd" data-bit="iit"><br></div>`,
  quote: (inside) =>
    `<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Mon, Jan 14, 2030 at 2:00 PM Bob &lt;<a href="mailto:bob@example.com">bob@example.com</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"><u></u>${inside}</blockquote></div>`,
  page: (inside) => `<div dir="ltr"><div class="gmail_default" style="font-size:small">${inside}</div></div>`,
};
