import { knownPolicies, type SimulatedSite, type SimulatorSettings } from "./settings";
import {
  operationsOfFault,
  readSwitches,
  type SwitchedFault,
  type SwitchedService,
  type Switches,
} from "./faultConfig";

interface SwitchboardOptions {
  /** As the world was set up; what a switch no longer says goes back to this. */
  initial: SimulatorSettings;
  /** The deployment's own, which the switches change. */
  settings: SimulatorSettings;
  sites: ReadonlyMap<string, SimulatedSite>;
  provisioned: readonly ProvisionedSite[];
}

/** A site as it was set up. */
export interface ProvisionedSite extends Pick<SimulatedSite, "siteId" | "siteAuthToken" | "name"> {
  /** Default: all. */
  policies?: readonly string[];
  /** Where they differ from the deployment's. */
  settings?: Partial<SimulatorSettings>;
}

export interface Switchboard {
  current: () => Switches;
  /** Sets the switches, and what they say of the deployment's settings and of the sites' policies. Throws ZodError. */
  turn: (input: unknown) => void;
  /** The fault for this call, if the switches have one for it; counts it off. */
  takeFault: (service: SwitchedService, operation: string) => SwitchedFault | null;
}

/** The faults and settings of the deployment, changeable while it runs. */
export function createSwitchboard({
  initial,
  settings,
  sites,
  provisioned,
}: SwitchboardOptions): Switchboard {
  let switches = readSwitches({});
  return {
    current: () => switches,
    turn: (input) => {
      switches = readSwitches(input);
      Object.assign(settings, initial, switches.settings);
      for (const { siteId, policies = knownPolicies, settings: own } of provisioned) {
        const site = sites.get(siteId);
        if (!site) continue;
        Object.assign(site.settings, initial, own, switches.settings);
        site.policies = switches.policies[siteId] ?? policies;
      }
    },
    takeFault: (service, operation) => {
      const { fault } = switches;
      if (!fault || (fault.operation ?? operation) !== operation || (fault.service ?? service) !== service)
        return null;
      if (operationsOfFault[fault.kind]?.includes(operation) === false) return null;
      switches = { ...switches, fault: fault.times > 1 ? { ...fault, times: fault.times - 1 } : null };
      return fault;
    },
  };
}
