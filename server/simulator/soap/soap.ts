import {
  beans,
  services,
  type BeanName,
  type BeanValue,
  type Operation,
  type ServiceName,
  type SimpleType,
  type Type,
  type Value,
} from "./beans";
import { parse, type Node } from "./parse";
import {
  bodyNamespaceOf,
  className,
  schemaName,
  schemaNamespaceOf,
  soapActionOf,
  spell,
  type Profile,
} from "./profile";

const soap = "http://schemas.xmlsoap.org/soap/envelope/";
const encoding = "http://schemas.xmlsoap.org/soap/encoding/";
const xsd = "http://www.w3.org/2001/XMLSchema";
const xsi = /^http:\/\/www\.w3\.org\/(2001|1999|2000\/10)\/XMLSchema-instance$/;

/** Thrown to answer with a SOAP Fault, in the words of Apache SOAP. */
export class Fault extends Error {
  override name = "Fault";
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export interface Call {
  name: string;
  operation: Operation;
  arguments: Value[];
}

/** Reads a request as strictly as an Apache SOAP server does: typed parts, known accessors, exact spellings. */
export function readCall(
  source: string,
  service: ServiceName,
  profile: Profile,
  soapAction: string | null,
): Call {
  const envelope = parse(source);
  if (envelope.local !== "Envelope" || envelope.namespace !== soap) {
    throw new Fault("SOAP-ENV:VersionMismatch", "SOAP 1.1 envelope expected");
  }
  const body = envelope.children.find(({ local, namespace }) => local === "Body" && namespace === soap);
  const call = body?.children.find(({ local }) => local !== "multiRef");
  if (!body || !call) throw new Fault("SOAP-ENV:Client", "no SOAP body");
  if (call.namespace !== bodyNamespaceOf(profile, service)) {
    throw new Fault("SOAP-ENV:Server.BadTargetObjectURI", `service '${call.namespace}' unknown`);
  }
  const operation = services[service][call.local];
  if (!operation) throw new Fault("SOAP-ENV:Server", `method '${call.local}' not supported`);
  if ((soapAction ?? "").replace(/^"|"$/g, "") !== soapActionOf(profile, service, call.local)) {
    throw new Fault("SOAP-ENV:Client", "SOAPAction does not match the operation");
  }
  if (call.children.length !== operation.parts.length) {
    throw new Fault("SOAP-ENV:Server", `no signature match for '${call.local}'`);
  }
  const reader = createReader(body, service, profile);
  return {
    name: call.local,
    operation,
    arguments: call.children.map((part, index) => {
      if (part.local !== `param${index}`) throw new Fault("SOAP-ENV:Client", `unknown part '${part.local}'`);
      return reader.read(part, operation.parts[index] ?? "string");
    }),
  };
}

function createReader(body: Node, service: ServiceName, profile: Profile) {
  const ids = new Map<string, Node>();
  const index = (node: Node) => {
    const id = plain(node, "id");
    if (id !== undefined) ids.set(id, node);
    node.children.forEach(index);
  };
  index(body);

  function follow(node: Node): Node {
    const href = plain(node, "href");
    if (href === undefined) return node;
    const target = ids.get(href.slice(1));
    if (!target || plain(target, "href") !== undefined)
      throw new Fault("SOAP-ENV:Client", `cannot resolve '${href}'`);
    return target;
  }

  /** An item of an array takes its type from the array's where it has none of its own. */
  function read(reference: Node, type: Type, isItem = false): Value {
    const node = follow(reference);
    const nil = node.attributes.find(
      ({ local, namespace }) => xsi.test(namespace) && /^(nil|null)$/.test(local),
    )?.value;
    if (nil === "true" || nil === "1") return null;
    const given = node.attributes.find(
      ({ local, namespace }) => local === "type" && xsi.test(namespace),
    )?.value;
    const isArray = node.attributes.some(
      ({ local, namespace }) => local === "arrayType" && namespace === encoding,
    );
    if (given === undefined && !isArray && !isItem) {
      throw new Fault(
        "SOAP-ENV:Client",
        `No Deserializer found to deserialize a ':${reference.local}' using encoding style '${encoding}'.`,
      );
    }
    if (given !== undefined) {
      const other = typeof type !== "string" && "bean" in type ? type.or : undefined;
      if (other && given.endsWith(schemaName({ bean: other })))
        return read(reference, { bean: other }, isItem);
      checkType(node, given, type);
    }
    if (typeof type === "string") return readSimple(node.text, type);
    if ("array" in type) {
      checkSize(node);
      const itemType: Type = type.array === "string" ? "string" : { bean: type.array };
      return node.children.map((item) => read(item, itemType, true));
    }
    return readBean(node, type.bean);
  }

  function readBean(node: Node, bean: BeanName): BeanValue {
    const properties = new Map(
      Object.entries(beans[bean]).map(([name, type]) => [spell(profile, name), { name, type }] as const),
    );
    const value: BeanValue = {};
    for (const name of Object.keys(beans[bean])) value[name] = null;
    for (const child of node.children) {
      const property = properties.get(child.local);
      if (!property) {
        throw new Fault(
          "SOAP-ENV:Client",
          `Unable to retrieve PropertyDescriptor for property '${child.local}' of class '${className(bean)}'.`,
        );
      }
      value[property.name] = read(child, property.type);
    }
    return value;
  }

  function checkSize(node: Node): void {
    const arrayType = node.attributes.find(({ local }) => local === "arrayType")?.value ?? "";
    const size = /\[(\d+)\]$/.exec(arrayType)?.[1];
    if (size !== undefined && Number(size) !== node.children.length)
      throw new Fault("SOAP-ENV:Client", `array of ${size} has ${node.children.length} items`);
  }

  function checkType(node: Node, given: string, type: Type): void {
    const colon = given.indexOf(":");
    const namespace = node.resolve(given.slice(0, Math.max(0, colon)));
    const local = given.slice(colon + 1);
    const isSimple = typeof type === "string";
    const isPlainArray = !isSimple && "array" in type && namespace === encoding && local === "Array";
    const expected = isSimple
      ? /XMLSchema$/.test(namespace ?? "")
      : namespace === schemaNamespaceOf(profile, service);
    if (isPlainArray || (expected && local === schemaName(type))) return;
    throw new Fault(
      "SOAP-ENV:Client",
      `No Deserializer found to deserialize a '${namespace ?? ""}:${local}' using encoding style '${encoding}'.`,
    );
  }

  return { read };
}

function plain(node: Node, name: string): string | undefined {
  return node.attributes.find(({ local, namespace }) => local === name && namespace === "")?.value;
}

function readSimple(text: string, type: SimpleType): Value {
  if (type === "string") return text;
  if (type === "boolean") return /^[1tT]/.test(text.trim());
  if (type === "int" || type === "long") return Number.parseInt(text, 10);
  const date = new Date(/[Zz]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
  if (Number.isNaN(date.getTime())) throw new Fault("SOAP-ENV:Client", "Unparseable date");
  return date;
}

/** Writes a request as a client of this profile would: for the samples of the service catalogue. */
export function writeRequest(
  name: string,
  service: ServiceName,
  profile: Profile,
  values: readonly Value[],
): string {
  const writer = createWriter(service, { ...profile, answers: "inline" });
  const parts = services[service][name]?.parts ?? [];
  return wrap(
    `<m:${name} xmlns:m="${bodyNamespaceOf(profile, service)}" SOAP-ENV:encodingStyle="${encoding}">` +
      `${parts.map((type, index) => writer.write(`param${index}`, type, values[index] ?? null)).join("")}</m:${name}>`,
    ` xmlns:ns2="${schemaNamespaceOf(profile, service)}" xmlns:SOAP-ENC="${encoding}"`,
  );
}

/** Writes an answer in the profile's way. */
export function writeAnswer(
  call: Pick<Call, "name" | "operation">,
  service: ServiceName,
  profile: Profile,
  result: Value,
): string {
  const writer = createWriter(service, profile);
  const returned = writer.write("return", call.operation.result, result);
  return wrap(
    `<ns1:${call.name}Response xmlns:ns1="${bodyNamespaceOf(profile, service)}" SOAP-ENV:encodingStyle="${encoding}">` +
      `${returned}</ns1:${call.name}Response>${writer.references()}`,
    ` xmlns:ns2="${schemaNamespaceOf(profile, service)}" xmlns:SOAP-ENC="${encoding}"`,
  );
}

export function writeFault({ code, message }: Fault): string {
  return wrap(
    `<SOAP-ENV:Fault><faultcode>${escape(code)}</faultcode><faultstring>${escape(message)}</faultstring>` +
      `<faultactor>/imtapp/ws</faultactor></SOAP-ENV:Fault>`,
    "",
  );
}

function wrap(content: string, declarations: string): string {
  return (
    `<?xml version='1.0' encoding='UTF-8'?>\n<SOAP-ENV:Envelope xmlns:SOAP-ENV="${soap}"` +
    ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="${xsd}"${declarations}>\n` +
    `<SOAP-ENV:Body>\n${content}\n</SOAP-ENV:Body>\n</SOAP-ENV:Envelope>\n`
  );
}

function createWriter(service: ServiceName, profile: Profile) {
  const multiRefs: string[] = [];
  const known = new Map<string, string>();

  function write(name: string, type: Type, value: Value): string {
    const typeAttribute = `xsi:type="${typeof type === "string" ? "xsd" : "ns2"}:${schemaName(type)}"`;
    if (value === null) return `<${name} ${typeAttribute} xsi:nil="true"/>`;
    if (typeof type === "string") {
      const text =
        value instanceof Date ? value.toISOString() : typeof value === "object" ? "" : String(value);
      return `<${name} ${typeAttribute}>${spellText(text, profile)}</${name}>`;
    }
    if ("array" in type) {
      const items = Array.isArray(value) ? value : [];
      const item: Type = type.array === "string" ? "string" : { bean: type.array };
      const itemName = `${typeof item === "string" ? "xsd" : "ns2"}:${schemaName(item)}`;
      const attributes = `xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="${itemName}[${items.length}]"`;
      return `<${name} ${attributes}>${items.map((each) => write("item", item, each)).join("")}</${name}>`;
    }
    return writeBean(name, typeAttribute, contentOf(type.bean, value));
  }

  function contentOf(bean: BeanName, value: Value): string {
    const fields =
      typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date)
        ? value
        : {};
    return Object.entries(beans[bean])
      .map(([property, type]) => write(spell(profile, property), type, fields[property] ?? null))
      .join("");
  }

  function writeBean(name: string, typeAttribute: string, content: string): string {
    if (profile.answers === "inline") return `<${name} ${typeAttribute}>${content}</${name}>`;
    if (profile.answers === "multiRef") {
      const id = `id${multiRefs.length}`;
      multiRefs.push("");
      const style = `SOAP-ENC:root="0" SOAP-ENV:encodingStyle="${encoding}"`;
      multiRefs[Number(id.slice(2))] = `<multiRef id="${id}" ${style} ${typeAttribute}>${content}</multiRef>`;
      return `<${name} href="#${id}"/>`;
    }
    const same = known.get(typeAttribute + content);
    if (same !== undefined) return `<${name} href="#${same}"/>`;
    const id = `ref${known.size + 1}`;
    known.set(typeAttribute + content, id);
    return `<${name} id="${id}" ${typeAttribute}>${content}</${name}>`;
  }

  return { write, references: () => multiRefs.join("") };
}

/** A text as the profile's stack writes it, which need not be XML. */
function spellText(text: string, { characters }: Profile): string {
  if (characters === "unescaped") return text.replace(/</g, "&lt;");
  if (characters === "plain") return escape(text);
  const half = (unit: string) => `&#x${unit.charCodeAt(0).toString(16).toUpperCase()};`;
  return escape(text).replace(/[\ud800-\udfff]/g, half);
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes for XML and HTML, text and quoted attributes. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
