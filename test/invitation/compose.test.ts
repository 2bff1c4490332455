import { composeInvitation, type InvitationContent } from "../../src/invitation/compose";
import { addToLocation, removeFromLocation } from "../../src/outlook/locationText";
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
  expect(html).toContain("+41 44 000 00 00<br>+1 555 0100");
  expect(html).toMatch(/<h2[^>]*>Web conference<\/h2>/);
  expect(html).not.toMatch(/<table|<script|class=|background|[^-]color:/);
});

test("what the site wants said stands above the conference ID, escaped, line by line", () => {
  const note = "Sales desk: +41 44 111 <b>\nOpen from 8 to 18";
  expect(composeInvitation("html", { ...content, note })).toContain(
    'Note: <bdi>Sales desk: +41 44 111 &lt;b&gt;<br>Open from 8 to 18</bdi></p><p style="margin:0">Conference ID',
  );
  expect(composeInvitation("text", { ...content, note })).toContain(
    "\nNote: Sales desk: +41 44 111 <b>\n  Open from 8 to 18\nConference ID: ",
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
      "Conference key: k7",
      "Dial-in: +41 44 000 00 00",
      "  +1 555 0100",
      "Organizer: Alice Adams",
      "Start as host (for the organizer only): https://rtc.example.com/host",
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
        new Set(["div", "h2", "p", "a", "bdi", ...(html.includes("<br>") ? ["br"] : [])]),
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
