import { methodNotAllowed, plain, refuseForeign, withStandardHeaders } from "../http/loopback";
import { BodyError } from "../http/requestBody";
import { services, serviceNames } from "./soap/beans";
import { cataloguePage, servicePage } from "./pages/catalogue";
import type { SimulatedConference } from "./services/conferences";
import { createEndpoints, xml } from "./soap/endpoints";
import { instantSchemas, serveInstantConference } from "./services/instantConference";
import { createLinkPages } from "./pages/linkPages";
import { clientPage, page } from "./pages/page";
import { servePresenceUrl } from "./services/presenceUrl";
import { createSteering } from "./pages/controlApi";
import type { SwitchesInput } from "./world/faultConfig";
import { createWorld, type WorldOptions } from "./world/world";
import { describeService } from "./soap/wsdl";

export interface SimulatorOptions extends WorldOptions {
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

interface Route {
  /** Its groups are handed on. */
  path: RegExp;
  methods: readonly string[];
  /** null: this is another one's path. */
  serve: (request: Request, parts: string[]) => Response | null | Promise<Response>;
}

const instantPath = /^\/imtapp(?:\/app)?\/OracleRTCService$/;
const chatPath = /^\/imtapp\/im\/(?:imWebChatClient|imRequestorMsg)\.jsp$/;

/** The guide has other sites' pages send these two forms (chapters 3 and 4): what is in the form decides. */
const takesForeignForms = (pathname: string) => instantPath.test(pathname) || chatPath.test(pathname);

/** An RTC deployment in a box: the Integration Services from the other side, and the pages that its links lead to. */
export function createSimulator({
  sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  ...options
}: SimulatorOptions): Simulator {
  const world = createWorld(options);
  const { url, conferences, switchboard } = world;
  const endpoints = createEndpoints({ world, sleep });
  const { serveConference, playbackPage } = createLinkPages(world);
  const { serveSwitches, serveControl } = createSteering(world);

  /** Links of a conference that has just been started. */
  function instantLinksOf(id: string) {
    const conference = conferences.find(id);
    if (!conference) throw new Error("an instant conference without a trace");
    return {
      hostURL: world.linksOf(conference).hostURL,
      playbackURL: world.playbackUrlOf(conference),
    };
  }

  const routes: Route[] = [
    {
      path: /^\/imtapp(?:\/ws)?\/(\w+Service)$/,
      methods: ["GET", "POST"],
      serve: (request, [name]) => {
        const service = serviceNames.find((known) => known === name);
        if (!service) return null;
        const { profile } = switchboard.current();
        if (request.method === "POST") return endpoints.serveSoap(request, service);
        const isWsdl = /^\?wsdl$/i.test(new URL(request.url).search);
        return isWsdl ? xml(200, describeService(service, profile, url)) : servicePage(service, profile);
      },
    },
    {
      path: instantPath,
      methods: ["GET", "POST"],
      serve: (request) =>
        endpoints.serveUrl(request, "OracleRTCService", "instantMeeting", (parameters) =>
          serveInstantConference(parameters, { ...world, linksOf: instantLinksOf }),
        ),
    },
    {
      path: /^\/imtapp\/Presence$/,
      methods: ["GET"],
      serve: (request) =>
        endpoints.serveUrl(request, "Presence", "presenceUrl", (parameters) =>
          servePresenceUrl(parameters, world),
        ),
    },
    {
      path: chatPath,
      methods: ["GET", "POST"],
      serve: (request) => endpoints.serveUrl(request, "GuestChat", "guestChat", world.chat.serve),
    },
    {
      path: /^\/imtapp(?:\/app)?\/(\w+\.xsd)$/,
      methods: ["GET"],
      serve: (_, [name = ""]) => {
        const schema = instantSchemas[name];
        return schema === undefined ? null : xml(200, schema);
      },
    },
    {
      path: /^\/imtapp\/app\/conference\/(\d+)\/([\w-]+)$/,
      methods: ["GET", "POST"],
      serve: (request, [id = "", secret = ""]) => serveConference(request, id, secret),
    },
    {
      path: /^\/imtapp\/app\/playback\/(\d+)\/([\w-]+)$/,
      methods: ["GET"],
      serve: (_, [id = "", secret = ""]) => playbackPage(id, secret),
    },
    {
      path: /^\/imtapp\/clients\/(addin|messenger)$/,
      methods: ["GET"],
      serve: (_, [client]) => clientPage(client === "addin" ? "Add-in" : "Messenger"),
    },
    { path: /^\/imtapp\/ws\/?$/, methods: ["GET"], serve: () => cataloguePage(url) },
    { path: /^\/control\/switches$/, methods: ["GET", "PUT", "DELETE"], serve: serveSwitches },
    { path: /^\/control$/, methods: ["GET", "POST"], serve: serveControl },
    { path: /^\/$/, methods: ["GET"], serve: () => page(200, "RTC simulator", indexPage()) },
  ];

  async function route(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    for (const { path, methods, serve } of routes) {
      const match = path.exec(pathname);
      if (!match) continue;
      const isTaken = methods.includes(request.method === "HEAD" ? "GET" : request.method);
      const response = isTaken ? await serve(request, match.slice(1)) : methodNotAllowed(methods);
      if (response) return response;
    }
    return page(404, "Not found", "<h1>Not found</h1>");
  }

  async function serve(request: Request): Promise<Response> {
    const refusal = refuseForeign(request, { host: new URL(url).host, takesForeignForms });
    if (refusal) return refusal;
    try {
      return withStandardHeaders(await route(request));
    } catch (failure) {
      if (!(failure instanceof BodyError)) throw failure;
      return plain(failure.code === "BODY_TOO_LARGE" ? 413 : 400, "This request's body was not taken.");
    }
  }

  return {
    fetch: serve,
    set: switchboard.turn,
    conferences: conferences.all,
    calls: endpoints.calls,
  };
}

function indexPage(): string {
  const operations = Object.values(services).flatMap((service) => Object.keys(service));
  return (
    `<h1>RTC simulator</h1><p>A Real-Time Collaboration deployment in a box: ${serviceNames.length} SOAP services with ` +
    `${operations.length} operations, and the URL services.</p><dl>` +
    `<dt>Services</dt><dd><a href="/imtapp/ws">WSDLs, endpoints and samples</a></dd>` +
    `<dt>Control</dt><dd><a href="/control">What it holds; set presence, end or delete a conference, break something</a></dd>` +
    `<dt>Switches</dt><dd><a href="/control/switches">/control/switches</a> (GET, PUT, DELETE)</dd></dl>`
  );
}
