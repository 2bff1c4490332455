import { invitationTexts as wording } from "../locales/messages";

/** The id of the block's outer element; Outlook may put "x_" before it, or drop it. */
export const blockId = "web-conference-invitation";

/** The line above and below the block in plain text. */
export const textEdge = "_".repeat(40);

/** Labels before a value. */
const labels = [wording.key, wording.dialIn, wording.organizer, wording.note].map((word) => `${word}:`);
/** Those whose value may have several lines. */
const longLabels = new Set([`${wording.dialIn}:`, `${wording.note}:`]);
const idLabel = `${wording.id}:`;
const joinLine = wording.join;
const hostLine = `${wording.host} (${wording.hostNote})`;

const invisible = "\\u00ad\\u061c\\u200b-\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff";
const anyInvisible = new RegExp(`[${invisible}]`, "g");
const anyGap = /\s{2,}|[^\S ]/g;
const plain = /^(?:[!-~]| (?! ))*$/;
const visible = new RegExp(`[^\\s${invisible}]`);

/** Text as it is compared: without invisible characters, with single spaces. */
export function tidy(text: string): string {
  // Most lines have nothing to tidy, and a body may have many thousands.
  const trimmed = text.trim();
  return plain.test(trimmed) ? trimmed : trimmed.replace(anyInvisible, "").replace(anyGap, " ").trim();
}

/** Whether a reader sees nothing of some text. */
export function isBlank(text: string): boolean {
  return !visible.test(text);
}

/**
 * Text of which only what survives a host is left: no spaces (lines are wrapped), no address that a host has put behind
 * itself or behind a number, and one sign for every character that HTML also writes by a name (`&eacute;`), of which there
 * are too many to know them all.
 */
export function squeeze(line: string): string {
  const text = line.replace(/\s+/g, "");
  return text
    .replace(/<((?:tel|mailto|https?):[^<>]*)>/g, (all: string, address: string, at: number) =>
      address.startsWith("http") && !repeats(text, at, address) ? all : "",
    )
    .replace(/&[a-z][a-z\d]{1,30};|[\u00a1-\u03ff\u2010-\u22ff\u{d800}-\u{dfff}\ufffd]/giu, "\ufffd");
}

/** Whether a text has an address just before a place, perhaps without the slash at its end. */
function repeats(text: string, at: number, address: string): boolean {
  return [address, address.replace(/\/$/, "")].some((one) => text.endsWith(one, at));
}

/** The label with which a line begins, or null. */
export function labelOf(line: string): string | null {
  return labels.find((label) => line.startsWith(label)) ?? null;
}

/** Whether the lines under this label's may belong to it. */
export function isLong(label: string | null): boolean {
  return label !== null && longLabels.has(label);
}

/** Whether a line begins a row with which our blocks end: what comes before the organizer does not stand above the ID. */
export function isLastRow(line: string): boolean {
  const label = labelOf(line);
  return label === null ? line.startsWith(hostLine) : label !== `${wording.dialIn}:`;
}

/** The conference ID that a line names, with whatever else stands there, or null. */
export function readId(line: string): string | null {
  return line.startsWith(idLabel) ? line.slice(idLabel.length).trim() || null : null;
}

/** Whether a line is a link line of ours, to the letter; in plain text its address stands in it. */
export function isLinkLine(line: string): boolean {
  if (!line.startsWith(joinLine) && !line.startsWith(wording.host)) return false;
  const words = withoutAddress(line);
  return words === joinLine || words === hostLine;
}

/** Whether a line is the join link's; also when its address was wrapped to the next line. */
export function isJoinLine(line: string): boolean {
  return line.startsWith(joinLine) && withoutAddress(line).replace(/:$/, "") === joinLine;
}

// Our own plain text has ": https://...", our HTML " https://..."; a host that makes plain text of HTML writes the link's
// address, too: " <https://...>", or in other brackets.
function withoutAddress(line: string): string {
  return line.replace(/(?:: ?[<[(]?| ?[<[(]| )https?:\/\/\S+/g, "");
}

/** Whether lines that were put together are a link line that a host has wrapped; a bare address may be somebody's own line. */
export function isWrappedLinkLine(text: string): boolean {
  return /:$|[:<[(] ?https?:/.test(text) && isLinkLine(text);
}

/** Whether a line is the host link's, whatever else stands there. */
export function isHostLine(line: string): boolean {
  return line.startsWith(wording.host);
}

const addressRest = /^(?!.*:\/\/)(?=.*[/?=&%#])[\w\-.~/?#[\]@!$&'()*+,;=%:]+>?$/;

/** Whether a line is likely to be the rest of an address that was wrapped. */
export function isAddressRest(line: string): boolean {
  return addressRest.test(line);
}

/** Whether a line of somebody's text would be taken for one of ours. */
export function looksLikeOurs(line: string): boolean {
  const text = tidy(line);
  const starts = [...labels, idLabel, `${joinLine}:`, `${hostLine}:`];
  return (
    text === textEdge ||
    text === wording.title ||
    isLinkLine(text) ||
    starts.some((start) => text.startsWith(start))
  );
}
