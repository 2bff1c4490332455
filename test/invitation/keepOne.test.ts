import { composeInvitation } from "../../src/invitation/compose";
import { insertInvitation, keepOneInvitation } from "../../src/invitation/edit";

test.each([
  ["html", "<p>Above</p>", "<p>Agenda</p>"],
  ["text", "Above\n", "Agenda\n"],
] as const)(
  "of several invitations of a conference one stays, and nothing else goes (%s)",
  (format, above, below) => {
    const blockOf = (conferenceId: string, conferenceKey: string) =>
      composeInvitation(format, {
        conferenceId,
        joinUrl: "https://rtc.example.com/join",
        hostUrl: null,
        conferenceKey,
        dialIn: "",
        organizer: "Alice Adams",
        note: "",
      });
    const others = blockOf("7", "k");
    const once = insertInvitation(below + others, blockOf("42", "a"), format);
    const thrice = blockOf("42", "b") + above + blockOf("42", "c") + once;
    expect(keepOneInvitation(thrice, blockOf("42", "d"), format, "42")).toBe(
      blockOf("42", "d") + above + below + others,
    );
  },
);

test("where there is none, nothing is done", () => {
  expect(() => keepOneInvitation("<p>Agenda</p>", "", "html", "42")).toThrow("INVITATION_NOT_FOUND");
});
