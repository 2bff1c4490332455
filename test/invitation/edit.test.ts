import fc from "fast-check";
import { composeInvitation } from "../../src/invitation/compose";
import {
  findInvitations,
  insertInvitation,
  removeInvitation,
  replaceInvitation,
} from "../../src/invitation/edit";
import { htmlHosts } from "./corpus/hosts";
import { updates } from "./corpus/invitations";
import {
  content,
  id,
  html,
  text,
  next,
  nextText,
  remembered,
  known,
  knownText,
  other,
  formats,
} from "./editScene";

const ambiguous = expect.objectContaining({ code: "AMBIGUOUS" });
const notFound = expect.objectContaining({ code: "INVITATION_NOT_FOUND" });
/** Anything that a body may hold, down to halves of characters and of tags. */
const wildPiece = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes)),
  fc.constantFrom(
    ...["<p>", "</p>", "<div", "<div class='x'>", "</div>", "<!--", "-->", "<![endif]-->", "<!--[if mso]>"],
    ...[
      "<o:p>&nbsp;</o:p>",
      "<body>",
      "</body>",
      "<td>",
      "<br>",
      '"',
      "'",
      ">",
      "&amp;",
      "&#x",
      "<a href='x'>",
    ],
    ...[
      "Web conference",
      "Join web conference",
      "Conference ID: 1",
      "Organizer: ",
      "_".repeat(40),
      "\r\n",
      "\n",
      "\r",
    ],
  ),
);
const wild = fc.array(wildPiece, { maxLength: 30 }).map((pieces) => pieces.join(""));
const words = fc.oneof(
  fc.string({ unit: "grapheme" }).map((some) => some.replace(/[<&]/g, "")),
  fc.constantFrom(
    "<br>",
    "<img src=cid:a>",
    "<!-- a > b -->",
    "&nbsp;",
    "Web conference",
    "Conference ID: 1234567 ",
    "סדר",
  ),
);
/** HTML in which every tag has its partner, as an editor writes it. */
const { neat } = fc.letrec<{ neat: string; element: string }>((tie) => ({
  neat: fc
    .array(fc.oneof({ weight: 2, arbitrary: words }, { weight: 1, arbitrary: tie("element") }), {
      maxLength: 4,
    })
    .map((all) => all.join("")),
  element: fc
    .tuple(
      fc.constantFrom("p", "div", "td", "span", "b", "blockquote", "a", "o:p"),
      fc.constantFrom("", " class=x", ` id="x_a" title='">'`, " style='border:none'"),
      tie("neat"),
    )
    .map(([name, attributes, inside]) => `<${name}${attributes}>${inside}</${name}>`),
}));
const neatText = wild.map((some) => (some === "" ? "" : `${some}\n`));

describe.each(formats)("%s", (format, block, newer) => {
  /** Whether chance has not made a block of ours; what stands apart shares no line. */
  const isFree = (...apart: string[]) =>
    findInvitations(apart.join(format === "html" ? "<hr>" : "\n"), format, id).length === 0;

  test("what was put into any body comes out again, and an update changes nothing else", () => {
    fc.assert(
      fc.property(wild, fc.constantFrom(...updates), (body, update) => {
        fc.pre(isFree(body));
        const written = insertInvitation(body, block, format);
        const updated = replaceInvitation(written, composeInvitation(format, update), format, id);
        expect(removeInvitation(written, format, id)).toBe(body);
        expect(removeInvitation(updated, format, id)).toBe(body);
        expect(insertInvitation(body, composeInvitation(format, update), format)).toBe(updated);
      }),
      { numRuns: 300 },
    );
  });

  test("what stands around a block stays, byte for byte", () => {
    const around = format === "html" ? neat : neatText;
    fc.assert(
      fc.property(around, around, fc.boolean(), (before, after, isKnown) => {
        fc.pre(isFree(before, after));
        const lines = isKnown ? remembered(block, format) : undefined;
        const body = before + block + after;
        expect(replaceInvitation(body, newer, format, id, lines)).toBe(before + newer + after);
        expect(removeInvitation(body, format, id, lines)).toBe(before + after);
      }),
      { numRuns: 300 },
    );
  });

  test("even where a body is torn around a block, nothing before and after it changes", () => {
    fc.assert(
      fc.property(wild, wild, (before, after) => {
        let left: string;
        try {
          left = removeInvitation(before + block + after, format, id);
        } catch (failure) {
          expect([ambiguous, notFound]).toContainEqual(failure);
          return;
        }
        // Blanks before the upper edge are in its line.
        const seen = format === "html" ? before : before.replace(/[\s\p{Cf}]+$/u, "");
        expect(left.startsWith(seen)).toBe(true);
        expect(left.endsWith(after)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test("blocks of two conferences never disturb each other", () => {
    const around = format === "html" ? neat : neatText;
    const ownChange = fc.constantFrom(
      ...(format === "html" ? Object.values(htmlHosts) : [(some: string) => some]),
    );
    fc.assert(
      fc.property(
        around,
        around,
        around,
        ownChange,
        ownChange,
        fc.boolean(),
        (a, b, c, change, otherChange, isFirst) => {
          fc.pre(isFree(a, b, c));
          const ours = change(block);
          const theirs = otherChange(composeInvitation(format, other));
          const join = (mine: string) => (isFirst ? a + mine + b + theirs + c : a + theirs + b + mine + c);
          expect(replaceInvitation(join(ours), newer, format, id)).toBe(join(newer));
          expect(removeInvitation(join(ours), format, id)).toBe(join(""));
          expect(findInvitations(join(""), format, other.conferenceId)).toMatchObject([{ isWhole: true }]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("any content makes a block that is found again and taken out whole", () => {
    const value = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 60 }),
      fc.string({ unit: "binary", maxLength: 60 }),
      fc
        .array(
          fc.constantFrom(
            "Web conference",
            "Conference ID: 1",
            "Organizer: x",
            "Join web conference: https://a.example",
            "_".repeat(40),
            "\n",
            "\r\n",
            " ",
            "\u2028",
            "x",
          ),
          { maxLength: 6 },
        )
        .map((pieces) => pieces.join("")),
    );
    fc.assert(
      fc.property(
        value,
        value,
        value,
        value,
        fc.boolean(),
        (organizer, conferenceKey, dialIn, note, isKnown) => {
          const made = composeInvitation(format, { ...content, organizer, conferenceKey, dialIn, note });
          const body = insertInvitation("before & after", made, format);
          expect(findInvitations(body, format)).toEqual([
            expect.objectContaining({ conferenceId: id, isWhole: true }),
          ]);
          expect(removeInvitation(body, format, id, isKnown ? remembered(made, format) : undefined)).toBe(
            "before & after",
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  test("two blocks of one conference are not guessed at, nor is half a block", () => {
    const twice = insertInvitation(insertInvitation("text", block, format), block, format);
    expect(() => removeInvitation(twice, format, id)).toThrow(ambiguous);
    expect(() => replaceInvitation(twice, newer, format, id)).toThrow(ambiguous);
  });

  test.each([
    [
      "without its title",
      (some: string) => some.replace(">Web conference<", "><").replace("\nWeb conference\n", "\n"),
    ],
    [
      "with a changed title",
      (some: string) => some.replace(/([>\n])Web conference([<\n])/, "$1Web conference with Bob$2"),
    ],
    ["without its ID", (some: string) => some.replace(/Conference ID: (<bdi>)?1234567/, "$1")],
    [
      "with words after its ID",
      (some: string) =>
        some.replace("1234567<", "1234567 (call me)<").replace("1234567\n_", "1234567 (call me)\n_"),
    ],
    ["with words in its ID", (some: string) => some.replace("Conference ID: ", "Conference ID: new: ")],
    ["without its links", (some: string) => some.replace(/<a .*?<\/a>/g, "").replace(/.*https:.*\n/g, "")],
    [
      "without its title and links",
      (some: string) =>
        some.replace(/<(h2).*?<\/\1>|<a .*?<\/a>/g, "").replace(/Web conference\n|.*https:.*\n/g, ""),
    ],
    [
      "without its title and ID",
      (some: string) =>
        some
          .replace(/<(h2).*?<\/\1>/, "")
          .replace("\nWeb conference\n", "\n")
          .replace(/Conference ID: /, ""),
    ],
  ])("a block %s is a reason to stop and tell", (_, change) => {
    const body = `mine\n${change(block)}mine too`;
    expect(body).not.toContain(block);
    expect(findInvitations(body, format, id)).toEqual([expect.objectContaining({ isWhole: false })]);
    expect(() => replaceInvitation(body, newer, format, id)).toThrow(ambiguous);
    expect(() => removeInvitation(body, format, id)).toThrow(ambiguous);
    // What is left of somebody else's block is no reason, as long as it says whose it is or ours is there.
    const theirs = body.replace(/1234567/g, "7654321");
    expect(removeInvitation(insertInvitation(theirs, block, format), format, id)).toBe(theirs);
    if (/ID: (<bdi>)?\d/.test(theirs)) expect(findInvitations(theirs, format, id)).toEqual([]);
  });

  test("a body without a block has none to replace", () => {
    expect(() => replaceInvitation("text", block, format)).toThrow(notFound);
    expect(() => removeInvitation("text", format, id)).toThrow(notFound);
  });
});

describe("somebody has written into the block:", () => {
  const after = "<p>After</p>";
  const rowEnd = "k7&amp;&lt;</bdi></p>";

  test.each([
    ["a paragraph", "<p>Bring the <b>papers</b></p>"],
    ["a picture", `<p class=MsoNormal><img src="cid:image001.png"><o:p></o:p></p>`],
    ["a list", "<ul>\r\n<li>one</li><li>two</li>\r\n</ul>"],
    ["a table", "<table><tr><td>one</td><td></td></tr></table>"],
    ["paragraphs around an empty one", "<p>one</p><p><br></p><!-- x --><p>two</p>"],
    ["a link", `<div><a href="https://example.com/">our wiki</a></div>`],
    ["another conference's block", composeInvitation("html", other)],
  ])("%s between two lines stays, under the new block", (_, mine) => {
    const body = html.replace(rowEnd, rowEnd + mine) + after;
    for (const lines of [undefined, known]) {
      if (mine.includes("Conference ID")) {
        expect(() => removeInvitation(body, "html", id, lines)).toThrow(ambiguous);
        continue;
      }
      expect(replaceInvitation(body, next, "html", id, lines)).toBe(next + mine + after);
      expect(removeInvitation(body, "html", id, lines)).toBe(mine + after);
    }
  });

  test("a line at the end of one of our paragraphs stays in it", () => {
    const body = html.replace("Alice Adams</bdi>", "$&<br>My words");
    for (const lines of [undefined, known]) {
      expect(removeInvitation(body, "html", id, lines)).toBe(`<p style="margin:0 0 4px"><br>My words</p>`);
    }
  });

  test("words above the title and below the ID stay where they are", () => {
    const above = html.replace("<h2", "<p>Mine</p><h2");
    expect(replaceInvitation(above, next, "html", id)).toBe(`<p>Mine</p>${next}`);
    const below = html.replace(/<\/div>$/, "<p>Mine</p></div>");
    expect(replaceInvitation(below, next, "html", id)).toBe(`${next}<p>Mine</p>`);
    const behind = html.replace(/<\/div>$/, "</div>Mine");
    expect(replaceInvitation(behind, next, "html", id)).toBe(`${next}Mine`);
    const before = html.replace(/<h2.*?<\/h2>/, "<div class=x>Mine$&</div>");
    expect(replaceInvitation(before, next, "html", id)).toBe(`<div class=x>Mine${next}</div>`);
  });

  test("words in one of our lines keep that line, as far as we know what it said", () => {
    const line = `<p style="margin:0 0 4px">Organizer: <bdi>Alice Adams, in room 4</bdi></p>`;
    const body = html.replace("Alice Adams", "Alice Adams, in room 4") + after;
    expect(replaceInvitation(body, next, "html", id, known)).toBe(next + line + after);
    expect(removeInvitation(body, "html", id, known)).toBe(line + after);
    expect(removeInvitation(body, "html", id)).toBe(after);
  });

  test("words in a link's line keep it, with its link", () => {
    const body = html.replace("Join web conference</a>", "$& with Chrome");
    for (const lines of [undefined, known]) {
      const left = removeInvitation(body, "html", id, lines);
      expect(left).toMatch(
        /^<p [^>]*><a href="https:[^>]*>Join web conference<\/a> with Chrome <span [^>]*>https:[^<]*<\/span><\/p>$/,
      );
    }
  });

  test("the same in plain text", () => {
    const line = text.replace("Organizer:", "Bring the papers\n\nand a pen\n$&");
    const word = text.replace("Alice Adams", "Alice Adams, in room 4");
    const link = text.replace(content.joinUrl, "$& with Chrome");
    for (const lines of [undefined, knownText]) {
      const left = replaceInvitation(`${line}After`, nextText, "text", id, lines);
      // The blank line above may be theirs.
      expect(left).toBe(`${nextText}\nBring the papers\n\nand a pen\nAfter`);
      expect(removeInvitation(link, "text", id, lines)).toBe(
        `\nJoin web conference: ${content.joinUrl} with Chrome\n\n`,
      );
    }
    expect(removeInvitation(word, "text", id, knownText)).toBe("\nOrganizer: Alice Adams, in room 4\n");
    expect(removeInvitation(word, "text", id)).toBe("");
  });

  test("what was kept once is nobody's block and stays through ten updates", () => {
    let body = html.replace(rowEnd, `${rowEnd}<p>Mine</p>`).replace("Alice Adams", "Alice Adams, in room 4");
    let lines = known;
    let block = html;
    for (const update of updates) {
      block = composeInvitation("html", update);
      body = replaceInvitation(body, block, "html", id, lines);
      lines = remembered(block, "html");
    }
    expect(body).toBe(
      `${block}<p style="margin:0 0 4px">Organizer: <bdi>Alice Adams, in room 4</bdi></p><p>Mine</p>`,
    );
  });

  test("only our words, made bold, are not somebody's words", () => {
    const body = html.replace(/<h2.*?<\/h2>.*?<\/p>/, "<b><i>$&</i></b>");
    expect(replaceInvitation(body, next, "html", id, known)).toBe(next);
  });
});
