import { beans, services, type BeanName, type ServiceName, type Type } from "./beans";
import { bodyNamespaceOf, schemaName, schemaNamespaceOf, soapActionOf, spell, type Profile } from "./profile";

/** The WSDL of a service under a profile, in the manner of Oracle's generator. */
export function describeService(service: ServiceName, profile: Profile, url: string): string {
  const schema = schemaNamespaceOf(profile, service);
  const target = `http://oracle.imt.service.ei/${service}EI.wsdl`;
  const operations = Object.entries(services[service]);
  const types = collectTypes(operations.flatMap(([, { parts, result }]) => [...parts, result]));
  const part = (name: string, type: Type) =>
    `<part name="${name}" type="${typeof type === "string" ? "xsd" : "tns"}:${schemaName(type)}"/>`;
  const body = `<soap:body use="encoded" namespace="${bodyNamespaceOf(profile, service)}" encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"/>`;
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<definitions name="${service}EI" targetNamespace="${target}" xmlns="http://schemas.xmlsoap.org/wsdl/"`,
    ` xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"`,
    ` xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"`,
    ` xmlns:w="${target}" xmlns:tns="${schema}">`,
    `<types><schema targetNamespace="${schema}" xmlns="http://www.w3.org/2001/XMLSchema">`,
    `<import namespace="http://schemas.xmlsoap.org/soap/encoding/"/>`,
    ...types.beans.map(
      (bean) =>
        `<complexType name="${schemaName({ bean })}"><all>${Object.entries(beans[bean])
          .map(([name, type]) => property(spell(profile, name), type))
          .join("")}</all></complexType>`,
    ),
    ...types.arrays.map(
      (bean) =>
        `<complexType name="${schemaName({ array: bean })}"><complexContent><restriction base="soapenc:Array">` +
        `<attribute ref="soapenc:arrayType" wsdl:arrayType="${bean === "string" ? "xsd:string" : `tns:${schemaName({ bean })}`}[]"/>` +
        `</restriction></complexContent></complexType>`,
    ),
    `</schema></types>`,
    ...operations.map(
      ([name, { parts, result }]) =>
        `<message name="${name}0Request">${parts.map((type, index) => part(`param${index}`, type)).join("")}</message>` +
        `<message name="${name}0Response">${part("return", result)}</message>`,
    ),
    `<portType name="${service}EIPortType">`,
    ...operations.map(
      ([name]) =>
        `<operation name="${name}"><input name="${name}0Request" message="w:${name}0Request"/>` +
        `<output name="${name}0Response" message="w:${name}0Response"/></operation>`,
    ),
    `</portType><binding name="${service}EIBinding" type="w:${service}EIPortType">`,
    `<soap:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/>`,
    ...operations.map(
      ([name]) =>
        `<operation name="${name}"><soap:operation soapAction="${soapActionOf(profile, service, name)}" style="rpc"/>` +
        `<input name="${name}0Request">${body}</input><output name="${name}0Response">${body}</output></operation>`,
    ),
    `</binding><service name="${service}EI"><port name="${service}EIPort" binding="w:${service}EIBinding">`,
    `<soap:address location="${url}/imtapp/ws/${service}"/></port></service></definitions>`,
  ].join("\n");
}

function property(name: string, type: Type): string {
  return `<element name="${name}" type="${typeof type === "string" ? "xsd" : "tns"}:${schemaName(type)}" nillable="true"/>`;
}

function collectTypes(roots: Type[]): { beans: BeanName[]; arrays: (BeanName | "string")[] } {
  const found = { beans: new Set<BeanName>(), arrays: new Set<BeanName | "string">() };
  const visit = (type: Type): void => {
    if (typeof type === "string") return;
    const bean = "bean" in type ? type.bean : type.array;
    if ("array" in type) found.arrays.add(type.array);
    if (bean === "string") return;
    if ("or" in type) visit({ bean: type.or });
    if (found.beans.has(bean)) return;
    found.beans.add(bean);
    Object.values(beans[bean]).forEach(visit);
  };
  roots.forEach(visit);
  return { beans: [...found.beans], arrays: [...found.arrays] };
}
