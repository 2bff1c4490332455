import type { SimulatedConference } from "../services/conferences";
import type { SimulatorSettings } from "../world/settings";
import { escape } from "../soap/soap";

const style = `
:root { color-scheme: light dark; font: 16px/1.5 "Segoe UI", system-ui, sans-serif; }
body { margin: 0; display: grid; place-items: center; min-height: 100vh; background: light-dark(#f3f3f6, #1b1b1f); }
main { box-sizing: border-box; width: min(34rem, 100%); padding: 2rem; border-radius: 12px; overflow-wrap: anywhere;
  background: light-dark(#fff, #292930); box-shadow: 0 2px 16px #0002; }
main.wide { width: min(56rem, 100%); }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dt { opacity: .7; } dd { margin: 0; white-space: pre-line; }
.role { display: inline-block; padding: 0 .75rem; border-radius: 1rem; background: light-dark(#e1ecff, #24406b); }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; }
input, button { font: inherit; padding: .4rem .75rem; border-radius: 6px; border: 1px solid #8886; }
select { font: inherit; padding: .4rem; border-radius: 6px; border: 1px solid #8886; }
h2 { margin: 2rem 0 .5rem; font-size: 1.1rem; } pre { overflow: auto; font-size: .8rem; }
table { width: 100%; border-collapse: collapse; } th, td { padding: .25rem .5rem .25rem 0; text-align: start; } td:first-child { white-space: nowrap; }
td form { flex-wrap: nowrap; } td form.wrap { flex-wrap: wrap; } input[type=number] { width: 8rem; }
button { border: 0; background: #0f6cbd; color: #fff; } a { color: inherit; }`;

/** A page of the simulated deployment; no script runs in it. */
export function page(
  status: number,
  title: string,
  content: string,
  width: "narrow" | "wide" = "narrow",
): Response {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)}</title><style>${style}</style></head><body><main class="${width}">${content}</main></body></html>`;
  return new Response(html, {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy":
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
      // Links hold secrets, and a form must say from which origin it comes.
      "Referrer-Policy": "same-origin",
    },
  });
}

/** Where the configuration directory's download addresses lead (Table 3-12). */
export function clientPage(name: string): Response {
  return page(
    200,
    `${name} for Windows`,
    `<h1>${name} for Windows</h1><p>Version 10.1.2.0.0</p><p><small>This is the simulator: there is nothing to install.</small></p>`,
  );
}

interface ConferencePageOptions {
  conference: SimulatedConference | null;
  secret: string;
  /** The conference key that was typed; null: none yet. */
  typedKey: string | null;
  /** The name with which somebody has just joined; null before. */
  joinedAs: string | null;
  settings: SimulatorSettings;
  now: number;
}

/** Where a join or host link leads: the conference, or why there is none. */
export function conferencePage({
  conference,
  secret,
  typedKey,
  joinedAs,
  settings,
  now,
}: ConferencePageOptions): Response {
  const isHost = conference?.hostSecret === secret;
  if (!conference || (!isHost && conference.joinSecret !== secret)) {
    return page(
      404,
      "Unknown conference",
      "<h1>Unknown conference</h1><p>This link leads to no conference.</p>",
    );
  }
  const title = escape(conference.title);
  if (conference.isDeleted) {
    return page(410, "Cancelled", `<h1>${title}</h1><p>The organizer has cancelled this web conference.</p>`);
  }
  if (!isHost && conference.conferenceKey !== null && typedKey !== conference.conferenceKey) {
    const wrong = typedKey === null ? "" : `<p role="alert">That is not the key of this conference.</p>`;
    return page(
      typedKey === null ? 200 : 403,
      conference.title,
      `<h1>${title}</h1>${wrong}<form method="post"><label>Conference key<br><input name="key" autocomplete="off" required></label><button>Join</button></form>`,
    );
  }
  const isOpen = isDoorOpen(conference, settings, now);
  const key = typedKey === null ? "" : `<input type="hidden" name="key" value="${escape(typedKey)}">`;
  const join =
    joinedAs === null
      ? `<form method="post">${key}<label>Your name<br><input name="name" autocomplete="name" required></label><button>Join now</button></form>`
      : `<p role="status">You are in the conference as ${escape(joinedAs)}.</p>`;
  const state =
    now > conference.end.getTime()
      ? "It is over."
      : isOpen
        ? "The door is open."
        : `The door opens ${settings.earlyJoinMinutes} minutes before the start.`;
  const rows: [string, string][] = [
    ["Starts", moment(conference.start)],
    ["Ends", moment(conference.end)],
    ["Organizer", escape(`${conference.host.firstName} ${conference.host.lastName}`)],
    ["Conference ID", escape(conference.id)],
  ];
  if (conference.dialIn !== null) rows.push(["Dial-in", escape(conference.dialIn)]);
  return page(
    200,
    conference.title,
    `<h1>${title}</h1><p><span class="role">You join as ${isHost ? "host" : "attendee"}</span></p><p>${state}</p>` +
      `<dl>${rows.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join("")}</dl>` +
      `${isOpen && !isHost ? join : ""}<p><small>This is the simulator: there is no console to start.</small></p>`,
  );
}

/** From the early-join time until the end. */
export function isDoorOpen(
  { start, end }: SimulatedConference,
  settings: SimulatorSettings,
  now: number,
): boolean {
  return now >= start.getTime() - settings.earlyJoinMinutes * 60_000 && now <= end.getTime();
}

function moment(date: Date): string {
  const iso = date.toISOString();
  return `<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC</time>`;
}
