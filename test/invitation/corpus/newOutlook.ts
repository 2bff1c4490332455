import { owa } from "./owa";
import type { Dialect } from "./dialect";

/** New Outlook on Windows: Outlook on the web's paragraphs in a whole document. */
export const newOutlook: Dialect = {
  ...owa,
  name: "new Outlook",
  page: (inside) =>
    `<html><head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><style type="text/css" style="display:none;"> P {margin-top:0;margin-bottom:0;} </style></head><body dir="ltr">${inside}<div id="Signature" class="elementToProof"><p>Alice &amp; Co</p></div></body></html>`,
};
