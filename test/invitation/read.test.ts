import { composeInvitation } from "../../src/invitation/compose";
import { readInvitation } from "../../src/invitation/read";
import { escapeHtml } from "./corpus/dialect";
import { conversions, textHosts, wraps } from "./corpus/hosts";
import { first, updates } from "./corpus/invitations";

const { conferenceId, joinUrl, hostUrl } = first;
const expected = { conferenceId, joinUrl };
const contents = [first, ...updates.filter((update) => update.joinUrl === joinUrl)];

type Change = (text: string) => string;

/** A client that makes a link of each address. */
const linked: Change = (html) =>
  html.replace(/https:[^\s<]*?(?=&gt;|[\s<\]]|$)/g, (address) => `<a href="${address}">${address}</a>`);
const asLines = (start: string, end: string): Change => {
  return (text) =>
    text
      .split(/\r\n|\n/)
      .map((line) => `${start}${escapeHtml(line)}${end}`)
      .join("\r\n");
};

/** How plain text reaches the add-in as HTML. */
const asHtml: Record<string, Change> = {
  "in <pre>": (text) => `<html><body><pre>${escapeHtml(text)}</pre></body></html>`,
  "in <pre> with attributes": (text) => `<PRE class="moz-quote-pre" wrap=''>${escapeHtml(text)}</PRE>`,
  "with <br>": (text) => `<div class="PlainText">${escapeHtml(text).replace(/\n/g, "<br>\n")}</div>`,
  "with <br/> and spaces kept": (text) =>
    `<font size="2"><span>${escapeHtml(text).replace(/\n/g, "<br/>").replace(/ {2}/g, "&nbsp; ")}</span></font>`,
  "in paragraphs": asLines("<p class=MsoPlainText>", "</p>"),
  "in divs": asLines("<div>", "</div>"),
  "in an element whose style keeps line ends": (text) =>
    `<div style="white-space: pre-wrap">${escapeHtml(text)}</div>`,
  "as it is": (text) => text,
};

const before =
  (sign: string, blank = sign): Change =>
  (text) =>
    text.replace(/(^|\r\n|\n)(?!\n)([^\r\n]?)/g, (_, end: string, next: string) => {
      return `${end}${next === "" ? blank : sign}${next}`;
    });

const reply: Record<string, Change> = {
  "as it was written": (text) => text,
  "quoted by > ": (text) => `On Monday Bob wrote:\n${before("> ")(text)}\nBye\n`,
  "quoted by >, blank lines bare": before(">", ""),
  "quoted by > > ": before("> > "),
  "quoted by >> ": before(">> ", ">>"),
};

const texts: Record<string, Change> = {
  ...textHosts,
  "words <address>": (text) => text.replace(/: (https:\S+)/g, " <$1>"),
  "words<address>": (text) => text.replace(/: (https:\S+)/g, "<$1>"),
  "words [address]": (text) => text.replace(/: (https:\S+)/g, " [$1]"),
  "address in the next line": (text) => text.replace(/: (https:\S+)/g, "\n<$1>"),
  "address cut in two": (text) => text.replace("imtapp/app/", "imtapp/\napp/"),
};

/** Protected links lead elsewhere, and say so in a test of their own. */
const plainTexts = Object.entries(texts).filter(([name]) => name !== "safe links");

describe.each(Object.entries(asHtml))("plain text %s", (shape, toHtml) => {
  describe.each(plainTexts)("%s", (_, change) => {
    test.each(Object.entries(reply))("%s", (__, quote) => {
      for (const content of contents) {
        const html = toHtml(quote(change(composeInvitation("text", content))));
        expect(readInvitation(html)).toEqual(expected);
        if (shape !== "as it is") expect(readInvitation(linked(html))).toEqual(expected);
      }
    });
  });
});

test.each(Object.entries(reply))("an HTML block that became plain text is read, %s", (_, quote) => {
  for (const content of contents) {
    const text = quote(conversions.text(content).replace(/\r/g, ""));
    for (const toHtml of Object.values(asHtml)) expect(readInvitation(toHtml(text))).toEqual(expected);
  }
});

test.each(Object.entries(wraps).filter(([name]) => name.includes("address")))(
  "an address that was wrapped %s is put together",
  (_, wrap) => {
    const text = wrap(composeInvitation("text", first));
    for (const toHtml of Object.values(asHtml)) expect(readInvitation(toHtml(text))).toEqual(expected);
  },
);

test("what stands in the text itself goes before what is quoted", () => {
  const quoted = composeInvitation("text", { ...first, conferenceId: "99" }).replace(/^/gm, "> ");
  const own = composeInvitation("text", first);
  expect(readInvitation(`<pre>${escapeHtml(quoted + own)}</pre>`)).toEqual(expected);
});

test("the host link is never taken for the join link", () => {
  for (const format of ["html", "text"] as const) {
    const lines = composeInvitation(format, first).split(/(?=<p)|\n/);
    const without = lines.filter((line) => !/Join web conference|conference\/1234567\/abc/.test(line));
    expect(without.join("\n")).toContain(escapeHtml(hostUrl ?? ""));
    expect(readInvitation(`<div>${without.join("\n")}</div>`)).toBeNull();
  }
});

test("an anchor without an address before the link is none", () => {
  const html = composeInvitation("html", first).replace("<p", '<a name="_MailOriginal"></a><p');
  expect(readInvitation(html)).toEqual(expected);
});
