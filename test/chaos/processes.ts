import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { build } from "esbuild";
import type { Relay, RelaySettings } from "./relay";

/** A relay in a process of its own. */
export interface RelayProcess extends Relay {
  /** kill -9; resolves when it is gone. */
  kill: () => Promise<void>;
  gone: Promise<void>;
}

/** Bundles what such processes run, in the project whose folder is `root`; answers how to start one. */
export async function createProcesses(root: string) {
  // One for each of jest's workers: nobody starts what another is just writing.
  const file = path.join(root, `dist/chaos/relayProcess${process.env.JEST_WORKER_ID ?? ""}.cjs`);
  await build({
    entryPoints: [path.join(root, "test/chaos/relayProcess.ts")],
    outfile: file,
    bundle: true,
    platform: "node",
    target: "node20",
    // One file but for what cannot be in it: the process starts in half the time.
    format: "cjs",
    external: ["libsql", "pg"],
    logLevel: "warning",
  });
  const living = new Set<RelayProcess>();

  /** `killAt`: the step before or after a call of ledger or site, counted from 1, at which it kills itself. */
  async function start(settings: RelaySettings, killAt: number | null = null): Promise<RelayProcess> {
    const child = fork(file, [JSON.stringify(settings), String(killAt ?? "")]);
    const gone = once(child, "exit").then(() => {
      living.delete(relay);
    });
    let url = "";
    const fetchFrom: Relay["fetch"] = (address, init) =>
      fetch(url + address, { ...init, signal: AbortSignal.timeout(30_000) });
    const tell = async (address: string, body = "") => {
      const { ok, status } = await fetchFrom(address, { method: "POST", body });
      if (!ok) throw new Error(`${address}: ${status}`);
    };
    const kill = async () => {
      child.kill("SIGKILL");
      await gone;
    };
    const relay: RelayProcess = {
      fetch: fetchFrom,
      setClock: (aheadMs) => tell("/test/clock", String(aheadMs)),
      reconcile: () => tell("/test/reconcile"),
      close: kill,
      kill,
      gone,
    };
    living.add(relay);
    const port = await Promise.race([once(child, "message"), gone]);
    if (!port) throw new Error("the relay did not start");
    url = `http://127.0.0.1:${String(port[0])}`;
    return relay;
  }

  return {
    start,
    /** Ends all that still live. */
    close: async () => {
      await Promise.all([...living].map(({ kill }) => kill()));
    },
  };
}

export type Processes = Awaited<ReturnType<typeof createProcesses>>;
