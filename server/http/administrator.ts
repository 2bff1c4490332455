import type { ErrorCode } from "../../src/contract/errorCodes";
import { SiteError } from "../rtc/errors";
import { RelayError } from "../conferences/relayError";
import type { Env } from "./routes";
import type { Sites } from "../sites/servedSite";

/** Failures that only an administrator can do something about. */
const remediedByAdministrator: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "NOT_A_DELEGATE",
  "ORGANIZER_UNKNOWN",
  "SITE_REFUSED_INPUT",
  "SERVICE_NOT_PROVISIONED",
  "SCHEDULING_NOT_ALLOWED",
  "SITE_UNKNOWN",
  "SITE_CREDENTIALS_REFUSED",
  "LINK_REFUSED",
  "INTERNAL",
]);

/** The address of the administrator whom a caller can ask about a failure; null for strangers, and where none is known. */
export async function findAdministrator(
  { code, cause }: RelayError,
  { caller, served }: Env["Variables"],
  sites: Pick<Sites, "of">,
): Promise<string | null> {
  if (!caller || !remediedByAdministrator.has(code)) return null;
  // Whether there is such an owner must not show, so the caller's own site answers.
  const site = code === "NOT_A_DELEGATE" ? siteOf(caller, sites) : served;
  // The site is not called for a refusal of the relay's own.
  return (await site?.administrator(cause instanceof SiteError)) ?? null;
}

function siteOf(caller: Parameters<Sites["of"]>[0], sites: Pick<Sites, "of">) {
  try {
    return sites.of(caller);
  } catch (failure) {
    if (failure instanceof RelayError) return undefined;
    throw failure;
  }
}
