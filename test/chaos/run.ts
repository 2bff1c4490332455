import { markerOf } from "../../server/relay/matching";
import type { SimulatedConference } from "../../server/simulator/conferences";
import type { ConferenceRequest } from "../../src/contract/conference";
import { alice, requestsFor, send, type Answer, type AskOptions } from "./ask";
import { conference as byHand } from "../system/deployment";
import { isSilent, type Attempt, type DatabaseKind, type Plan, type Verb } from "./plan";
import type { Processes } from "./processes";
import type { Relay, RelaySettings } from "./relay";
import { openRelays } from "./relays";
import { openSite } from "./site";

/** What became of a run. */
export interface Outcome {
  /** What should not be; empty where all is well. */
  violations: string[];
  /** What happened, in order. */
  story: string[];
  kills: number;
  /** The operations that the site carried out before the recovery. */
  calls: readonly string[];
}

/** Where runs find what they need. */
export interface RunOptions {
  processes: Processes;
  /** A file and an address. */
  databases: Record<DatabaseKind, string>;
  ledgerKey: string;
}

const minute = 60_000;

/** Carries out a plan in a world of its own, and compares what the ledger says in the end with what the site holds. */
export async function run(plan: Plan, name: string, options: RunOptions): Promise<Outcome> {
  const story: string[] = [];
  const key = crypto.randomUUID();
  const [begun, changed, changedAgain] = requestsFor(`Chaos ${name}`);
  let aheadMs = 0;
  const site = await openSite(plan, () => Date.now() + aheadMs);
  const relays = openRelays({ plan, processes: options.processes, story, shown: site.shown, settings });

  function settings(): RelaySettings {
    return {
      database: options.databases[plan.database],
      ledgerKey: options.ledgerKey,
      name,
      siteUrl: site.url,
      // Where there is no marker to know a conference by, nothing may be late by accident.
      timeoutMs: isSilent(plan) ? (plan.echoesAttributes ? 400 : 1500) : 10_000,
      clockAheadMs: aheadMs,
    };
  }

  async function pass(minutes: number): Promise<void> {
    if (minutes === 0) return;
    aheadMs += minutes * minute;
    story.push(`${minutes} minutes pass`);
    await relays.setClock(aheadMs);
  }

  const marker = markerOf({ owner: alice, key });
  const live = () =>
    site.simulator
      .conferences()
      .filter(({ isDeleted, attributes }) => !isDeleted && attributes.some(({ value }) => value === marker));

  async function ask(relay: Relay, method: string, path: string, more: AskOptions = {}): Promise<Answer> {
    const answer = await send(relay, method, path, more);
    story.push(
      `${relays.nameOf(relay)} relay: ${method} ${path.split("?")[0]}: ${answer.status} ${answer.body.error?.code ?? answer.body.id ?? ""}`,
    );
    if (answer.status === null) await relays.bury(relay);
    return answer;
  }

  /** The user is asked which one it is, and knows. */
  async function choose(relay: Relay): Promise<Answer> {
    if (plan.heldUntil === "the next attempt") await site.letGo();
    return ask(relay, "POST", "/choice", { key, content: { conferenceId: live()[0]?.id ?? null } });
  }

  async function unlessUnclear(relay: Relay, answer: Answer): Promise<Answer> {
    return answer.body.error?.code === "OUTCOME_AMBIGUOUS" ? choose(relay) : answer;
  }

  const look = async (relay: Relay) => unlessUnclear(relay, await ask(relay, "GET", `?key=${key}`));

  /** What the pane remembers of its conference. */
  let memory: { id: string; version: number } | null = null;
  function learn({ body }: Answer): void {
    const { id, version } = body.error?.current ?? body;
    if (id !== undefined && version !== undefined) memory = { id, version };
  }

  /** One attempt of the pane; null where it knows of nothing that it could change. */
  async function attempt(relay: Relay, verb: Verb, content: ConferenceRequest): Promise<Answer | null> {
    if (verb === "schedule") {
      const made = await unlessUnclear(relay, await ask(relay, "POST", "", { key, content }));
      learn(made);
      return made;
    }
    if (!memory) learn(await look(relay));
    if (!memory) return null;
    const { id, version } = memory;
    if (verb === "delete") return ask(relay, "DELETE", `/${id}`);
    const answer = await ask(relay, "PUT", `/${id}`, { ifMatch: `"${version}"`, content });
    learn(answer);
    return answer;
  }

  /** What may stand in the end: what was last answered with success, and what was left open since. */
  let possible: (ConferenceRequest | null)[] = [null];
  function conclude(answers: readonly (Answer | null)[], result: ConferenceRequest | null): boolean {
    const isDone = answers.some((answer) => answer !== null && isSuccess(answer));
    if (isDone) possible = [result];
    else if (answers.some((answer) => answer !== null && isOpen(answer))) possible = [...possible, result];
    return isDone;
  }

  /** The pane tries until it has succeeded, or its user gives up. */
  async function act(verb: Verb, wanted: ConferenceRequest, attempts: readonly Attempt[], isAtOnce = false) {
    for (const [n, { relay, minutesBefore, isReconciledBefore }] of attempts.entries()) {
      if (n > 0 && plan.heldUntil === "the next attempt") await site.letGo();
      await site.comeThrough();
      await pass(minutesBefore);
      if (isReconciledBefore) await relays.reconcile(await relays.at(relay));
      const places = isAtOnce && n === 0 ? (["first", "other"] as const) : [relay];
      const asked = await Promise.all(places.map((place) => relays.at(place)));
      const answers = await Promise.all(asked.map((one) => attempt(one, verb, wanted)));
      if (conclude(answers, verb === "delete" ? null : wanted)) return;
    }
  }

  async function prepare(): Promise<void> {
    const { title, start, end } = begun.appointment;
    const [startDate, endDate] = [new Date(start), new Date(end)];
    if (plan.hasTwin) await site.byHand.scheduleConference({ ...byHand, title, startDate, endDate });
    const older = { ...begun, appointment: { ...begun.appointment, title: `Before ${title}` } };
    const other = await relays.at("other");
    if (plan.hasOlder) await ask(other, "POST", "", { key: crypto.randomUUID(), content: older });
    if (plan.verb !== "schedule") await act("schedule", begun, [simply]);
  }

  /** Whatever was killed or is cut off is replaced; what is left of the run is brought to its end. */
  async function recover(): Promise<Relay> {
    await site.calm();
    const fresh = await relays.replace();
    // Longer than a call may be late, than a dead relay has its duty, and than anything is postponed.
    for (const minutes of [3, 3, 61, 61]) {
      await pass(minutes);
      await relays.reconcileAll();
    }
    return fresh;
  }

  function check({ status, body }: Answer): string[] {
    const held = live();
    const said = body.scheduled ?? null;
    const expected = said === null ? [] : [describe(body.id ?? "", said)];
    const isTwinThere = site.simulator
      .conferences()
      .some(
        ({ title, attributes, isDeleted }) =>
          title === begun.appointment.title && attributes.length === 0 && !isDeleted,
      );
    return [
      [said === null ? status === 404 : isSuccess({ status, body }), `the relay does not know what stands`],
      [possible.some((one) => isSame(one, said)), "what was answered with success does not stand"],
      [
        isSame(held.map(describeHeld), expected),
        `the site holds ${held.map(({ id }) => id).join(" and ") || "none"}, not as the ledger says`,
      ],
      [isTwinThere === plan.hasTwin, "what was made by hand is gone"],
    ].flatMap(([isSo, what]) => (isSo === true ? [] : String(what)));
  }

  try {
    await prepare();
    site.arm();
    await act(plan.verb, plan.verb === "schedule" ? begun : changed, plan.attempts, plan.isAtOnce);
    if (plan.next !== null && !isSame(possible, [null])) await act(plan.next, changedAgain, [simply, later]);
    const [kills, calls] = [relays.kills(), [...site.simulator.calls()]];
    const violations = check(await look(await recover()));
    return { violations, story, kills, calls };
  } finally {
    await relays.close();
    await site.close();
  }
}

const simply: Attempt = { relay: "other", minutesBefore: 0, isReconciledBefore: false };
const later: Attempt = { relay: "first", minutesBefore: 0.5, isReconciledBefore: false };

function isSuccess({ status }: Answer): boolean {
  return status !== null && status < 300;
}

/** Whether what was asked for may come about although it was not answered with success. */
function isOpen({ status, body }: Answer): boolean {
  return status === null || ["OUTCOME_UNKNOWN", "OUTCOME_AMBIGUOUS"].includes(body.error?.code ?? "");
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function describe(id: string, { appointment: { title, start, end, attendees } }: ConferenceRequest) {
  return [id, title, start, end, attendees.map(({ address }) => address)];
}

function describeHeld({ id, title, start, end, attendees }: SimulatedConference) {
  return [id, title, start.toISOString(), end.toISOString(), attendees.map(({ address }) => address)];
}
