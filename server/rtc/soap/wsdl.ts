import {
  beans,
  isOperation,
  operations,
  operationsOf,
  otherSpellings,
  type BeanName,
  type FieldType,
  type OperationName,
} from "./beans";
import { isSpelledAlike } from "./decode";
import {
  attributeOf,
  childOf,
  descendantsOf,
  localName,
  namespaceOf,
  XmlError,
  type XmlElement,
} from "./xml";

export interface QualifiedName {
  namespace: string;
  name: string;
}

interface BeanNames {
  type: QualifiedName;
  /** The array type that holds this bean. */
  array: QualifiedName;
  /** Our accessor -> the deployment's; an accessor that it does not have is not sent. */
  accessors: Map<string, string>;
}

interface OperationNames {
  namespace: string;
  soapAction: string;
  parts: string[];
}

/** How one service of a deployment names things. */
export interface Naming {
  /** Where the service answers; null: where its WSDL was looked for. */
  address: string | null;
  operation: (name: OperationName) => OperationNames;
  bean: (name: BeanName) => BeanNames;
  /** The array type that holds strings. */
  stringArray: QualifiedName;
  /** Learns from a Fault that an accessor is spelled otherwise; false when there is no other spelling to try. */
  respell: (accessor: string) => boolean;
}

/** The names of a deployment whose WSDL cannot be had: the guide's spellings, Oracle's usual namespaces. */
export function defaultNaming(service: string): Naming {
  const schema = `http://oracle.imt.service.ei/${service}EI.xsd`;
  const spellings = new Map<string, string>();
  return {
    address: null,
    operation: (name) => ({
      namespace: `${service}EI`,
      soapAction: "",
      parts: operations[name].map((_, index) => `param${index}`),
    }),
    bean: (name) => ({
      type: { namespace: schema, name: `oracle_imt_service_data_${name}` },
      array: { namespace: schema, name: `ArrayOfOracle_imt_service_data_${name}` },
      accessors: new Map(
        Object.keys(beans[name]).map((accessor) => [accessor, spellings.get(accessor) ?? accessor]),
      ),
    }),
    stringArray: { namespace: schema, name: "ArrayOfString" },
    respell: (accessor) => {
      const ours = Object.keys(otherSpellings).find((key) => key === accessor) ?? accessor;
      const other = otherSpellings[ours];
      if (other === undefined || spellings.has(ours)) return false;
      spellings.set(ours, other);
      return true;
    },
  };
}

/** Reads the names from a live WSDL; what it leaves open is as in `defaultNaming`. Throws XmlError. */
export function readWsdl(definitions: XmlElement, service: string): Naming {
  const standard = defaultNaming(service);
  const complexTypes = descendantsOf(definitions, "complexType");
  const found = new Map<BeanName, BeanNames>();
  let stringArray = standard.stringArray;
  const operationNames = new Map<OperationName, OperationNames>();

  function findType(type: QualifiedName): XmlElement | undefined {
    const namesakes = complexTypes.filter(({ attributes }) => attributes.name === type.name);
    return namesakes.find((candidate) => targetNamespaceOf(candidate) === type.namespace) ?? namesakes[0];
  }

  function learn(type: FieldType, name: QualifiedName | null): void {
    if (typeof type === "string" || !name) return;
    if ("arrayOf" in type && type.arrayOf === "string") {
      stringArray = name;
      return;
    }
    const definition = findType(name);
    if (!definition) return;
    if ("bean" in type) {
      learnBean(type.bean, name, definition);
      return;
    }
    const item = descendantsOf(definition, "attribute").find((attribute) =>
      attributeOf(attribute, "arrayType"),
    );
    const itemType = item && qualify(item, (attributeOf(item, "arrayType") ?? "").replace(/\[.*$/, ""));
    const itemDefinition = itemType && findType(itemType);
    if (!itemDefinition) return;
    learnBean(type.arrayOf, itemType, itemDefinition);
    const names = found.get(type.arrayOf);
    if (names) names.array = name;
  }

  function learnBean(bean: BeanName, type: QualifiedName, definition: XmlElement): void {
    if (found.has(bean)) return;
    const elements = descendantsOf(definition, "element");
    const accessors = new Map<string, string>();
    found.set(bean, { type, array: standard.bean(bean).array, accessors });
    for (const [accessor, fieldType] of Object.entries(beans[bean])) {
      const element = match(elements, accessor);
      if (!element) continue;
      accessors.set(accessor, element.attributes.name ?? accessor);
      learn(fieldType, typeOf(element));
    }
  }

  for (const name of operationsIn(definitions)) {
    const portType = descendantsOf(definitions, "portType")
      .flatMap(({ children }) => children)
      .find(({ attributes }) => attributes.name === name);
    const binding = descendantsOf(definitions, "binding")
      .flatMap(({ children }) => children)
      .find((child) => child.name === "operation" && child.attributes.name === name);
    const messageName = localName((portType && childOf(portType, "input"))?.attributes.message ?? "");
    const message = childWithName(definitions, "message", messageName);
    const parts = message ? message.children.filter((child) => child.name === "part") : [];
    const bodyOf = binding && childOf(binding, "input");
    const body = bodyOf && descendantsOf(bodyOf, "body")[0];
    const action = binding?.children.find(
      (child) => child.name === "operation" && "soapAction" in child.attributes,
    );
    operationNames.set(name, {
      namespace: body?.attributes.namespace ?? standard.operation(name).namespace,
      soapAction: action?.attributes.soapAction ?? "",
      parts: operations[name].map((_, index) => parts[index]?.attributes.name ?? `param${index}`),
    });
    operations[name].forEach((type, index) => {
      const part = parts[index];
      if (part) learn(type, typeOf(part));
    });
  }

  if (!operationsOf(service).some((name) => operationNames.has(name)))
    throw new XmlError("the WSDL is not of this service");
  const address = descendantsOf(definitions, "address")[0]?.attributes.location ?? null;
  return {
    address,
    operation: (name) => operationNames.get(name) ?? standard.operation(name),
    bean: (name) => found.get(name) ?? standard.bean(name),
    stringArray,
    respell: () => false,
  };
}

function operationsIn(definitions: XmlElement): OperationName[] {
  const names = new Set(descendantsOf(definitions, "operation").map(({ attributes }) => attributes.name));
  const known: OperationName[] = [];
  for (const name in operations) if (isOperation(name) && names.has(name)) known.push(name);
  return known;
}

/** Exact, then whatever the case, then an alias or one letter apart, and only if it is the only one. */
function match(elements: XmlElement[], accessor: string): XmlElement | undefined {
  const nameOf = ({ attributes }: XmlElement) => (attributes.name ?? "").toLowerCase();
  const wanted = accessor.toLowerCase();
  const exact = elements.find(({ attributes }) => attributes.name === accessor);
  const sameLetters = elements.filter((element) => nameOf(element) === wanted);
  const alike = elements.filter((element) => isSpelledAlike(nameOf(element), wanted));
  return exact ?? sameLetters[0] ?? (alike.length === 1 ? alike[0] : undefined);
}

function typeOf(element: XmlElement): QualifiedName | null {
  const { type } = element.attributes;
  return type === undefined ? null : qualify(element, type);
}

function qualify(element: XmlElement, name: string): QualifiedName {
  const colon = name.indexOf(":");
  return { namespace: namespaceOf(element, name.slice(0, Math.max(colon, 0))), name: localName(name) };
}

function targetNamespaceOf(element: XmlElement): string | undefined {
  for (let at = element.parent; at; at = at.parent) {
    if (at.attributes.targetNamespace !== undefined) return at.attributes.targetNamespace;
  }
  return undefined;
}

function childWithName(element: XmlElement, kind: string, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === kind && child.attributes.name === name);
}

/** How a deployment's names differ from the built-in ones, in words; none: a deployment as in the guide. */
export function differencesFromDefaults(naming: Naming, service: string): string[] {
  const standard = defaultNaming(service);
  const differences = operationsOf(service).flatMap((name) => {
    const [theirs, ours] = [naming.operation(name), standard.operation(name)];
    return [
      ...(theirs.namespace === ours.namespace ? [] : [`namespace ${theirs.namespace}`]),
      ...(theirs.soapAction === ours.soapAction ? [] : [`SOAPAction of ${name}`]),
      ...(theirs.parts.join() === ours.parts.join() ? [] : [`parts of ${name}`]),
    ];
  });
  for (const bean of beansOf(service)) {
    const { accessors } = naming.bean(bean);
    for (const accessor of Object.keys(beans[bean])) {
      const theirs = accessors.get(accessor);
      if (theirs === undefined) differences.push(`${bean} has no ${accessor}`);
      else if (theirs !== accessor) differences.push(`${accessor} is ${theirs}`);
    }
  }
  return [...new Set(differences)];
}

/** The beans that a service's requests are made of. */
function beansOf(service: string): Set<BeanName> {
  const found = new Set<BeanName>();
  const visit = (type: FieldType): void => {
    if (typeof type === "string") return;
    const bean = "bean" in type ? type.bean : type.arrayOf;
    if (bean === "string" || found.has(bean)) return;
    found.add(bean);
    Object.values(beans[bean]).forEach(visit);
  };
  for (const name of operationsOf(service)) operations[name].forEach(visit);
  return found;
}
