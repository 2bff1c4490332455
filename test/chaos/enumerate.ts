import { faultKinds } from "../../server/simulator/world/faultConfig";
import { databaseKinds, leaseMs, quiet, type Plan } from "./plan";

const directions = ["request", "answer"] as const;
/** At the very first byte, in the middle of headers and body, and behind the last one. */
const places = [0, 400, 900, 2300];

type ProxyFault = NonNullable<Plan["proxy"]>;

const own = (direction: ProxyFault["direction"], fault: ProxyFault["fault"]): ProxyFault => ({
  met: "own",
  direction,
  fault,
  times: 1,
});
const proxyFaults: ProxyFault[] = [
  ...directions.flatMap((direction) => [
    ...(["cut", "reset", "blackhole"] as const).flatMap((kind) =>
      places.map((after) => own(direction, { kind, after })),
    ),
    own(direction, { kind: "delay", after: 0, ms: leaseMs }),
    own(direction, { kind: "slice", after: 0, size: 1 }),
  ]),
  own("request", { kind: "refuse" }),
];
const simulatorFaults: Plan["simulator"][] = [...faultKinds, "late" as const].map((kind) => ({
  met: "own",
  kind,
  status: 1090,
  times: 1,
}));

/** Which of its steps a relay is killed at; beyond the last one it is not. */
const steps = [1, 2, 3, 4, 5, 6, 7, 8, "at the fault"] as const;

/**
 * Every fault of proxy and simulator, for every verb, with the relay killed at every step and not at all, on both
 * databases; the pane tries again by another relay.
 */
export function* allPlans(): Generator<Plan> {
  const faults = [
    { proxy: null, simulator: null },
    ...proxyFaults.map((proxy) => ({ proxy, simulator: null })),
    ...simulatorFaults.map((simulator) => ({ proxy: null, simulator })),
  ];
  for (const database of databaseKinds)
    for (const verb of ["schedule", "update", "delete"] as const)
      for (const fault of faults)
        for (const kills of [[], ...steps.map((step) => [step])])
          yield {
            ...quiet,
            ...fault,
            database,
            verb,
            kills,
            attempts: [
              { relay: "first", minutesBefore: 0, isReconciledBefore: false },
              { relay: "other", minutesBefore: 0, isReconciledBefore: false },
            ],
          };
}
