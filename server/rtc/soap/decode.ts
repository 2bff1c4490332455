import { CodedError, hasCode } from "../../codedError";
import { lost } from "./repair";
import { attributeOf, childOf, descendantsOf, localName, parseXml, XmlError, type XmlElement } from "./xml";

/** Thrown for a SOAP Fault. `property` is the accessor that an Apache SOAP bean did not know, if that was it. */
export class SoapFaultError extends CodedError<"SOAP_FAULT"> {
  override name = "SoapFaultError";
  constructor(readonly property: string | null) {
    super("SOAP_FAULT", "unknown", "the site answered with a SOAP Fault");
  }
}

/**
 * A decoded bean: read tolerantly, since deployments differ in spelling and in how they write arrays and references. What
 * cannot be read of one element of an array is absent there and counts as its damage; the other elements are read all the
 * same. A reference of the answer's own bean that leads nowhere throws XmlError.
 */
export interface Bean {
  /** May hold U+FFFD in the place of characters that were lost. */
  text: (name: string) => string | null;
  /** A text that must be right to the letter, such as an ID or a link: null where characters of it were lost. */
  exact: (name: string) => string | null;
  integer: (name: string) => number | null;
  flag: (name: string) => boolean | null;
  date: (name: string) => Date | null;
  bean: (name: string) => Bean | null;
  /** An array of beans: 0, 1 or n elements, absent and null alike. */
  beans: (name: string) => Bean[];
  /** Whether the accessor is there and not null. */
  has: (name: string) => boolean;
  /** The beans of a result that is an array itself; the bean alone where it is none. */
  items: () => Bean[];
  /** Its place in the array that it is an element of, from 0; elements that are null count. */
  place: number;
  /** How many of the values read so far, here and in the beans inside, could not be read, or not whole. */
  damage: () => number;
}

/** More than the largest answer has values, each of them read once. */
const maxValues = 200_000;

/** Reads the result of an answer's text: see `decodeDocument`. */
export function decodeAnswer(source: string, operation: string): Bean | null {
  return decodeDocument(parseXml(source), operation);
}

/**
 * Reads the result of an rpc/encoded answer: inline values, href/multiRef (Axis), id/href inline (PHP), nil and null.
 * Answers null for a null result. Throws SoapFaultError, and XmlError for anything that is no such answer.
 */
export function decodeDocument(envelope: XmlElement, operation: string): Bean | null {
  const body = envelope.name === "Envelope" ? childOf(envelope, "Body") : undefined;
  if (!body) throw new XmlError("no SOAP envelope");
  const fault = childOf(body, "Fault");
  if (fault) throw new SoapFaultError(unknownProperty(descendantsOf(fault, "faultstring")[0]?.text ?? ""));
  const answer = body.children.find(({ name }) => name === `${operation}Response`) ?? body.children[0];
  if (!answer || answer.name === "multiRef") throw new XmlError("no answer in the SOAP body");
  const result = answer.children[0];
  if (!result) return null;
  const references = createReferences(body);
  const target = references.resolve(result);
  return target && new DecodedBean(references, target, { count: 0, of: null });
}

/** The damage of a bean; `of`: the bean that it is in, null for the answer's own. */
interface Damage {
  count: number;
  of: Damage | null;
}

function add(damage: Damage): void {
  for (let at: Damage | null = damage; at; at = at.of) at.count += 1;
}

function unknownProperty(text: string): string | null {
  return /PropertyDescriptor for property '([\w.]{1,80})'/.exec(text)?.[1] ?? null;
}

/** The references of an answer. */
interface References {
  /** Follows references; null for nil. A value may be reached by any number of references, but not through itself. */
  resolve(element: XmlElement): XmlElement | null;
}

function createReferences(body: XmlElement): References {
  let ids: Map<string, XmlElement> | null = null;
  let values = 0;
  return {
    resolve: (element) => {
      let target = element;
      for (let hops = 0; ; hops += 1) {
        values += 1;
        if (values > maxValues) throw new XmlError("too many values", "XML_TOO_LARGE");
        if (hops > 8) throw new XmlError("too many references");
        const href = target.attributes.href;
        if (href === undefined) break;
        ids ??= indexIds(body);
        const next = ids.get(href.replace(/^#/, ""));
        if (!next || isInside(element, next))
          throw new XmlError("a reference that leads nowhere or into itself");
        target = next;
      }
      return isNil(target) ? null : target;
    },
  };
}

function find({ children }: XmlElement, name: string): XmlElement | undefined {
  const wanted = name.toLowerCase();
  return (
    children.find((child) => child.name === name) ??
    children.find((child) => child.name.toLowerCase() === wanted) ??
    unique(children.filter((child) => isSpelledAlike(child.name.toLowerCase(), wanted)))
  );
}

/** As `resolve`; within an element of an array, what leads nowhere is damage of that element alone. */
function resolveIn(references: References, element: XmlElement, damage: Damage): XmlElement | null {
  try {
    return references.resolve(element);
  } catch (failure) {
    if (!isLocal(failure) || damage.of === null) throw failure;
    add(damage);
    return null;
  }
}

/** A class, since an answer may have tens of thousands of them: functions of its own would cost each of them ten times as much. */
class DecodedBean implements Bean {
  constructor(
    private readonly references: References,
    private readonly element: XmlElement,
    private readonly own: Damage,
    readonly place = 0,
  ) {}

  text(name: string): string | null {
    const target = this.inside(name);
    if (!target) return null;
    if (target.isCut || target.text.includes(lost)) add(this.own);
    return target.text;
  }

  exact(name: string): string | null {
    const text = this.text(name);
    return text === null || text.includes(lost) ? null : text;
  }

  integer(name: string): number | null {
    return this.value(name, readInteger);
  }

  flag(name: string): boolean | null {
    const first = this.text(name)?.trim().charAt(0).toLowerCase() ?? "";
    return first === "" ? null : first === "1" || first === "t";
  }

  date(name: string): Date | null {
    return this.value(name, readDate);
  }

  bean(name: string): Bean | null {
    const target = this.inside(name);
    return target && new DecodedBean(this.references, target, this.own);
  }

  beans(name: string): Bean[] {
    const child = find(this.element, name);
    if (!child) return [];
    const repeated = this.element.children.filter((other) => other.name === child.name);
    if (repeated.length > 1) return present(this.references, repeated, this.own);
    const target = resolveIn(this.references, child, this.own);
    return target ? itemsOf(this.references, target, this.own) : [];
  }

  has(name: string): boolean {
    return this.inside(name) !== null;
  }

  items(): Bean[] {
    return itemsOf(this.references, this.element, this.own);
  }

  damage(): number {
    return this.own.count;
  }

  private inside(name: string): XmlElement | null {
    const child = find(this.element, name);
    return child ? resolveIn(this.references, child, this.own) : null;
  }

  /** A value of another type than text: what is there and is none of it is damage. */
  private value<Value>(name: string, read: (text: string) => Value | null): Value | null {
    const text = this.text(name)?.trim() ?? "";
    if (text === "") return null;
    const found = read(text);
    if (found === null && !text.includes(lost)) add(this.own);
    return found;
  }
}

function itemsOf(references: References, element: XmlElement, of: Damage): Bean[] {
  if (element.isCut) add(of);
  if (isText(element)) return present(references, [element], of);
  return isArray(element)
    ? present(references, element.children, of)
    : [new DecodedBean(references, element, { count: 0, of })];
}

/** An element that cannot be read is an empty bean with damage, so that whoever counts misses none. */
function present(references: References, elements: XmlElement[], of: Damage): Bean[] {
  const found: Bean[] = [];
  for (const [place, element] of elements.entries()) {
    const damage: Damage = { count: 0, of };
    const target = resolveIn(references, element, damage);
    if (target && isText(target)) add(damage);
    if (target) found.push(new DecodedBean(references, target, damage, place));
    else if (damage.count > 0) found.push(new DecodedBean(references, nothing, damage, place));
  }
  return found;
}

const nothing: XmlElement = { name: "", attributes: {}, children: [], text: "", parent: null, isCut: false };

/** Whether a failure says nothing about the rest of the answer. */
function isLocal(failure: unknown): boolean {
  return hasCode(failure, "XML_MALFORMED", "XML_UNREADABLE");
}

function indexIds(body: XmlElement): Map<string, XmlElement> {
  const ids = new Map<string, XmlElement>();
  const stack = [body];
  for (let element = stack.pop(); element; element = stack.pop()) {
    const { id } = element.attributes;
    if (id !== undefined) ids.set(id, element);
    for (const child of element.children) stack.push(child);
  }
  return ids;
}

function isInside(element: XmlElement, ancestor: XmlElement): boolean {
  for (let at: XmlElement | null = element; at; at = at.parent) if (at === ancestor) return true;
  return false;
}

function isNil(element: XmlElement): boolean {
  const nil = attributeOf(element, "nil") ?? attributeOf(element, "null");
  return nil === "true" || nil === "1";
}

/** Whether there is text in the place of a bean or an array. */
function isText({ children, text }: XmlElement): boolean {
  return children.length === 0 && text.trim() !== "";
}

/** Whether an element is an array: it says so, or it holds beans or references only, or several elements of one name. */
function isArray(element: XmlElement): boolean {
  if (attributeOf(element, "arrayType") !== undefined) return true;
  const type = localName(attributeOf(element, "type") ?? "");
  if (type !== "") return type.startsWith("Array");
  const [first, ...others] = element.children;
  if (others.length > 0 && others.every(({ name }) => name === first?.name)) return true;
  return element.children.every(
    ({ children, attributes }) => children.length > 0 || attributes.href !== undefined,
  );
}

/** Known aliases, and one letter more, less or other: "adhocAttrributes", "registeredUserOny". */
export function isSpelledAlike(a: string, b: string): boolean {
  if (aliases.some((pair) => pair.includes(a) && pair.includes(b))) return true;
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end += 1;
  return Math.max(a.length, b.length) - start - end <= 1;
}

const aliases = [["emailaddr", "emailaddress"]];

function unique<Item>(items: Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}

function readInteger(text: string): number | null {
  return /^[+-]?\d{1,15}$/.test(text) ? Number(text) : null;
}

/** ISO 8601; without a zone it is UTC. Answers null for anything else. */
function readDate(text: string): Date | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?$/.exec(text);
  if (!match) return null;
  return dateAt(Date.parse(`${match[1] ?? ""}${match[2] ?? "Z"}`));
}

const endOfYear9999 = Date.UTC(10000, 0);

/** The date of milliseconds since the epoch; null where ISO 8601 has no year of four digits for it. */
export function dateAt(time: number): Date | null {
  return time >= -62_167_219_200_000 && time < endOfYear9999 ? new Date(time) : null;
}
