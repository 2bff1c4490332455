import type { Lease } from "../../server/ledger/leases";
import type { Ledger } from "../../server/ledger/ledger";
import { createReconciler } from "../../server/conferences/reconciler";
import { CallError } from "../../server/rtc/errors";
import {
  createFakeSite,
  createTestLedger,
  createTestRelay,
  listed,
  newKey,
  now,
  relaySite,
  request,
} from "../support/relay";

const minute = 60_000;
const at = (hour: number) => ({
  ...request,
  appointment: { ...request.appointment, end: `2027-03-02T${hour}:00:00.000Z` },
});

/** A site, a ledger and a clock, and relays that come and go; of each call one answer may be lost. */
function open({ echoes = false } = {}) {
  let time = now;
  let isLost = false;
  let isEchoing = echoes;
  const fake = createFakeSite({
    scheduleConference: async (options) => {
      const result = await fake.standard.scheduleConference(options);
      if (!isLost) return result;
      isLost = false;
      throw new CallError("TIMEOUT", "unknown");
    },
    listUpcomingConferences: () =>
      Promise.resolve(
        [...fake.scheduled].map(([id, options]) =>
          listed(id, options, isEchoing ? (options.adhocAttributes ?? []) : []),
        ),
      ),
  });
  const ledger = createTestLedger({ now: () => time });
  return {
    ...fake,
    ledger,
    pass: (ms: number) => (time += ms),
    loseNextAnswer: () => (isLost = true),
    stopEchoing: () => (isEchoing = false),
    /** A process that has seen nothing yet. */
    startRelay: async (wrap: (ledger: Ledger) => Ledger = (same) => same) => {
      const { send, sites } = await createTestRelay(fake.site, {
        sites: [relaySite(fake.site, { ledger: wrap(ledger) })],
        clock: () => time,
      });
      return {
        post: async (key: string, body = request) => {
          const response = await send("POST", "/api/conferences", { body, key });
          const { id, error } = (await response.json()) as { id?: string; error?: { code: string } };
          return { told: error?.code ?? id, retryAfter: response.headers.get("Retry-After") };
        },
        reconcile: () =>
          createReconciler({
            sites: sites.all,
            clock: () => time,
            ...{ intervalMs: 1, unclaimedMs: 9 * 24 * 60 * minute, retentionMs: 180 * 24 * 60 * minute },
          }).run(),
      };
    },
  };
}

describe("whether lists name our marker is kept in the ledger", () => {
  test("a fresh relay adopts the only candidate of a lost answer, and asks nobody", async () => {
    const { startRelay, loseNextAnswer, ledger, scheduled, calls } = open();
    const first = await startRelay();
    await first.post(newKey());
    await first.reconcile();
    expect(await ledger.findMarkerSupport()).toEqual({ isEchoed: false, ageMs: 0 });
    const fresh = await startRelay();
    loseNextAnswer();
    calls.length = 0;
    expect(await fresh.post(newKey(), at(15))).toMatchObject({ told: "1001" });
    // Nothing is left to learn: one list before the call, one after it.
    expect(calls).toEqual(["list", "schedule", "list", "update"]);
    expect(scheduled.size).toBe(2);
  });

  test("a relay learns it before its second call, also where nothing was lost and no reconciler has looked", async () => {
    const { startRelay, loseNextAnswer, calls } = open();
    const { post } = await startRelay();
    await post(newKey());
    expect(calls).toEqual(["schedule"]);
    loseNextAnswer();
    expect(await post(newKey(), at(15))).toMatchObject({ told: "1001" });
  });

  test("a site that echoes is looked at once, not before each call", async () => {
    const { startRelay, calls } = open({ echoes: true });
    const { post } = await startRelay();
    for (const hour of [15, 16, 17]) await post(newKey(), at(hour));
    expect(calls).toEqual(["schedule", "list", "schedule", "schedule"]);
  });

  test("what a list contradicts is learned anew: nothing is scheduled twice", async () => {
    const { startRelay, loseNextAnswer, stopEchoing, ledger, scheduled, pass } = open({ echoes: true });
    const first = await startRelay();
    await first.post(newKey());
    await first.post(newKey(), at(15));
    expect(await ledger.findMarkerSupport()).toMatchObject({ isEchoed: true });
    stopEchoing();
    pass(2 * 60 * minute);
    const fresh = await startRelay();
    loseNextAnswer();
    const key = newKey();
    expect(await fresh.post(key, at(16))).toMatchObject({ told: "OUTCOME_AMBIGUOUS" });
    expect(await ledger.findMarkerSupport()).toEqual({ isEchoed: false, ageMs: 0 });
    expect(scheduled.size).toBe(3);
  });

  test("what was seen more than a day ago is looked at again", async () => {
    const { startRelay, stopEchoing, ledger, pass } = open({ echoes: true });
    const first = await startRelay();
    const later = { ...request.appointment, start: "2027-03-09T14:00:00Z", end: "2027-03-09T15:00:00Z" };
    await first.post(newKey(), { ...request, appointment: later });
    await first.reconcile();
    stopEchoing();
    pass(23 * 60 * minute);
    await (await startRelay()).reconcile();
    expect(await ledger.findMarkerSupport()).toMatchObject({ isEchoed: true });
    pass(2 * 60 * minute);
    await (await startRelay()).reconcile();
    expect(await ledger.findMarkerSupport()).toEqual({ isEchoed: false, ageMs: 0 });
  });
});

describe("a relay that is killed before its call was sent, at a site that echoes no marker", () => {
  const killed = () => Promise.reject(new Error("killed"));

  /** The process ends when it saves; `isSaved`: after that. */
  const dying =
    (isSaved: boolean) =>
    (ledger: Ledger): Ledger =>
      Object.assign(Object.create(ledger) as Ledger, {
        begin: async (...values: Parameters<Ledger["begin"]>) => {
          const lease = await ledger.begin(...values);
          const save: Lease["save"] = async (...saved) => {
            if (isSaved) await lease?.save(...saved);
            return killed();
          };
          return lease && { ...lease, save, forget: killed, release: () => Promise.resolve() };
        },
      });

  async function kill({ isSaved }: { isSaved: boolean }) {
    const world = open();
    const first = await world.startRelay();
    await first.post(newKey());
    await first.reconcile();
    const key = newKey();
    expect(await (await world.startRelay(dying(isSaved))).post(key, at(15))).toMatchObject({
      told: "INTERNAL",
    });
    // A dead relay's lease ends after 20 seconds.
    world.pass(21_000);
    return { ...world, key, next: await world.startRelay() };
  }

  test("the same key goes through as soon as nobody holds it", async () => {
    const { key, next, scheduled } = await kill({ isSaved: false });
    expect(await next.post(key, at(15))).toMatchObject({ told: "1001" });
    expect(await next.post(key, at(15))).toMatchObject({ told: "1001" });
    expect(scheduled.size).toBe(2);
  });

  test("with another request, too", async () => {
    const { key, next, scheduled } = await kill({ isSaved: false });
    expect(await next.post(key, at(16))).toMatchObject({ told: "1001" });
    expect(await next.post(key, at(15))).toMatchObject({ told: "KEY_REUSED" });
    expect(scheduled.get("1001")?.endDate).toEqual(new Date("2027-03-02T16:00:00Z"));
  });

  test("a conference that somebody made by hand meanwhile is neither taken nor asked about", async () => {
    const { key, next, scheduled } = await kill({ isSaved: false });
    const [options] = [...scheduled.values()];
    scheduled.set("0999", { ...options!, endDate: new Date("2027-03-02T15:00:00Z") });
    expect(await next.post(key, at(15))).toMatchObject({ told: "1002" });
  });

  test("nobody asks again: the reconciler forgets it at its next round", async () => {
    const { next, ledger, pass } = await kill({ isSaved: false });
    pass(15_000);
    await next.reconcile();
    expect(await ledger.count()).toEqual([{ state: "scheduled", count: 1 }]);
  });

  test("where it may have been sent, the key waits until no call can arrive any more", async () => {
    const { key, next, pass } = await kill({ isSaved: true });
    expect(await next.post(key, at(15))).toEqual({ told: "OUTCOME_UNKNOWN", retryAfter: "99" });
    pass(100_000);
    expect(await next.post(key, at(15))).toMatchObject({ told: "1001" });
  });
});
