import { escapeHtml, type Dialect } from "./dialect";

/** Outlook on iOS: lines end in breaks, in one div. */
export const ios: Dialect = {
  name: "Outlook on iOS",
  format: "html",
  escape: (text) =>
    escapeHtml(text).replace(
      /\+41 44 000 00 00/g,
      `<a href="tel:+41440000000" dir="ltr" x-apple-data-detectors="true" x-apple-data-detectors-type="telephone" x-apple-data-detectors-result="1">$&</a>`,
    ),
  paragraph: (inside, rtl) => (rtl ? `<div dir="rtl">${inside}</div>` : `${inside}<br>`),
  link: (address, text) => `<a href="${address}">${text}</a>`,
  list: (items) => `<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>`,
  table: (rows) =>
    `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}`).join("")}`).join("")}</table>`,
  picture: (cid) => `<div><img src="cid:${cid}" alt="Image" class="ms-outlook-mobile-image"></div>`,
  quote: (inside) =>
    `<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><b>From:</b> Bob</div><div>${inside}</div>`,
  page: (inside) =>
    `<html><head><meta content="text/html; charset=UTF-8" http-equiv="Content-Type"></head><body><div dir="auto">${inside}<br><div dir="ltr" class="ms-outlook-ios-signature" id="ms-outlook-mobile-signature">Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div></div></body></html>`,
};
