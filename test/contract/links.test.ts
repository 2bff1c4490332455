import { isLink, createLinkFilter, toLink } from "../../src/contract/links";

const join = "https://rtc.example.com/join?id=1&k=a%2Fb";

test.each([
  [join, join],
  [`\n   ${join}\t`, join],
  ["HTTPS://RTC.Example.COM/Join", "https://rtc.example.com/Join"],
  ["https://rtc.example.com:443/join", "https://rtc.example.com/join"],
  ["https://rtc%2eexample%2Ecom/join", "https://rtc.example.com/join"],
  ["https://rtc.exam\u200bple.com/join", "https://rtc.example.com/join"],
  ["https://ＲＴＣ.example。com/join", "https://rtc.example.com/join"],
  ["https://@rtc.example.com/join", "https://rtc.example.com/join"],
  ["https:\\\\rtc.example.com\\join", "https://rtc.example.com/join"],
  ["https:/rtc.example.com/join", "https://rtc.example.com/join"],
  ["https://rtc.example.com\\@evil.example.net/", "https://rtc.example.com/@evil.example.net/"],
  ["https://rtc.example.com/jo\tin\r\n?id=1", "https://rtc.example.com/join?id=1"],
  ["https://rtc.example.com/jo in?a b#c d", "https://rtc.example.com/jo%20in?a%20b#c%20d"],
  ["https://rtc.example.com", "https://rtc.example.com/"],
  ["https://rtc.example.com?next=\\\\evil", "https://rtc.example.com/?next=%5C%5Cevil"],
  [
    "https://rtc.example.com/a|b^{c}`?d|e^{f}`#g|h",
    "https://rtc.example.com/a%7Cb%5E%7Bc%7D%60?d%7Ce%5E%7Bf%7D%60#g%7Ch",
  ],
  ["https://rtc.example.com/100%?x=%zz", "https://rtc.example.com/100%25?x=%25zz"],
  [
    "https://rtc.example.com/b\u00fcro\u200b/\u{1f600}",
    "https://rtc.example.com/b%C3%BCro%E2%80%8B/%F0%9F%98%80",
  ],
  ["https://b\u00fccher.example/j", "https://xn--bcher-kva.example/j"],
  ["http://2130706433:3001/j", "http://127.0.0.1:3001/j"],
  ["http://[0:0:0:0:0:0:0:1]:3001/j", "http://[::1]:3001/j"],
])("%j is written as %s", (given, written) => {
  expect(toLink(given)).toBe(written);
  expect(isLink(written)).toBe(true);
  expect(toLink(written)).toBe(written);
  expect(new URL(written).href).toBe(written);
});

test.each([
  "",
  "nonsense",
  "//rtc.example.com/join",
  "javascript:alert(1)",
  "data:text/html,x",
  "ftp://rtc.example.com/j",
  "http://rtc.example.com/j",
  "http://localhost.example.com/j",
  "https://user@rtc.example.com/j",
  "https://user:secret@rtc.example.com/j",
  "https://:secret@rtc.example.com/j",
  "https://rtc.example.com\0.evil.example.net/j",
  "https://rtc.example.com/\0j",
  "https://rtc.example.com/j\x7f",
  "https://rtc.example.com/j\x1b[0m",
  "https://rtc.example.com/\ud83d",
  "https://rtc.example.com/\ufffd",
  "https://rtc example.com/j",
  "https://rtc.example.com:99999/j",
])("%j cannot be handed on", (given) => {
  expect(toLink(given)).toBeNull();
  expect(isLink(given)).toBe(false);
});

test.each([
  ["longer than 2,048 characters", "a".repeat(2048)],
  ["longer only when it is written", "\u00fc".repeat(400)],
])("one that is %s cannot be handed on", (_, path) => {
  expect(toLink(`https://rtc.example.com/${path}`)).toBeNull();
  expect(toLink("https://rtc.example.com/".padEnd(2048, "a"))).not.toBeNull();
});

test.each([
  "https:\\\\rtc.example.com\\join",
  "https://rtc.example.com\\@evil.example.net/",
  "https://RTC.example.com/join",
  "https://rtc.example.com/jo in",
  "https://rtc.example.com/jo\tin",
  "https://rtc.example.com/b\u00fcro",
  "https://rtc%2eexample.com/join",
  "https://b\u00fccher.example/j",
  ' https://rtc.example.com/join"',
])("%j is no link before it is written as one", (given) => expect(isLink(given)).toBe(false));

describe("hosts", () => {
  const handOut = createLinkFilter([
    "rtc.example.com",
    "Meet.Example.com:8443",
    "localhost:80",
    "b\u00fccher.example",
  ]);

  test.each([
    [join, join],
    ["https://meet.example.com:8443/j", "https://meet.example.com:8443/j"],
    ["http://localhost/j", "http://localhost/j"],
    ["https://XN--BCHER-KVA.example/j", "https://xn--bcher-kva.example/j"],
  ])("%s is to one that is known", (given, written) => expect(handOut(given)).toBe(written));

  test.each([
    "https://rtc.example.com.evil.example.net/",
    "https://rtc.example.com.\n.evil.example.net/",
    "https://evil.example.net\\@rtc.example.com/",
    "https://evil.example.net/@rtc.example.com/",
    "https://rtc.example.com@evil.example.net/",
    "https://rtc.example.com./j",
    "https://rtc.example.com:8443/j",
    "https://meet.example.com/j",
    "https://rtc.ex\u0430mple.com/j",
    "http://localhost:3001/j",
  ])("%j is not", (given) => expect(handOut(given)).toBeNull());
});

test("a host with an umlaut is taken however often it is asked for", () => {
  // Node 20 compiles `URL.canParse` anew after some thousand calls, and then refuses it.
  const written = new Set(Array.from({ length: 20_000 }, () => toLink("https://b\u00fccher.example/j")));
  expect([...written]).toEqual(["https://xn--bcher-kva.example/j"]);
});
