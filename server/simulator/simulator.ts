import { services, serviceNames } from "./beans";
import { cataloguePage, servicePage } from "./catalogue";
import type { SimulatedConference } from "./conferences";
import { createEndpoints, xml } from "./endpoints";
import { instantSchemas, serveInstantConference } from "./instantConference";
import { createLinkPages } from "./linkPages";
import { clientPage, page } from "./pages";
import { servePresenceUrl } from "./presenceUrl";
import { createSteering } from "./steering";
import type { SwitchesInput } from "./switches";
import { createWorld, type WorldOptions } from "./world";
import { describeService } from "./wsdl";

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

  async function route(request: Request): Promise<Response> {
    const { pathname, search, searchParams } = new URL(request.url);
    const named = /^\/imtapp(?:\/ws)?\/(\w+Service)$/.exec(pathname)?.[1];
    const service = serviceNames.find((name) => name === named);
    if (service) {
      const { profile } = switchboard.current();
      if (request.method === "POST") return endpoints.serveSoap(request, service);
      if (/^\?wsdl$/i.test(search)) return xml(200, describeService(service, profile, url));
      return servicePage(service, profile);
    }
    if (/^\/imtapp(\/app)?\/OracleRTCService$/.test(pathname)) {
      return endpoints.serveUrl(request, "OracleRTCService", "instantMeeting", (parameters) =>
        serveInstantConference(parameters, { ...world, linksOf: instantLinksOf }),
      );
    }
    if (pathname === "/imtapp/Presence") {
      return endpoints.serveUrl(request, "Presence", "presenceUrl", () =>
        servePresenceUrl(searchParams, world),
      );
    }
    if (/^\/imtapp\/im\/(imWebChatClient|imRequestorMsg)\.jsp$/.test(pathname))
      return endpoints.serveUrl(request, "GuestChat", "guestChat", world.chat.serve);
    const schema = /^\/imtapp(?:\/app)?\/(\w+\.xsd)$/.exec(pathname)?.[1];
    if (schema !== undefined && instantSchemas[schema] !== undefined) return xml(200, instantSchemas[schema]);
    const [, kind, id, secret] =
      /^\/imtapp\/app\/(conference|playback)\/(\d+)\/([\w-]+)$/.exec(pathname) ?? [];
    if (id !== undefined && secret !== undefined)
      return kind === "playback" ? playbackPage(id, secret) : serveConference(request, id, secret);
    const client = /^\/imtapp\/clients\/(addin|messenger)$/.exec(pathname)?.[1];
    if (client !== undefined) return clientPage(client === "addin" ? "Add-in" : "Messenger");
    if (/^\/imtapp\/ws\/?$/.test(pathname)) return cataloguePage(url);
    if (pathname === "/control/switches") return serveSwitches(request);
    if (pathname === "/control") return serveControl(request);
    if (pathname === "/") return page(200, "RTC simulator", indexPage());
    return page(404, "Not found", "<h1>Not found</h1>");
  }

  return {
    fetch: route,
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
