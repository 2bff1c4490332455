import fc from "fast-check";
import { faultKinds } from "../../server/simulator/world/faultConfig";

export const databaseKinds = ["sqlite", "postgres"] as const;
export type DatabaseKind = (typeof databaseKinds)[number];
export type Verb = "schedule" | "update" | "delete";

const operationOf = {
  schedule: "scheduleConference",
  update: "updateConference",
  delete: "deleteConference",
} as const satisfies Record<Verb, string>;

/** Which calls a fault meets: those of the verb's own operation, of another one, or whatever comes. */
const met = fc.constantFrom(
  ...(["own", "own", "own", "own"] as const),
  ...(["listUpcomingConferences", "updateConference", "requestToken", "any"] as const),
);
const times = fc.constantFrom(1, 1, 1, 2, 3);

/** Requests have up to 2,300 bytes here, answers up to 1,300: faults behind the last one happen at the very end. */
const after = fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 9, arbitrary: fc.nat(2300) });
/** Beyond any time-out: held back until the run lets it go. */
export const leaseMs = 15_000;

const proxyFault = fc.record({
  met,
  direction: fc.constantFrom("request" as const, "answer" as const),
  fault: fc.oneof(
    fc.record({ kind: fc.constantFrom("cut" as const, "reset" as const, "blackhole" as const), after }),
    fc.record({ kind: fc.constantFrom("cut" as const, "reset" as const), after }),
    fc.record({ kind: fc.constant("delay" as const), after, ms: fc.constantFrom(20, leaseMs) }),
    fc.record({ kind: fc.constant("slice" as const), after, size: fc.constantFrom(1, 7, 100) }),
    fc.record({ kind: fc.constant("refuse" as const) }),
  ),
  times,
});
const simulatorFault = fc.record({
  met,
  kind: fc.constantFrom(...faultKinds, "late"),
  // Not 3 ("there is no such conference"): the ledger rightly believes it.
  status: fc.constantFrom(1090, 1032, 354, 356, 362, 1013, 1064, 9999),
  times,
});

/** One try of the pane: by which relay, and what happens before it. */
const attempt = fc.record({
  relay: fc.constantFrom("first", "other" as const),
  minutesBefore: fc.constantFrom(0, 0, 0.5),
  isReconciledBefore: fc.boolean(),
});
export type Attempt = typeof attempt extends fc.Arbitrary<infer Value> ? Value : never;

/** The plan of one run; all randomness comes from its seed. */
const plan = fc.record({
  database: fc.constantFrom(...databaseKinds),
  /** Whether lists of the deployment name what a conference is marked with. */
  echoesAttributes: fc.constantFrom(true, true, false),
  /** Whether the same user has made a conference of the same title and times by hand. */
  hasTwin: fc.constantFrom(false, false, true),
  /** Whether the ledger knows an older conference: by its number newer ones are told from older ones. */
  hasOlder: fc.boolean(),
  verb: fc.constantFrom("schedule", "schedule", "update", "delete" as const),
  /** The same user's next steps with the same appointment. */
  next: fc.constantFrom(null, null, "update", "delete" as const),
  proxy: fc.option(proxyFault, { freq: 2 }),
  simulator: fc.option(simulatorFault, { freq: 2 }),
  /** Whether the simulator's fault begins when the proxy's shows, and not at the same time. */
  isSimulatorSecond: fc.boolean(),
  /**
   * How one process after the other in the first relay's place is killed: at so manieth of its steps, or when a fault
   * shows, or never. Those after them live in this process.
   */
  kills: fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    {
      weight: 2,
      arbitrary: fc.array(
        fc.oneof(
          { weight: 3, arbitrary: fc.integer({ min: 1, max: 8 }) },
          { weight: 1, arbitrary: fc.integer({ min: 9, max: 20 }) },
          { weight: 1, arbitrary: fc.constantFrom("at the fault", "at the fault", "never" as const) },
        ),
        { minLength: 1, maxLength: 2 },
      ),
    },
  ),
  /** Whether the other relay is a process of its own. */
  isOtherApart: fc.constantFrom(false, false, false, true),
  /** Whether both relays are asked at the same time. */
  isAtOnce: fc.constantFrom(false, false, true),
  attempts: fc
    .array(attempt, { minLength: 1, maxLength: 3 })
    .map(([begin, ...again]) => [{ ...begin!, relay: "first" as const }, ...again]),
  /** When what was held back arrives: before the pane asks again, or after all else. */
  leaseExpiresAt: fc.constantFrom("the next attempt" as const, "the end" as const),
  /** Whether so many people are invited that the ledger keeps the request in a row of its own. */
  hasCrowd: fc.constantFrom(false, false, true),
});
export type Plan = typeof plan extends fc.Arbitrary<infer Value> ? Value : never;

/** Nothing goes wrong. */
export const quiet: Plan = {
  database: "sqlite",
  echoesAttributes: true,
  hasTwin: false,
  hasOlder: false,
  hasCrowd: false,
  verb: "schedule",
  next: null,
  proxy: null,
  simulator: null,
  isSimulatorSecond: false,
  kills: [],
  isOtherApart: false,
  isAtOnce: false,
  attempts: [{ relay: "first", minutesBefore: 0, isReconciledBefore: false }],
  leaseExpiresAt: "the end",
};

/** The plan that belongs to a seed. */
export function planOf(seed: number, overrides: Partial<Plan> = {}): Plan {
  const [drawn] = fc.sample(plan, { seed, numRuns: 1 });
  return within({ ...drawn!, ...overrides });
}

/**
 * What cannot hold is left out, and nothing else: a deployment that echoes no marker carries out a call to schedule
 * only after the same key was scheduled again. Nothing tells the second conference from one that somebody made by hand,
 * so that none may be deleted. There, what is held back arrives before the pane asks again, and no two relays ask at once.
 */
function within(drawn: Plan): Plan {
  const mayBeLate = [drawn.proxy, drawn.simulator].some(
    (fault) => isHeldBack(fault) && ["scheduleConference", null].includes(metBy(drawn, fault)),
  );
  if (drawn.echoesAttributes || !mayBeLate) return drawn;
  return { ...drawn, isAtOnce: false, leaseExpiresAt: "the next attempt" };
}

type Fault = Plan["proxy"] | Plan["simulator"];

/** The operation that a fault meets; null: any. */
export function metBy({ verb }: Plan, fault: Fault): string | null {
  if (!fault || fault.met === "any") return null;
  return fault.met === "own" ? operationOf[verb] : fault.met;
}

/** Whether the fault keeps a call for longer than its caller waits, so that it is carried out late. */
function isHeldBack(fault: Fault): boolean {
  if (!fault) return false;
  if ("kind" in fault) return fault.kind === "late";
  return fault.fault.kind === "delay" && fault.fault.ms === leaseMs;
}

/** Whether somebody will wait for an answer in vain. */
export function isSilent({ proxy, simulator }: Plan): boolean {
  return isHeldBack(proxy) || isHeldBack(simulator) || proxy?.fault.kind === "blackhole";
}
