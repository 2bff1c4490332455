import { composeInvitation, type InvitationContent } from "../../src/invitation/compose";
import type { Format } from "../../src/invitation/document/documentModel";
import {
  findInvitations,
  insertInvitation,
  readBack,
  removeInvitation,
  replaceInvitation,
} from "../../src/invitation/edit";
import { broken } from "./corpus/broken";
import { conversions, htmlHosts, places, textHosts, wraps } from "./corpus/hosts";
import { first, updates } from "./corpus/invitations";
import { oldBlock } from "./corpus/oldBlock";
import { origins, type Origin } from "./corpus/origins";

const id = first.conferenceId;
const ours = (body: string, format: Format) => findInvitations(body, format, id);
const whole = [{ conferenceId: id, isWhole: true }];

/** Puts the invitation in, and says what stands before and after it. */
function insert(body: string, format: Format): { before: string; after: string; written: string } {
  const block = composeInvitation(format, first);
  const written = insertInvitation(body, block, format);
  const at = written.indexOf(block);
  return { before: written.slice(0, at), after: written.slice(at + block.length), written };
}

/** In, ten times anew, and out: nothing but the block may change, at any step. */
function expectUntouched(body: string, format: Format, contents = updates): void {
  expect(ours(body, format)).toEqual([]);
  const { before, after, written: inserted } = insert(body, format);
  expect(before + after).toBe(body);
  let written = inserted;
  for (const content of contents) {
    const block = composeInvitation(format, content);
    written = replaceInvitation(written, block, format, id);
    expect(written).toBe(before + block + after);
    expect(ours(written, format)).toMatchObject(whole);
  }
  expect(removeInvitation(written, format, id)).toBe(body);
}

describe.each(origins)("a body of $name", (origin) => {
  test.each(origin.bodies)("%s", (_, body) => expectUntouched(body, origin.format));
});

describe.each(["html", "text"] as const)("a broken body as %s", (format) => {
  test.each(Object.entries(broken))("%s", (_, body) => expectUntouched(body, format));
});

test("there are more than 200 bodies of more than 8 origins", () => {
  expect(origins.length).toBeGreaterThan(8);
  expect(origins.flatMap(({ bodies }) => bodies).length).toBeGreaterThan(200);
});

test.each(origins.filter(({ name }) => /Word|CRLF/.test(name)))("1 MB of $name", (origin) => {
  const [, agenda] = origin.bodies.find(([name]) => name === "a list")!;
  expectUntouched(agenda.repeat(Math.ceil(1_000_000 / agenda.length)), origin.format, updates.slice(0, 2));
});

interface Moved {
  origin: Origin;
  /** The block as the host changed it. */
  change: (block: string, content: InvitationContent) => string;
  /** A reply's text around the block. */
  place?: readonly [before: string, after: string];
  /** Whether it is remembered what was written. */
  isKnown?: boolean;
  /** The version that wrote the block. */
  compose?: (format: Format, content: InvitationContent) => string;
}

/** In every body of an origin, the block as others have left it is found, replaced and taken out without a trace. */
function expectFound({
  origin,
  change,
  place = ["", ""],
  isKnown,
  compose = composeInvitation,
}: Moved): void {
  const { format } = origin;
  for (const [at, [, body]] of origin.bodies.entries()) {
    const content = [first, ...updates][at % 11]!;
    const block = compose(format, content);
    const next = composeInvitation(format, updates[9]!);
    const { ownedLines: lines } = readBack(block, block, format, id);
    const remembered = (isKnown ?? at % 2 === 0) ? lines : undefined;
    const inserted = insert(body, format);
    const before = inserted.before + place[0];
    const after = place[1] + inserted.after;
    const changed = before + change(block, content) + after;
    expect(ours(changed, format)).toMatchObject(whole);
    expect(replaceInvitation(changed, next, format, id, remembered)).toBe(before + next + after);
    expect(removeInvitation(changed, format, id, remembered)).toBe(before + after);
  }
}

const html = origins.filter(({ format }) => format === "html");
const text = origins.filter(({ format }) => format === "text");

describe.each(html)("in a body of $name the block is still found with", (origin) => {
  test.each(Object.entries(htmlHosts))("%s", (_, change) => expectFound({ origin, change }));
});

describe.each(text)("in a body of $name the block is still found with", (origin) => {
  test.each(Object.entries(textHosts))("%s", (_, change) => expectFound({ origin, change }));
});

describe.each(origins)("in a body of $name the block of an older version is still found with", (origin) => {
  const hosts = origin.format === "html" ? htmlHosts : textHosts;
  test.each(Object.entries(hosts))("%s", (_, change) => expectFound({ origin, change, compose: oldBlock }));
});

test.each(Object.entries(places))("moved into %s, the block goes and the place stays", (_, place) => {
  const changes = [
    "nothing",
    "x_ before the id",
    "the id dropped",
    "our element dropped",
    "Word",
    "Rich Text",
  ];
  for (const [at, origin] of html.entries()) {
    expectFound({ origin, change: htmlHosts[changes[at % changes.length]!]!, place });
  }
});

test.each(origins)("in a body of $name the block is found after the format has changed", (origin) => {
  const convert = conversions[origin.format];
  expectFound({ origin, change: (_, content) => convert(content), isKnown: true });
});

/** Conference IDs of other systems, which a body may hold anywhere. */
const foreignIds = [
  ["Backup bridge:", "Conference ID: 816 562 143#"],
  ["Dial-in: +1 425 555 0100", "Conference ID: 12345678"],
  ["Join Skype Meeting", "Conference ID: 12345678"],
];

test.each(origins)(
  "half a block in a body of $name is told from another system's number",
  ({ format, bodies }) => {
    const block = composeInvitation(format, { ...first, note: "Be on time" });
    const withoutId = block.replace(/<p style="[^"]*">Conference ID.*?<\/p>|Conference ID: .*\n/, "");
    const halves = [withoutId, withoutId.replace(/<h2.*?<\/h2>|Web conference\n/, "")];
    for (const [, body] of bodies) {
      for (const half of halves) {
        for (const [above, line] of foreignIds) {
          const foreign =
            format === "html"
              ? `<p>Agenda</p><p>${above}</p><p>${line}</p>`
              : `\n\nAgenda\n${above}\n${line}\n`;
          const written = insertInvitation(body, half + foreign, format);
          expect(ours(written, format)).toMatchObject([{ isWhole: false }]);
          expect(() => replaceInvitation(written, block, format, id)).toThrow("AMBIGUOUS");
        }
      }
    }
  },
);

test.each(Object.entries(wraps))("lines wrapped %s are put together by who knows them", (_, change) => {
  for (const origin of text) expectFound({ origin, change, isKnown: true });
});
