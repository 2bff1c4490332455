import type { PresenceAnswer, Show } from "../../src/contract/services";
import type { PresentityStatus } from "../rtc/presence";
import type { Site } from "../rtc/site";

/** Presence of addresses (which are the deployment's JIDs), in the order of the list. */
export async function findPresence(
  site: Pick<Site, "getBulkPresence">,
  addresses: readonly string[],
): Promise<PresenceAnswer> {
  const found = await site.getBulkPresence(addresses);
  return { presence: addresses.map((address) => ({ address, ...toShow(found.get(address)) })) };
}

const shows: Record<string, Show> = {
  available: "available",
  online: "available",
  chat: "available",
  away: "away",
  xa: "away",
  idle: "away",
  dnd: "busy",
  busy: "busy",
  offline: "offline",
};

/** RTC's words -> the contract's: of the resource with the highest priority; none at all is offline. */
export function toShow(presentity: PresentityStatus | undefined): { show: Show; status: string } {
  if (!presentity) return { show: "unknown", status: "" };
  const [first] = [...presentity.allResources].sort((a, b) => (b.priority ?? 0) - (a.priority ?? 0));
  if (!first) return { show: "offline", status: "" };
  return { show: shows[first.show?.trim().toLowerCase() ?? ""] ?? "unknown", status: first.status ?? "" };
}
