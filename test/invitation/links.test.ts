import { completeNumbers, dialedAfter, linkAddresses, linkNumbers } from "../../src/invitation/links";

test.each([
  ["{number},,{id}#", "4711", null, ",,4711#"],
  ["{number},,{id}#,,{key}#", "4711", "99", ",,4711#,,99#"],
  ["{number},,{id}#,,{key}#", "4711", null, ""],
  ["{number},,{id}#", "A-7", null, ""],
  ["", "4711", null, ""],
])("the digits after the number by %j, for %s and %s", (template, id, key, dialed) => {
  expect(dialedAfter(template, id, key)).toBe(dialed);
});

test("a telephone number is a link that dials the ID too", () => {
  expect(linkNumbers("+41 44 555 01 23 & more", ",,4711#")).toBe(
    '<a href="tel:+41445550123,,4711%23">+41 44 555 01 23,,4711#</a> &amp; more',
  );
});

test("in plain text the digits follow the number, or the line stays as it is", () => {
  expect(completeNumbers("+41 44 555 01 23", ",,4711#")).toBe("+41 44 555 01 23,,4711#");
  expect(completeNumbers("+41 44 555 01 23", "")).toBe("+41 44 555 01 23");
});

test("web and mail addresses are links, and the rest is text", () => {
  expect(linkAddresses("See www.example.com/a_(b). Ask help@example.com <now>")).toBe(
    'See <a href="https://www.example.com/a_(b)">www.example.com/a_(b)</a>. Ask ' +
      '<a href="mailto:help@example.com">help@example.com</a> &lt;now&gt;',
  );
});
