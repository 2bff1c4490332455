import { readFileSync } from "node:fs";
import path from "node:path";
import { DOMParser, type Document, type Element } from "@xmldom/xmldom";
import fc from "fast-check";
import {
  beans,
  operations,
  type Fields,
  type FieldType,
  type OperationName,
  type Value,
} from "../../../server/rtc/soap/beans";
import { decodeAnswer, type Bean } from "../../../server/rtc/soap/decode";
import { encodeRequest } from "../../../server/rtc/soap/encode";
import { defaultNaming, readWsdl } from "../../../server/rtc/soap/wsdl";
import { repairXml } from "../../../server/rtc/soap/repair";
import { parseXml, XmlError, type XmlElement } from "../../../server/rtc/soap/xml";
import {
  beans as theirBeans,
  services,
  type ServiceName,
  type Type,
  type Value as TheirValue,
} from "../../../server/simulator/soap/beans";
import { standardProfile, type Profile } from "../../../server/simulator/soap/profile";
import { parse as parseWithNamespaces } from "../../../server/simulator/soap/parse";
import { readCall, writeAnswer } from "../../../server/simulator/soap/soap";
import { describeService } from "../../../server/simulator/soap/wsdl";

/** Text that XML 1.0 carries unchanged (a lone "\r" would become a line end). */
const text = fc
  .string({ unit: "binary", maxLength: 20 })
  .map((any) =>
    [...any].filter((c) => /[\t\n\u0020-\ud7ff\ue000-\ufffd]|[\u{10000}-\u{10ffff}]/u.test(c)).join(""),
  );
const date = fc.date({ min: new Date(0), max: new Date("9999-12-31"), noInvalidDate: true });

/** Any value of a type, null among them. */
function anyOf(type: FieldType): fc.Arbitrary<Value> {
  if (type === "string") return fc.option(text);
  if (type === "boolean") return fc.option(fc.boolean());
  if (type === "dateTime") return fc.option(date);
  if ("bean" in type) return fc.option(anyBean(type.bean));
  return fc.option(
    fc.array<Fields | string | null>(type.arrayOf === "string" ? fc.option(text) : anyBean(type.arrayOf), {
      maxLength: 3,
    }),
  );
}
function anyBean(name: keyof typeof beans): fc.Arbitrary<Fields> {
  return fc.record(
    Object.fromEntries(Object.entries(beans[name]).map(([field, type]) => [field, anyOf(type)])),
  );
}

const serviceOf = (operation: string) =>
  Object.keys(services).find((name) => operation in services[name as ServiceName]) as ServiceName;
const all = Object.keys(operations) as OperationName[];
const profiles: Profile[] = [
  standardProfile,
  {
    bodyNamespace: "class",
    soapAction: "operation",
    schemaNamespace: "interface",
    spellings: "alternative",
    answers: "multiRef",
    characters: "halves",
  },
  {
    bodyNamespace: "urn",
    soapAction: "empty",
    schemaNamespace: "implementation",
    spellings: "guide",
    answers: "idHref",
    characters: "plain",
  },
];

describe.each(all)("any request of %s", (operation) => {
  test.each(profiles)("means to the other side what it meant to us: %j", (profile) => {
    const service = serviceOf(operation);
    const naming =
      profile === standardProfile
        ? defaultNaming(service)
        : readWsdl(parseXml(describeService(service, profile, "http://localhost")), service);
    fc.assert(
      fc.property(fc.tuple(...operations[operation].map(anyOf)), (values) => {
        const xml = encodeRequest(operation, values, naming);
        const call = readCall(xml, service, profile, naming.operation(operation).soapAction);
        expect(call.arguments).toEqual(values);
      }),
      { numRuns: 6 },
    );
  });
});

/** Any value of a type of the simulator's: never null where it is the answer itself. */
function anyAnswer(type: Type): fc.Arbitrary<TheirValue> {
  if (type === "string") return fc.option(text);
  if (type === "boolean") return fc.option(fc.boolean());
  if (type === "dateTime") return fc.option(date);
  if (type === "int" || type === "long") return fc.option(fc.integer({ min: 0 }));
  if ("bean" in type)
    return fc.record(
      Object.fromEntries(Object.entries(theirBeans[type.bean]).map(([field, of]) => [field, anyAnswer(of)])),
    );
  return fc.array(anyAnswer(type.array === "string" ? "string" : { bean: type.array }), { maxLength: 3 });
}

/** A bean of theirs as our reader decodes it. */
function read(bean: Bean, name: keyof typeof theirBeans): Record<string, unknown> {
  return Object.fromEntries<unknown>(
    Object.entries(theirBeans[name]).map(([field, type]): [string, unknown] => {
      if (type === "string") return [field, bean.text(field)];
      if (type === "boolean") return [field, bean.flag(field)];
      if (type === "dateTime") return [field, bean.date(field)];
      if (typeof type === "string") return [field, bean.integer(field)];
      if ("array" in type)
        return [field, bean.beans(field).map((item) => read(item, type.array as "Attendee"))];
      const inner = bean.bean(field);
      return [field, inner && read(inner, type.bean)];
    }),
  );
}

describe.each(all)("any answer of %s", (name) => {
  test.each(profiles)("means to us what it meant to the other side: %j", (profile) => {
    const service = serviceOf(name);
    const operation = services[service][name]!;
    const { result } = operation;
    if (typeof result === "string") throw new Error("every result is a bean or an array of beans");
    fc.assert(
      fc.property(anyAnswer(result), (value) => {
        const answer = decodeAnswer(writeAnswer({ name, operation }, service, profile, value), name);
        if ("array" in result)
          expect(answer?.items().map((item) => read(item, result.array as "TokenObject"))).toEqual(value);
        else expect(answer && read(answer, result.bean)).toEqual(value);
      }),
      { numRuns: 6 },
    );
  });
});

/** A tree that both parsers can be brought to. */
interface Tree {
  name: string;
  attributes: [string, string][];
  text: string;
  children: Tree[];
}
const ours = ({ name, attributes, text: inside, children }: XmlElement): Tree => ({
  name,
  attributes: Object.entries(attributes).sort(),
  text: inside,
  children: children.map(ours),
});
function theirs(element: Element): Tree {
  const nodes = [...element.childNodes];
  return {
    name: element.localName ?? "",
    attributes: [...element.attributes].map(({ name, value }): [string, string] => [name, value]).sort(),
    text: nodes
      .filter(({ nodeType }) => nodeType === 3 || nodeType === 4)
      .map(({ nodeValue }) => nodeValue ?? "")
      .join(""),
    children: nodes.filter(({ nodeType }) => nodeType === 1).map((node) => theirs(node as Element)),
  };
}

test("a message with anything changed is to us what it is to another XML parser, or is refused", () => {
  const folder = path.join(__dirname, "../../samples/recorded/axis-server-short");
  const message = readFileSync(path.join(folder, "11-listUpcomingConferences.response.xml"), "utf8");
  const noise = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom(
      "<a>",
      "</a>",
      "<a/>",
      "&amp;",
      "&#65;",
      "&#xD;",
      "<![CDATA[<&]]>",
      "<!-- - -->",
      ' x="1"',
      "&x;",
      "\r\n",
      "]]>",
      "\u0000",
    ),
  );
  let both = 0;
  fc.assert(
    fc.property(fc.nat(message.length), fc.nat(8), noise, (at, cut, put) => {
      const changed = message.slice(0, at) + put + message.slice(at + cut);
      let tree: Tree;
      try {
        tree = ours(parseXml(changed));
      } catch (failure) {
        expect(failure).toBeInstanceOf(XmlError);
        return;
      }
      let document: Document;
      try {
        // Where its characters were mended, it is to us what the mended one is to the other parser.
        const mended = repairXml(changed) ?? changed;
        document = new DOMParser({ onError: () => undefined }).parseFromString(mended, "text/xml");
      } catch {
        // Deployments differ in prefixes and namespaces, so ours does not care who declared them; a third parser does.
        expect(() => parseWithNamespaces(repairXml(changed) ?? changed)).toThrow();
        return;
      }
      expect(tree).toEqual(theirs(document.documentElement!));
      both += 1;
    }),
    { numRuns: 1500, seed: 7 },
  );
  // Else it would have proved nothing.
  expect(both).toBeGreaterThan(300);
});

test.each(all)("an answer of %s that is cut off anywhere is an error of the codec's own", (name) => {
  const service = serviceOf(name);
  const operation = services[service][name]!;
  const [value] = fc.sample(anyAnswer(operation.result), { numRuns: 1, seed: 42 });
  const whole = writeAnswer({ name, operation }, service, standardProfile, value ?? null).trimEnd();
  const isRefused = (text: string) => {
    try {
      decodeAnswer(text, name);
      return false;
    } catch (failure) {
      return failure instanceof XmlError;
    }
  };
  // Thousands of lengths: jest's own toThrow writes a stack trace for each.
  const taken: number[] = [];
  for (let length = 0; length < whole.length; length += 1) {
    if (!isRefused(whole.slice(0, length))) taken.push(length);
  }
  expect(taken).toEqual([]);
});
