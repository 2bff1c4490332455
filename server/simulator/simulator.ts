import { createAuthorize, status } from "./access";
import { services, serviceNames, type ServiceName } from "./beans";
import { cataloguePage, servicePage } from "./catalogue";
import { createChat } from "./chat";
import { createConferences, type SimulatedConference } from "./conferences";
import { createConfiguration } from "./configuration";
import { createOperations } from "./operations";
import { controlPage, readSettings } from "./control";
import { writeHistory } from "./history";
import { instantSchemas, serveInstantConference } from "./instantConference";
import { conferencePage, isDoorOpen, page } from "./pages";
import { ParseError } from "./parse";
import { createPresence, shows } from "./presence";
import { servePresenceUrl } from "./presenceUrl";
import { createReports } from "./reports";
import {
  knownPolicies,
  standardSettings,
  type DirectoryEntry,
  type DirectoryGroup,
  type SimulatedSite,
  type SimulatorSettings,
} from "./settings";
import { Fault, readCall, writeAnswer, writeFault, type Call } from "./soap";
import type { Store } from "./store";
import { readSwitches, type SwitchedService, type Switches, type SwitchesInput } from "./switches";
import { createTokens } from "./tokens";
import { describeService } from "./wsdl";

export interface SimulatorOptions {
  /** Its own base address, without a slash at its end; links and WSDLs carry it. */
  url: string;
  siteId: string;
  siteAuthToken: string;
  /** Policies of the first site; default: all. */
  policies?: readonly string[];
  /** Further sites of the deployment. */
  otherSites?: readonly (Pick<SimulatedSite, "siteId" | "siteAuthToken" | "name"> & {
    policies?: readonly string[];
    settings?: Partial<SimulatorSettings>;
  })[];
  people: readonly DirectoryEntry[];
  groups?: readonly DirectoryGroup[];
  settings?: Partial<SimulatorSettings>;
  /** Remembers over restarts; default: nothing does. */
  store?: Store;
  /** Whether a new world begins with what its people had and will have. */
  hasHistory?: boolean;
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
  const { url, people, groups = [], store, newId = () => crypto.randomUUID() } = options;
  const sleep = options.sleep ?? ((ms: number) => new Promise((resolve) => setTimeout(resolve, ms)));
  const initial = { ...standardSettings, ...options.settings };
  const settings = { ...initial };
  const clock = options.now ?? Date.now;
  const now = () => clock() + settings.clockAheadMinutes * 60_000;
  const provisioned = [{ ...options, name: "Default site", settings: {} }, ...(options.otherSites ?? [])];
  const sites = new Map(
    provisioned.map(
      ({ siteId, siteAuthToken, name, policies = knownPolicies, settings: own }): [string, SimulatedSite] => [
        siteId,
        { siteId, siteAuthToken, name, policies, settings: { ...settings, ...own } },
      ],
    ),
  );
  const tokens = createTokens({ sites, people, settings, now, newId });
  const authorize = createAuthorize({ sites, people, tokens });
  const pathOf = (kind: string, id: string, secret: string) => `${url}/imtapp/app/${kind}/${id}/${secret}`;
  const playbackUrlOf = ({ id, playbackSecret }: SimulatedConference) =>
    pathOf("playback", id, playbackSecret);
  const linksOf = ({ id, joinSecret, hostSecret }: SimulatedConference) => ({
    attendeeURL: pathOf("conference", id, joinSecret),
    hostURL: pathOf("conference", id, hostSecret),
  });
  let lastId = Math.floor(now() / 1000) % 9_000_000;
  const conferences = createConferences({
    people,
    authorize,
    now,
    newId,
    // Eight digits with a zero in front: an ID is a text.
    newConferenceId: () => String(1_000_000 + (++lastId % 9_000_000)).padStart(8, "0"),
    linksOf,
  });
  const presence = createPresence({ people, groups, conferences, authorize, settings, now });
  const reports = createReports({ people, conferences, authorize, settings, now, playbackUrlOf });
  const configuration = createConfiguration({ url, settings, authorize, now });
  const chat = createChat({ people, groups, presence, tokens });
  const calls: string[] = [];
  let switches = readSwitches({});

  /** Sets the switches, and what they say of the deployment's settings and of the sites' policies. */
  function turn(input: unknown): void {
    switches = readSwitches(input);
    Object.assign(settings, initial, switches.settings);
    for (const { siteId, policies = knownPolicies, settings: own } of provisioned) {
      const site = sites.get(siteId);
      if (!site) continue;
      Object.assign(site.settings, initial, own, switches.settings);
      site.policies = switches.policies[siteId] ?? policies;
    }
  }

  const save = () =>
    store?.save(() => ({
      conferences: [...conferences.all()],
      tokens: tokens.save(),
      presence: presence.chosen(),
      chats: chat.save(),
    }));
  const saved = store?.load();
  if (saved) {
    conferences.restore(saved.conferences);
    tokens.restore(saved.tokens);
    presence.restore(saved.presence);
    chat.restore(saved.chats);
    lastId += saved.conferences.length;
  } else if (options.hasHistory) {
    writeHistory(conferences, people, options.siteId, now());
    save();
  }

  const operations = createOperations({ tokens, configuration, conferences, reports, presence });

  /** The fault for this call, if the switches have one for it; counts it off. */
  function takeFault(service: SwitchedService, operation: string): NonNullable<Switches["fault"]> | null {
    const { fault } = switches;
    if (!fault || (fault.operation ?? operation) !== operation || (fault.service ?? service) !== service)
      return null;
    switches = { ...switches, fault: fault.times > 1 ? { ...fault, times: fault.times - 1 } : null };
    return fault;
  }

  /** What a fault answers instead of the work; null where the work is done all the same. */
  function instead(fault: Switches["fault"]): Response | null {
    if (fault?.kind === "dropBefore") throw new DroppedConnection();
    if (fault?.kind === "http500") return new Response("Internal Server Error", { status: 500 });
    if (fault?.kind === "html") return html("<html><body><h1>Sign in</h1></body></html>");
    if (fault?.kind === "garbage") return xml(200, "<<<");
    if (fault?.kind === "redirect") return Response.redirect("http://elsewhere.example.net/", 302);
    if (fault?.kind === "soapFault") {
      return xml(500, writeFault(new Fault("SOAP-ENV:Server.Exception:", "java.lang.NullPointerException")));
    }
    if (fault?.kind === "expiredTokens") tokens.expireAll();
    return null;
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
    const other = instead(fault);
    if (other) return other;
    if (fault?.kind === "status") return xml(200, writeAnswer(call, service, profile, status(fault.status)));
    let reply: string;
    try {
      calls.push(call.name);
      reply = writeAnswer(call, service, profile, operations[call.name]?.(call.arguments) ?? null);
    } catch (failure) {
      if (!(failure instanceof Fault)) throw failure;
      return xml(500, writeFault(failure));
    }
    save();
    if (fault?.kind === "dropAfter") throw new DroppedConnection();
    return xml(200, fault?.kind === "truncated" ? reply.slice(0, Math.floor(reply.length / 2)) : reply);
  }

  /** A URL service: parameters in the query or in a form. */
  async function serveUrl(
    request: Request,
    service: SwitchedService,
    operation: string,
    work: (parameters: URLSearchParams) => Response,
  ): Promise<Response> {
    const parameters =
      request.method === "POST"
        ? new URLSearchParams(await request.text())
        : new URL(request.url).searchParams;
    if (switches.latencyMs > 0) await sleep(switches.latencyMs);
    const fault = takeFault(service, operation);
    const other = instead(fault);
    if (other) return other;
    calls.push(operation);
    const response = work(parameters);
    save();
    if (fault?.kind === "dropAfter") throw new DroppedConnection();
    if (fault?.kind !== "truncated") return response;
    const body = await response.text();
    return new Response(body.slice(0, Math.floor(body.length / 2)), response);
  }

  async function serveSwitches(request: Request): Promise<Response> {
    if (request.method === "DELETE") turn({});
    if (request.method === "PUT") {
      try {
        turn(await request.json());
      } catch {
        return Response.json({ error: "These are no switches; see README, Simulator." }, { status: 400 });
      }
    }
    return Response.json(switches);
  }

  async function serveControl(request: Request): Promise<Response> {
    if (request.method === "POST") {
      // A page of another origin must not steer this world.
      if ((request.headers.get("Sec-Fetch-Site") ?? "same-origin") !== "same-origin")
        return new Response(null, { status: 403 });
      const form = new URLSearchParams(await request.text());
      if (!control(form)) return page(400, "Not done", "<h1>Not done</h1><p>These values do not fit.</p>");
      save();
      return Response.redirect(`${url}/control`, 303);
    }
    return controlPage({
      sites: [...sites.values()],
      people,
      conferences: conferences.all(),
      showOf: presence.showOf,
      chosen: new Map(presence.chosen()),
      switches,
      settings,
      now: now(),
    });
  }

  function control(form: URLSearchParams): boolean {
    if (form.get("do") === "end") return conferences.endNow(form.get("id") ?? "");
    if (form.get("do") === "presence") {
      presence.choose(form.get("userId") ?? "", shows.find((show) => show === form.get("show")) ?? null);
      return true;
    }
    const kind = form.get("kind");
    const operation = form.get("operation")?.trim() ?? "";
    try {
      if (form.get("do") === "settings") turn({ ...switches, settings: readSettings(form, settings) });
      else if (form.get("do") === "policies") {
        const policies = { ...switches.policies, [form.get("siteId") ?? ""]: form.getAll("policy") };
        turn({ ...switches, policies });
      } else {
        turn({
          ...switches,
          latencyMs: Number(form.get("latencyMs")),
          fault:
            kind === "none"
              ? null
              : { kind, times: Number(form.get("times")), ...(operation !== "" && { operation }) },
        });
      }
      return true;
    } catch {
      return false;
    }
  }

  async function serveConference(request: Request, id: string, secret: string): Promise<Response> {
    const form = request.method === "POST" ? new URLSearchParams(await request.text()) : null;
    const typedKey = form?.get("key") ?? null;
    const conference = conferences.find(id);
    const name = form?.get("name")?.trim().slice(0, 100) ?? "";
    const mayJoin = conference?.joinSecret === secret && (conference.conferenceKey ?? typedKey) === typedKey;
    const isJoining =
      name !== "" && mayJoin && !conference.isDeleted && isDoorOpen(conference, settings, now());
    if (isJoining) {
      const exited = conference.end.getTime();
      conference.visits.push({ name, address: null, userId: null, entered: now(), exited });
      save();
    }
    const joinedAs = isJoining ? name : null;
    return conferencePage({ conference, secret, typedKey, joinedAs, settings, now: now() });
  }

  function playbackPage(id: string, secret: string): Response {
    const conference = conferences.find(id);
    if (conference?.playbackSecret !== secret)
      return page(404, "No recording", "<h1>No recording</h1><p>This link leads to no recording.</p>");
    return page(
      200,
      conference.title,
      `<h1>Recording</h1><p>of the conference ${conference.id}.</p><p><small>This is the simulator: there is nothing to play.</small></p>`,
    );
  }

  async function route(request: Request): Promise<Response> {
    const { pathname, search, searchParams } = new URL(request.url);
    const named = /^\/imtapp(?:\/ws)?\/(\w+Service)$/.exec(pathname)?.[1];
    const service = serviceNames.find((name) => name === named);
    if (service) {
      if (request.method === "POST") return serve(request, service);
      if (/^\?wsdl$/i.test(search)) return xml(200, describeService(service, switches.profile, url));
      return servicePage(service, switches.profile);
    }
    if (/^\/imtapp(\/app)?\/OracleRTCService$/.test(pathname)) {
      const links = (id: string) => {
        const conference = conferences.find(id);
        if (!conference) throw new Error("an instant conference without a trace");
        return { hostURL: linksOf(conference).hostURL, playbackURL: playbackUrlOf(conference) };
      };
      return serveUrl(request, "OracleRTCService", "instantMeeting", (parameters) =>
        serveInstantConference(parameters, { sites, conferences, settings, linksOf: links }),
      );
    }
    if (pathname === "/imtapp/Presence") {
      return serveUrl(request, "Presence", "presenceUrl", () =>
        servePresenceUrl(searchParams, { presence, tokens, settings }),
      );
    }
    if (/^\/imtapp\/im\/(imWebChatClient|imRequestorMsg)\.jsp$/.test(pathname))
      return serveUrl(request, "GuestChat", "guestChat", chat.serve);
    const schema = /^\/imtapp(?:\/app)?\/(\w+\.xsd)$/.exec(pathname)?.[1];
    if (schema !== undefined && instantSchemas[schema] !== undefined) return xml(200, instantSchemas[schema]);
    const [, kind, id, secret] =
      /^\/imtapp\/app\/(conference|playback)\/(\d+)\/([\w-]+)$/.exec(pathname) ?? [];
    if (id !== undefined && secret !== undefined)
      return kind === "playback" ? playbackPage(id, secret) : serveConference(request, id, secret);
    if (/^\/imtapp\/ws\/?$/.test(pathname)) return cataloguePage(url);
    if (pathname === "/control/switches") return serveSwitches(request);
    if (pathname === "/control") return serveControl(request);
    if (pathname === "/") return page(200, "RTC simulator", indexPage());
    return page(404, "Not found", "<h1>Not found</h1>");
  }

  return {
    fetch: route,
    set: turn,
    conferences: conferences.all,
    calls: () => calls,
  };
}

function indexPage(): string {
  const operations = Object.values(services).flatMap((service) => Object.keys(service));
  return (
    `<h1>RTC simulator</h1><p>A Real-Time Collaboration deployment in a box: ${serviceNames.length} SOAP services with ` +
    `${operations.length} operations, and the URL services.</p><dl>` +
    `<dt>Services</dt><dd><a href="/imtapp/ws">WSDLs, endpoints and samples</a></dd>` +
    `<dt>Control</dt><dd><a href="/control">What it holds; set presence, end a conference, break something</a></dd>` +
    `<dt>Switches</dt><dd><a href="/control/switches">/control/switches</a> (GET, PUT, DELETE)</dd></dl>`
  );
}

function xml(httpStatus: number, body: string): Response {
  return new Response(body, { status: httpStatus, headers: { "Content-Type": "text/xml; charset=utf-8" } });
}

function html(body: string): Response {
  return new Response(body, { headers: { "Content-Type": "text/html" } });
}
