import { randomBytes } from "node:crypto";
import path from "node:path";
import pg from "pg";
import { people } from "../../server/config/people";
import { startSimulator, type RunningSimulator } from "../../server/simulator/serve";
import { createProcesses, type Processes, type RelayProcess } from "../chaos/processes";
import { newKey, request } from "../support/relay";
import { credentials } from "../system/deployment";
import { startPostgres, type TestPostgres } from "./postgres";

// Relays in processes of their own share one PostgreSQL server, which is taken from them under load.

let postgres: TestPostgres;
let processes: Processes;
let simulator: RunningSimulator;
beforeAll(async () => {
  [postgres, processes, simulator] = await Promise.all([
    startPostgres(),
    createProcesses(path.resolve(__dirname, "../..")),
    startSimulator({ port: 0, ...credentials, people }),
  ]);
}, 60_000);
afterAll(async () => {
  await processes?.close();
  await simulator?.close();
  await postgres?.close();
}, 60_000);

const start = Date.now() + 24 * 3_600_000;
const body = JSON.stringify({
  ...request,
  appointment: {
    ...request.appointment,
    start: new Date(start).toISOString(),
    end: new Date(start + 3_600_000).toISOString(),
  },
});

async function post({ fetch }: RelayProcess, key: string) {
  const headers = {
    Authorization: "Bearer alice.adams",
    "Content-Type": "application/json",
    "Idempotency-Key": key,
  };
  const response = await fetch("/api/conferences", { method: "POST", body, headers });
  const { id, error } = (await response.json()) as { id?: string; error?: { code: string } };
  return {
    id,
    code: error?.code ?? null,
    status: response.status,
    retryAfter: response.headers.get("Retry-After"),
  };
}

const readiness = async ({ fetch }: RelayProcess) => {
  const response = await fetch("/readyz", {});
  return [response.status, ((await response.json()) as { sites: { missing?: string }[] }).sites[0]?.missing];
};

/** Posts new keys at all relays, four at a time each, while `disturb` is at work; then sends each key until it got through. */
async function underLoad(
  relays: readonly RelayProcess[],
  disturb: (answered: () => Promise<void>) => Promise<void>,
) {
  const refusals = new Set<string>();
  const conferences = new Map<string, string>();
  let isOver = false;
  const waiting: (() => void)[] = [];

  async function work(relay: RelayProcess): Promise<void> {
    while (!isOver) {
      const key = newKey();
      while (!conferences.has(key)) {
        const { id, ...refusal } = await post(relay, key);
        waiting.splice(0).forEach((resolve) => resolve());
        if (id === undefined) refusals.add(JSON.stringify(refusal));
        else conferences.set(key, id);
      }
    }
  }
  const workers = Promise.all(relays.flatMap((relay) => [1, 2, 3, 4].map(() => work(relay))));
  const disturbed = disturb(() => new Promise((resolve) => waiting.push(resolve))).finally(async () => {
    isOver = true;
    // Nobody waits for what was held when the database went away.
    await Promise.all(relays.map(({ setClock }) => setClock(25_000)));
  });
  await Promise.all([disturbed, workers]);
  return { refusals: [...refusals].map((line) => JSON.parse(line) as object), conferences };
}

/** Of 12 workers, until all of them have an answer of this time. */
async function many(answered: () => Promise<void>): Promise<void> {
  for (let count = 0; count < 24; count += 1) await answered();
}

async function openRelays(database: string): Promise<RelayProcess[]> {
  const settings = {
    database,
    ledgerKey: randomBytes(32).toString("base64"),
    name: "default",
    siteUrl: simulator.url,
    timeoutMs: 5000,
    clockAheadMs: 0,
  };
  return Promise.all([1, 2, 3].map(() => processes.start(settings)));
}

/** The allowed answers: try again, and when. */
const allowed = [
  { code: "LEDGER_UNAVAILABLE", status: 503, retryAfter: "5" },
  { code: "OUTCOME_UNKNOWN", status: 502, retryAfter: "5" },
  // The rest of a hold, which lasts 20 s.
  { code: "CONFERENCE_BUSY", status: 409, retryAfter: expect.stringMatching(/^([1-9]|1\d|20)$/) as string },
];

let others: readonly string[] = [];
beforeEach(() => (others = standing()));
const standing = () =>
  simulator.simulator
    .conferences()
    .filter(({ isDeleted }) => !isDeleted)
    .map(({ id }) => id);

/** One conference for each key, as its caller was told, and no other. */
function expectExactlyOne(conferences: ReadonlyMap<string, string>): void {
  expect(conferences.size).toBeGreaterThan(12);
  expect(
    standing()
      .filter((id) => !others.includes(id))
      .sort(),
  ).toEqual([...conferences.values()].sort());
}

test("sessions that are ended under load, in the middle of statements and between them, take no relay with them", async () => {
  const url = await postgres.newDatabase();
  const relays = await openRelays(url);
  const admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  const terminate = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1";
  const { refusals, conferences } = await underLoad(relays, async (answered) => {
    for (let rounds = 0; rounds < 40; rounds += 1) {
      await answered();
      await admin.query(terminate, [new URL(url).pathname.slice(1)]);
    }
  });
  await admin.end();
  expect(refusals).toContainEqual(allowed[0]);
  for (const refusal of refusals) expect(allowed).toContainEqual(refusal);
  expectExactlyOne(conferences);
  for (const relay of relays) expect(await readiness(relay)).toEqual([200, undefined]);
}, 60_000);

test("a server that stops under load is told as such until it is there again, at the same address", async () => {
  const relays = await openRelays(await postgres.newDatabase());
  const { refusals, conferences } = await underLoad(relays, async (answered) => {
    for (let rounds = 0; rounds < 3; rounds += 1) {
      await many(answered);
      await postgres.stop();
      await many(answered);
      for (const relay of relays) {
        expect(await readiness(relay)).toEqual([503, "LEDGER_UNAVAILABLE"]);
        expect((await relay.fetch("/healthz", {})).status).toBe(200);
      }
      await postgres.start();
    }
  });
  expect(refusals).toContainEqual(allowed[0]);
  for (const refusal of refusals) expect(allowed).toContainEqual(refusal);
  expectExactlyOne(conferences);
  for (const relay of relays) expect(await readiness(relay)).toEqual([200, undefined]);
}, 60_000);
