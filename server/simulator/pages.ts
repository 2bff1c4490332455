import type { SimulatedConference } from "./conferences";
import type { SimulatorSettings } from "./settings";
import { escape } from "./soap";

const style = `
:root { color-scheme: light dark; font: 16px/1.5 "Segoe UI", system-ui, sans-serif; }
body { margin: 0; display: grid; place-items: center; min-height: 100vh; background: light-dark(#f3f3f6, #1b1b1f); }
main { box-sizing: border-box; width: min(34rem, 100%); padding: 2rem; border-radius: 12px; overflow-wrap: anywhere;
  background: light-dark(#fff, #292930); box-shadow: 0 2px 16px #0002; }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dt { opacity: .7; } dd { margin: 0; white-space: pre-line; }
.role { display: inline-block; padding: 0 .75rem; border-radius: 1rem; background: light-dark(#e1ecff, #24406b); }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; }
input, button { font: inherit; padding: .4rem .75rem; border-radius: 6px; border: 1px solid #8886; }
button { border: 0; background: #0f6cbd; color: #fff; } a { color: inherit; }`;

/** A page of the simulated deployment; no script runs in it. */
export function page(status: number, title: string, content: string): Response {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)}</title><style>${style}</style></head><body><main>${content}</main></body></html>`;
  return new Response(html, {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy":
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
    },
  });
}

interface ConferencePageOptions {
  conference: SimulatedConference | null;
  secret: string;
  /** What was typed where the key is asked for; null before. */
  typedKey: string | null;
  settings: SimulatorSettings;
  now: number;
}

/** Where a join or host link leads: the conference, or why there is none. */
export function conferencePage({
  conference,
  secret,
  typedKey,
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
  const opensAt = conference.start.getTime() - settings.earlyJoinMinutes * 60_000;
  const state =
    now > conference.end.getTime()
      ? "It is over."
      : now >= opensAt
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
      `<p><small>This is the simulator: there is no console to start.</small></p>`,
  );
}

function moment(date: Date): string {
  const iso = date.toISOString();
  return `<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC</time>`;
}
