import { escapeHtml } from "./document/html";

/** A number of seven digits and more, or of fewer that stand alone in their line. */
const digit = "[\\d\\u0660-\\u0669\\u06f0-\\u06f9\\uff10-\\uff19]";
/** Spaces of any width: a number of which only the end were dialed would be somebody else's. */
const space = " \\t\\u00a0\\u2007-\\u200a\\u202f";
const numberPattern = `[+\\uff0b]?(?:\\(${digit}+\\)[${space}]?)?${digit}(?:(?:[${space}.\\-/\\u2010-\\u2013]|[${space}]?\\(|\\)[${space}]?){0,2}${digit})+`;
const anyNumber = new RegExp(`(?<![\\p{L}\\p{N}_,;#*+=/-])${numberPattern}(?![\\p{L}\\p{N}_=])`, "gu");
const [fewestDigits, mostDigits] = [7, 17];

/** Digits of Arabic, Persian and full-width writing begin at these. */
const zeros = [0x30, 0x660, 0x6f0, 0xff10];

function digitsOf(text: string): string {
  let digits = "";
  for (const sign of text) {
    const code = sign.charCodeAt(0);
    const zero = zeros.find((one) => code >= one && code < one + 10);
    if (zero !== undefined) digits += String(code - zero);
  }
  return digits;
}

/** A number as a telephone dials it; null: it is none. `isAlone`: nothing else stands in its line. */
function dialable(number: string, isAlone: boolean): string | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(number)) return null;
  const isInternational = /^[+\uff0b]/.test(number);
  // "+41 (0)44": the zero is for callers in the country.
  const digits = digitsOf(isInternational ? number.replace(/\([0\u0660\u06f0\uff10]\)/, "") : number);
  const isNumber = digits.length >= (isAlone ? 3 : fewestDigits) && digits.length <= mostDigits;
  return isNumber ? `${isInternational ? "+" : ""}${digits}` : null;
}

/** One line with a place for each telephone number in it. */
function replaceNumbers(
  line: string,
  change: (number: string, dialed: string) => string,
  rest: (text: string) => string,
): string {
  let changed = "";
  let at = 0;
  for (const { 0: number, index } of line.matchAll(anyNumber)) {
    const dialed = dialable(number, number === line.trim());
    if (dialed === null) continue;
    changed += rest(line.slice(at, index)) + change(number, dialed);
    at = index + number.length;
  }
  return changed + rest(line.slice(at));
}

/** Whether a text has a telephone number in it. */
function hasNumber(text: string): boolean {
  return [...text.matchAll(anyNumber)].some(({ 0: number }) => dialable(number, false) !== null);
}

/** Numbers that were written one after the other, one a line. */
export function splitNumbers(line: string): string[] {
  const parts = line.split(/[,;|][ \u00a0]+|[ \u00a0]+\/[ \u00a0]+/);
  return parts.length > 1 && parts.every(hasNumber) ? parts.map((part) => part.trim()) : [line];
}

/**
 * Puts behind each telephone number what a telephone dials after it; `afterwards`: pauses, conference ID and the like as
 * the administrator's template has them, "" for nothing.
 */
export function completeNumbers(line: string, afterwards: string): string {
  return afterwards === ""
    ? line
    : replaceNumbers(
        line,
        (number) => number + afterwards,
        (text) => text,
      );
}

/** HTML of one line in which each telephone number is a link. */
export function linkNumbers(line: string, afterwards: string): string {
  const href = (dialed: string) => escapeHtml(`tel:${dialed}${afterwards.replace(/#/g, "%23")}`);
  return replaceNumbers(
    line,
    (number, dialed) => `<a href="${href(dialed)}">${escapeHtml(number + afterwards)}</a>`,
    escapeHtml,
  );
}

/** An address that begins with a scheme or with "www."; a closing bracket is part of it where it was opened in it. */
const webAddress = /(?:https?:\/\/|(?<![\w@./-])www\.)(?:\([^\s"'<>()]*\)|[^\s"'<>)])+(?<![.,;:!?\]}(])/u;
const mailAddress = /(?<![^\s<(:;,])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.\p{L}{2,}/u;
const anyAddress = new RegExp(`${webAddress.source}|${mailAddress.source}`, "giu");

/** HTML of one line in which each web and mail address is a link. */
export function linkAddresses(line: string): string {
  let html = "";
  let at = 0;
  for (const { 0: address, index } of line.matchAll(anyAddress)) {
    const href = hrefOf(address);
    if (!URL.canParse(href)) continue;
    html += `${escapeHtml(line.slice(at, index))}<a href="${escapeHtml(href)}">${escapeHtml(address)}</a>`;
    at = index + address.length;
  }
  return html + escapeHtml(line.slice(at));
}

function hrefOf(address: string): string {
  if (/^https?:/i.test(address)) return address;
  return `${/^www\.[^@]*$/i.test(address) ? "https://" : "mailto:"}${address}`;
}

/**
 * The digits dialed after the number by a template such as "{number},,{id}#"; "": no template, or one with characters that
 * can't be dialed.
 */
export function dialedAfter(template: string, conferenceId: string, conferenceKey: string | null): string {
  const afterwards = template
    .replace("{number}", "")
    .replaceAll("{id}", conferenceId)
    .replaceAll("{key}", conferenceKey ?? "\n");
  return /^[\d,;*#]*$/.test(afterwards) ? afterwards : "";
}
