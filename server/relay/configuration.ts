import type { SiteConfiguration } from "../../src/contract/services";
import type { Acting } from "./delegations";
import type { ServedSite } from "./sites";

/** What the site offers and wants, as far as a pane needs to know. */
export async function findConfiguration(
  { directory: find, label, services, liveHelp, inStep, seriesDays, linkHosts }: ServedSite,
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
