import { composeInvitation, type InvitationContent } from "../../src/invitation/compose";
import { readBack } from "../../src/invitation/edit";
import { first } from "./corpus/invitations";

export const content: InvitationContent = { ...first, note: "Be on time" };

export const id = content.conferenceId;

export const html = composeInvitation("html", content);

export const text = composeInvitation("text", content);

export const next = composeInvitation("html", { ...content, conferenceKey: "new", dialIn: "" });

export const nextText = composeInvitation("text", { ...content, conferenceKey: "new", dialIn: "" });

export const remembered = (block: string, format: "html" | "text") =>
  readBack(block, block, format, id).ownedLines;

export const known = remembered(html, "html");

export const knownText = remembered(text, "text");

export const other = { ...content, conferenceId: "7654321", joinUrl: "https://rtc.example.com/join/7654321" };

export const formats = [
  ["html", html, next],
  ["text", text, nextText],
] as const;
