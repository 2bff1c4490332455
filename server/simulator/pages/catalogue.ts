import {
  beans,
  services,
  serviceNames,
  type BeanValue,
  type Operation,
  type ServiceName,
  type Type,
  type Value,
} from "../soap/beans";
import { page } from "./page";
import type { Profile } from "../soap/profile";
import { escape, writeAnswer, writeRequest } from "../soap/soap";

const sections: Record<ServiceName, string> = {
  AuthenticationService: "Issues and checks the tokens that every other service wants.",
  ConfigurationService: "Tells how this deployment is set up, and where its services are.",
  PreConferenceService: "Schedules, updates, deletes and lists conferences.",
  PostConferenceService: "Tells where a conference's recording is.",
  PresenceService: "Tells who is there.",
  ReportingService: "Reports on conferences that have ended, and who attended them.",
};

/** The list of services with endpoints and WSDLs (guide, chapter 2: "the following Web site"). */
export function cataloguePage(url: string): Response {
  const rows = serviceNames.map(
    (name) =>
      `<h2><a href="/imtapp/ws/${name}">${name}</a></h2><p>${sections[name]}</p>` +
      `<dl><dt>Endpoint</dt><dd>${url}/imtapp/ws/${name}</dd><dt>WSDL</dt><dd><a href="/imtapp/ws/${name}?WSDL">${url}/imtapp/ws/${name}?WSDL</a></dd></dl>`,
  );
  const urlServices =
    `<h2>URL services</h2><dl><dt>Instant conference</dt><dd>${url}/imtapp/app/OracleRTCService<br>` +
    ["instantMtgReq", "meetingResp", "errorMsg"]
      .map((name) => `<a href="/imtapp/app/${name}.xsd">${name}.xsd</a>`)
      .join(" · ") +
    `</dd><dt>Presence</dt><dd>${url}/imtapp/Presence</dd><dt>Guest chat</dt><dd>${url}/imtapp/im/imWebChatClient.jsp</dd></dl>`;
  return page(
    200,
    "Integration Services",
    `<h1>Integration Services</h1><p><a href="/">The simulator</a></p>${rows.join("")}${urlServices}`,
    "wide",
  );
}

/** One service: a sample request and a sample answer of each operation, written by the very code of the wire. */
export function servicePage(service: ServiceName, profile: Profile): Response {
  const operations = Object.entries(services[service]).map(([name, operation]) => {
    const request = sampleRequest(name, service, profile);
    const reply = writeAnswer({ name, operation }, service, profile, sampleResult(operation));
    const show = (title: string, xml: string) =>
      `<details><summary>${title}</summary><pre>${escape(indent(xml))}</pre></details>`;
    return `<h2>${name}</h2>${show("Sample request", request)}${show("Sample answer", reply)}`;
  });
  return page(
    200,
    service,
    `<h1>${service}</h1><p>${sections[service]}</p><p><a href="/imtapp/ws">All services</a> · <a href="/imtapp/ws/${service}?WSDL">WSDL</a></p>${operations.join("")}`,
    "wide",
  );
}

/** A request of an operation with sample values. */
export function sampleRequest(name: string, service: ServiceName, profile: Profile): string {
  const parts = services[service][name]?.parts ?? [];
  return writeRequest(
    name,
    service,
    profile,
    parts.map((type) => sampleOf("param", type)),
  );
}

/** A sample of what an operation answers. */
export function sampleResult({ result }: Operation): Value {
  return sampleOf("return", result);
}

const samples: Record<string, string> = {
  entityID: "12345",
  entityToken: "1000641_QAHnRTN3L8E1",
  siteId: "12345",
  conferenceID: "01234567",
  conferenceId: "01234567",
  title: "Quarterly review",
  tokenPolicy: "PRECONFERENCE",
  name: "TOKENID",
  value: "1000641",
};

function sampleOf(name: string, type: Type): Value {
  if (type === "string") return samples[name] ?? name;
  if (type === "int" || type === "long") return name === "statusCode" ? 0 : 30;
  if (type === "boolean") return false;
  if (type === "dateTime") return new Date("2030-01-15T14:00:00Z");
  if ("array" in type) {
    return [sampleOf("item", type.array === "string" ? "string" : { bean: type.array })];
  }
  const value: BeanValue = {};
  for (const [property, propertyType] of Object.entries(beans[type.bean])) {
    value[property] = sampleOf(property, propertyType);
  }
  return value;
}

/** One element a line, for people. */
function indent(xml: string): string {
  let depth = 0;
  return xml
    .replace(/>\s*</g, ">\n<")
    .split("\n")
    .map((line) => {
      if (line.startsWith("</")) depth -= 1;
      const indented = "  ".repeat(Math.max(0, depth)) + line;
      if (/^<[^/?!]/.test(line) && !line.includes("</") && !line.endsWith("/>")) depth += 1;
      return indented;
    })
    .join("\n");
}
