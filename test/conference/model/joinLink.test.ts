import { judgeLink } from "../../../src/conference/model/joinLink";

const hosts = ["rtc.example.com", "conf.example.com:8443", "localhost:3001"];
const link = "https://rtc.example.com/join?id=42&key=a";

test.each([
  link,
  "https://conf.example.com:8443/j",
  "http://localhost:3001/j",
  "https://RTC.Example.com/join",
])("%s is the site's", (url) => {
  expect(judgeLink(url, hosts)).toEqual({ url: new URL(url).href, foreignHost: null });
});

const encoded = encodeURIComponent(link);
test.each([
  ["Safe Links", `https://eur01.safelinks.protection.outlook.com/?url=${encoded}&data=05%7C02&reserved=0`],
  ["Proofpoint", `https://urldefense.com/v3/__${link}__;!!abc!xyz$`],
  ["Barracuda", `https://linkprotect.cudasvc.com/url?a=${encoded}&c=E,1`],
  ["Google", `https://www.google.com/url?q=${encoded}&sa=D`],
])("a link of the site that %s protects is the site's", (_, url) => {
  expect(judgeLink(url, hosts)).toEqual({ url: link, foreignHost: null });
});

test("a protected link from which signs were taken is opened as it is, and its host named", () => {
  const url = "https://urldefense.com/v3/__https://rtc.example.com/join?id=42&key=a*b__;Kw!!abc!xyz$";
  expect(judgeLink(url, hosts)).toEqual({ url, foreignHost: "urldefense.com" });
});

test.each([
  ["https://evil.example/join", "evil.example", "https://evil.example/join"],
  ["https://evil.example/?url=https://other.example/", "evil.example", undefined],
  ["https://rtc.example.com@evil.example/", "evil.example", "https://evil.example/"],
  ["https://me:secret@rtc.example.com/", "rtc.example.com", "https://rtc.example.com/"],
  ["https://evil.example\\@rtc.example.com/", "evil.example", "https://evil.example/@rtc.example.com/"],
  ["https://evil.example\t.rtc.example.com/", "evil.example.rtc.example.com", undefined],
  ["http://rtc.example.com/join", "http://rtc.example.com", undefined],
  ["https://rtc.example.com:444/", "rtc.example.com:444", undefined],
  ["https://rtс.example.com/", "xn--rt-pmc.example.com", undefined],
  ["https://rtc。example。com.evil.example/", "rtc.example.com.evil.example", undefined],
])("%s is a stranger's, and so is named", (url, foreignHost, opened = new URL(url).href) => {
  expect(judgeLink(url, hosts)).toEqual({ url: opened, foreignHost });
});

test("without known hosts every link is a stranger's", () => {
  expect(judgeLink(link, [])).toEqual({ url: link, foreignHost: "rtc.example.com" });
});
