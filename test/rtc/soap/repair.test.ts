import fc from "fast-check";
import { decodeBytes, repairXml } from "../../../server/rtc/soap/repair";
import { parseXml, type XmlElement } from "../../../server/rtc/soap/xml";

const namesIn = ({ name, attributes, children }: XmlElement): unknown => [
  name,
  Object.keys(attributes),
  children.map(namesIn),
];

/** Characters and references, well-formed and not, but nothing that begins markup. */
const noise = fc.array(
  fc.oneof(
    fc.string({ unit: "binary", maxLength: 4 }).map((text) => text.replace(/[<"']/g, "")),
    fc.constantFrom(
      "&",
      "&#",
      "&#x",
      ";",
      "&lt",
      "&lt;",
      "&#60;",
      "&#x3C;script&#62;",
      "&#xD83D;",
      "&#xDE00;",
    ),
    fc.constantFrom(
      "]]>",
      "]]",
      ">",
      "-->",
      "?>",
      "&e;",
      "&copy=",
      "&#0;",
      "&#xFFFFFFFF;",
      "\ud800",
      "\u0000",
    ),
    fc.constantFrom("< ", "<3", "<", "<<", "&quot;", "&#34;", "&#x22;"),
  ),
);

test("whatever stands in a text or an attribute, no element and no attribute comes or goes", () => {
  fc.assert(
    fc.property(noise, noise, (inText, inAttribute) => {
      const text = `${inText.join(" ")} `;
      const xml = `<a><b c="${inAttribute.filter((part) => !part.startsWith("<")).join("")}" d="">${text}</b><e/></a>`;
      const root = parseXml(xml);
      expect(namesIn(root)).toEqual([
        "a",
        [],
        [
          ["b", ["c", "d"], []],
          ["e", [], []],
        ],
      ]);
    }),
    { numRuns: 800 },
  );
});

test("a text of any characters reads as itself, each of those that XML cannot hold as U+FFFD", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/\r/g, "&#13;");
      const readable = text.replace(
        /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
        "\ufffd",
      );
      expect(parseXml(`<a>${escaped}</a>`).text).toBe(readable);
    }),
    { numRuns: 400 },
  );
});

test.each([
  ["a comment", "<a><!-- &#xD83D;&#xDE00; & <b> \u0001 --></a>\u0001", null],
  ["a tag's name", "<a><b\u0001c/></a>", null],
  ["between attributes", "<a b='1'\u0001c='2'/>", null],
  ["an element that does not end", "<a>&", null],
  ["markup in an attribute", `<a b="<c>&"/>`, null],
  ["an address as a tag", "<a><ann@example.com></ann@example.com></a>", null],
  ["two roots", "<a>&</a><b/>", null],
  ["a DOCTYPE", "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", null],
])("%s is not mended", (_, xml) => {
  expect(() => parseXml(xml)).toThrow(expect.objectContaining({ name: "XmlError" }));
});

test.each([
  "Talk with Ann <ann@example.com> & Bo",
  "<ann.b-c@example.com>",
  "at <https://example.com/?a=1&b=2>",
  "1<x,y",
  "<a<a<a<",
  "<é@b",
])("%j is text that somebody has not escaped", (text) => {
  const { children } = parseXml(`<a><b>${text} </b><c-d.e:f x="1"/></a>`);
  expect(children.map(({ name }) => name)).toEqual(["b", "f"]);
  expect(children[0]?.text).toBe(`${text} `);
});

test("comments, CDATA and instructions keep what they say", () => {
  const inside = "<![CDATA[&#xD83D;&#xDE00;&<b>&copy;]]><!--&#xD83D;--><?p &#xD83D; & ?>";
  expect(repairXml(`<a b="&">${inside}&</a>`)).toBe(`<a b="&amp;">${inside}&amp;</a>`);
});

test("a document that is well-formed stays what it is", () => {
  for (const xml of [
    "<a/>",
    "<a b='x>y]]'>&#128512;&lt;<![CDATA[&x;]]></a>",
    "<?xml version='1.0'?> <a>\ufffd</a>",
  ])
    expect(repairXml(xml)).toBeNull();
});

// In time that grows with the square of the length none of these would end.
test.each([
  ["&", 1_000_000],
  ["&#", 500_000],
  ["&#1", 300_000],
  ["&#x1", 300_000],
  ["<!--", 300_000],
  ["<![CDATA[", 150_000],
  ["<?", 500_000],
  ["< ", 500_000],
  ["<a", 300_000],
  ["<a@", 300_000],
  ['<a b="', 200_000],
  ["]", 1_000_000],
  [" ", 1_000_000],
  ["\ud800", 1_000_000],
  ["1", 1_000_000],
])("%j a great many times takes no time", (part, times) => {
  repairXml(`<a>&#${part.repeat(times)}`);
  repairXml(`${part.repeat(times)}<?xml`);
});

describe("bytes", () => {
  const read = (bytes: string, contentType: string | null = null) =>
    decodeBytes(Buffer.from(bytes, "latin1"), contentType);

  test.each([
    ["UTF-8", "Caf\u00c3\u00a9 \u00f0\u009f\u009a\u0080", null, "Café 🚀"],
    ["UTF-8 that is declared as something else", "Caf\u00c3\u00a9", "text/xml; charset=ISO-8859-1", "Café"],
    ["Latin-1 by its header", "Caf\u00e9", 'text/xml; charset="iso-8859-1"', "Café"],
    ["surrogates as characters of their own", "\u00ed\u00a0\u00bd\u00ed\u00ba\u0080", null, "🚀"],
    ["half of such a pair", "a\u00ed\u00a0\u00bdb", null, "a\ufffd\ufffd\ufffdb"],
    ["a character that was cut off before a tag", "Caf\u00c3</a>", null, "Caf\ufffd</a>"],
    ["a bracket in more bytes than it needs", "\u00c0\u00bcscript>", null, "\ufffd\ufffdscript>"],
  ])("%s", (_, bytes, contentType, text) => {
    expect(read(bytes, contentType)).toBe(text);
  });

  test("Latin-1 by the document's own word", () => {
    const xml = `<?xml version="1.0" encoding="ISO-8859-1"?><a>Caf\u00e9</a>`;
    expect(parseXml(read(xml)).text).toBe("Café");
  });
});
