import type { Conferences } from "./conferences";
import { page } from "../pages/page";
import { parse, ParseError, type Node } from "../soap/parse";
import type { SimulatedSite, SimulatorSettings } from "../world/settings";
import { escape } from "../soap/soap";

interface InstantConferenceOptions {
  sites: ReadonlyMap<string, SimulatedSite>;
  conferences: Conferences;
  settings: SimulatorSettings;
  linksOf: (id: string) => { hostURL: string; playbackURL: string };
}

/** The Instant Conference URL service (guide, Tables 3-17 to 3-19): an XML document or a redirect. */
export function serveInstantConference(
  parameters: URLSearchParams,
  { sites, conferences, settings, linksOf }: InstantConferenceOptions,
): Response {
  if (settings.instantNeedsSignIn) {
    return page(200, "Sign in", "<h1>Sign in</h1><p>Sign in to start an instant conference.</p>");
  }
  let document: Node;
  try {
    document = parse(parameters.get("xmlin") ?? "");
  } catch (failure) {
    if (failure instanceof ParseError) return refuse(1010, "The request is no XML document", "XML");
    throw failure;
  }
  const value = (name: string) => document.children.find(({ local }) => local === name)?.text.trim() ?? "";
  const returnType = value("returnType") === "text" ? "text" : "XML";
  if (parameters.get("operation") !== "instantMeeting" || document.local !== "instantMtgReq")
    return refuse(1010, "Unknown operation or document", returnType);
  const unknown = document.children.find(({ local }) => !elements.includes(local));
  if (unknown) return refuse(1010, "An element that the schema does not have", returnType);
  const site = sites.get(value("siteid"));
  if (!site) return refuse(4, "The site ID provided was invalid", returnType);
  const type = value("meetingType") || "REGULAR";
  const key = value("password");
  if (!site.settings.schedulingEnabled) return refuse(1032, "Not authorized", returnType);
  if (!meetingTypes.includes(type) || (type === "PUBLIC" && !site.settings.publicConferencesAllowed))
    return refuse(362, "The meeting type is not allowed", returnType);
  if (key === "" && site.settings.conferenceKeyRequired)
    return refuse(367, "A password is required", returnType);
  const conference = conferences.createInstant(
    site,
    value("meetingTitle") || "Instant conference",
    type,
    key || null,
  );
  const { hostURL, playbackURL } = linksOf(conference.id);
  if (returnType === "text") return new Response(null, { status: 302, headers: { Location: hostURL } });
  return xml(
    `<meetingResp><responseCode>0</responseCode><mtgId>${conference.id}</mtgId>` +
      `<joinURL>${escape(hostURL)}</joinURL><playbackURL>${escape(playbackURL)}</playbackURL></meetingResp>`,
  );
}

const meetingTypes = ["REGULAR", "PUBLIC", "RESTRICTED", "REGISTERED"];
const elements = [
  "meetingType",
  "siteid",
  "password",
  "meetingTitle",
  "hostExitURL",
  "attendeeExitURL",
  "attendeeStartURL",
  "returnType",
];

function refuse(code: number, message: string, returnType: "XML" | "text"): Response {
  if (returnType === "text") return page(200, "Not started", `<h1>Not started</h1><p>${escape(message)}</p>`);
  return xml(
    `<errorMsg><responseCode>${code}</responseCode><message>${escape(message)}</message></errorMsg>`,
  );
}

/** The schemas beside the service: of the request, of the answer, of an error. */
export const instantSchemas: Record<string, string> = {
  "instantMtgReq.xsd": schema(
    "instantMtgReq",
    elements.map((name) => [name, "string", name === "siteid"]),
  ),
  "meetingResp.xsd": schema("meetingResp", [
    ["responseCode", "int", true],
    ["mtgId", "string", true],
    ["joinURL", "anyURI", false],
    ["playbackURL", "anyURI", true],
  ]),
  "errorMsg.xsd": schema("errorMsg", [
    ["responseCode", "int", true],
    ["message", "string", true],
  ]),
};

function schema(root: string, parts: (readonly [name: string, type: string, isRequired: boolean])[]): string {
  const lines = parts.map(
    ([name, type, isRequired]) =>
      `<element name="${name}" type="xsd:${type}"${isRequired ? "" : ' minOccurs="0"'}/>`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<schema xmlns="http://www.w3.org/2001/XMLSchema"` +
    ` xmlns:xsd="http://www.w3.org/2001/XMLSchema">\n<element name="${root}"><complexType><sequence>\n` +
    `${lines.join("\n")}\n</sequence></complexType></element></schema>\n`
  );
}

function xml(body: string): Response {
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>${body}`, {
    headers: { "Content-Type": "text/xml; charset=utf-8" },
  });
}
