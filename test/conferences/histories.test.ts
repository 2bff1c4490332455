import { randomBytes } from "node:crypto";
import fc from "fast-check";
import type { Conference, ConferenceRequest } from "../../src/contract/conference";
import type { ErrorCode } from "../../src/contract/errorCodes";
import { createCipher } from "../../server/ledger/cipher";
import { openDatabase, type Database } from "../../server/ledger/database";
import { createLedger } from "../../server/ledger/ledger";
import type { Caller } from "../../server/conferences/caller";
import { asRelayError } from "../../server/http/errors";
import { markerOf } from "../../server/conferences/matcher";
import { createReconciler } from "../../server/conferences/reconciler";
import { createSites } from "../../server/sites/sites";
import type { Simulator } from "../../server/simulator/simulator";
import { onBothDatabases } from "../ledger/databases";
import { createDeployment } from "../system/deployment";
import { newKey, relaySite, request } from "../support/relay";

/** How the site's next call of a verb's operation ends. */
const endings = ["answered", "answered", "answered", "lost", "lost before", "late", "down"] as const;
type Ending = (typeof endings)[number] | "with foreign links" | "refused";
const foreign = ["with foreign links", "with foreign links"] as const;

/** One user's steps with one appointment, through one of several relays. */
const everyDeed = {
  relay: fc.nat({ max: 2 }),
  appointment: fc.nat({ max: 1 }),
  verb: fc.constantFrom(
    "schedule",
    "schedule",
    "update",
    "update",
    "update",
    "delete",
    "claim",
    "look" as const,
  ),
  /** Which of the requests; the versions that are named are right, stale or any. */
  variant: fc.constantFrom(0, 0, 0, 1, 2, 3),
  ifMatch: fc.constantFrom("known", "known", "known", "stale", "any" as const),
  ending: fc.constantFrom<Ending[]>(...endings),
  /** How the deletions of a conference end that is taken back. */
  takingBack: fc.constant<Ending[]>([]),
};
const deed = fc.record(everyDeed);
type Deed = typeof deed extends fc.Arbitrary<infer Value> ? Value : never;

/** The same at a site whose links may not be handed out, now and then. */
const deedWithForeignLinks: typeof deed = fc.record({
  ...everyDeed,
  verb: fc.constantFrom("schedule", "schedule", "schedule", "update", "delete", "claim", "look" as const),
  variant: fc.constantFrom(0, 0, 0, 1),
  ending: fc.constantFrom<Ending[]>("answered", "lost", "late", ...foreign, ...foreign),
  takingBack: fc.array(
    fc.constantFrom<Ending[]>("answered", "lost", "lost before", "late", "down", "refused", "refused"),
    { minLength: 4, maxLength: 4 },
  ),
});

/** So that there is something to change from the start. */
const begun: Deed = {
  relay: 0,
  appointment: 0,
  verb: "schedule",
  variant: 0,
  ifMatch: "known",
  ending: "answered",
  takingBack: [],
};

/** Deeds of one step are done at the same time; between steps time may pass, and the reconciler look around. */
const historyOf = (deeds: typeof deed) =>
  fc.array(
    fc.record({
      deeds: fc.array(deeds, { minLength: 1, maxLength: 3 }),
      minutes: fc.constantFrom(0, 0, 0, 1, 5),
    }),
    { minLength: 5, maxLength: 12 },
  );

const operations: Partial<Record<Deed["verb"], string>> = {
  schedule: "scheduleConference",
  update: "updateConference",
  delete: "deleteConference",
};
const variants = [0, 1, 2, 3].map((variant): ConferenceRequest => {
  const { appointment } = request;
  const end = `2027-03-02T${15 + variant}:00:00.000Z`;
  const attendees = variant % 2 === 0 ? appointment.attendees : appointment.attendees.slice(0, 1);
  return { ...request, appointment: { ...appointment, end, attendees } };
});
const minute = 60_000;
const alice: Caller = {
  id: "alice",
  issuer: "i",
  tenant: null,
  subject: "histories",
  userId: "alice.adams",
  name: "Alice Adams",
  address: "alice.adams@example.com",
};

/** Three relays over one database before one deployment, whose calls end as the history says. */
function openWorld(databases: readonly Database[], name: string) {
  const deployment = createDeployment();
  const late: (() => Promise<unknown>)[] = [];
  let coming: Partial<Record<string, Ending[]>> = {};
  const send = async (sent: Request): Promise<Response> => {
    const body = sent.method === "POST" ? await sent.clone().text() : "";
    const operation = /<m:(\w+)/.exec(body)?.[1] ?? "";
    const ending = coming[operation]?.shift() ?? "answered";
    const work = () => deployment.simulator.fetch(sent.clone());
    if (ending === "down")
      throw new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ECONNREFUSED" }) });
    if (ending === "refused") return refuse(deployment.simulator, sent, body);
    if (ending === "late") late.push(work);
    const answer = ending === "lost before" || ending === "late" ? null : await work();
    if (ending === "answered" && answer) return answer;
    if (ending === "with foreign links" && answer)
      return new Response((await answer.text()).replaceAll(">http:", ">http://evil.example.net\\@"), answer);
    throw new TypeError("fetch failed");
  };
  const openRelays = () =>
    databases.map((database) => {
      const ledger = createLedger({ database, cipher, site: name, now: deployment.now });
      const site = deployment.client({ send });
      const unclaimedMs = 7 * 24 * 60 * minute;
      const sites = createSites([relaySite(site, { name, ledger, linkHosts: ["localhost:3001"] })], {
        clock: deployment.now,
        unclaimedMs,
      });
      const reconciler = createReconciler({
        sites: sites.all,
        clock: deployment.now,
        ...{ intervalMs: 1, unclaimedMs, retentionMs: 180 * 24 * 60 * minute },
      });
      return { conferences: sites.all[0]!.conferences, ledger, reconciler };
    });
  let relays = openRelays();
  return {
    ...deployment,
    relays: () => relays,
    /** Other processes, which know nothing but what the ledger says. */
    restart: () => {
      relays = openRelays();
    },
    prepare: (deeds: readonly Deed[]) => {
      coming = {};
      for (const { verb, ending, takingBack } of deeds) {
        // A repeatable call is tried three times.
        const tries = verb === "schedule" && ending !== "down" ? 1 : 3;
        const endings = Array.from({ length: tries }, () => ending);
        (coming[operations[verb] ?? ""] ??= []).push(...endings);
        if (verb === "schedule") (coming.deleteConference ??= []).push(...takingBack);
      }
    },
    /** Time passes, the site catches up with what it had not come to, and all relays look around. */
    pass: async (minutes: number) => {
      coming = {};
      deployment.pass(minutes);
      // What the site has not come to at once it comes to before a minute is over.
      if (minutes > 0) for (const work of late.splice(0)) await work();
      await Promise.all(relays.map(({ reconciler }) => reconciler.run()));
    },
  };
}

/** The site says of a deletion that it cannot be done now. */
async function refuse(simulator: Simulator, sent: Request, body: string): Promise<Response> {
  const ofNone = body.replace(/(<conferenceID\b[^>]*>)[^<]*/, "$1none");
  const { method, url, headers } = sent;
  const answer = await simulator.fetch(new Request(url, { method, headers, body: ofNone }));
  const text = await answer.text();
  const refusal = text.replace(/(<statusCode\b[^>]*>)3</, "$1354<");
  expect(refusal).not.toBe(text);
  return new Response(refusal, answer);
}
const cipher = createCipher(new Uint8Array(randomBytes(32)));
type World = ReturnType<typeof openWorld>;

/** A pane's memory of its appointment. */
interface Memory {
  keys: string[];
  id: string | null;
  version: number;
  /** Whether somebody tried to delete it. */
  mayBeGone: boolean;
}

/** Does one deed; answers the error code, or null where it succeeded. */
async function perform({ relays }: World, memory: Memory, deed: Deed): Promise<ErrorCode | "NOTHING" | null> {
  const { conferences } = relays()[deed.relay]!;
  const wanted = variants[deed.variant]!;
  const appointment = memory.keys.at(-1)!;
  const { id } = memory;
  const learn = async (answer: Promise<Conference>) => {
    const conference = await answer;
    // An answer that comes after the conference was deleted is of no use any more.
    if (memory.keys.at(-1) === appointment)
      Object.assign(memory, { id: conference.id, version: conference.version });
  };
  try {
    if (deed.verb === "schedule") await learn(conferences.create(alice, appointment, wanted));
    else if (deed.verb === "look") await learn(conferences.findByKey(alice, appointment));
    else if (id === null) return "NOTHING";
    else if (deed.verb === "claim") await conferences.claim(alice, id, "written", null);
    else if (deed.verb === "update") {
      const ifMatch = { known: [memory.version], stale: [99], any: "any" as const }[deed.ifMatch];
      await learn(conferences.update(alice, id, wanted, ifMatch));
    } else {
      memory.mayBeGone = true;
      await conferences.remove(alice, id, null);
      memory.keys.push(newKey());
      Object.assign(memory, { id: null, mayBeGone: false });
    }
    return null;
  } catch (failure) {
    const { code } = asRelayError(failure);
    // Nothing that nobody foresaw.
    expect(code).not.toBe("INTERNAL");
    return code;
  }
}

/** What the ledger says of a key is what the site holds: one conference as it was asked for, or none; answers its ID. */
async function compare({ relays, simulator }: World, appointment: string): Promise<string | null> {
  const entry = await relays()[0]!.ledger.find(alice.id, { key: appointment });
  const marker = markerOf({ owner: alice.id, key: appointment });
  const live = simulator
    .conferences()
    .filter(({ isDeleted, attributes }) => !isDeleted && attributes.some(({ value }) => value === marker));
  if (!entry || entry.state === "removed") {
    expect(live).toEqual([]);
    return null;
  }
  const { title, start, end, attendees } = entry.request.appointment;
  expect(entry.state).toBe("scheduled");
  expect(live.map(({ id }) => id)).toEqual([entry.result?.conferenceId]);
  expect(live[0]).toMatchObject({ title, start: new Date(start), end: new Date(end) });
  expect(live[0]?.attendees.map(({ address }) => address)).toEqual(attendees.map(({ address }) => address));
  return live[0]?.id ?? null;
}

/** An answer to the only user of an appointment stays true. */
async function checkAnswer({ relays }: World, appointment: string, deed: Deed): Promise<void> {
  const entry = await relays()[0]!.ledger.find(alice.id, { key: appointment });
  if (deed.verb === "claim") expect(entry?.claim).toBe("written");
  else expect(entry?.state).toBe(deed.verb === "delete" ? "removed" : "scheduled");
  if (deed.verb === "update") expect(entry?.request).toEqual(variants[deed.variant]);
}

onBothDatabases((location) => {
  test.each([
    // These notice when late duplicates stay, and when a late change undoes the one after it.
    { how: "and however their calls end", deeds: deed, numRuns: 14 },
    // These notice when what was taken back stays, and when a late deletion takes what was handed out.
    { how: "and whatever links the site gives", deeds: deedWithForeignLinks, numRuns: 14 },
  ])(
    "whatever several relays do at once, $how: one conference or none an appointment",
    async (kind) => {
      const where = await location();
      const databases = await Promise.all([1, 2, 3].map(() => openDatabase(where, cipher)));
      const property = fc.asyncProperty(historyOf(kind.deeds), async (steps) => {
        // Each history has a site of its own in the same database.
        const world = openWorld(databases, newKey());
        const memories = [0, 1].map((): Memory => ({
          keys: [newKey()],
          id: null,
          version: 1,
          mayBeGone: false,
        }));
        const first = await perform(world, memories[0]!, begun);
        expect(first).toBeNull();
        for (const { deeds, minutes } of steps) {
          world.prepare(deeds);
          const keys = memories.map((memory) => memory.keys.at(-1)!);
          const codes = await Promise.all(
            deeds.map((deed) => perform(world, memories[deed.appointment]!, deed)),
          );
          await world.pass(minutes);
          for (const [n, deed] of deeds.entries()) {
            const isAlone = deeds.filter(({ appointment }) => appointment === deed.appointment).length === 1;
            if (isAlone && codes[n] === null) await checkAnswer(world, keys[deed.appointment]!, deed);
          }
        }
        world.restart();
        for (const minutes of [3, 3, 61, 61]) await world.pass(minutes);
        for (const memory of memories) {
          const live = await Promise.all(memory.keys.map((appointment) => compare(world, appointment)));
          expect(live.filter((id) => id !== null).length).toBeLessThanOrEqual(1);
          if (memory.id !== null && !memory.mayBeGone) expect(live.at(-1)).toBe(memory.id);
        }
      });
      // To make a failing history shorter takes longer than the test may.
      await fc.assert(property, { numRuns: kind.numRuns, seed: 7, endOnFailure: true });
      await Promise.all(databases.map((database) => database.destroy()));
    },
    120_000,
  );
});
