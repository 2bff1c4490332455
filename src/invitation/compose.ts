import { isLink } from "../contract/links";
import { InvitationError } from "./errors";
import { escapeHtml } from "./document/html";
import { completeNumbers, dialedAfter, linkAddresses, linkNumbers, splitNumbers } from "./links";
import { blockId, looksLikeOurs, textEdge } from "./markers";
import { invitationTexts as wording } from "../locales/messages";

/** The contents of an invitation. Links are written as `contract/links` demands. */
export interface InvitationContent {
  conferenceId: string;
  joinUrl: string;
  /** null: the host link is not for the body. */
  hostUrl: string | null;
  conferenceKey: string | null;
  /** May have several lines. */
  dialIn: string;
  /** How a telephone dials into a conference in one go: "{number}", pauses (","), "{id}" and "{key}"; missing or "": it cannot. */
  oneTap?: string | undefined;
  /** Display name. */
  organizer: string;
  /** The site's note, in plain text; may have several lines. */
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

function composeHtml(content: InvitationContent): string {
  const { conferenceId, joinUrl, hostUrl, conferenceKey, organizer, note } = content;
  const { numbers, afterwards } = readDialIn(content);
  const row = (label: string, lines: string[], style = "margin:0 0 4px") =>
    `<p style="${style}">${label}: <bdi>${lines.join("<br>")}</bdi></p>`;
  const link = (href: string, text: string, style: string) =>
    `<a href="${escapeHtml(href)}" style="${style}">${text}</a>`;
  // No colours of our own but the rules': text and links take those of the reader's light or dark mode. Word leaves out the
  // space below a division, so the last paragraph has it, and the lower rule.
  return [
    `<div id="${blockId}" lang="en" dir="ltr" style="margin:0 0 16px;padding:12px 0 0;border-top:1px solid #8a8886;`,
    `border-bottom:none;font-family:'Segoe UI',Arial,sans-serif;font-size:14px;line-height:1.5">`,
    `<h2 style="margin:0 0 8px;font-size:16px;font-weight:600">${wording.title}</h2>`,
    `<p style="margin:0 0 12px">${link(joinUrl, wording.join, "font-size:16px;font-weight:600")} `,
    // Where links are stripped, or on paper, this is the way in.
    `<span style="display:block;font-size:12px;word-break:break-all">${escapeHtml(joinUrl)}</span></p>`,
    numbers.length === 0
      ? ""
      : row(
          wording.dialIn,
          numbers.map((line) => linkNumbers(line, afterwards)),
        ),
    row(wording.organizer, [escapeHtml(oneLine(organizer))]),
    hostUrl === null
      ? ""
      : `<p style="margin:0 0 4px">${link(hostUrl, wording.host, "font-weight:400")} (${wording.hostNote})</p>`,
    note === "" ? "" : row(wording.note, linesOf(note).map(linkAddresses)),
    conferenceKey === null ? "" : row(wording.key, [escapeHtml(oneLine(conferenceKey))], "margin:12px 0 4px"),
    row(
      wording.id,
      [escapeHtml(oneLine(conferenceId))],
      `margin:${conferenceKey === null ? "12px" : "0"} 0 16px;padding:0 0 12px;border-bottom:1px solid #8a8886`,
    ),
    "</div>",
  ].join("");
}

function composeText(content: InvitationContent): string {
  const { conferenceId, joinUrl, hostUrl, conferenceKey, organizer, note } = content;
  const { numbers, afterwards } = readDialIn(content);
  const row = (label: string, lines: string[]) => `${label}: ${lines.join("\n  ")}`;
  const groups = [
    [textEdge, wording.title],
    [`${wording.join}: ${joinUrl}`],
    numbers.length === 0
      ? []
      : [
          row(
            wording.dialIn,
            numbers.map((line) => completeNumbers(line, afterwards)),
          ),
        ],
    [
      row(wording.organizer, [oneLine(organizer)]),
      ...(hostUrl === null ? [] : [`${wording.host} (${wording.hostNote}): ${hostUrl}`]),
    ],
    note === "" ? [] : [row(wording.note, linesOf(note))],
    [
      ...(conferenceKey === null ? [] : [row(wording.key, [oneLine(conferenceKey)])]),
      row(wording.id, [oneLine(conferenceId)]),
      textEdge,
    ],
  ];
  const text = groups.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${text.join("\n\n")}\n\n`;
}

/** The lines with the numbers to dial, and what is dialed after each number. */
function readDialIn({ dialIn, oneTap = "", conferenceId, conferenceKey }: InvitationContent) {
  return {
    numbers: dialIn === "" ? [] : linesOf(dialIn.split(lineEnd).flatMap(splitNumbers).join("\n")),
    afterwards: dialedAfter(oneTap, conferenceId, conferenceKey),
  };
}

const lineEnd = /\r\n?|[\n\v\f\x85\u2028\u2029]/;

/** The lines of a value; one that reads like a line of ours would be taken for it when the block is looked for. */
function linesOf(value: string): string[] {
  return value.split(lineEnd).map((line, at) => (at > 0 && looksLikeOurs(line) ? `\u2013 ${line}` : line));
}

function oneLine(text: string): string {
  return text.split(lineEnd).join(" ");
}
