import { alternativeSpellings, type BeanName, type ServiceName, type Type } from "./beans";

/** How this deployment names things and writes its answers; deployments differ in all of it. */
export interface Profile {
  /** "short": the service's name; "class": the Java class; "urn": something else altogether. */
  bodyNamespace: "short" | "class" | "urn";
  soapAction: "empty" | "operation";
  schemaNamespace: "implementation" | "interface";
  spellings: "guide" | "alternative";
  /** "inline"; "multiRef" as the Axis family writes; "idHref" as PHP does. */
  answers: "inline" | "multiRef" | "idHref";
  /** "plain"; "halves": characters beyond U+FFFF as two references, as Apache does; "unescaped": "&" as it is. */
  characters: "plain" | "halves" | "unescaped";
}

export const standardProfile: Profile = {
  bodyNamespace: "short",
  soapAction: "empty",
  schemaNamespace: "implementation",
  spellings: "guide",
  answers: "inline",
  characters: "plain",
};

export function bodyNamespaceOf(profile: Profile, service: ServiceName): string {
  if (profile.bodyNamespace === "urn") return `urn:rtc:${service.toLowerCase()}`;
  return profile.bodyNamespace === "class" ? `oracle.imt.service.ei.${service}EI` : `${service}EI`;
}

export function soapActionOf(profile: Profile, service: ServiceName, operation: string): string {
  return profile.soapAction === "empty" ? "" : `oracle.imt.service.ei.${service}EI/${operation}`;
}

export function schemaNamespaceOf(profile: Profile, service: ServiceName): string {
  const name = profile.schemaNamespace === "interface" ? `I${service}EI` : `${service}EI`;
  return `http://oracle.imt.service.ei/${name}.xsd`;
}

export function spell(profile: Profile, property: string): string {
  return profile.spellings === "guide" ? property : (alternativeSpellings[property] ?? property);
}

/** A type's local name in the schema, or in XML Schema for simple ones. */
export function schemaName(type: Type): string {
  if (typeof type === "string") return type;
  if ("bean" in type) return className(type.bean);
  return type.array === "string" ? "ArrayOfString" : `ArrayOfOracle_imt_service_data_${type.array}`;
}

export function className(bean: BeanName): string {
  return `oracle_imt_service_data_${bean}`;
}
