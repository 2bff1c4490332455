import { isLink } from "../contract/links";
import { InvitationError } from "./errors";
import { blockId, looksLikeOurs, textEdge } from "./marks";
import { wording } from "./wording";

/** What an invitation says. Links are written as `contract/links` demands. */
export interface InvitationContent {
  conferenceId: string;
  joinUrl: string;
  /** null: the host link is not for the body. */
  hostUrl: string | null;
  conferenceKey: string | null;
  /** May have several lines. */
  dialIn: string;
  /** Display name. */
  organizer: string;
  /** What the site wants said, in plain text; may have several lines. */
  note: string;
}

/**
 * Makes the invitation: a self-contained block whose first line is the title and whose last line is the conference ID.
 * Throws InvitationError UNSAFE_LINK.
 */
export function composeInvitation(format: "html" | "text", content: InvitationContent): string {
  const links = [content.joinUrl, ...(content.hostUrl === null ? [] : [content.hostUrl])];
  if (!links.every(isLink)) throw new InvitationError("UNSAFE_LINK");
  return format === "html" ? composeHtml(content) : composeText(content);
}

function composeHtml({
  conferenceId,
  joinUrl,
  hostUrl,
  conferenceKey,
  dialIn,
  organizer,
  note,
}: InvitationContent): string {
  const row = (label: string, value: string) =>
    `<p style="margin:0 0 4px">${label}: <bdi>${linesOf(value).map(escape).join("<br>")}</bdi></p>`;
  const link = (href: string, text: string, style: string) =>
    `<a href="${escape(href)}" style="${style}">${text}</a>`;
  // No colours of our own but the rule's: text and links take those of the reader's light or dark mode.
  return [
    `<div id="${blockId}" style="margin:0 0 16px;padding:12px 0;border-top:1px solid #8a8886;`,
    `border-bottom:1px solid #8a8886;font-family:'Segoe UI',Arial,sans-serif;font-size:14px;line-height:1.5">`,
    `<h2 style="margin:0 0 8px;font-size:16px;font-weight:600">${wording.title}</h2>`,
    `<p style="margin:0 0 8px">${link(joinUrl, wording.join, "font-size:16px;font-weight:600")}</p>`,
    conferenceKey === null ? "" : row(wording.key, oneLine(conferenceKey)),
    dialIn === "" ? "" : row(wording.dialIn, dialIn),
    row(wording.organizer, oneLine(organizer)),
    hostUrl === null
      ? ""
      : `<p style="margin:0 0 4px">${link(hostUrl, wording.host, "font-weight:400")} (${wording.hostNote})</p>`,
    note === "" ? "" : row(wording.note, note),
    `<p style="margin:0">${wording.id}: <bdi>${escape(oneLine(conferenceId))}</bdi></p></div>`,
  ].join("");
}

function composeText({
  conferenceId,
  joinUrl,
  hostUrl,
  conferenceKey,
  dialIn,
  organizer,
  note,
}: InvitationContent): string {
  return [
    textEdge,
    wording.title,
    "",
    `${wording.join}: ${joinUrl}`,
    ...(conferenceKey === null ? [] : [`${wording.key}: ${oneLine(conferenceKey)}`]),
    ...(dialIn === "" ? [] : [`${wording.dialIn}: ${linesOf(dialIn).join("\n  ")}`]),
    `${wording.organizer}: ${oneLine(organizer)}`,
    ...(hostUrl === null ? [] : [`${wording.host} (${wording.hostNote}): ${hostUrl}`]),
    ...(note === "" ? [] : [`${wording.note}: ${linesOf(note).join("\n  ")}`]),
    `${wording.id}: ${oneLine(conferenceId)}`,
    textEdge,
    "",
    "",
  ].join("\n");
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes for HTML text and for quoted attributes alike. */
function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

const lineEnd = /\r\n?|[\n\v\f\x85\u2028\u2029]/;

/** The lines of a value; one that reads like a line of ours would be taken for it when the block is looked for. */
function linesOf(value: string): string[] {
  return value.split(lineEnd).map((line, at) => (at > 0 && looksLikeOurs(line) ? `\u2013 ${line}` : line));
}

function oneLine(text: string): string {
  return text.split(lineEnd).join(" ");
}
