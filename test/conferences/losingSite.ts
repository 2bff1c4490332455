import type { ConferenceRequest } from "../../src/contract/conference";
import { createReconciler, type Reconciliation } from "../../server/conferences/reconciler";
import { CallError, SiteError } from "../../server/rtc/errors";
import type { ScheduleOptions, UpcomingConferenceDetails } from "../../server/rtc/services/preConference";
import {
  createFakeSite,
  createTestLedger,
  createTestRelay,
  listed,
  now,
  relaySite,
  request,
} from "../support/relay";

export const minute = 60_000;

export const day = 24 * 60 * minute;

export const lost = () => new CallError("UNREACHABLE", "unknown");

const timeout = () => new CallError("TIMEOUT", "unknown");

export const at = (end: string): ConferenceRequest => ({
  ...request,
  appointment: { ...request.appointment, end: `2027-03-02T${end}:00.000Z` },
});

/**
 * How the next call of an operation ends: after it was carried out, before, or late; or a first attempt is carried out
 * late, and the one that repeats it ends as the next call would.
 */
type Ending =
  "answered" | "lost" | "lost before" | "late" | "repeated" | CallError | SiteError | { after: CallError };

/** A deployment with a will of its own, a relay before it, and a clock. */
export async function open({
  echoes = true,
  isEchoKnown = echoes,
  titles = (title: string) => title,
  hostName = "Alice Adams",
}: {
  echoes?: boolean;
  /** Whether a relay has seen already that it echoes our marker. */
  isEchoKnown?: boolean;
  titles?: (title: string) => string;
  hostName?: string;
} = {}) {
  let time = now;
  const endings: Partial<Record<"schedule" | "update" | "delete" | "list", Ending[]>> = {};
  const late: (() => Promise<unknown>)[] = [];
  const next = async <Result>(
    name: keyof typeof endings,
    work: () => Promise<Result>,
    onLost: () => void = () => undefined,
  ): Promise<Result> => {
    const ending = endings[name]?.shift() ?? "answered";
    if (ending instanceof Error) throw ending;
    if (ending === "lost before") throw lost();
    if (ending === "late") {
      late.push(work);
      throw timeout();
    }
    if (ending === "repeated") {
      late.push(work);
      onLost();
      return next(name, work);
    }
    const result = await work();
    if (ending === "lost") throw lost();
    if (typeof ending === "object") throw ending.after;
    return result;
  };
  const describe = (id: string, options: ScheduleOptions): UpcomingConferenceDetails => ({
    ...listed(id, options, echoes ? (options.adhocAttributes ?? []) : []),
    conferenceTitle: titles(options.title),
    hostName,
  });
  let ids = 1000;
  const fake = createFakeSite({
    scheduleConference: (options) =>
      next("schedule", () => {
        const id = String(ids++);
        return fake.standard.updateConference(id, options);
      }),
    updateConference: (id, options, onLost) =>
      next(
        "update",
        () =>
          fake.scheduled.has(id)
            ? fake.standard.updateConference(id, options)
            : Promise.reject(new SiteError("INVALID_MEETING_ID", 3)),
        onLost,
      ),
    deleteConference: (id, onLost) =>
      next(
        "delete",
        () =>
          fake.scheduled.has(id)
            ? fake.standard.deleteConference(id)
            : Promise.reject(new SiteError("INVALID_MEETING_ID", 3)),
        onLost,
      ),
    listUpcomingConferences: () =>
      next("list", () => Promise.resolve([...fake.scheduled].map(([id, options]) => describe(id, options)))),
  });
  const ledger = createTestLedger({ now: () => time });
  if (isEchoKnown) await ledger.saveMarkerSupport(true);
  const relay = await createTestRelay(fake.site, {
    sites: [relaySite(fake.site, { ledger })],
    clock: () => time,
  });
  const seen: Reconciliation[] = [];
  const reconciler = createReconciler({
    sites: relay.sites.all,
    clock: () => time,
    intervalMs: 1,
    unclaimedMs: 7 * day,
    retentionMs: 180 * day,
    watch: (_, what, count) => seen.push(...Array.from({ length: count }, () => what)),
  });
  return {
    ...fake,
    ...relay,
    ledger,
    endings,
    seen,
    /** The site does now what it had not come to before. */
    catchUp: async () => {
      for (const work of late.splice(0)) await work();
    },
    /** Lets time pass, and the reconciler look around. */
    pass: async (ms: number) => {
      time += ms;
      await reconciler.run();
    },
    post: async (key: string, body = request) => {
      const response = await relay.send("POST", "/api/conferences", { body, key });
      return { status: response.status, body: (await response.json()) as Answer };
    },
  };
}

interface Answer {
  id?: string;
  version?: number;
  error?: { code: string; candidates?: { id: string; title: string }[] };
}
