import { services, type BeanValue, type ServiceName, type Value } from "./beans";
import { createConferences, status, type SimulatedConference } from "./conferences";
import { conferencePage, page } from "./pages";
import { ParseError } from "./parse";
import { standardSettings, type DirectoryEntry, type SimulatorSettings } from "./settings";
import { Fault, readCall, writeAnswer, writeFault, type Call } from "./soap";
import { readSwitches, type Switches, type SwitchesInput } from "./switches";
import { createTokens } from "./tokens";
import { describeService } from "./wsdl";

export interface SimulatorOptions {
  /** Its own base address, without a slash at its end; links and WSDLs carry it. */
  url: string;
  siteId: string;
  siteAuthToken: string;
  people: readonly DirectoryEntry[];
  settings?: Partial<SimulatorSettings>;
  /** Milliseconds since the epoch. */
  now?: () => number;
  newId?: () => string;
  sleep?: (ms: number) => Promise<void>;
}

export interface Simulator {
  /** Throws DroppedConnection where a switch says so. */
  fetch: (request: Request) => Promise<Response>;
  set: (switches: SwitchesInput) => void;
  conferences: () => readonly SimulatedConference[];
  /** The operations that were carried out, oldest first. */
  calls: () => readonly string[];
}

/** Thrown instead of an answer: whoever serves the simulator cuts the connection. */
export class DroppedConnection extends Error {
  override name = "DroppedConnection";
}

const maxRequestBytes = 4 * 1024 * 1024;

/** An RTC deployment in a box: the Integration Services from the other side, and the pages that its links lead to. */
export function createSimulator(options: SimulatorOptions): Simulator {
  const { url, now = Date.now, newId = () => crypto.randomUUID() } = options;
  const sleep = options.sleep ?? ((ms: number) => new Promise((resolve) => setTimeout(resolve, ms)));
  const settings = { ...standardSettings, ...options.settings };
  const tokens = createTokens({ ...options, settings, now, newId });
  let lastId = Math.floor(now() / 1000) % 9_000_000;
  const conferences = createConferences({
    ...options,
    settings,
    tokens,
    now,
    newId,
    newConferenceId: () => String(1_000_000 + (++lastId % 9_000_000)),
    linksOf: ({ id, joinSecret, hostSecret }) => ({
      attendeeURL: `${url}/imtapp/app/conference/${id}/${joinSecret}`,
      hostURL: `${url}/imtapp/app/conference/${id}/${hostSecret}`,
    }),
  });
  const calls: string[] = [];
  let switches = readSwitches({});

  const operations: Record<string, (values: Value[]) => Value> = {
    createSession: ([id, credential, type]) => tokens.createSession(text(id), text(credential), text(type)),
    requestToken: ([id, credential, properties]) =>
      tokens.request(text(id), text(credential), policyOf(properties)),
    requestMultipleTokens: ([id, credential, properties, policies]) =>
      (Array.isArray(policies) ? policies : []).map(() =>
        tokens.request(text(id), text(credential), policyOf(properties)),
      ),
    requestTokenForCredentials: ([credentials, properties]) => {
      const { entityID, entityCredential, entityType } = fieldsOf(credentials);
      const type = text(entityType)?.toUpperCase() === "USER" ? "USER" : "SITE";
      return tokens.request(text(entityID), text(entityCredential), policyOf(properties), type);
    },
    endSession: ([id, token]) => tokens.end(text(id), text(token)),
    getTokenStatus: ([id, token]) => tokens.status(text(id), text(token)),
    scheduleConference: ([request]) => conferences.scheduleConference(request ?? null),
    updateConference: ([request]) => conferences.updateConference(request ?? null),
    deleteConference: ([request]) => conferences.deleteConference(request ?? null),
    listUpcomingConferences: ([request]) => conferences.listUpcomingConferences(request ?? null),
  };

  /** The fault for this call, if the switches have one for it; counts it off. */
  function takeFault(service: ServiceName, operation: string): NonNullable<Switches["fault"]> | null {
    const { fault } = switches;
    if (!fault || (fault.operation ?? operation) !== operation || (fault.service ?? service) !== service)
      return null;
    switches = { ...switches, fault: fault.times > 1 ? { ...fault, times: fault.times - 1 } : null };
    return fault;
  }

  async function serve(request: Request, service: ServiceName): Promise<Response> {
    const source = await request.text();
    if (source.length > maxRequestBytes) return new Response("too large", { status: 413 });
    if (switches.latencyMs > 0) await sleep(switches.latencyMs);
    const { profile } = switches;
    let call: Call;
    try {
      call = readCall(source, service, profile, request.headers.get("SOAPAction"));
    } catch (failure) {
      if (failure instanceof Fault) return xml(500, writeFault(failure));
      if (failure instanceof ParseError)
        return xml(500, writeFault(new Fault("SOAP-ENV:Client", "parsing error")));
      throw failure;
    }
    const fault = takeFault(service, call.name);
    if (fault?.kind === "dropBefore") throw new DroppedConnection();
    if (fault?.kind === "http500") return new Response("Internal Server Error", { status: 500 });
    if (fault?.kind === "html") return html("<html><body><h1>Sign in</h1></body></html>");
    if (fault?.kind === "garbage") return xml(200, "<<<");
    if (fault?.kind === "soapFault") {
      return xml(500, writeFault(new Fault("SOAP-ENV:Server.Exception:", "java.lang.NullPointerException")));
    }
    if (fault?.kind === "expiredTokens") tokens.expireAll();
    if (fault?.kind === "status") return xml(200, writeAnswer(call, service, profile, status(fault.status)));
    let answer: string;
    try {
      calls.push(call.name);
      answer = writeAnswer(call, service, profile, operations[call.name]?.(call.arguments) ?? null);
    } catch (failure) {
      if (!(failure instanceof Fault)) throw failure;
      return xml(500, writeFault(failure));
    }
    if (fault?.kind === "dropAfter") throw new DroppedConnection();
    return xml(200, fault?.kind === "truncated" ? answer.slice(0, Math.floor(answer.length / 2)) : answer);
  }

  async function control(request: Request): Promise<Response> {
    if (request.method === "DELETE") switches = readSwitches({});
    if (request.method === "PUT") {
      try {
        switches = readSwitches(await request.json());
      } catch {
        return Response.json({ error: "These are no switches; see README, Simulator." }, { status: 400 });
      }
    }
    return Response.json(switches);
  }

  async function route(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const service = /^\/imtapp(?:\/ws)?\/(AuthenticationService|PreConferenceService)$/.exec(pathname)?.[1];
    if (service === "AuthenticationService" || service === "PreConferenceService") {
      if (request.method === "POST") return serve(request, service);
      if (/^\?wsdl$/i.test(search)) return xml(200, describeService(service, switches.profile, url));
      return Response.redirect(`${url}/`, 302);
    }
    const [, id, secret] = /^\/imtapp\/app\/conference\/(\d+)\/([\w-]+)$/.exec(pathname) ?? [];
    if (id !== undefined && secret !== undefined) {
      const typed = request.method === "POST" ? (await request.formData()).get("key") : null;
      const typedKey = typeof typed === "string" ? typed : null;
      return conferencePage({ conference: conferences.find(id), secret, typedKey, settings, now: now() });
    }
    if (pathname === "/control/switches") return control(request);
    if (pathname === "/") return page(200, "RTC simulator", indexPage());
    return page(404, "Not found", "<h1>Not found</h1>");
  }

  return {
    fetch: route,
    set: (input) => (switches = readSwitches(input)),
    conferences: conferences.all,
    calls: () => calls,
  };
}

function indexPage(): string {
  const rows = Object.keys(services).map(
    (name) => `<dt>${name}</dt><dd><a href="/imtapp/ws/${name}?WSDL">WSDL</a></dd>`,
  );
  return (
    `<h1>RTC simulator</h1><p>A Real-Time Collaboration deployment in a box.</p><dl>${rows.join("")}` +
    `<dt>Switches</dt><dd><a href="/control/switches">/control/switches</a> (GET, PUT, DELETE)</dd></dl>`
  );
}

function xml(httpStatus: number, body: string): Response {
  return new Response(body, { status: httpStatus, headers: { "Content-Type": "text/xml; charset=utf-8" } });
}

function html(body: string): Response {
  return new Response(body, { headers: { "Content-Type": "text/html" } });
}

function text(value: Value | undefined): string | null {
  return typeof value === "string" ? value : null;
}

function fieldsOf(value: Value | undefined): BeanValue {
  const isBean =
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
  return isBean ? value : {};
}

function policyOf(properties: Value | undefined): string | null {
  return text(fieldsOf(properties).tokenPolicy);
}
