import {
  beans,
  operations,
  type BeanName,
  type Fields,
  type FieldType,
  type OperationName,
  type Value,
} from "./beans";
import type { Naming, QualifiedName } from "./wsdl";
import { escapeXml } from "./xml";

/**
 * Writes an rpc/encoded request: every part and accessor with its xsi:type, null as xsi:nil, arrays as SOAP-ENC:Array,
 * dates in UTC with milliseconds, encodingStyle on the call element.
 */
export function encodeRequest(operation: OperationName, values: Value[], naming: Naming): string {
  const { namespace, parts } = naming.operation(operation);
  const writer = createWriter(naming);
  const body = operations[operation]
    .map((type, index) => writer.element(parts[index] ?? `param${index}`, type, values[index] ?? null))
    .join("");
  return (
    `<?xml version="1.0" encoding="UTF-8"?>` +
    `<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"` +
    ` xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/"` +
    ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"` +
    `${writer.declarations()}><SOAP-ENV:Body>` +
    `<m:${operation} xmlns:m="${escapeXml(namespace)}"` +
    ` SOAP-ENV:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">${body}</m:${operation}>` +
    `</SOAP-ENV:Body></SOAP-ENV:Envelope>`
  );
}

function createWriter(naming: Naming) {
  const prefixes = new Map<string, string>();
  const known = new Map<BeanName, CompiledBean>();

  function qualified({ namespace, name }: QualifiedName): string {
    const prefix = prefixes.get(namespace) ?? `t${prefixes.size}`;
    prefixes.set(namespace, prefix);
    return `${prefix}:${name}`;
  }

  /** A bean's names are looked up once for a request, not once for each of its thousand attendees. */
  function compile(bean: BeanName): CompiledBean {
    const before = known.get(bean);
    if (before) return before;
    const names = naming.bean(bean);
    const compiled = {
      type: qualified(names.type),
      array: names.array,
      accessors: Object.entries(beans[bean]).flatMap(([ours, type]) => {
        const theirs = names.accessors.get(ours);
        return theirs === undefined ? [] : [{ ours, theirs, type, tags: tagsOf(theirs, type) }];
      }),
    };
    known.set(bean, compiled);
    return compiled;
  }

  function beanBody({ accessors }: CompiledBean, fields: Fields): string {
    let text = "";
    for (const { ours, theirs, type, tags } of accessors) {
      const value = fields[ours];
      if (value === undefined) continue;
      if (tags && value === null) text += tags.nil;
      else if (tags && typeof value === "string") text += tags.open + escapeXml(value) + tags.close;
      else text += element(theirs, type, value);
    }
    return text;
  }

  function element(name: string, type: FieldType, value: Value): string {
    const xsiType = typeName(type);
    if (value === null) return `<${name} xsi:type="${xsiType}" xsi:nil="true"/>`;
    if (typeof value === "string") return `<${name} xsi:type="${xsiType}">${escapeXml(value)}</${name}>`;
    if (typeof value === "boolean")
      return `<${name} xsi:type="${xsiType}">${value ? "true" : "false"}</${name}>`;
    if (value instanceof Date) return `<${name} xsi:type="${xsiType}">${value.toISOString()}</${name}>`;
    if (typeof type === "string") throw new TypeError(`${name} cannot hold a bean`);
    if ("bean" in type || !isArray(value)) {
      const bean = "bean" in type ? type.bean : type.arrayOf;
      if (bean === "string" || isArray(value)) throw new TypeError(`${name} cannot hold this`);
      const compiled = compile(bean);
      return `<${name} xsi:type="${compiled.type}">${beanBody(compiled, value)}</${name}>`;
    }
    const itemType: FieldType = type.arrayOf === "string" ? "string" : { bean: type.arrayOf };
    const items = value.map((item) => element("item", itemType, item)).join("");
    return `<${name} xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="${typeName(itemType)}[${value.length}]">${items}</${name}>`;
  }

  function typeName(type: FieldType): string {
    if (typeof type === "string") return `xsd:${type}`;
    if ("bean" in type) return compile(type.bean).type;
    return qualified(type.arrayOf === "string" ? naming.stringArray : naming.bean(type.arrayOf).array);
  }

  return {
    element,
    declarations: () =>
      [...prefixes].map(([namespace, prefix]) => ` xmlns:${prefix}="${escapeXml(namespace)}"`).join(""),
  };
}

/** The tags of a plain value, put together once for all beans of a kind; null: it is none. */
function tagsOf(name: string, type: FieldType): Tags | null {
  if (typeof type !== "string") return null;
  const start = `<${name} xsi:type="xsd:${type}"`;
  return { open: `${start}>`, close: `</${name}>`, nil: `${start} xsi:nil="true"/>` };
}

function isArray(value: Value): value is readonly (Fields | string | null)[] {
  return Array.isArray(value);
}

interface Tags {
  open: string;
  close: string;
  nil: string;
}

interface CompiledBean {
  type: string;
  array: QualifiedName;
  accessors: { ours: string; theirs: string; type: FieldType; tags: Tags | null }[];
}
