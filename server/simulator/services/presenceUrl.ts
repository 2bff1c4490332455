import { isSignedPresence } from "./digests";
import type { Presence, Show } from "./presence";
import type { SimulatorSettings } from "../world/settings";
import type { Tokens } from "./tokens";

interface PresenceUrlOptions {
  presence: Presence;
  tokens: Tokens;
  settings: SimulatorSettings;
}

/**
 * The Get Presence URL Service (guide, Table 3-42), under all the names that the guide has for its parameters. Unlike in
 * SOAP, `show` is the state and `status` the person's own words.
 */
export function servePresenceUrl(
  query: URLSearchParams,
  { presence, tokens, settings }: PresenceUrlOptions,
): Response {
  const get = (name: string) => query.get(`R_${name}`) ?? query.get(name) ?? "";
  const token = tokens.byId(get("TID"), "PRESENCE");
  const signed = [...query].filter(([name]) => !/^(R_)?K1$/.test(name));
  const isValid =
    token !== null && isSignedPresence(signed, token.token, get("K1"), settings.presenceSigning);
  const isOther = token?.entity.type === "USER" && token.entity.id !== get("UID");
  const [resource] = isValid && !isOther ? presence.select(get("UID"), get("RES") || null, false) : [];
  const show = resource?.show ?? "OFFLINE";
  const mode = get("MODE") || settings.presenceDefaultMode;
  if (mode === "IMG") {
    return new Response(drawPresence(show, Number(get("OP")) || 1), {
      headers: { "Content-Type": "image/svg+xml" },
    });
  }
  const script = `var show = ${quote(show)};\nvar status = ${quote(show === "OFFLINE" ? "Offline" : (resource?.text ?? ""))};\n`;
  return new Response(script, { headers: { "Content-Type": "text/javascript; charset=utf-8" } });
}

/** A string for a script that may stand inside a page. */
function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[<\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const colours: Record<Show, string> = {
  AVAILABLE: "#13a10e",
  AWAY: "#eaa300",
  DND: "#c50f1f",
  OFFLINE: "#8a8886",
};

const signs: Record<Show, string> = {
  AVAILABLE: `<path d="M5 8.2l2 2 4-4" fill="none" stroke="#fff" stroke-width="1.6"/>`,
  AWAY: `<path d="M8 4.6V8l2.4 1.6" fill="none" stroke="#fff" stroke-width="1.6"/>`,
  DND: `<path d="M4.8 8h6.4" stroke="#fff" stroke-width="1.8"/>`,
  OFFLINE: `<path d="M5.8 5.8l4.4 4.4m0-4.4l-4.4 4.4" stroke="#fff" stroke-width="1.6"/>`,
};

/** Five sets of images: with a sign in a disc, a plain disc, a ring, a square, a bust. */
function drawPresence(show: Show, set: number): string {
  const colour = colours[show];
  const shapes: Record<number, string> = {
    2: `<circle cx="8" cy="8" r="6" fill="${colour}"/>`,
    3: `<circle cx="8" cy="8" r="5" fill="none" stroke="${colour}" stroke-width="3"/>`,
    4: `<rect x="2" y="2" width="12" height="12" rx="3" fill="${colour}"/>`,
    5: `<circle cx="8" cy="5" r="3" fill="${colour}"/><path d="M2 15a6 6 0 0 1 12 0z" fill="${colour}"/>`,
  };
  const shape = shapes[set] ?? `<circle cx="8" cy="8" r="7" fill="${colour}"/>${signs[show]}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" role="img" aria-label="${show.toLowerCase()}">${shape}</svg>`;
}
