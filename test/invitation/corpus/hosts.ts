import { composeInvitation, type InvitationContent } from "../../../src/invitation/compose";
import type { Format } from "../../../src/invitation/document/documentModel";
import { escapeHtml } from "./dialect";

type Host = (block: string) => string;

/** Changes that hosts make to an HTML block between two of our steps. */
export const htmlHosts: Record<string, Host> = {
  nothing: (block) => block,
  "x_ before the id": (block) => block.replace('id="', 'id="x_'),
  "x_x_ before the id, classes everywhere": (block) =>
    block.replace('id="', 'id="x_x_').replace(/<(h2|p|a|bdi) ?/g, '<$1 class="x_elementToProof" '),
  "a number before the id": (block) => block.replace('id="', 'id="m_-8213495717web'.slice(0, -3)),
  "the id dropped": (block) => block.replace(/ id="[^"]*"/, ""),
  "another id": (block) => block.replace(/ id="[^"]*"/, ' id="x_divtagdefaultwrapper"'),
  "the id and all styles dropped": (block) => block.replace(/ (?:id|style)="[^"]*"/g, ""),
  "styles dropped": (block) => block.replace(/ style="[^"]*"/g, ""),
  "styles as Chrome writes them": (block) =>
    block
      .replace(/#8a8886/g, "rgb(138, 136, 134)")
      .replace(/style="([^"]*)"/g, (_, style: string) => `style="${style.replace(/([:;])/g, "$1 ")};"`),
  "dark mode": (block) =>
    block
      .replace(/#8a8886/g, "rgb(120, 118, 116)")
      .replace(/<(\w+) style="/g, '<$1 data-ogsc="rgb(0, 0, 0)" style="color: rgb(255, 255, 255); '),
  "our element dropped": (block) => block.replace(/^<div[^>]*>/, "").replace(/<\/div>$/, ""),
  "another element in ours": (block) =>
    block.replace(/^<div[^>]*>/, "$&\r\n<div>").replace(/<\/div>$/, "</div>$&"),
  "attributes turned round": (block) => block.replace(/<(\w+) (\w+="[^"]*") (\w+="[^"]*")/g, "<$1 $3 $2"),
  "single quotes": (block) => block.replace(/'/g, "&quot;").replace(/"/g, "'"),
  "no quotes": (block) => block.replace(/ style="[^"]*"/g, "").replace(/="([^"\s]*)"/g, "=$1"),
  "attributes added": (block) => block.replace(/<p /g, `<p data-a="1 > 0" data-b='"' dir=auto `),
  "tags in capitals": (block) =>
    block.replace(/<(\/?)(\w+)/g, (_, slash: string, name: string) => `<${slash}${name.toUpperCase()}`),
  "paragraphs as divs": (block) => block.replace(/<(\/?)p\b/g, "<$1div"),
  "the heading as a paragraph": (block) => block.replace(/<(\/?)h2\b/g, "<$1p"),
  "one paragraph with line breaks": (block) =>
    block.replace(/<\/(?:p|h2)>/g, "<br>").replace(/<(?:p|h2)\b[^>]*>/g, ""),
  "end tags left out": (block) => block.replace(/<\/p>/g, ""),
  "a font in every line": (block) =>
    block.replace(/>([^<>]+)</g, '><font face="Calibri" size="2"><span>$1</span></font><'),
  "bdi dropped": (block) => block.replace(/<\/?bdi>/g, ""),
  "no-break spaces": (block) =>
    block.replace(/(Conference|Web|Join|Note:) /g, "$1&nbsp;").replace("ID: ", "ID:&#160;"),
  "invisible characters": (block) =>
    block.replace("Web conference<", "\u200bWeb conference&#8203;<").replace("Organizer", "Organ\u00adizer"),
  "signs as entities": (block) =>
    block.replace(/>[^<]+</g, (text) =>
      text
        .replace(/[é]/g, "&eacute;")
        .replace(/[ü]/g, "&uuml;")
        .replace(/–/g, "&ndash;")
        .replace(/„/g, "&bdquo;")
        .replace(/[+:']/g, (sign) => `&#${sign.charCodeAt(0)};`)
        .replace(/[\u0590-\u06ff\u4e00-\u9fff]/g, (sign) => `&#x${sign.charCodeAt(0).toString(16)};`),
    ),
  "lines wrapped between tags": (block) => block.replace(/></g, ">\r\n<"),
  "lines wrapped between words": (block) =>
    block.replace(/ /g, (space, at: number) => (at % 2 ? "\r\n" : space)),
  "indented like source": (block) => block.replace(/<(h2|p|\/div)/g, "\n    <$1"),
  "safe links": (block) =>
    block.replace(
      /href="([^"]*)"/g,
      (_, address: string) =>
        `href="https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(address.replace(/&amp;/g, "&"))}&amp;data=05%7C02%7C&amp;sdata=x%3D&amp;reserved=0" originalsrc="${address}" shash="x=" data-auth="Verified"`,
    ),
  "a telephone link": (block) => block.replace(/>(\d{7})</, '><a href="tel:$1" dir="ltr">$1</a><'),
  "breaks at the ends of paragraphs": (block) => block.replace(/<\/p>/g, "<br></p>"),
  "empty paragraphs between lines": (block) => block.replace(/<\/p>(?=<p)/g, "</p><p>&nbsp;</p><p><br></p>"),
  "anchors and comments": (block) =>
    block.replace(/<p /g, '<a name="_MailOriginal"></a><!-- x --><p ').replace(/<\/a>/g, "</a><u></u><wbr>"),
  Word: (block) =>
    block
      .replace(
        /^<div id="([^"]*)"[^>]*>/,
        `<div style='border:none;border-top:solid #8A8886 1.0pt;border-bottom:solid #8A8886 1.0pt;padding:9.0pt 0cm 9.0pt 0cm' id=$1>\r\n\r\n`,
      )
      .replace(
        /<(h2|p) style="[^"]*">/g,
        "<!--[if mso]><i></i><![endif]--><$1 style='margin:0cm;line-height:150%'><span\r\nstyle='font-size:10.5pt;font-family:\"Segoe UI\",sans-serif'>",
      )
      .replace(/<\/?bdi>/g, "")
      .replace(/<\/(h2|p)>/g, "<o:p></o:p></span></$1>\r\n\r\n"),
  "Rich Text": (block) =>
    block
      .replace(/^<div[^>]*>|<\/div>$/g, "")
      .replace(/<\/?bdi>/g, "")
      .replace(
        />([^<>]+)</g,
        '><SPAN LANG="en-us"></SPAN><SPAN LANG="en-us"><FONT FACE="Segoe UI">$1</FONT></SPAN><',
      )
      .replace(/<(?:h2|p) style="[^"]*">/g, "<P DIR=LTR>")
      .replace(/<\/(?:h2|p)>/g, '<SPAN LANG="de-ch"></SPAN></P>\r\n\r\n')
      .replace(/<a href="([^"]*)"[^>]*>/g, '<A HREF="$1">')
      .trimEnd(),
};

/** Where replies and people move a block to. */
export const places: Record<string, [before: string, after: string]> = {
  "a table cell": [`<table border=1><tr><td class=x_a>`, `</td><td>mine</td></tr></table>`],
  "a table cell of its own": [`<table>\r\n<tbody><tr><td>\r\n`, `\r\n</td></tr></tbody></table>`],
  "a quote": [
    `<blockquote type="cite"><div class="x_a">On Monday Bob wrote:<br>`,
    `<p>Bye</p></div></blockquote>`,
  ],
  "a list": [`<ul><li>`, `</li></ul>`],
  "a font": [`<div><font face="Arial"><span style="color:red">`, `</span></font></div>`],
  "the middle of a sentence": [`<p>before`, `after</p>`],
  "an element with an id": [`<div id="divRplyFwdMsg" style="border:none">`, `</div>`],
};

/** Changes that hosts make to a plain-text block. */
export const textHosts: Record<string, Host> = {
  nothing: (block) => block,
  CRLF: (block) => block.replace(/\n/g, "\r\n"),
  "no-break spaces": (block) => block.replace(/ /g, "\u00a0"),
  "spaces at the ends of lines": (block) => block.replace(/(\S)\n/g, "$1 \t\n"),
  "spaces before lines": (block) => block.replace(/^(?=\S)/gm, " "),
  "a blank line after every line": (block) => `${block.trimEnd().replace(/\n/g, "\n\n")}\n\n`,
  "blank lines dropped": (block) => block.replace(/\n\n(?=\S)/g, "\n"),
  "safe links": (block) =>
    block.replace(
      /https:\S+/g,
      (address) =>
        `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(address)}&data=05%7C02&reserved=0`,
    ),
  "addresses in angle brackets": (block) => block.replace(/https:\S+/g, "$& <$&>"),
  "lines wrapped before the address": (block) => block.replace(/: (?=https)/g, ":\r\n"),
  "lines wrapped in the host's line": (block) => block.replace("for the organizer", "for the \norganizer"),
};

/** The block after somebody has changed the format of the body: from -> to. Only who knows the block finds its lines again. */
export const conversions: Record<Format, (content: InvitationContent) => string> = {
  html: (content) =>
    composeInvitation("text", content)
      .trimEnd()
      .split("\n")
      .map((line) => {
        const inside = escapeHtml(line).replace(/https:\S*/, '<a href="$&">$&</a>');
        return `<p class=MsoPlainText>${inside || "<o:p>&nbsp;</o:p>"}</p>`;
      })
      .join("\r\n"),
  text: (content) =>
    composeInvitation("html", content)
      .replace(/<a href="([^"]*)"[^>]*>(.*?)<\/a>/g, "$2 &lt;$1&gt; ")
      .replace(/<br>/g, "\r\n")
      .replace(/<\/(?:p|h2)>/g, "\r\n\r\n")
      .replace(/<[^>]+>/g, "")
      .replace(/&lt;/g, "<")
      .replace(/&gt;/g, ">")
      .replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&amp;/g, "&")
      .replace(/(?:\r\n)+$/, "\r\n"),
};

/** Wraps that only somebody who knows the block can undo. */
export const wraps: Record<string, (block: string) => string> = {
  "at 76 characters, at spaces": (block) => block.replace(/^(?=.{77}).{0,75} /gm, "$&\r\n"),
  "in the middle of the address": (block) => block.replace(/conference\/1234567/g, "conference/\r\n1234567"),
  "in the address, twice, flowed": (block) => block.replace(/(imtapp|app)\//g, "$1/ \r\n"),
  "in a number and a note": (block) =>
    block.replace("000 00 00", "000\n00 00").replace("on time", "on\r\ntime"),
};
