import { BodyError, readBody } from "../../http/requestBody";
import { controlPage, readSettings } from "./controlPage";
import { formBytes } from "../soap/endpoints";
import { page } from "./page";
import { shows } from "../services/presence";
import type { World } from "../world/world";

/** The ways to steer this world: the control page with its forms, and the switches as JSON. */
export function createSteering(world: World) {
  const { url, sites, people, settings, now, conferences, presence, switchboard, save } = world;

  async function serveSwitches(request: Request): Promise<Response> {
    if (request.method === "DELETE") switchboard.turn({});
    if (request.method === "PUT") {
      try {
        switchboard.turn(JSON.parse(await readBody(request, { maxBytes: formBytes })));
      } catch (failure) {
        if (failure instanceof BodyError) throw failure;
        return Response.json({ error: "These are no switches; see docs/simulator.md." }, { status: 400 });
      }
    }
    return Response.json(switchboard.current());
  }

  async function serveControl(request: Request): Promise<Response> {
    if (request.method === "POST") {
      const form = new URLSearchParams(await readBody(request, { maxBytes: formBytes }));
      if (!control(form)) return page(400, "Not done", "<h1>Not done</h1><p>These values do not fit.</p>");
      save();
      return new Response(null, { status: 303, headers: { Location: `${url}/control` } });
    }
    return controlPage({
      sites: [...sites.values()],
      people,
      conferences: conferences.all(),
      showOf: presence.showOf,
      chosen: new Map(presence.chosen()),
      switches: switchboard.current(),
      settings,
      now: now(),
    });
  }

  /** Does what a form says; false where its values do not fit. */
  function control(form: URLSearchParams): boolean {
    if (form.get("do") === "end") return conferences.endNow(form.get("id") ?? "");
    if (form.get("do") === "delete") return conferences.remove(form.get("id") ?? "");
    if (form.get("do") === "retitle")
      return conferences.retitle(form.get("id") ?? "", form.get("title")?.trim() ?? "");
    if (form.get("do") === "presence") {
      const show = shows.find((known) => known === form.get("show")?.toUpperCase());
      const text = form.get("text")?.trim().slice(0, 1000) ?? "";
      presence.choose(form.get("userId") ?? "", show ? { show, text } : null);
      return true;
    }
    const switches = switchboard.current();
    const kind = form.get("kind");
    const operation = form.get("operation")?.trim() ?? "";
    try {
      if (form.get("do") === "settings")
        switchboard.turn({ ...switches, settings: readSettings(form, settings) });
      else if (form.get("do") === "policies") {
        const policies = { ...switches.policies, [form.get("siteId") ?? ""]: form.getAll("policy") };
        switchboard.turn({ ...switches, policies });
      } else {
        switchboard.turn({
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

  return { serveSwitches, serveControl };
}
