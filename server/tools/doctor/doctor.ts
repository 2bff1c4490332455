import { serviceNames, type ServiceName } from "../../rtc/soap/beans";
import type { DeploymentConfiguration } from "../../rtc/services/configuration";
import { CallError, RtcError, SiteError } from "../../rtc/errors";
import { isShownOnline } from "../../rtc/services/presence";
import { isSameSigning, signings, standardSigning } from "../../rtc/services/presenceUrl";
import type { Period } from "../../rtc/services/periods";
import type { Policy } from "../../rtc/calls/policy";
import type { Site } from "../../rtc/site";
import type { Transport } from "../../rtc/calls/transport";
import { differencesFromDefaults, readWsdl } from "../../rtc/soap/wsdl";
import { parseXml, XmlError } from "../../rtc/soap/xml";
import { advice } from "./advice";

/** One line of the doctor's table. */
export interface Finding {
  check: string;
  state: "ok" | "warning" | "failed" | "skipped";
  /** The finding; never a secret, a link or an address. */
  detail: string;
  /** The remedy; "" for none. */
  remedy: string;
}

interface DoctorOptions {
  url: string;
  site: Site;
  transport: Transport;
  /** Schedules, updates, lists and deletes a conference too. */
  mayWrite: boolean;
  /** The RTC user ID of somebody who hosts the conference; null: none is scheduled. */
  hostId: string | null;
  /** People of whom one is hopefully online. */
  addresses: readonly string[];
  /** Policies that the relay is set up to use; a site may do without the others. */
  wanted: readonly Policy[];
  /** Whether the relay starts instant conferences by RTC's own URL service. */
  needsInstantUrl?: boolean;
  /** Milliseconds since the epoch. */
  now: () => number;
  random?: () => string;
}

interface Result {
  detail: string;
  /** Something is wrong, but the relay can live with it. */
  warning?: string;
}

/** Looks at a site the way an administrator would, check by check; what depends on a failed check is skipped. */
export async function examine(options: DoctorOptions): Promise<Finding[]> {
  const {
    url,
    site,
    transport,
    mayWrite,
    hostId,
    addresses,
    wanted,
    needsInstantUrl = false,
    now,
    random = () => crypto.randomUUID(),
  } = options;
  const findings: Finding[] = [];
  /** A failed check is only a warning where the relay does not need it. */
  async function check(name: string, work: () => Promise<Result>, isNeeded = true): Promise<boolean> {
    try {
      const { detail, warning } = await work();
      findings.push({ check: name, state: warning ? "warning" : "ok", detail, remedy: warning ?? "" });
      return true;
    } catch (failure) {
      const { detail, remedy } = explain(failure);
      findings.push(
        isNeeded
          ? { check: name, state: "failed", detail, remedy }
          : { check: name, state: "warning", detail, remedy: `The relay works without it. ${remedy}` },
      );
      return false;
    }
  }
  const skip = (name: string, why: string) =>
    findings.push({ check: name, state: "skipped", detail: why, remedy: "" });

  const isReached = await check("Reachable", async () => {
    const began = now();
    await transport.get(`${url}/imtapp/ws/AuthenticationService?WSDL`).catch((failure: unknown) => {
      // Any answer of a web server will do here; what it says comes next.
      if (!(failure instanceof CallError) || failure.httpStatus === null) throw failure;
    });
    return { detail: `answered in ${now() - began} ms` };
  });
  if (!isReached) {
    for (const name of [
      "TLS",
      "WSDLs",
      "Instant conferences by URL",
      "Credentials",
      "Policies",
      "Configuration",
      "Conference",
      "Presence",
    ])
      skip(name, "the deployment cannot be reached");
    return findings;
  }

  await check("TLS", () =>
    Promise.resolve(
      url.startsWith("https:")
        ? { detail: "https, with a certificate that this machine trusts" }
        : isLocal(url)
          ? { detail: "http, on this machine" }
          : {
              detail: "http",
              warning: "Credentials cross the network in the clear. Use the deployment's https address.",
            },
    ),
  );
  for (const name of serviceNames)
    await check(`WSDL of ${name}`, () => compareWsdl(name), isServiceNeeded(name, wanted));
  await check("Instant conferences by URL", examineInstantUrl, needsInstantUrl);

  const isIn = await check("Credentials", async () => {
    await site.ready();
    return { detail: "the site is let in" };
  });
  if (!isIn) {
    for (const name of ["Policies", "Configuration", "Conference", "Presence"])
      skip(name, "there is no session");
    return findings;
  }
  for (const [policy, use] of policies) {
    if (!wanted.includes(policy)) skip(`Policy ${policy}`, "switched off in the settings");
    else
      await check(`Policy ${policy}`, async () => {
        await site.provision(policy);
        return { detail: use };
      });
  }

  let directory: DeploymentConfiguration | null = null;
  await check("Configuration", async () => {
    directory = await site.getDirectory();
    const { earlyJoinMinutes, tokenLifeSeconds, maxRequestSize, maxResponseSize, schedulingEnabled } =
      directory;
    const facts = [
      `early join ${earlyJoinMinutes ?? "?"} min`,
      `tokens live ${tokenLifeSeconds ?? "?"} s`,
      `${maxRequestSize ?? "?"} elements in a request, ${maxResponseSize ?? "?"} in an answer`,
      `version ${directory.versionIdentifier ?? "unknown"}`,
      `presence of ${directory.imDomain ?? "any domain"}`,
      `administrator's address ${directory.adminEmail === null ? "not set" : "set"}`,
    ];
    return {
      detail: facts.join(", "),
      ...(schedulingEnabled === false && {
        warning: "Scheduling is off for this site. Switch it on for it.",
      }),
    };
  });
  await check("Clock", () => Promise.resolve(compareClocks(directory)));
  await check("Upcoming conferences", async () => {
    const leftOut: Period[] = [];
    const found = await site.listUpcomingConferences(
      { userID: null, fromStartDate: new Date(now()), toStartDate: new Date(now() + 7 * day) },
      (period) => leftOut.push(period),
    );
    return withGaps(`${found.length} in the next 7 days`, found, leftOut);
  });
  const examineFinished = async () => {
    const leftOut: Period[] = [];
    const bounds = { from: new Date(now() - day), to: new Date(now()) };
    const found = await site.reportFinishedConferencesByDate(bounds, {}, (period) => leftOut.push(period));
    return withGaps(`${found.length} in the last 24 hours`, found, leftOut);
  };
  if (wanted.includes("REPORTING")) await check("Finished conferences", examineFinished);
  else skip("Finished conferences", "switched off in the settings");

  if (!mayWrite) skip("Conference", "only with --write");
  else if (hostId === null) skip("Conference", "name somebody with --person USER_ID,ADDRESS");
  else await examineConference(hostId);

  if (!wanted.includes("PRESENCE")) skip("Presence", "switched off in the settings");
  else if (addresses.length === 0) skip("Presence", "name somebody with --person USER_ID,ADDRESS");
  else await examinePresence();
  return findings;

  async function compareWsdl(name: ServiceName): Promise<Result> {
    const address = `${url}/imtapp/ws/${name}?WSDL`;
    const differences = differencesFromDefaults(readWsdl(parseXml(await transport.get(address)), name), name);
    return {
      detail: differences.length === 0 ? "as in the guide" : `differs: ${differences.slice(0, 6).join("; ")}`,
    };
  }

  async function examineInstantUrl(): Promise<Result> {
    await site.probeInstantConference();
    return { detail: "answers, and wants no sign-in" };
  }

  function compareClocks(known: DeploymentConfiguration | null): Result {
    if (!known?.currentServerTime) return { detail: "the deployment does not tell its time" };
    const seconds = Math.round((known.currentServerTime.getTime() - now()) / 1000);
    const detail = `the deployment is ${Math.abs(seconds)} s ${seconds < 0 ? "behind" : "ahead"}`;
    const remedy = "Set both clocks by the same time server: conferences that start soon may be refused.";
    return { detail, ...(Math.abs(seconds) > 60 && { warning: remedy }) };
  }

  async function examineConference(userId: string): Promise<void> {
    const marker = random();
    const conference = (hour: number) => ({
      title: "Test of the conferencing add-in (to be deleted)",
      description: null,
      startDate: new Date(now() + day + hour * 3600_000),
      endDate: new Date(now() + day + (hour + 1) * 3600_000),
      organizer: { firstName: null, lastName: null, emailAddr: null, userguid: null, userid: userId },
      attendees: [],
      registeredUserOnly: true,
      publiclyListed: false,
      hostInvitedOnly: false,
      enrollmentRequired: false,
      dialinInfo: null,
      conferenceKey: "test4711",
      publishAttendees: false,
      sendEmailNotification: false,
      adhocAttributes: [{ name: "OUTLOOK_APPOINTMENT", value: marker }],
    });
    const made: { id: string | null } = { id: null };
    await check("Conference scheduled", async () => {
      const { conferenceId, warning } = await site.scheduleConference(conference(0));
      made.id = conferenceId;
      return { detail: warning === null ? "with both links" : `with a warning: ${warning}` };
    });
    const { id } = made;
    if (id === null) return;
    await check("Conference updated", async () => {
      await site.updateConference(id, conference(1));
      return { detail: "moved by an hour" };
    });
    await check("Conference listed", async () => {
      const bounds = { fromStartDate: new Date(now()), toStartDate: new Date(now() + 3 * day) };
      const found = (await site.listUpcomingConferences({ userID: userId, ...bounds })).find(
        ({ conferenceId }) => conferenceId === id,
      );
      if (!found) throw new SiteError("INVALID_MEETING_ID", null);
      const isEchoed = found.attributes.some(({ value }) => value === marker);
      return {
        detail: isEchoed ? "attributes are echoed" : "attributes are not echoed",
        ...(!isEchoed && {
          warning:
            "A lost answer is found again by title, host and times only. Nothing can be done about it.",
        }),
      };
    });
    await check("Conference deleted", async () => {
      await site.deleteConference(id);
      return { detail: "nothing is left behind" };
    });
  }

  async function examinePresence(): Promise<void> {
    const online: { address: string | null } = { address: null };
    await check("Presence", async () => {
      const found = [...(await site.getBulkPresence(addresses, { allResources: true }))];
      const present = found.filter(([, { allResources }]) =>
        allResources.some(({ show }) => isShownOnline(show)),
      );
      online.address = present[0]?.[0] ?? null;
      return { detail: `${present.length} of ${addresses.length} online` };
    });
    const target = online.address ?? addresses[0] ?? "";
    const calibrate = async () => {
      const found = await site.calibratePresence(target);
      if (!found) {
        return {
          detail: "not found out",
          warning: `None of ${signings.length} ways worked, or nobody asked for is online. Try with somebody who is online.`,
        };
      }
      const isStandard = isSameSigning(found, standardSigning);
      return {
        detail: `${found.algorithm}, <${found.tokenName}> ${found.tokenPlace}, TID ${found.signsTokenID ? "" : "not "}signed`,
        ...(!isStandard && { warning: 'Set this as "presenceSigning" of the site.' }),
      };
    };
    // The relay itself asks by SOAP: such URLs are for an organization's own pages.
    await check("Presence URLs", calibrate, false);
  }
}

/** A list with what it lacks. */
function withGaps(
  detail: string,
  found: readonly { isDamaged?: true }[],
  leftOut: readonly Period[],
): Result {
  const damaged = found.filter(({ isDamaged }) => isDamaged === true).length;
  const gaps = [
    ...(damaged > 0 ? [`${damaged} of them cannot be read, or not whole`] : []),
    ...(leftOut.length > 0
      ? [
          `more in ${leftOut.length === 1 ? "a period" : `${leftOut.length} periods`} that the site does not give`,
        ]
      : []),
  ];
  if (gaps.length === 0) return { detail };
  const warning =
    "The site's answers are not XML everywhere, too large, or not whole by its own word. The add-in leaves out what is missing and says so.";
  return { detail: [detail, ...gaps].join(", "), warning };
}

/** The policy without which nothing calls a service; the others are called in any case. */
const policyOf: Partial<Record<ServiceName, Policy>> = {
  PostConferenceService: "POSTCONFERENCE",
  PresenceService: "PRESENCE",
  ReportingService: "REPORTING",
};

function isServiceNeeded(name: ServiceName, wanted: readonly Policy[]): boolean {
  const policy = policyOf[name];
  return policy === undefined || wanted.includes(policy);
}

function isLocal(url: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(url).hostname);
}

const day = 24 * 60 * 60 * 1000;

const policies: readonly (readonly [Policy, string])[] = [
  ["PRECONFERENCE", "conferences can be scheduled"],
  ["POSTCONFERENCE", "recordings can be found"],
  ["PRESENCE", "presence can be shown"],
  ["REPORTING", "reports can be made"],
  ["GUESTCHAT", "live help can be offered"],
];

function explain(failure: unknown): Pick<Finding, "detail" | "remedy"> {
  if (failure instanceof XmlError) return { detail: "UNREADABLE", remedy: advice.UNREADABLE };
  if (!(failure instanceof RtcError)) throw failure;
  const status = failure.statusText === "" ? "" : ` (${failure.statusText})`;
  return { detail: failure.code + status + tlsReason(failure), remedy: advice[failure.code] };
}

/** Node's code for the trouble with a certificate or a connection: a fixed word. */
function tlsReason(failure: RtcError): string {
  for (let cause: unknown = failure.cause; cause instanceof Error; cause = cause.cause) {
    const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
    if (/CERT|SSL|TLS|^E[A-Z]+$/.test(code)) return ` (${code})`;
  }
  return "";
}
