import type { HandOut } from "../../src/contract/links";
import type { SiteConfiguration } from "../../src/contract/services";
import { addressPattern, limits } from "../../src/contract/limits";
import type { DeploymentConfiguration } from "../rtc/services/configuration";
import type { Caller } from "../conferences/caller";
import type { Principal } from "../conferences/delegations";
import type { ServedSite } from "./servedSite";

/** The address of the site's administrator (admin_email); null: none, or nothing that can be written to. */
export function readAdminEmail({ adminEmail }: Partial<DeploymentConfiguration>): string | null {
  const address = adminEmail?.trim().replace(/^mailto:/i, "") ?? "";
  return addressPattern.test(address) && address.length <= limits.address ? address : null;
}

/** The programs of which the site has a page that may be handed out (Table 3-12). */
function readClients(
  { addIn, messenger }: Partial<DeploymentConfiguration>,
  handOut: HandOut,
): SiteConfiguration["clients"] {
  const told = { addIn, messenger };
  return (["addIn", "messenger"] as const).flatMap((name) => {
    const { url: given = null, version = null } = told[name] ?? {};
    const url = given === null ? null : handOut(given);
    return url === null ? [] : [{ name, version, url }];
  });
}

/** The site's offers and rules that a pane needs to know. */
export async function findConfiguration(
  { directory: find, label, services, liveHelp, updatePolicy, seriesDays, linkHosts, handOut }: ServedSite,
  { caller, owner, may }: Principal & { caller: Caller },
): Promise<SiteConfiguration> {
  const directory = await find();
  return {
    site: label,
    schedulingEnabled: directory.schedulingEnabled,
    conferenceKeyRequired: directory.conferenceKeyRequired,
    guestAccessEnabled: directory.guestAccessEnabled,
    earlyJoinMinutes: directory.earlyJoinMinutes,
    updatePolicy,
    seriesDays,
    linkHosts: [...linkHosts],
    adminEmail: readAdminEmail(directory),
    clients: readClients(directory, handOut),
    caller: { name: caller.name, address: caller.address },
    actingFor: may === null ? null : { name: owner.name, address: owner.address ?? "", may: [...may] },
    services: {
      ...services,
      // Conferences for now and live help are everybody's own.
      instantConferences: services.instantConferences && may === null,
      presence: services.presence && directory.presenceEnabled !== false,
      liveHelp: liveHelp !== null && may === null && directory.chatEnabled !== false,
    },
  };
}
