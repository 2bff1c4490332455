import { composeInvitation } from "../../src/invitation/compose";
import { readInvitation } from "../../src/invitation/read";
import {
  findInvitations,
  insertInvitation,
  removeInvitation,
  replaceInvitation,
  takesUnknown,
} from "../../src/invitation/edit";
import { content, id, html, text, next, remembered, known, knownText, other, formats } from "./editScene";

test("a plain-text block without one of its edges goes, and what took the edge's place stays", () => {
  const top = `mine${text}after`;
  expect(removeInvitation(top, "text", id)).toBe(`mine${"_".repeat(40)}\nafter`);
  const bottom = text.replace(/(1234567\n)_+\n\n$/, "$1mine\n");
  expect(removeInvitation(bottom, "text", id)).toBe("mine\n");
});

test("a plain-text quote of the block, with signs before its lines, is not touched", () => {
  const quote = text.replace(/^/gm, "> ");
  expect(removeInvitation(text + quote, "text", id)).toBe(quote);
});

test("a block put into another's element leaves that element alone", () => {
  const theirs = composeInvitation("html", other);
  const body = theirs.replace("<h2", `${html.replace(/ id="[^"]*"/, "")}<h2`);
  expect(removeInvitation(body, "html", id)).toBe(theirs);
});

test("an unfinished tag before the block is not taken for the block's own", () => {
  expect(removeInvitation(`<div ${html}`, "html", id).startsWith("<div ")).toBe(true);
});

test("a block made one paragraph with line breaks is whole, also for who does not know its number", () => {
  expect(findInvitations(text.replace(/\n/g, "<br>"), "html")).toMatchObject([
    { conferenceId: id, isWhole: true },
  ]);
});

test("words that only look like it are nobody's block", () => {
  const spoken = "<p>Web conference</p><p>see below</p><p>Conference ID: 1234567</p>";
  expect(findInvitations(spoken, "html")).toEqual([]);
  expect(findInvitations("Conference ID: 1234567", "text", id)).toEqual([]);
});

test("the block of a body is read back: its number and its link", () => {
  expect(readInvitation(`<p>x</p>${html}`)).toEqual({ conferenceId: id, joinUrl: content.joinUrl });
  expect(readInvitation(html.replace("<h2", `<a href="https://example.com/">mine</a><h2`))?.joinUrl).toBe(
    content.joinUrl,
  );
  expect(
    readInvitation(html.replace("</h2>", `$&<a href="https://example.com/">mine</a><br>`))?.joinUrl,
  ).toBe(content.joinUrl);
  expect(readInvitation(html.replace("abc?x=1&amp;y=2", "abc?x&#x3D;1&#38;y=2"))?.joinUrl).toBe(
    content.joinUrl,
  );
  expect(readInvitation(html.replace(/https:\/\/rtc[^"<]*/g, "javascript:alert(1)"))).toBeNull();
  expect(readInvitation(html.replace("1234567</bdi>", "</bdi>"))).toBeNull();
  expect(readInvitation("<p>nothing</p>")).toBeNull();
});

describe("a line of which nobody remembers whether it was ours", () => {
  test.each([
    ["that is in the new block", html, false],
    ["that is not", html.replace("Alice Adams", "Alice, room 4"), true],
    ["under a number", html.replace("555 0100", "$&<br>Gate code 4711"), true],
    ["that stays where it is", html.replace("</h2>", "$&<p>Mine</p>"), false],
  ])("%s: %#", (_, body, isTaken) => {
    expect(takesUnknown(body, html, "html", id, undefined)).toBe(isTaken);
    expect(takesUnknown(body, html, "html", id, known)).toBe(false);
  });
});

test("a very long block is not remembered: what stands behind its labels is taken for ours, as where nothing is", () => {
  const long = composeInvitation("html", { ...content, note: "A line\n".repeat(200) });
  expect(remembered(long, "html")).toBeUndefined();
  expect(known!.length).toBeLessThan(60);
});

describe("a block that was made preformatted text", () => {
  const pre = (some: string) => `<p>Before</p><pre class=x>Mine\r\n${some}Agenda\n</pre>`;
  const link = (some: string) => some.replace(/https:\S+/g, '<a href="$&">$&</a>');
  test.each([
    ["as it is", text],
    ["with other line ends", text.replace(/\n/g, "\r\n")],
    ["with links", link(text)],
  ])("%s is found, replaced and taken out", (_, block) => {
    expect(findInvitations(pre(block), "html", id)).toMatchObject([{ isWhole: true }]);
    expect(replaceInvitation(pre(block), next, "html", id)).toMatch(
      /^<p>Before<\/p><pre class=x>Mine\r\n<div id[^]*<\/div>\r?\nAgenda\n<\/pre>$/,
    );
    for (const lines of [undefined, knownText]) {
      expect(removeInvitation(pre(block), "html", id, lines)).toMatch(
        /^<p>Before<\/p><pre class=x>Mine\r\n\r?\nAgenda\n<\/pre>$/,
      );
    }
  });
});

test.each("lrm rlm zwnj zwj shy ensp emsp thinsp nbsp".split(" "))("&%s; does not hide a mark", (name) => {
  const body = html
    .replace(">Web conference<", `>&${name};Web conference<`)
    .replace("1234567<", `1234567&${name};<`);
  expect(findInvitations(body, "html", id)).toMatchObject([{ isWhole: true }]);
  expect(removeInvitation(body, "html", id)).toBe("");
});

/** With work that grows by the square of the length each of these would take minutes. */
describe("200,000 characters made to be slow:", () => {
  const row = html.replace(/^<div[^>]*>|<\/div>$/g, "");
  const piece = (some: string) => some.repeat(Math.ceil(200_000 / some.length));
  test.each([
    ["crossed tags", piece("<a><b></i>")],
    ["open tags", piece("<b>")],
    ["nested tags", piece("<b>") + piece("</b>")],
    ["closed tags", piece("</b>")],
    ["tags that never end", piece("<a ")],
    ["quotes that never end", piece(`<a b="`)],
    ["comments that never end", piece("<!--")],
    ["declarations that never end", piece("<!")],
    ["scripts", piece("<script></script x>")],
    ["signs", piece("<")],
    ["entities", piece("&#")],
    ["spaces", piece(" ")],
    ["spaces and line ends", piece(" \r\n\t\u200b")],
    ["carriage returns", piece("\r")],
    ["preformatted pieces", `<pre>${piece("<b>x</b>")}`],
    ["preformatted lines", `<pre>${piece("x\n")}`],
    ["titles", piece("<p>Web conference</p>\n")],
    ["titles and links", piece("<p>Web conference</p>\n<p><a>Join web conference</a></p>\n")],
    ["titles in plain text", piece("Web conference\nJoin web conference:\n")],
    ["IDs", piece("<p>Conference ID: 1</p>\nConference ID: 1\n")],
    ["blocks of others", piece(row.replace(/1234567/g, "1"))],
    ["links with spaces", `Join web conference: https://${piece("< https://")}`],
  ])("%s", (_, body) => {
    for (const [format, block] of formats) {
      const written = insertInvitation(body, block, format);
      expect(removeInvitation(written, format, id) === body).toBe(true);
    }
  });

  test("words of somebody else's between our lines, in elements that cross ours", () => {
    const crossed = piece("<i><b>x</i></b>");
    const body = html.replace("</h2>", `${piece("<u>")}$&${crossed}`);
    expect(removeInvitation(body, "html", id)).toContain("<i><b>x</i>");
    const plain = text.replace("Organizer", `${piece("Join web conference:\nx\n")}$&`);
    expect(removeInvitation(plain, "text", id, knownText)).toContain("x\nJoin");
  });
});
