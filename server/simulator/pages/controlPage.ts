import { page } from "./page";
import type { SimulatedConference } from "../services/conferences";
import { shows, type ChosenPresence, type Show } from "../services/presence";
import {
  knownPolicies,
  type DirectoryEntry,
  type SimulatedSite,
  type SimulatorSettings,
} from "../world/settings";
import { escape } from "../soap/soap";
import { faultKinds, type Switches } from "../world/faultConfig";

interface ControlPageOptions {
  sites: readonly SimulatedSite[];
  people: readonly DirectoryEntry[];
  conferences: readonly SimulatedConference[];
  showOf: (person: DirectoryEntry) => Show;
  chosen: ReadonlyMap<string, ChosenPresence>;
  switches: Switches;
  settings: SimulatorSettings;
  now: number;
}

/** The simulator's state, and forms to set presence, end or delete a conference, or break something. */
export function controlPage(options: ControlPageOptions): Response {
  const { sites, people, conferences, showOf, chosen, switches, settings, now } = options;
  const kept = conferences
    .filter(({ isDeleted }) => !isDeleted)
    .sort((a, b) => b.start.getTime() - a.start.getTime());
  const state = ({ start, end }: SimulatedConference) =>
    now < start.getTime() ? "upcoming" : now < end.getTime() ? "in progress" : "over";
  const fault = switches.fault;
  return page(
    200,
    "Control",
    `<h1>Control</h1><p><a href="/">The simulator</a></p>
<h2>Break something</h2>
<p>${fault ? `<strong>${fault.kind}</strong> for the next ${fault.times} call(s) of ${escape(fault.operation ?? "any operation")}.` : "Nothing is broken."} Answers wait ${switches.latencyMs} ms.</p>
<form method="post"><input type="hidden" name="do" value="break">
<label>Fault<br><select name="kind">${choices(["none", ...faultKinds], fault?.kind ?? "none")}</select></label>
<label>Operation<br><input name="operation" placeholder="any"></label>
<label>Times<br><input name="times" type="number" min="1" value="1"></label>
<label>Latency, ms<br><input name="latencyMs" type="number" min="0" max="120000" value="${switches.latencyMs}"></label>
<button>Set</button></form>
<h2>People</h2>
<table><tr><th>Person</th><th>Presence</th><th></th></tr>${people
      .map(
        (person) =>
          `<tr><td>${escape(`${person.firstName} ${person.lastName}`)}</td><td>${showOf(person)}</td><td><form method="post"><input type="hidden" name="do" value="presence"><input type="hidden" name="userId" value="${escape(person.userId)}"><select name="show" aria-label="Presence">${choices(["by the day", ...shows], chosen.get(person.userId)?.show ?? "by the day")}</select><input name="text" placeholder="own words" aria-label="Own words" value="${escape(chosen.get(person.userId)?.text ?? "")}"><button>Set</button></form></td></tr>`,
      )
      .join("")}</table>
<h2>Settings</h2>
<form method="post"><input type="hidden" name="do" value="settings">${settingNames
      .map(
        ([name, label]) =>
          `<label>${
            typeof settings[name] === "boolean"
              ? `<input type="checkbox" name="${name}"${settings[name] ? " checked" : ""}> ${label}`
              : `${label}<br><input type="number" name="${name}" value="${settings[name]}">`
          }</label>`,
      )
      .join("")}<button>Set</button></form>
<h2>Sites</h2>
<table><tr><th>Site ID</th><th>Name</th><th>Policies</th></tr>${sites
      .map(
        ({ siteId, name, policies }) =>
          `<tr><td>${escape(siteId)}</td><td>${escape(name)}</td><td><form class="wrap" method="post"><input type="hidden" name="do" value="policies"><input type="hidden" name="siteId" value="${escape(siteId)}">${knownPolicies
            .map(
              (policy) =>
                `<label><input type="checkbox" name="policy" value="${policy}"${policies.includes(policy) ? " checked" : ""}> ${policy}</label>`,
            )
            .join("")}<button>Set</button></form></td></tr>`,
      )
      .join("")}</table>
<h2>Conferences</h2>
<table><tr><th>ID</th><th>Title</th><th>Starts</th><th></th><th></th></tr>${kept
      .slice(0, 100)
      .map(
        (conference) =>
          `<tr><td>${conference.id}</td><td>${escape(conference.title)}</td><td>${conference.start.toISOString().slice(0, 16).replace("T", " ")} UTC</td><td>${
            state(conference) === "in progress" ? button("end", "End now", conference) : state(conference)
          }</td><td>${button("delete", "Delete", conference)}</td></tr>`,
      )
      .join("")}</table>${kept.length > 100 ? `<p>The newest 100 of ${kept.length}.</p>` : ""}`,
    "wide",
  );
}

const settingNames = [
  ["tokenLifeSeconds", "Token life, seconds"],
  ["earlyJoinMinutes", "Early join, minutes"],
  ["maxRequestSize", "Elements in a request"],
  ["maxResponseSize", "Elements in an answer"],
  ["clockAheadMinutes", "Clock ahead, minutes"],
  ["titleLength", "Characters of a title"],
  ["conferenceKeyRequired", "Conference key required"],
  ["publicConferencesAllowed", "Public conferences"],
  ["schedulingEnabled", "Scheduling"],
  ["guestAccessEnabled", "Guests"],
  ["echoesAttributes", "Lists name attributes"],
  ["instantNeedsSignIn", "Sign-in for instant conferences"],
  ["invitedByUserIdOnly", "Invitations by user ID only"],
  ["reportsAddressesOnly", "Reports by address only"],
] as const;

/** The settings of the form; a box that is not ticked is not in it. */
export function readSettings(form: URLSearchParams, settings: SimulatorSettings): Record<string, unknown> {
  return Object.fromEntries(
    settingNames.map(([name]) => [
      name,
      typeof settings[name] === "boolean" ? form.has(name) : Number(form.get(name) ?? Number.NaN),
    ]),
  );
}

/** A form of one button that does something to a conference. */
function button(does: string, label: string, { id }: SimulatedConference): string {
  return `<form method="post"><input type="hidden" name="do" value="${does}"><input type="hidden" name="id" value="${id}"><button>${label}</button></form>`;
}

function choices(values: readonly string[], selected: string): string {
  return values
    .map((value) => `<option${value === selected ? " selected" : ""}>${escape(value)}</option>`)
    .join("");
}
