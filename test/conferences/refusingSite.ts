import type { Ledger } from "../../server/ledger/ledger";
import { createReconciler } from "../../server/conferences/reconciler";
import { CallError, SiteError } from "../../server/rtc/errors";
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

export const foreign = "https://evil.example.net/join";

const lost = () => new CallError("TIMEOUT", "unknown");

export const refusal = () => new SiteError("MEETING_CANNOT_BE_UPDATED_NOW", 354);

export const other = { ...request, appointment: { ...request.appointment, title: "Another" } };

/** How calls of the site end, one after the other: "lost" after, "lost before" instead of, "late" some time after it. */
type Ending = "done" | "lost" | "lost before" | "late" | Error;

/** A site whose links are refused as long as `links.join` is set, a relay before it, and a clock. */
export async function open({
  echoes = true,
  wrap = (ledger: Ledger) => ledger,
}: { echoes?: boolean; wrap?: (ledger: Ledger) => Ledger } = {}) {
  let time = now;
  const links: { join: string | null; host: string | null } = { join: foreign, host: null };
  const endings: Record<"schedule" | "update" | "delete", Ending[]> = {
    schedule: [],
    update: [],
    delete: [],
  };
  const late: (() => Promise<unknown>)[] = [];
  const end = async <Result>(name: keyof typeof endings, work: () => Promise<Result>): Promise<Result> => {
    const ending = endings[name].shift() ?? "done";
    if (ending instanceof Error) throw ending;
    if (ending === "late") late.push(work);
    if (ending === "late" || ending === "lost before") throw lost();
    const result = await work();
    if (ending === "lost") throw lost();
    return result;
  };
  const gone = () => Promise.reject(new SiteError("INVALID_MEETING_ID", 3));
  let ids = 1000;
  const answer = async (id: string, options: Parameters<typeof fake.standard.updateConference>[1]) => {
    const result = await fake.standard.updateConference(id, options);
    return {
      ...result,
      attendeeURL: links.join ?? result.attendeeURL,
      hostURL: links.host ?? result.hostURL,
    };
  };
  const fake = createFakeSite({
    scheduleConference: (options) => end("schedule", () => answer(String(ids++), options)),
    updateConference: (id, options) =>
      end("update", () => (fake.scheduled.has(id) ? answer(id, options) : gone())),
    deleteConference: (id) =>
      end("delete", () => (fake.scheduled.has(id) ? fake.standard.deleteConference(id) : gone())),
    listUpcomingConferences: () =>
      Promise.resolve(
        [...fake.scheduled].map(([id, options]) =>
          listed(id, options, echoes ? (options.adhocAttributes ?? []) : []),
        ),
      ),
  });
  const ledger = wrap(createTestLedger({ now: () => time }));
  const relay = await createTestRelay(fake.site, {
    sites: [relaySite(fake.site, { ledger })],
    clock: () => time,
  });
  const unclaimedMs = 7 * 24 * 60 * minute;
  const reconciler = createReconciler({
    sites: relay.sites.all,
    ...{ clock: () => time, intervalMs: 1, unclaimedMs, retentionMs: 180 * 24 * 60 * minute },
  });
  const tell = async (response: Response) => {
    const body = response.status === 204 ? null : ((await response.json()) as Answer);
    return body?.error?.code ?? body?.id ?? response.status;
  };
  return {
    ...fake,
    ...relay,
    ledger,
    links,
    endings,
    /** The site does now what it had not come to. */
    catchUp: async () => {
      for (const work of late.splice(0)) await work();
    },
    repair: () => Object.assign(links, { join: null, host: null }),
    pass: async (ms: number) => {
      time += ms;
      await reconciler.run();
    },
    /** The ID of the conference, or the error's code. */
    post: async (key: string, body = request) =>
      tell(await relay.send("POST", "/api/conferences", { body, key })),
    tell,
  };
}

interface Answer {
  id?: string;
  error?: { code: string };
}
