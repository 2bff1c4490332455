import { SaxesParser } from "saxes";
import { CodedError, hasCode } from "../../codedError";
import { repairSteps } from "./repair";

/** An element by its local name: deployments differ in prefixes, and in namespaces too. */
export interface XmlElement {
  /** Local name. */
  name: string;
  /** Attributes by their names as written, prefix included. */
  attributes: Record<string, string>;
  children: XmlElement[];
  /** The text directly inside. */
  text: string;
  parent: XmlElement | null;
  /** Whether something inside was nested too deep to be read. */
  isCut: boolean;
}

/**
 * XML_TOO_LARGE: the document may be right, but there is too much of it: a smaller question may be answered. XML_UNREADABLE: a
 * DOCTYPE, another limit, or not the document that was expected.
 */
type XmlErrorCode = "XML_MALFORMED" | "XML_TOO_LARGE" | "XML_UNREADABLE";

/** Thrown for a document that cannot be read. The message does not quote it: it may hold tokens. */
export class XmlError extends CodedError<XmlErrorCode> {
  override name = "XmlError";
  constructor(message: string, code: XmlErrorCode = "XML_UNREADABLE") {
    super(code, "unknown", message);
  }
}

/** Deeper elements are left out, and the one that holds them says so; beyond the second limit all of it is refused. */
const maxDepth = 64;
const maxNesting = 256;
const maxAttributes = 64;
/** Four times what the longest legal answer has, a report on a thousand attendees (see `maxAnswerBytes`). */
const maxElements = 100_000;
/** Characters that are parsed at a stretch: some milliseconds, also where there is nothing but elements. */
const sliceLength = 16 * 1024;
/** Documents up to this length are parsed at once. */
const shortLength = 64 * 1024;

/**
 * Parses a whole document. Throws XmlError. No entity but the five of XML is known; nothing is ever fetched. Characters
 * that make a document ill-formed are mended (see `repairXml`); a well-formed one is taken as it is.
 */
export function parseXml(source: string): XmlElement {
  const work = parseSteps(source);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** Whether a document is parsed in several steps. */
export function isLong(source: string): boolean {
  return source.length > shortLength;
}

/** As `parseXml`, but others have their turn after each step. `pause` ends when they had it. */
export async function parseXmlInTurns(source: string, pause: () => Promise<void>): Promise<XmlElement> {
  if (!isLong(source)) return parseXml(source);
  const work = parseSteps(source);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    await pause();
  }
}

function* parseSteps(source: string): Generator<undefined, XmlElement> {
  try {
    return yield* buildSteps(source);
  } catch (failure) {
    if (!hasCode(failure, "XML_MALFORMED")) throw failure;
    const repaired = yield* repairSteps(source);
    if (repaired === null) throw failure;
    return yield* buildSteps(repaired);
  }
}

function* buildSteps(source: string): Generator<undefined, XmlElement> {
  const builder = createBuilder(source);
  for (let at = 0; at < source.length; at += sliceLength) {
    if (at > 0 && isLong(source)) yield;
    builder.write(source.slice(at, at + sliceLength));
  }
  return builder.close();
}

/** Whether a document, or its beginning, has a DOCTYPE: it stands before the first element, behind comments at most. */
export function hasDoctype(source: string): boolean {
  let at = 0;
  for (;;) {
    while (/[\s\ufeff]/.test(source.charAt(at))) at += 1;
    const end = source.startsWith("<!--", at) ? "-->" : source.startsWith("<?", at) ? "?>" : null;
    // There is no other markup of this kind before the first element.
    if (end === null) return /^<![A-Z[]/i.test(source.slice(at, at + 3));
    const ending = source.indexOf(end, at + 2);
    if (ending < 0) return false;
    at = ending + end.length;
  }
}

/** Builds the tree of a document that comes in parts. */
function createBuilder(source: string) {
  // The parser tells of a DOCTYPE when it has read all of it.
  if (hasDoctype(source)) throw new XmlError("DOCTYPE");
  let root: XmlElement | null = null;
  let current: XmlElement | null = null;
  let depth = 0;
  let attributes = 0;
  let elements = 0;
  const parser = new SaxesParser({ xmlns: false, fragment: false, position: false });
  parser.on("error", () => {
    throw new XmlError("malformed XML", "XML_MALFORMED");
  });
  parser.on("opentagstart", () => {
    attributes = 0;
    depth += 1;
    elements += 1;
    if (elements > maxElements) throw new XmlError("too many elements", "XML_TOO_LARGE");
    if (depth > maxNesting) throw new XmlError("too deep");
  });
  parser.on("attribute", () => {
    attributes += 1;
    if (attributes > maxAttributes) throw new XmlError("too many attributes");
  });
  parser.on("opentag", (tag) => {
    if (depth > maxDepth) {
      if (current) current.isCut = true;
      return;
    }
    const element: XmlElement = {
      name: localName(tag.name),
      attributes: tag.attributes,
      children: [],
      text: "",
      parent: current,
      isCut: false,
    };
    if (current) current.children.push(element);
    else root = element;
    current = element;
  });
  const addText = (text: string) => {
    if (current && depth <= maxDepth) current.text += text;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    depth -= 1;
    if (depth < maxDepth) current = current?.parent ?? null;
  });
  return {
    write: (part: string) => void parser.write(part),
    close: (): XmlElement => {
      parser.close();
      if (!root) throw new XmlError("no element");
      return root;
    },
  };
}

export function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** An attribute by its local name, whatever its prefix. */
export function attributeOf({ attributes }: XmlElement, name: string): string | undefined {
  for (const key in attributes) if (key === name || key.endsWith(`:${name}`)) return attributes[key];
  return undefined;
}

/** The first child with this local name. */
export function childOf({ children }: XmlElement, name: string): XmlElement | undefined {
  return children.find((child) => child.name === name);
}

/** All elements below with this local name. */
export function descendantsOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...descendantsOf(child, name),
  ]);
}

/** The namespace that a prefix stands for at this place; "" where it stands for none. */
export function namespaceOf(element: XmlElement, prefix: string): string {
  const key = prefix === "" ? "xmlns" : `xmlns:${prefix}`;
  for (let at: XmlElement | null = element; at; at = at.parent) {
    const namespace = at.attributes[key];
    if (namespace !== undefined) return namespace;
  }
  return "";
}

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};

/** Escapes for text and quoted attributes. Characters that XML 1.0 cannot hold are dropped. */
export function escapeXml(text: string): string {
  // Nearly every text is plain, and a conference may have six thousand of them.
  if (plain.test(text)) return text;
  return text.replace(unspeakable, "").replace(/[&<>"\r]/g, (character) => escapes[character] ?? "");
}

const plain = /^[\t\n !#-%'-;=?-\ud7ff\ue000-\ufffd]*$/;

const unspeakable = new RegExp(
  "[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff]|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]",
  "g",
);
