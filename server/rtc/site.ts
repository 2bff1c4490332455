import type { OperationName, Value } from "./beans";
import type { Site } from "./model";
import {
  deleteRequest,
  readScheduleResponse,
  readStatusResponse,
  readUpcomingConferences,
  scheduleRequest,
  upcomingRequest,
} from "./preConference";
import { createService } from "./service";
import { createSession } from "./session";
import { createTransport, type Send } from "./transport";
import type { Bean } from "./decode";

export interface SiteOptions {
  /** Base of the deployment; "/imtapp/..." is appended. */
  url: string;
  siteId: string;
  siteAuthToken: string;
  /** Default: global fetch. */
  send?: Send;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Of one call. */
  timeoutMs?: number;
  maxResponseBytes?: number;
}

/** Joins transport, WSDLs and session to one site of a deployment. Nothing is sent before the first call. */
export function createSite(options: SiteOptions): Site {
  const { siteId, siteAuthToken, send = fetch, now = Date.now } = options;
  const { timeoutMs = 10_000, maxResponseBytes = 16 * 1024 * 1024 } = options;
  const url = options.url.replace(/\/+$/, "");
  const transport = createTransport({ send, timeoutMs, maxResponseBytes });
  const authentication = createService({ url, name: "AuthenticationService", transport });
  const preConference = createService({ url, name: "PreConferenceService", transport });
  const session = createSession({ authentication, siteId, siteAuthToken, now });

  const call = <Result>(
    operation: OperationName,
    request: (token: string) => Value[],
    read: (answer: Bean | null) => Result,
  ): Promise<Result> =>
    session.withToken("PRECONFERENCE", async (token) =>
      read(await preConference.call(operation, request(token))),
    );

  return {
    scheduleConference: (conference) =>
      call(
        "scheduleConference",
        (token) => scheduleRequest(siteId, token, null, conference),
        readScheduleResponse,
      ),
    updateConference: (conferenceID, conference) =>
      call(
        "updateConference",
        (token) => scheduleRequest(siteId, token, conferenceID, conference),
        readScheduleResponse,
      ),
    deleteConference: (conferenceID) =>
      call("deleteConference", (token) => deleteRequest(siteId, token, conferenceID), readStatusResponse),
    listUpcomingConferences: (filter) =>
      call(
        "listUpcomingConferences",
        (token) => upcomingRequest(siteId, token, filter),
        readUpcomingConferences,
      ),
    ready: session.open,
    close: session.close,
  };
}
