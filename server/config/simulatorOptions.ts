import type { Config } from "./config";
import { dataFolder } from "./dataFolder";
import { supportGroup } from "./people";
import type { SimulatorOptions } from "../simulator/simulator";
import { createStore } from "../simulator/world/store";

/** The simulated deployment that the settings describe: it knows all the sites that have no deployment of their own. */
export function simulatorOptions(
  { sites, people, dataDir }: Config,
  root: string,
): Omit<SimulatorOptions, "url"> {
  const [first, ...others] = sites.filter(({ url }) => url === null);
  return {
    siteId: first?.siteId ?? "",
    siteAuthToken: first?.siteAuthToken ?? "",
    otherSites: others.map(({ siteId, siteAuthToken, label }) => ({ siteId, siteAuthToken, name: label })),
    people,
    groups: [supportGroup],
    hasHistory: dataDir !== null,
    ...(dataDir !== null && { store: createStore(dataFolder(root, dataDir, "simulator")) }),
  };
}
