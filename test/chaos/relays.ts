import type { Attempt, Plan } from "./plan";
import type { Processes } from "./processes";
import { openRelay, type Relay, type RelaySettings } from "./relay";

interface RelaysOptions {
  plan: Plan;
  processes: Processes;
  story: string[];
  shown: Promise<void>;
  settings: () => RelaySettings;
}

/** The relays of a run: the first one, whose place others take when it is killed, and another one. */
export function openRelays({ plan, processes, story, shown, settings }: RelaysOptions) {
  type Known = Relay & { kill?: () => Promise<void>; isSuspended?: () => boolean };
  const living = new Set<Known>();
  const places: { first?: Known | undefined; other?: Known | undefined } = {};
  const toKill = [...plan.kills];
  let kills = 0;

  async function open(): Promise<Known> {
    const relay = await openRelay(settings());
    living.add(relay);
    return relay;
  }

  async function startApart(kill: Plan["kills"][number]): Promise<Known> {
    const child = await processes.start(settings(), typeof kill === "number" ? kill : null);
    living.add(child);
    if (kill === "at the fault") void shown.then(child.kill);
    void child.gone.then(() => {
      if (!living.delete(child)) return;
      kills += 1;
      story.push("killed");
      for (const place of ["first", "other"] as const) if (places[place] === child) places[place] = undefined;
    });
    return child;
  }

  function openAt(place: Attempt["relay"]): Promise<Known> {
    const kill = place === "first" ? toKill.shift() : plan.isOtherApart ? "never" : undefined;
    return kill === undefined ? open() : startApart(kill);
  }

  async function end(relay: Known): Promise<void> {
    living.delete(relay);
    await relay.close();
  }

  /** One that gave no answer is dead, or as good as. */
  async function bury({ kill }: Known, failure?: unknown): Promise<void> {
    if (!kill) throw failure;
    await kill();
  }

  const reconcile = (relay: Relay) => relay.reconcile().catch((failure: unknown) => bury(relay, failure));

  return {
    nameOf: (relay: Relay) => Object.entries(places).find(([, known]) => known === relay)?.[0] ?? "new",
    at: async (place: Attempt["relay"]): Promise<Relay> => (places[place] ??= await openAt(place)),
    kills: () => kills,
    bury,
    setClock: async (aheadMs: number) => {
      await Promise.all(
        [...living].map((relay) => relay.setClock(aheadMs).catch((failure: unknown) => bury(relay, failure))),
      );
    },
    reconcile,
    reconcileAll: async () => {
      await Promise.all([...living].map(reconcile));
    },
    /** Ends what may still be killed and what leaves the site alone for a while, and opens another one. */
    replace: async (): Promise<Relay> => {
      for (const relay of living) if (relay.kill || relay.isSuspended?.() === true) await end(relay);
      return open();
    },
    close: async () => {
      for (const relay of living) await end(relay);
    },
  };
}
