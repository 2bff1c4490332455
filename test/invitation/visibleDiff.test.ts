import { composeInvitation, type InvitationContent } from "../../src/invitation/compose";
import { isVisiblyContained, isVisiblySame } from "../../src/invitation/visibleDiff";

const content: InvitationContent = {
  conferenceId: "42",
  joinUrl: "https://rtc.example.com/join?id=42&key=a",
  hostUrl: "https://rtc.example.com/host",
  conferenceKey: "k7 & <b>",
  dialIn: "+41 44 111 22 33\nPIN 1234",
  organizer: "Åsa O'Neil",
  note: "Service desk: 111",
};

test.each([
  ["a renamed id", (html: string) => html.replace('id="', 'id="x_')],
  ["dropped styles", (html: string) => html.replace(/ style="[^"]*"/g, "")],
  ["line breaks between the elements", (html: string) => html.replaceAll("><", ">\r\n<")],
  ["dropped <bdi>", (html: string) => html.replace(/<\/?bdi>/g, "")],
  ["paragraphs made into divisions", (html: string) => html.replace(/<(\/?)p\b/g, "<$1div")],
  ["other entities", (html: string) => html.replaceAll("&#39;", "'").replaceAll("&lt;", "&#x3c;")],
  ["hard spaces", (html: string) => html.replaceAll("Conference key: ", "Conference key:&nbsp;")],
  [
    "other quotes and case around a link",
    (html: string) => html.replace(/<a href="([^"]*)"/, "<A HREF='$1'"),
  ],
])("an invitation that Outlook has rewritten says the same: %s", (_, rewrite) => {
  const html = composeInvitation("html", content);
  const rewritten = rewrite(html);
  expect(rewritten).not.toBe(html);
  expect(isVisiblySame(rewritten, html, "html")).toBe(true);
});

test.each([
  ["with Windows' line ends", (text: string) => text.replaceAll("\n", "\r\n")],
  ["with trailing spaces and more blank lines", (text: string) => text.replaceAll("\n", "  \n\n")],
])("so does one in plain text, %s", (_, rewrite) => {
  const text = composeInvitation("text", content);
  expect(isVisiblySame(rewrite(text), text, "text")).toBe(true);
});

test.each(["html", "text"] as const)(
  "whatever a reader would see changed makes it another one (%s)",
  (format) => {
    const before = composeInvitation(format, content);
    const changes: Partial<InvitationContent>[] = [
      { conferenceId: "43" },
      { joinUrl: "https://rtc.example.com/join?id=42&key=b" },
      { hostUrl: "https://rtc.example.com/host2" },
      { hostUrl: null },
      { conferenceKey: "k8" },
      { conferenceKey: null },
      { dialIn: "+41 44 111 22 34" },
      { organizer: "Asa" },
      { note: "" },
    ];
    for (const change of changes) {
      expect({
        change,
        same: isVisiblySame(before, composeInvitation(format, { ...content, ...change }), format),
      }).toEqual({
        change,
        same: false,
      });
    }
  },
);

describe.each(["html", "text"] as const)("what a body has that another one lacks (%s)", (format) => {
  const of = (...lines: string[]) =>
    format === "html" ? lines.map((line) => `<p>${line}</p>`).join("") : lines.join("\r\n");
  const than = of("Agenda", "1. Figures", "2. Plans");
  test.each([
    ["the same", of("Agenda", "1. Figures", "2. Plans"), true],
    ["less, and in another order", of("2. Plans", "", "Agenda"), true],
    ["a line that was cut off", of("Agenda", "1. Fig"), true],
    ["nothing", "", true],
    ["one line more", of("Agenda", "1. Figures", "2. Plans", "3. Lunch"), false],
    ["words in a line", of("Agenda", "1. Figures of May", "2. Plans"), false],
    ["words before a line", of("Our Agenda"), false],
  ])("%s", (_, body, isNothing) => {
    expect(isVisiblyContained(body, than, format)).toBe(isNothing);
  });
});
