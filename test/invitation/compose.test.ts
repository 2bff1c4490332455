import { composeInvitation, type InvitationContent } from "../../src/invitation/compose";
import { addToLocation, removeFromLocation } from "../../src/outlook/appointment/locationText";
import fc from "fast-check";

const content: InvitationContent = {
  conferenceId: "1234567",
  joinUrl: "https://rtc.example.com/join?a=1&b=2",
  hostUrl: "https://rtc.example.com/host",
  conferenceKey: "k7",
  dialIn: "+41 44 000 00 00\n+1 555 0100",
  organizer: "Alice Adams",
  note: "",
};

test("the HTML form holds links with texts, key, dial-in, organizer and conference ID", () => {
  const html = composeInvitation("html", content);
  expect(html).toContain('<a href="https://rtc.example.com/join?a=1&amp;b=2"');
  expect(html).toContain(">Join web conference</a>");
  expect(html).toMatch(
    /<a href="https:\/\/rtc\.example\.com\/host"[^>]*>Start as host<\/a> \(for the organizer only\)/,
  );
  expect(html).toContain(
    '<a href="tel:+41440000000">+41 44 000 00 00</a><br><a href="tel:+15550100">+1 555 0100</a>',
  );
  expect(html).toMatch(/<h2[^>]*>Web conference<\/h2>/);
  expect(html).toMatch(/^<div [^>]*lang="en" dir="ltr"/);
  expect(html).not.toMatch(/<table|<script|class=|background|[^-]color:/);
});

test("what the site wants said stands above the conference ID, escaped, line by line", () => {
  const note = "Sales desk: +41 44 111 <b>\nOpen from 8 to 18";
  expect(composeInvitation("html", { ...content, note })).toContain(
    "Note: <bdi>Sales desk: +41 44 111 &lt;b&gt;<br>Open from 8 to 18</bdi></p>",
  );
  expect(composeInvitation("text", { ...content, note })).toContain(
    "\n\nNote: Sales desk: +41 44 111 <b>\n  Open from 8 to 18\n\nConference key: k7\nConference ID: ",
  );
});

test("a value's line that reads like one of the invitation's own gets a dash, since those are its marks", () => {
  const lines = [
    "Desk:",
    "Web conference",
    " Conference\u00a0ID: 99",
    "_".repeat(40),
    "Web conferences daily",
  ];
  const marked = [
    "Note: Desk:",
    "– Web conference",
    "–  Conference\u00a0ID: 99",
    `– ${"_".repeat(40)}`,
    lines[4],
  ];
  const note = lines.join("\u2028");
  expect(composeInvitation("text", { ...content, note })).toContain(marked.join("\n  "));
  expect(composeInvitation("html", { ...content, note })).toContain(marked.slice(1).join("<br>"));
});

test("names and keys stay in one line", () => {
  const html = composeInvitation("html", { ...content, organizer: "Alice\r\nConference ID: 99" });
  expect(html).toContain("Organizer: <bdi>Alice Conference ID: 99</bdi>");
});

test("the plain-text form is designed, not stripped", () => {
  expect(composeInvitation("text", content)).toBe(
    [
      "________________________________________",
      "Web conference",
      "",
      "Join web conference: https://rtc.example.com/join?a=1&b=2",
      "",
      "Dial-in: +41 44 000 00 00",
      "  +1 555 0100",
      "",
      "Organizer: Alice Adams",
      "Start as host (for the organizer only): https://rtc.example.com/host",
      "",
      "Conference key: k7",
      "Conference ID: 1234567",
      "________________________________________",
      "",
      "",
    ].join("\n"),
  );
});

test("what is not set is not mentioned", () => {
  for (const format of ["html", "text"] as const) {
    const block = composeInvitation(format, { ...content, hostUrl: null, conferenceKey: null, dialIn: "" });
    expect(block).not.toMatch(/host|key|Dial/i);
  }
});

test("markup in names, keys and numbers is text", () => {
  fc.assert(
    fc.property(fc.string(), (wild) => {
      const html = composeInvitation("html", {
        ...content,
        organizer: `<script>alert(1)</script>${wild}`,
        conferenceKey: `"><img src=x onerror=alert(1)>${wild}`,
        dialIn: `</div><a href='javascript:1'>${wild}`,
        conferenceId: `<b>${wild}`,
      });
      const tags = [...html.matchAll(/<\/?(\w+)/g)].map(([, name]) => name);
      expect(new Set(tags)).toEqual(
        new Set(["div", "h2", "p", "a", "span", "bdi", ...(html.includes("<br>") ? ["br"] : [])]),
      );
      expect(html.match(/<a /g)).toHaveLength(2);
    }),
  );
});

test.each([
  "http://rtc.example.com/join",
  "javascript:alert(1)",
  "https://user:pass@rtc.example.com/",
  "ftp://rtc.example.com/",
  "not a link",
  "https://rtc.example.com/a b",
])("%s is no link for an invitation", (link) => {
  for (const links of [{ joinUrl: link }, { hostUrl: link }]) {
    expect(() => composeInvitation("html", { ...content, ...links })).toThrow(
      expect.objectContaining({ code: "UNSAFE_LINK" }),
    );
  }
});

test.each(["http://localhost:3001/j", "http://127.0.0.1/j", "http://[::1]:3001/j"])(
  "%s is this very machine",
  (joinUrl) => {
    expect(composeInvitation("text", { ...content, joinUrl })).toContain(joinUrl);
  },
);

/** The block without markup, as a mail program or paper shows it. */
const printed = (html: string) => html.replace(/<[^>]*>/g, "").replace(/&amp;/g, "&");

test.each(["html", "text"] as const)(
  "stripped of its links or printed, %s still leads in, once",
  (format) => {
    const block = composeInvitation(format, { ...content, hostUrl: null });
    const visible = format === "html" ? printed(block) : block;
    expect(visible.split(content.joinUrl)).toHaveLength(2);
  },
);

test.each(["html", "text"] as const)("as %s the key stands right above the conference ID", (format) => {
  const block = composeInvitation(format, { ...content, note: "Be on time" });
  expect(block).toMatch(/Conference key: (<bdi>)?k7(<\/bdi><\/p><p [^>]*>|\n)Conference ID: (<bdi>)?1234567/);
});

test("in Word's engine, which leaves out a division's margin, the last paragraph keeps its distance below the rule", () => {
  const last = composeInvitation("html", content).split("<p").at(-1);
  expect(last).toMatch(
    /^ style="margin:0 0 16px;[^"]*border-bottom:1px solid #8a8886">Conference ID.*<\/p><\/div>$/,
  );
});

/** The lines of the dial-in row as HTML. */
const dialInOf = (dialIn: string, more: Partial<InvitationContent> = {}) =>
  /Dial-in: <bdi>(.*?)<\/bdi>/
    .exec(composeInvitation("html", { ...content, dialIn, ...more }))?.[1]
    ?.split("<br>");

test.each([
  ["Zürich: +41 (0)44 123 45 67", ["Zürich: ", "+41 (0)44 123 45 67", "+41441234567"]],
  ["(425) 555-0100 (toll free)", ["", "(425) 555-0100", "4255550100"]],
  ["Tel. 044/123.45.67, ext. 12", ["Tel. ", "044/123.45.67", "0441234567"]],
  ["4711", ["", "4711", "4711"]],
  [
    "\u200f\u0660\u0661\u0662 \u0663\u0664\u0665 \u0666\u0667\u0668",
    ["\u200f", "\u0660\u0661\u0662 \u0663\u0664\u0665 \u0666\u0667\u0668", "012345678"],
  ],
  [
    "Paris +33\u202f1\u202f23\u202f45\u202f67\u202f89",
    ["Paris ", "+33\u202f1\u202f23\u202f45\u202f67\u202f89", "+33123456789"],
  ],
  ["+49\t30 1234567", ["", "+49\t30 1234567", "+49301234567"]],
  ["０３-１２３４-５６７８", ["", "０３-１２３４-５６７８", "0312345678"]],
])("%s is a telephone link", (line, [before, number, dialed]) => {
  expect(dialInOf(line)?.[0]).toContain(`${before}<a href="tel:${dialed}">${number}</a>`);
});

test.each(["PIN 1234", "Monday 8:00-18:00", "2027-03-02", "Room 12", "1".repeat(40), "ask 12"])(
  "%s is none",
  (line) => expect(dialInOf(line)).toEqual([line]),
);

test.each([
  ["+41 44 123 45 67, +1 425 555 0100", 2],
  ["+41 44 123 45 67; +1 425 555 0100 | 044 765 43 21", 3],
  ["Bern: +41 31 123 45 67\nZürich: +41 44 123 45 67", 2],
  ["Bern +41 31 123 45 67 / Zürich +41 44 123 45 67", 2],
  ["+41 44 123 45 67, code 12", 1],
])("%s: one number a line", (dialIn, count) => {
  expect(dialInOf(dialIn)).toHaveLength(count);
  const text = composeInvitation("text", { ...content, dialIn });
  expect(/Dial-in: ([^]*?)\n\n/.exec(text)?.[1]?.split("\n")).toHaveLength(count);
});

test("a number dials into the conference in one go only as the administrator's template says", () => {
  const oneTap = "{number},,{id}#,{key}*#";
  const dialIn = "Bern: +41 31 123 45 67";
  const joined = { oneTap, conferenceKey: "42" };
  expect(dialInOf(dialIn, joined)).toEqual([
    'Bern: <a href="tel:+41311234567,,1234567%23,42*%23">+41 31 123 45 67,,1234567#,42*#</a>',
  ]);
  expect(composeInvitation("text", { ...content, dialIn, ...joined })).toContain(
    "Dial-in: Bern: +41 31 123 45 67,,1234567#,42*#\n",
  );
  // A key that has letters, or none, cannot be dialed.
  for (const conferenceKey of ["k7", null]) {
    expect(dialInOf(dialIn, { oneTap, conferenceKey })?.[0]).toContain('<a href="tel:+41311234567">');
  }
});

test("web and mail addresses in the note are links, and nothing else is", () => {
  const note =
    "Help: https://help.example.com/a?b=1&c=2. Or (http://help.example.com), desk@example.com;\njavascript:alert(1) data:text/html,x user@host https://";
  const html = /Note: <bdi>(.*?)<\/bdi>/.exec(composeInvitation("html", { ...content, note }))?.[1];
  expect(html).toBe(
    'Help: <a href="https://help.example.com/a?b=1&amp;c=2">https://help.example.com/a?b=1&amp;c=2</a>. ' +
      'Or (<a href="http://help.example.com">http://help.example.com</a>), ' +
      '<a href="mailto:desk@example.com">desk@example.com</a>;<br>' +
      "javascript:alert(1) data:text/html,x user@host https://",
  );
});

test.each([
  ["www.example.com/help.", "www.example.com/help", "https://www.example.com/help"],
  ["(www.example.com)", "www.example.com", "https://www.example.com"],
  [
    "https://wiki.example/Room_(Bern), 2",
    "https://wiki.example/Room_(Bern)",
    "https://wiki.example/Room_(Bern)",
  ],
  ["(https://a.example/(x)/y)", "https://a.example/(x)/y", "https://a.example/(x)/y"],
])("%s in the note leads to the whole address", (note, shown, href) => {
  const link = `<a href="${href}">${shown}</a>`;
  expect(composeInvitation("html", { ...content, note })).toContain(note.replace(shown, link));
});

test.each(["(".repeat(50_000), "a.".repeat(50_000), "www.(".repeat(10_000)])(
  "a long note takes no time",
  (note) => {
    const started = performance.now();
    composeInvitation("html", { ...content, note: `https://${note}` });
    expect(performance.now() - started).toBeLessThan(2_000);
  },
);

describe("location", () => {
  const ours = "Web conference 1234567";
  test("is set without losing what was there, and put back exactly", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (location) => {
        fc.pre(!location.includes(ours));
        const added = addToLocation(location, ours);
        expect(added).toBe(location === "" ? ours : `${location}; ${ours}`);
        expect(removeFromLocation(added ?? "", ours)).toBe(location);
      }),
    );
  });
  test("what the user wrote around ours stays", () => {
    expect(removeFromLocation(`Room 1; ${ours}; by the window`, ours)).toBe("Room 1; by the window");
    expect(removeFromLocation(`${ours}; Room 1`, ours)).toBe("Room 1");
    expect(removeFromLocation(`${ours}8`, ours)).toBe(`${ours}8`);
  });
  test("is left alone where Outlook's 255 characters do not suffice", () => {
    expect(addToLocation("L".repeat(231), ours)).toHaveLength(255);
    expect(addToLocation("L".repeat(232), ours)).toBeNull();
    expect(addToLocation("L".repeat(300), ours)).toBeNull();
  });
});
