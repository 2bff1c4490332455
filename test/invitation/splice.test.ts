import fc from "fast-check";
import { composeInvitation, type InvitationContent } from "../../src/invitation/compose";
import { readInvitation } from "../../src/invitation/read";
import {
  findInvitations,
  insertInvitation,
  removeInvitation,
  replaceInvitation,
} from "../../src/invitation/splice";
import { bodies } from "./bodies";

const content: InvitationContent = {
  conferenceId: "1234567",
  joinUrl: "https://rtc.example.com/join/1234567/abc?x=1&y=2",
  hostUrl: "https://rtc.example.com/host/1234567/def",
  conferenceKey: "k7&<",
  dialIn: "+41 44 000 00 00\n+1 555 0100",
  organizer: "Alice Adams",
  note: "",
};
const html = composeInvitation("html", content);
const text = composeInvitation("text", content);
const formats = [
  ["html", html],
  ["text", text],
] as const;

describe.each(formats)("%s", (format, block) => {
  test.each(Object.entries(bodies))(
    "%s: in, ten times anew, and out leaves every byte as it was",
    (_, body) => {
      let written = insertInvitation(body, block, format);
      for (let round = 0; round < 10; round += 1) {
        const next = composeInvitation(format, { ...content, conferenceKey: `key ${round}` });
        written = replaceInvitation(written, next, format, "1234567");
        expect(findInvitations(written, format)).toHaveLength(1);
      }
      expect(removeInvitation(written, format, "1234567")).toBe(body);
    },
  );

  test("any body comes out as it went in", () => {
    const piece = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        ..."<p>,</p>,<div,<div class='x'>,</div>,<!--,-->,<![endif]-->,<!--[if mso]>,<o:p>&nbsp;</o:p>,<body>,</body>,<td>,<br>,\",',>,&amp;,Web conference,Conference ID: 1,\r\n,\n,________________________________________".split(
          ",",
        ),
      ),
    );
    const body = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(body, (before) => {
        fc.pre(findInvitations(before, format, "1234567").length === 0);
        const written = insertInvitation(before, block, format);
        expect(removeInvitation(written, format, "1234567")).toBe(before);
        expect(removeInvitation(replaceInvitation(written, block, format, "1234567"), format)).toBe(before);
      }),
      { numRuns: 500 },
    );
  });

  test("any content makes a block that is found again and taken out whole", () => {
    const words = fc.string({ unit: "grapheme", maxLength: 60 });
    fc.assert(
      fc.property(words, words, words, (organizer, conferenceKey, dialIn) => {
        const made = composeInvitation(format, { ...content, organizer, conferenceKey, dialIn });
        const body = insertInvitation("before & after", made, format);
        expect(removeInvitation(body, format, "1234567")).toBe("before & after");
      }),
      { numRuns: 300 },
    );
  });

  test("another conference's block stays", () => {
    const other = composeInvitation(format, { ...content, conferenceId: "7654321" });
    const body = insertInvitation(`quoted:\n${other}end`, block, format);
    expect(findInvitations(body, format)).toHaveLength(2);
    expect(removeInvitation(body, format, "1234567")).toBe(`quoted:\n${other}end`);
  });

  test("two blocks of one conference are not guessed at", () => {
    const body = insertInvitation(insertInvitation("text", block, format), block, format);
    expect(() => removeInvitation(body, format, "1234567")).toThrow(
      expect.objectContaining({ code: "AMBIGUOUS" }),
    );
  });

  test("a body without a block has none to replace", () => {
    expect(() => replaceInvitation("text", block, format)).toThrow(
      expect.objectContaining({ code: "INVITATION_NOT_FOUND" }),
    );
  });
});

const mangled: [string, (block: string) => string][] = [
  ["the id with x_ before it", (block) => block.replace('id="web', 'id="x_web')],
  ["the id with x_x_ before it", (block) => block.replace('id="web', 'id="x_x_web')],
  ["the id dropped", (block) => block.replace(/ id="[^"]*"/, "")],
  ["styles dropped", (block) => block.replace(/ style="[^"]*"/g, "")],
  ["quotes changed", (block) => block.replace(/ style="[^"]*"/g, "").replace(/"/g, "'")],
  [
    "tags in capitals",
    (block) =>
      block.replace(/<(\/?)(\w+)/g, (_, slash: string, name: string) => `<${slash}${name.toUpperCase()}`),
  ],
  [
    "classes and attributes added",
    (block) => block.replace(/<p /g, '<p class="x_MsoNormal" data-a="1 > 0" '),
  ],
  ["paragraphs as divs", (block) => block.replace(/<(\/?)p\b/g, "<$1div")],
  ["the heading as a paragraph", (block) => block.replace(/<(\/?)h2\b/g, "<$1p")],
  ["spans inside", (block) => block.replace(/>([^<>]+)</g, "><span>$1</span><")],
  ["bdi dropped", (block) => block.replace(/<\/?bdi>/g, "")],
  [
    "no-break spaces",
    (block) =>
      block
        .replace("Conference ID: ", "Conference&nbsp;ID:&#160;")
        .replace("Web conference", "Web&nbsp;conference"),
  ],
  ["invisible characters", (block) => block.replace("Web conference<", "\u200bWeb conference&#8203;<")],
  ["lines wrapped", (block) => block.replace(/></g, ">\r\n<")],
  [
    "a safe link",
    (block) =>
      block.replace(
        /href="[^"]*"/g,
        'href="https://safelinks.example.com/?url=https%3A%2F%2Frtc.example.com%2Fjoin"',
      ),
  ],
  [
    "Word's markup",
    (block) => block.replace(/<\/p>/g, "<o:p></o:p></p>").replace(/<p /g, "<!--[if mso]><i><![endif]--><p "),
  ],
  [
    "the number made a telephone link",
    (block) => block.replace(">1234567<", '><a href="tel:1234567">1234567</a><'),
  ],
];

describe("a block that Outlook has rewritten", () => {
  test.each(mangled)("%s: found, and nothing but it goes", (_, mangle) => {
    const before = `<html><body><p>Above &amp; before</p><table><tr><td>`;
    const after = `</td></tr></table><p>Web conference about conferences</p></body></html>`;
    const body = before + mangle(html) + after;
    const left = removeInvitation(body, "html", "1234567");
    // Where the outer element cannot be told from somebody else's, it stays, empty.
    expect(left.replace(/<div[^>]*>\s*<\/div>/i, "")).toBe(before + after);
    const anew = replaceInvitation(body, html, "html", "1234567");
    expect(findInvitations(anew, "html")).toHaveLength(1);
  });

  test("plain text with other line ends, or without its last blank lines", () => {
    const crlf = insertInvitation("Agenda", text, "text").replace(/\n/g, "\r\n");
    expect(removeInvitation(crlf, "text", "1234567")).toBe("Agenda");
    expect(removeInvitation(text.trimEnd(), "text", "1234567")).toBe("");
  });

  test("the user's words typed inside its first or last line are not cut", () => {
    const typed = html.replace("</bdi></p></div>", "</bdi> call me first</p></div>");
    expect(findInvitations(typed, "html", "1234567")).toEqual([]);
    const between = html.replace("</p></div>", "</p></div>My own words");
    expect(removeInvitation(between, "html", "1234567")).toBe("My own words");
    const inside = html.replace(/<\/div>$/, "<p>My own words</p></div>");
    expect(removeInvitation(inside, "html", "1234567")).toContain("My own words");
  });

  test("the user's words in an element that the block cannot leave are a reason to refuse", () => {
    const torn = `<p>Mine <b>${html.replace("<h2", "</b></p><h2")}`;
    const cut = () => removeInvitation(torn, "html", "1234567");
    let left: string;
    try {
      left = cut();
    } catch (failure) {
      expect(failure).toMatchObject({ code: "AMBIGUOUS" });
      return;
    }
    expect(left).toContain("Mine");
  });

  test("words that only look like it are nobody's block", () => {
    const words = "<p>Web conference</p><p>see below</p><p>Conference ID: 1234567</p>";
    expect(findInvitations(words, "html")).toEqual([]);
  });
});

test("the block of a body is read back: its number and its link", () => {
  expect(readInvitation(`<p>x</p>${html}`)).toEqual({ conferenceId: "1234567", joinUrl: content.joinUrl });
  expect(readInvitation(html.replace(/https:\/\/rtc[^"]*/, "javascript:alert(1)"))).toBeNull();
  expect(readInvitation("<p>nothing</p>")).toBeNull();
});

test("a body of 1 MB with many tags is searched, not choked on", () => {
  const hostile = "<a><b></i>".repeat(100_000);
  expect(removeInvitation(insertInvitation(hostile, html, "html"), "html", "1234567")).toBe(hostile);
});
