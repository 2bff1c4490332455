import { markerOf } from "../../server/conferences/matcher";
import type { SimulatedConference } from "../../server/simulator/services/conferences";
import type { ConferenceRequest } from "../../src/contract/conference";
import { conference as byHand } from "../system/deployment";
import { alice, createPane, isSuccess, requestsFor, send, type Answer } from "./pane";
import { isSilent, type Attempt, type DatabaseKind, type Plan, type Verb } from "./plan";
import type { Processes } from "./processes";
import type { Relay, RelaySettings } from "./relay";
import { openRelays } from "./relays";
import { openSite } from "./site";

/** The result of a run. */
export interface Outcome {
  /** Violations; empty if all is well. */
  violations: string[];
  /** Events, in order. */
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
  const { processes, databases, ledgerKey } = options;
  const story: string[] = [];
  const violations: string[] = [];
  const key = crypto.randomUUID();
  const [begun, changed, changedAgain] = requestsFor(`Chaos ${name}`, plan);
  let aheadMs = 0;
  const site = await openSite(plan, () => Date.now() + aheadMs);
  const settings = (): RelaySettings => ({
    ...{ database: databases[plan.database], ledgerKey, name, siteUrl: site.url, clockAheadMs: aheadMs },
    // Nothing may be late by accident, least of all where there is no marker to know a conference by.
    timeoutMs: isSilent(plan) ? (plan.echoesAttributes ? 1000 : 2000) : 10_000,
  });
  const relays = openRelays({ plan, processes, story, shown: site.shown, settings });

  async function pass(minutes: number): Promise<void> {
    if (minutes === 0) return;
    aheadMs += minutes * minute;
    story.push(`${minutes} minutes pass`);
    await relays.setClock(aheadMs);
  }

  const ask: typeof send = async (relay, method, path, more) => {
    const answer = await send(relay, method, path, more);
    const code = answer.body.error?.code;
    story.push(
      `${relays.nameOf(relay)} relay: ${method} ${path.split("?")[0]}: ${answer.status} ${code ?? answer.body.id ?? ""}`,
    );
    if (code === "INTERNAL") violations.push("something that nobody foresaw");
    if (answer.status === null) await relays.bury(relay);
    return answer;
  };

  const marker = markerOf({ owner: alice, key });
  const live = () =>
    site.simulator
      .conferences()
      .filter(({ isDeleted, attributes }) => !isDeleted && attributes.some(({ value }) => value === marker));

  const pane = createPane({
    key,
    ask,
    choose: async () => {
      if (plan.leaseExpiresAt === "the next attempt") await site.letGo();
      return live()[0]?.id ?? null;
    },
  });

  /** The pane tries until it has succeeded, or its user gives up. */
  async function act(verb: Verb, wanted: ConferenceRequest, attempts: readonly Attempt[], isAtOnce = false) {
    for (const [n, { relay, minutesBefore, isReconciledBefore }] of attempts.entries()) {
      if (n > 0 && plan.leaseExpiresAt === "the next attempt") await site.letGo();
      await site.comeThrough();
      await pass(minutesBefore);
      if (isReconciledBefore) await relays.reconcile(await relays.at(relay));
      const places = isAtOnce && n === 0 ? (["first", "other"] as const) : [relay];
      const asked = await Promise.all(places.map((place) => relays.at(place)));
      if (await pane.tryBy(asked, verb, wanted)) return;
    }
  }

  async function prepare(): Promise<void> {
    const { title, start, end } = begun.appointment;
    const [startDate, endDate] = [new Date(start), new Date(end)];
    if (plan.hasTwin) await site.byHand.scheduleConference({ ...byHand, title, startDate, endDate });
    const older = { ...begun, appointment: { ...begun.appointment, title: `Before ${title}` } };
    if (plan.hasOlder)
      await ask(await relays.at("other"), "POST", "", { key: crypto.randomUUID(), content: older });
    if (plan.verb !== "schedule") await act("schedule", begun, [simply]);
  }

  /** Replaces killed and cut-off processes, and finishes the work that was begun. */
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

  function check({ status, body }: Answer): void {
    const demand = (isSo: boolean, what: string) => {
      if (!isSo) violations.push(what);
    };
    const held = live();
    const said = body.scheduled ?? null;
    const expected = said === null ? [] : [describe(body.id ?? "", said)];
    demand(
      said === null ? status === 404 : isSuccess({ status, body }),
      "the relay does not know what stands",
    );
    demand(
      pane.possible().some((one) => isSame(one, said)),
      "what was answered with success does not stand",
    );
    demand(
      isSame(held.map(describeHeld), expected),
      `the site holds ${held.map(({ id }) => id).join(" and ") || "none"}, and not as the ledger says`,
    );
    const twins = site.simulator
      .conferences()
      .filter(({ title, attributes }) => title === begun.appointment.title && attributes.length === 0);
    demand(!twins.some(({ isDeleted }) => isDeleted), "what was made by hand is gone");
  }

  try {
    await prepare();
    site.arm();
    await act(plan.verb, plan.verb === "schedule" ? begun : changed, plan.attempts, plan.isAtOnce);
    if (plan.next !== null && !isSame(pane.possible(), [null]))
      await act(plan.next, changedAgain, [simply, later]);
    const [kills, calls] = [relays.kills(), [...site.simulator.calls()]];
    const fresh = await recover();
    const before = site.simulator.calls().length;
    check(await pane.look(fresh));
    // Only the user can say which one it is where the site does not.
    const isUpToUser = !plan.echoesAttributes || plan.hasTwin;
    // Looking asks the site whether it still has the conference, and changes nothing.
    const work = site.simulator
      .calls()
      .slice(before)
      .filter((call) => changing.has(call));
    if (!isUpToUser && work.length > 0) violations.push("work was left undone");
    return { violations, story, kills, calls };
  } finally {
    await relays.close();
    await site.close();
  }
}

const simply: Attempt = { relay: "other", minutesBefore: 0, isReconciledBefore: false };
const later: Attempt = { relay: "first", minutesBefore: 0.5, isReconciledBefore: false };

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function describe(id: string, { appointment: { title, start, end, attendees } }: ConferenceRequest) {
  return [id, title, start, end, attendees.map(({ address }) => address)];
}

function describeHeld({ id, title, start, end, attendees }: SimulatedConference) {
  return [id, title, start.toISOString(), end.toISOString(), attendees.map(({ address }) => address)];
}

/** The site's operations that change a conference. */
const changing = new Set(["scheduleConference", "updateConference", "deleteConference"]);
