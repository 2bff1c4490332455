import { domainToASCII } from "node:url";
import type { PresenceAnswer, Show } from "../../src/contract/services";
import { orNull } from "../rtc/errors";
import type { PresentityStatus } from "../rtc/services/presence";
import type { ServedSite } from "./servedSite";

/**
 * Presence of addresses (which are the deployment's JIDs), in the order of the list. SOAP answers the same for somebody who
 * is offline and for nobody, so an address is offline only where it is known to be a user's.
 */
export async function findPresence(
  { site, people, directory }: Pick<ServedSite, "site" | "people" | "directory">,
  addresses: readonly string[],
): Promise<PresenceAnswer> {
  const isInside = await readDomains(directory);
  const asked = addresses.filter(isInside);
  const found = asked.length === 0 ? null : await site.getBulkPresence(asked, { allResources: true });
  const presence = addresses.map((address) => {
    const presentity = found?.get(address);
    if (presentity && presentity.allResources.length > 0) people.learn({ address, userId: null });
    const seen = toShow(presentity);
    return { address, ...seen, ...(!people.has(address) && { show: "unknown" as const }) };
  });
  return { presence };
}

/** Whether an address can be a JID of this deployment (im_domain); each can where the deployment does not say. */
async function readDomains(directory: ServedSite["directory"]): Promise<(address: string) => boolean> {
  const imDomain = (await orNull(directory()))?.imDomain ?? "";
  const domains = new Set(imDomain.split(/[\s,;]+/).flatMap((domain) => toDomain(domain) || []));
  return (address) => domains.size === 0 || domains.has(toDomain(address));
}

/** The domain of an address, or one that stands alone, in the form of DNS; "" for none. */
function toDomain(text: string): string {
  return domainToASCII(text.replace(/^.*@/, "").replace(/\.$/, "")).toLowerCase();
}

type Resource = PresentityStatus["allResources"][number];

/** State words of the guide and of XMPP, in small letters and without spaces. */
const states = new Map<string, Show>([
  ["online", "available"],
  ["available", "available"],
  ["chat", "available"],
  ["away", "away"],
  ["xa", "away"],
  ["extendedaway", "away"],
  ["idle", "away"],
  ["dnd", "busy"],
  ["donotdisturb", "busy"],
  ["busy", "busy"],
  ["offline", "offline"],
  ["unavailable", "offline"],
]);

/**
 * RTC's words -> the contract's: the online resource with the highest priority, of two the one that changed last. None at
 * all is offline.
 */
export function toShow(presentity: PresentityStatus | undefined): { show: Show; status: string } {
  if (!presentity) return { show: "unknown", status: "" };
  const [first] = presentity.allResources
    .map((resource) => ({ ...resource, ...readResource(resource) }))
    .sort(
      (a, b) =>
        ranks[a.show] - ranks[b.show] ||
        (b.priority ?? 0) - (a.priority ?? 0) ||
        (b.lastModifiedDate?.getTime() ?? 0) - (a.lastModifiedDate?.getTime() ?? 0),
    );
  return first ? { show: first.show, status: first.status } : { show: "offline", status: "" };
}

/** Somebody who is online anywhere is online. */
const ranks: Record<Show, number> = { available: 0, away: 0, busy: 0, unknown: 1, offline: 2 };

/**
 * Table 3-45: `show` is online or offline, and `status` is the detail, or the person's own words. A deployment may put the
 * detail into `show`. Where the two differ, offline counts, then `show`.
 */
function readResource({ show, status }: Resource): { show: Show; status: string } {
  const [general, detail] = [stateOf(show), stateOf(status)];
  const words = detail === undefined ? (status?.trim() ?? "") : "";
  if (general === "offline" || detail === "offline") return { show: "offline", status: words };
  const state = general === "available" ? (detail ?? general) : (general ?? detail ?? "unknown");
  return { show: state, status: words };
}

function stateOf(text: string | null): Show | undefined {
  return states.get((text ?? "").replace(/[\s_-]/g, "").toLowerCase());
}
