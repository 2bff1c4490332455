import type { SiteConfiguration } from "../../src/contract/services";
import { addressPattern, limits } from "../../src/contract/limits";
import type { DeploymentConfiguration } from "../rtc/configuration";
import type { Acting } from "./delegations";
import type { ServedSite } from "./sites";

/** The address of the site's administrator (admin_email); null: none, or nothing that can be written to. */
export function readAdminEmail({ adminEmail }: DeploymentConfiguration): string | null {
  const address = adminEmail?.trim().replace(/^mailto:/i, "") ?? "";
  return addressPattern.test(address) && address.length <= limits.address ? address : null;
}

/** What the site offers and wants, as far as a pane needs to know. */
export async function findConfiguration(
  { directory: find, label, services, liveHelp, inStep, seriesDays, linkHosts, handOut }: ServedSite,
  { owner, may }: Acting,
): Promise<SiteConfiguration> {
  const directory = await find();
  return {
    site: label,
    schedulingEnabled: directory.schedulingEnabled,
    conferenceKeyRequired: directory.conferenceKeyRequired,
    guestAccessEnabled: directory.guestAccessEnabled,
    earlyJoinMinutes: directory.earlyJoinMinutes,
    inStep,
    seriesDays,
    linkHosts: [...linkHosts],
    adminEmail: readAdminEmail(directory),
    clients: (["addIn", "messenger"] as const).flatMap((name) => {
      const { url: told, version } = directory[name];
      const url = told === null ? null : handOut(told);
      return url === null ? [] : [{ name, version, url }];
    }),
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
