import { beanOf, beansOf, textOf, type Value } from "../soap/beans";
import type { Conferences } from "./conferences";
import type { createConfiguration } from "./configuration";
import type { Presence } from "./presence";
import type { createReports } from "./reports";
import type { Tokens } from "./tokens";

interface OperationsOptions {
  tokens: Tokens;
  configuration: ReturnType<typeof createConfiguration>;
  conferences: Conferences;
  reports: ReturnType<typeof createReports>;
  presence: Presence;
}

/** The work of each SOAP operation. Throws Fault. */
export function createOperations(options: OperationsOptions): Record<string, (values: Value[]) => Value> {
  const { tokens, configuration, conferences, reports, presence } = options;
  return {
    createSession: ([id, credential, type]) => tokens.createSession(text(id), text(credential), text(type)),
    requestToken: ([id, credential, properties]) =>
      tokens.request(text(id), text(credential), propertiesOf(properties)),
    requestMultipleTokens: ([id, credential, properties, policies]) =>
      beansOf(policies).map(({ policyArray }) => {
        const own = beansOf(policyArray).find(({ name }) => /policy/i.test(text(name) ?? ""));
        const { policy, proxyUser } = propertiesOf(properties);
        return tokens.request(text(id), text(credential), { policy: text(own?.value) ?? policy, proxyUser });
      }),
    requestTokenForCredentials: ([credentials, properties]) => {
      const { entityID, entityCredential, entityType } = beanOf(credentials) ?? {};
      const type = text(entityType)?.toUpperCase() === "USER" ? "USER" : "SITE";
      return tokens.request(text(entityID), text(entityCredential), propertiesOf(properties), type);
    },
    endSession: ([id, token]) => tokens.end(text(id), text(token)),
    getTokenStatus: ([id, token]) => tokens.status(text(id), text(token)),
    getConfiguration: ([request]) => configuration.getConfiguration(beanOf(request)),
    scheduleConference: ([request]) => conferences.scheduleConference(beanOf(request)),
    updateConference: ([request]) => conferences.updateConference(beanOf(request)),
    deleteConference: ([request]) => conferences.deleteConference(beanOf(request)),
    listUpcomingConferences: ([request]) => conferences.listUpcomingConferences(beanOf(request)),
    getPlaybackURL: ([request]) => reports.getPlaybackURL(beanOf(request)),
    getPresence: (values) => presence.getPresence(values),
    getBulkPresence: ([request]) => presence.getBulkPresence(beanOf(request)),
    reportAttendeeList: ([request]) => reports.reportAttendeeList(beanOf(request)),
    reportFinishedConferenceDetails: ([request]) => reports.reportFinishedConferenceDetails(beanOf(request)),
    reportFinishedConferencesByDate: ([request]) => reports.reportFinishedConferencesByDate(beanOf(request)),
    reportFinishedConferencesByID: ([request]) => reports.reportFinishedConferencesByID(beanOf(request)),
  };
}

function text(value: Value | undefined): string | null {
  return typeof value === "string" ? value : null;
}

function propertiesOf(value: Value | undefined): { policy: string | null; proxyUser: string | null } {
  const { tokenPolicy, tokenAttributes } = beanOf(value) ?? {};
  const proxy = beansOf(tokenAttributes).find(({ name }) => text(name)?.toUpperCase() === "PROXY_USER");
  return { policy: text(tokenPolicy), proxyUser: textOf(proxy?.value) };
}
