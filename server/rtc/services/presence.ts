import { inBatches } from "./batches";
import type { Bean } from "../soap/decode";
import { SiteError } from "../errors";
import type { Invoke } from "../calls/session";
import { readPartial } from "./status";
import { inTurns } from "../soap/yieldTurns";

/** Table 3-45. */
interface PresentityResource {
  lastModifiedDate: Date | null;
  priority: number | null;
  resourceName: string | null;
  /** "online" or "offline" in some case; a deployment may put the detail here. */
  show: string | null;
  /** The detail ("Available", "Away", "DnD"), or the presentity's own words. */
  status: string | null;
}

/** Table 3-44. No resource: the presentity is offline, or there is none of this JID. */
export interface PresentityStatus {
  userJID: string | null;
  allResources: PresentityResource[];
}

/** Whether a `show` of SOAP or of the URL service says that somebody is there. */
export function isShownOnline(show: string | null | undefined): boolean {
  return !/^\s*(offline)?\s*$/i.test(show ?? "");
}

interface PresenceFilter {
  /** One resource by name; default: the default resource. */
  resource?: string | null;
  allResources?: boolean;
}

/** The Presence SOAP Services (guide, Tables 3-43 to 3-49). Throws the errors of `errors.ts`. */
export interface Presence {
  getPresence(jid: string, filter?: PresenceFilter): Promise<PresentityStatus>;
  /** Any number of presentities: in as many requests as the deployment's limits want. Keys are the JIDs as given. */
  getBulkPresence(jids: readonly string[], filter?: PresenceFilter): Promise<Map<string, PresentityStatus>>;
}

export function createPresence(invoke: Invoke, maxRequestSize: () => Promise<number>): Presence {
  return {
    getPresence: (jid, { resource = null, allResources = false } = {}) =>
      invoke(
        "getPresence",
        ({ entityID, entityToken }) => [entityID, entityToken, jid, resource, allResources],
        (answer) => {
          // The guide has no codes here: null is the refusal, as a Fault is.
          if (!answer) throw new SiteError("NOT_AUTHORIZED", null);
          return readPresentity(answer);
        },
        { faultMeans: "NOT_AUTHORIZED" },
      ),
    getBulkPresence: async (jids, { resource = null, allResources = false } = {}) =>
      inBatches<PresentityStatus>({
        keys: jids,
        size: await maxRequestSize(),
        keyOf: ({ userJID }) => userJID ?? "",
        ask: (entityJIDs) =>
          invoke(
            "getBulkPresence",
            (credentials) => [
              {
                ...credentials,
                entityJIDs,
                resources: resource === null ? null : entityJIDs.map(() => resource),
                allResources,
              },
            ],
            (answer) => readBulk(answer, entityJIDs),
          ),
      }),
  };
}

/** Table 3-48. Results are matched by JID; one without, by its place, which those that are null have too. */
function readBulk(answer: Bean | null, asked: readonly string[]) {
  return readPartial(answer, (given) =>
    inTurns(given.beans("presentityStatusList"), (bean) => {
      const presentity = readPresentity(bean);
      return { ...presentity, userJID: presentity.userJID ?? asked[bean.place] ?? null };
    }),
  );
}

function readPresentity(bean: Bean): PresentityStatus {
  return {
    userJID: bean.exact("userJID"),
    allResources: bean.beans("allResources").map((resource) => ({
      lastModifiedDate: resource.date("lastModifiedDate"),
      priority: resource.integer("priority"),
      resourceName: resource.text("resourceName"),
      show: resource.text("show"),
      status: resource.text("status"),
    })),
  };
}
