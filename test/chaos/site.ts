import { people } from "../../server/config/people";
import { createSite } from "../../server/rtc/site";
import { startSimulator } from "../../server/simulator/serve";
import { startProxy } from "../faults/tcpProxy";
import { credentials } from "../system/deployment";
import { leaseMs, metBy, type Plan } from "./plan";

/** A deployment behind a proxy, with the faults of a plan; what they hold back arrives when it is let go. */
export async function openSite(plan: Plan, now: () => number) {
  const lease: (() => void)[] = [];
  let show: () => void = () => undefined;
  const shown = new Promise<void>((resolve) => (show = resolve));
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      if (ms < leaseMs) return setTimeout(resolve, ms);
      lease.push(resolve);
      return show();
    });
  let target = "";
  const proxy = await startProxy({ target: () => target, sleep: pause });
  const { url, simulator, close } = await startSimulator({
    port: 0,
    url: proxy.url,
    ...credentials,
    people,
    settings: { echoesAttributes: plan.echoesAttributes },
    now,
    sleep: pause,
  });
  target = url;

  function armSimulator(): void {
    if (!plan.simulator) return;
    const { kind, status, times } = plan.simulator;
    const operation = metBy(plan, plan.simulator);
    simulator.set({
      fault: { kind, status, times, latencyMs: leaseMs, ...(operation !== null && { operation }) },
    });
  }

  function armProxy(): Promise<void> {
    if (!plan.proxy) return Promise.resolve();
    const { direction, times, fault } = plan.proxy;
    const operation = metBy(plan, plan.proxy);
    const { happened } =
      fault.kind === "refuse"
        ? proxy.arm({ times, fault })
        : proxy.arm({ direction, times, fault, ...(operation !== null && { when: `:${operation}` }) });
    void happened.then(show);
    return happened;
  }

  /** All that is on its way, here or in the system's buffers, gets its turn. */
  async function comeThrough(): Promise<void> {
    const turn = async () => (await fetch(`${url}/control/switches`)).text();
    await turn();
    if (lease.length === 0) await proxy.quiet();
    await turn();
  }

  /** Delivers the held-back calls now. */
  async function letGo(): Promise<void> {
    for (const resolve of lease.splice(0)) resolve();
    await comeThrough();
  }

  return {
    url: proxy.url,
    simulator,
    /** Resolves when a fault of the proxy shows, or something is held back. */
    shown,
    /** Somebody who knows nothing of the relay. */
    byHand: createSite({ url: proxy.url, ...credentials, now }),
    /** From now on the faults may show. */
    arm: () => {
      const happened = armProxy();
      if (plan.isSimulatorSecond) void happened.then(armSimulator);
      else armSimulator();
    },
    comeThrough,
    letGo,
    /** No fault any more. */
    calm: async () => {
      proxy.disarm();
      simulator.set({});
      await letGo();
    },
    close: async () => {
      await proxy.close();
      await close();
    },
  };
}
