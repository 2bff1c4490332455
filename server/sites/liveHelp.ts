import { createHash } from "node:crypto";
import type { Chat, LiveHelp } from "../../src/contract/services";
import { SiteError } from "../rtc/errors";
import type { Caller } from "../conferences/caller";
import { RelayError } from "../conferences/relayError";
import { toShow } from "./presence";
import type { ServedSite } from "./servedSite";

/** Whether the site has a support group, and whether somebody of it is there. */
export async function findLiveHelp({ site, liveHelp }: ServedSite): Promise<LiveHelp> {
  if (!liveHelp) return { isOffered: false, show: "unknown" };
  try {
    const group = await site.getPresence(liveHelp.groupJID, { allResources: true });
    return { isOffered: true, show: toShow(group).show };
  } catch (failure) {
    // A site may have live help without presence.
    if (failure instanceof SiteError) return { isOffered: true, show: "unknown" };
    throw failure;
  }
}

/** The form that opens the caller's chat with the support group. Throws RelayError SERVICE_NOT_PROVISIONED and LINK_REFUSED. */
export async function openChat(served: ServedSite, caller: Caller, subject: string): Promise<Chat> {
  const { site, liveHelp, name, handOut } = served;
  if (!liveHelp) throw new RelayError("SERVICE_NOT_PROVISIONED");
  // The same person is always the same guest, and no two people ever are: a guest's messages are kept.
  const guest = createHash("sha256")
    .update(JSON.stringify([name, caller.id]))
    .digest("hex")
    .slice(0, 32);
  const { action, fields } = await site.getGuestChat({
    fromUserJID: `guest_${guest}@${liveHelp.guestDomain}`,
    guestDisplayName: caller.name,
    target: { groupJID: liveHelp.groupJID },
    subject,
  });
  const page = handOut(action);
  if (page === null) throw new RelayError("LINK_REFUSED");
  return { action: page, fields };
}
