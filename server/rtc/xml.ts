import { SaxesParser } from "saxes";

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
}

/** Thrown for XML that is malformed, has a DOCTYPE, or goes beyond the limits. */
export class XmlError extends Error {
  override name = "XmlError";
  constructor(
    message: string,
    /** The document may be right, but there is too much of it: a smaller question may be answered. */
    readonly isTooLarge = false,
  ) {
    super(message);
  }
}

const maxDepth = 64;
const maxAttributes = 64;
/** Some 120 MB of memory; a thousand conferences with fifty attendees each. */
const maxElements = 500_000;

/** Parses a whole document. Throws XmlError. No entity but the five of XML is known; nothing is ever fetched. */
export function parseXml(source: string): XmlElement {
  const roots: XmlElement[] = [];
  let current: XmlElement | null = null;
  let depth = 0;
  let attributes = 0;
  let elements = 0;
  const parser = new SaxesParser({ xmlns: false, fragment: false });
  parser.on("error", () => {
    // Without the parser's own text: it quotes the document, which may hold tokens.
    throw new XmlError("malformed XML");
  });
  parser.on("doctype", () => {
    throw new XmlError("DOCTYPE");
  });
  parser.on("opentagstart", () => {
    attributes = 0;
    depth += 1;
    elements += 1;
    if (elements > maxElements) throw new XmlError("too many elements", true);
    if (depth > maxDepth) throw new XmlError("too deep");
  });
  parser.on("attribute", () => {
    attributes += 1;
    if (attributes > maxAttributes) throw new XmlError("too many attributes");
  });
  parser.on("opentag", (tag) => {
    const element: XmlElement = {
      name: localName(tag.name),
      attributes: tag.attributes,
      children: [],
      text: "",
      parent: current,
    };
    if (current) current.children.push(element);
    else roots.push(element);
    current = element;
  });
  const addText = (text: string) => {
    if (current) current.text += text;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    depth -= 1;
    current = current?.parent ?? null;
  });
  parser.write(source).close();
  const [root] = roots;
  if (!root) throw new XmlError("no element");
  return root;
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
