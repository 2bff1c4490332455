import type { InvitationContent } from "../../../src/invitation/compose";
import type { Format } from "../../../src/invitation/document/documentModel";
import { escapeHtml as escapeSome } from "./dialect";

const escapeHtml = (text: string) => escapeSome(text).replace(/'/g, "&#39;");
const edge = "_".repeat(40);
const lines = (value: string) =>
  value
    .split(/\r\n?|\n/)
    .map((line, at) =>
      at > 0 && /^(Conference ID|Web conference|Organizer|_)/.test(line.trim()) ? `– ${line}` : line,
    );

/** The block as versions before 2026-12 wrote it: key and ID apart, no address to be seen in HTML, no blank lines. */
export function oldBlock(format: Format, content: InvitationContent): string {
  const { conferenceId, joinUrl, hostUrl, conferenceKey, dialIn, organizer, note } = content;
  if (format === "text") {
    return [
      ...[edge, "Web conference", "", `Join web conference: ${joinUrl}`],
      ...(conferenceKey === null ? [] : [`Conference key: ${conferenceKey}`]),
      ...(dialIn === "" ? [] : [`Dial-in: ${lines(dialIn).join("\n  ")}`]),
      `Organizer: ${organizer}`,
      ...(hostUrl === null ? [] : [`Start as host (for the organizer only): ${hostUrl}`]),
      ...(note === "" ? [] : [`Note: ${lines(note).join("\n  ")}`]),
      ...[`Conference ID: ${conferenceId}`, edge, "", ""],
    ].join("\n");
  }
  const row = (label: string, value: string) =>
    `<p style="margin:0 0 4px">${label}: <bdi>${lines(value).map(escapeHtml).join("<br>")}</bdi></p>`;
  return [
    `<div id="web-conference-invitation" style="margin:0 0 16px;padding:12px 0;border-top:1px solid #8a8886;`,
    `border-bottom:1px solid #8a8886;font-family:'Segoe UI',Arial,sans-serif;font-size:14px;line-height:1.5">`,
    `<h2 style="margin:0 0 8px;font-size:16px;font-weight:600">Web conference</h2>`,
    `<p style="margin:0 0 8px"><a href="${escapeHtml(joinUrl)}" style="font-size:16px;font-weight:600">Join web conference</a></p>`,
    conferenceKey === null ? "" : row("Conference key", conferenceKey),
    dialIn === "" ? "" : row("Dial-in", dialIn),
    row("Organizer", organizer),
    hostUrl === null
      ? ""
      : `<p style="margin:0 0 4px"><a href="${escapeHtml(hostUrl)}" style="font-weight:400">Start as host</a> (for the organizer only)</p>`,
    note === "" ? "" : row("Note", note),
    `<p style="margin:0">Conference ID: <bdi>${escapeHtml(conferenceId)}</bdi></p></div>`,
  ].join("");
}
