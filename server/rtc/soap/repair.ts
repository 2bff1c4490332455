/**
 * Makes a document well-formed whose characters some stacks write wrongly, without adding, moving or removing an element.
 * Answers null where that cannot be, or changes nothing. What cannot be restored becomes U+FFFD:
 *
 * - two references to the halves of a surrogate pair (Apache's stacks, beyond U+FFFF): the character;
 * - a half alone, and any other character that XML cannot hold, raw or as a reference: U+FFFD;
 * - "&" that begins none of XML's own references ("?a=1&b=2", "&copy=", "&eacute;"), "<" that can begin no markup, and
 *   "]]>" in text: as they are written;
 * - white space before the XML declaration: left out.
 *
 * Comments, CDATA and processing instructions keep their "&"; a tag in which something is wrong outside of its attributes'
 * values is not mended. In time linear in the text's length. For documents only that a parser has refused.
 */
export function repairXml(source: string): string | null {
  const work = repairSteps(source);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** As `repairXml`, in steps of some milliseconds at the most. */
export function* repairSteps(source: string): Generator<undefined, string | null> {
  const text = source.replace(/^\s+(?=<\?xml\s)/, "");
  const suspicious = new RegExp(suspects, "g");
  const place = createPlace(text);
  let parts: string[] = [];
  let repaired = "";
  let taken = 0;
  for (let found = suspicious.exec(text), count = 1; found; found = suspicious.exec(text), count += 1) {
    const [what] = found;
    const at = found.index;
    place.advance(at);
    if (place.isInTag()) return null;
    const end = sections[what];
    let to = at + what.length;
    let replacement: string;
    if (end !== undefined) {
      const ending = text.indexOf(end, to);
      to = ending < 0 ? text.length : ending + end.length;
      replacement = text.slice(at, to).replace(unspeakable, lost);
    } else if (what.startsWith("&")) {
      const low = isHigh(codeOf(found)) ? lowAfter(suspicious, text, to) : null;
      if (low) to += low[0].length;
      replacement = low ? String.fromCharCode(codeOf(found), codeOf(low)) : mendReference(found);
    } else replacement = replacements[what] ?? lost;
    parts.push(text.slice(taken, at), replacement);
    taken = to;
    suspicious.lastIndex = to;
    place.skip(to);
    if (count > maxSuspects) return null;
    if (count % suspectsPerStep !== 0) continue;
    repaired += parts.join("");
    parts = [];
    yield;
  }
  repaired += parts.join("") + text.slice(taken);
  return repaired === source ? null : repaired;
}

const suspectsPerStep = 2000;
/** Some hundreds for each attendee of the largest report: what has more is no answer. */
const maxSuspects = 500_000;

/** Follows where the text has come to: in a tag, in the quotes of an attribute, or in neither. */
function createPlace(text: string) {
  let come = 0;
  let isTag = false;
  let quote = "";
  return {
    isInTag: () => isTag && quote === "",
    skip: (to: number) => {
      come = to;
    },
    advance: (to: number) => {
      if (come === to) return;
      // No "<" stands in an attribute of a well-formed document.
      const opening = text.slice(come, to).lastIndexOf("<");
      if (opening >= 0) [come, isTag, quote] = [come + opening + 1, true, ""];
      for (; isTag && come < to; come += 1) {
        const character = text.charAt(come);
        if (quote !== "") quote = character === quote ? "" : quote;
        else if (character === '"' || character === "'") quote = character;
        else isTag = character !== ">";
      }
      come = to;
    },
  };
}

/** Stands for what was lost (Unicode's replacement character). */
export const lost = "\ufffd";

const unspeakable =
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const reference = "&(?:#x([\\da-fA-F]+);|#(\\d+);|(amp|lt|gt|quot|apos);)?";
/** An address ("<ann@example.com>", "<https://example.com>") or another word that no tag can begin with. */
const word = "[A-Za-z_:\\u0080-\\uffff][\\w:.\\u0080-\\uffff-]*(?:[!-,;-=?@[-^`{-~]|\\/(?!>))";
const suspects = `<!--|<!\\[CDATA\\[|<\\?|<(?![A-Za-z_:/!\\u0080-\\uffff])|<(?=${word})|\\]\\]>|${reference}|${unspeakable.source}`;
const sections: Record<string, string> = { "<!--": "-->", "<![CDATA[": "]]>", "<?": "?>" };
const replacements: Record<string, string> = { "<": "&lt;", "]]>": "]]&gt;" };

/** The number of the character that a reference stands for; NaN: it is none by number. */
function codeOf([, hexadecimal, decimal]: RegExpExecArray): number {
  return hexadecimal === undefined ? Number.parseInt(decimal ?? "", 10) : Number.parseInt(hexadecimal, 16);
}

/** The reference to the second half of a surrogate pair, if that comes next. */
function lowAfter(suspicious: RegExp, text: string, at: number): RegExpExecArray | null {
  if (text.charAt(at) !== "&") return null;
  suspicious.lastIndex = at;
  const next = suspicious.exec(text);
  return next && isLow(codeOf(next)) ? next : null;
}

/** An "&", or the reference that it begins, as a well-formed document has it. */
function mendReference(found: RegExpExecArray): string {
  const [whole, , , name] = found;
  const code = codeOf(found);
  if (name !== undefined || isSpeakable(code)) return whole;
  return Number.isNaN(code) ? "&amp;" : lost;
}

const isHigh = (code: number) => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number) => code >= 0xdc00 && code <= 0xdfff;

/** Whether XML 1.0 can hold the character. */
function isSpeakable(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code <= 0xfffd ? !isHigh(code) && !isLow(code) : code >= 0x10000 && code <= 0x10ffff;
}

/**
 * Reads an answer's bytes: UTF-8 whatever is declared; else Latin-1 where that is declared; else UTF-8 in which
 * surrogate pairs were written as two characters (CESU-8, as older Java and Oracle do), and what is no UTF-8 becomes U+FFFD.
 */
export function decodeBytes(bytes: Uint8Array, contentType: string | null): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // It is none, or it was damaged on its way.
  }
  const binary = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const declared =
    /charset\s*=\s*["']?([\w-]+)/i.exec(contentType ?? "")?.[1] ??
    /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w-]+)["']/.exec(binary.slice(0, 200))?.[1] ??
    "utf-8";
  if (/^(iso-?8859-?1|latin-?1|windows-1252|cp-?1252)$/i.test(declared))
    return new TextDecoder("windows-1252").decode(bytes);
  const paired = binary.replace(/\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]/g, (pair) => {
    const half = (index: number) =>
      ((pair.charCodeAt(index) & 0x3f) << 6) | (pair.charCodeAt(index + 1) & 0x3f) | 0xd000;
    return Buffer.from(String.fromCharCode(half(1), half(4)), "utf8").toString("latin1");
  });
  return new TextDecoder().decode(Buffer.from(paired, "latin1"));
}
