import { LedgerError } from "../../server/ledger/errors";
import type { Lease } from "../../server/ledger/leases";
import type { Ledger } from "../../server/ledger/ledger";
import { SiteError } from "../../server/rtc/errors";
import { createFakeSite, createTestRelay, newKey, relaySite, request } from "../support/relay";
import { foreign, refusal, other, open } from "./refusingSite";

test("where it is not certain that the conference is ours it is left there, and taken when the links are right", async () => {
  const { post, repair, links, scheduled, endings, pass } = await open({ echoes: false });
  repair();
  await post(newKey(), other);
  // The relay sees that the site's lists do not name our marker.
  await pass(0);
  links.join = foreign;
  endings.schedule = ["lost"];
  const key = newKey();
  expect(await post(key)).toBe("LINK_REFUSED");
  expect([...scheduled.keys()]).toEqual(["1000", "1001"]);
  repair();
  expect([await post(key), await post(key)]).toEqual(["1001", "1001"]);
});

test("the ledger fails when the conference is taken back: it is found again like one whose answer was lost", async () => {
  let isDown = true;
  const failing = (ledger: Ledger) =>
    Object.assign(Object.create(ledger) as Ledger, {
      begin: async (...values: Parameters<Ledger["begin"]>) => {
        const lease = await ledger.begin(...values);
        const save: Lease["save"] = (...saved) =>
          isDown
            ? Promise.reject(new LedgerError("LEDGER_UNAVAILABLE", "it is down"))
            : Promise.resolve(lease?.save(...saved));
        return lease && { ...lease, save };
      },
    });
  const { post, repair, scheduled } = await open({ wrap: failing });
  const key = newKey();
  expect(await post(key)).toBe("OUTCOME_UNKNOWN");
  expect(scheduled.size).toBe(1);
  isDown = false;
  repair();
  expect(await post(key)).toBe("1000");
  expect(scheduled.size).toBe(1);
});

test.each([
  ["PROCESSED_WITH_NON_FATAL_ERRORS", 1013],
  ["ERROR_PROCESSING_PARTICIPANT", 1064],
  ["ERROR_SENDING_EMAIL_INVITES", 1065],
] as const)(
  "a warning without an ID may stand for a conference: it is looked for (%s)",
  async (code, status) => {
    let isMade = true;
    const fake = createFakeSite({
      scheduleConference: async (options) => {
        if (isMade) await fake.standard.scheduleConference(options);
        throw new SiteError(code, status);
      },
    });
    const { send } = await createTestRelay(fake.site);
    const post = async () => send("POST", "/api/conferences", { body: request, key: newKey() });
    expect(await (await post()).json()).toMatchObject({ id: "1000" });
    isMade = false;
    expect(await (await post()).json()).toMatchObject({ error: { status } });
    expect(fake.scheduled.size).toBe(1);
  },
);

describe("an instant conference by the URL service whose link is refused", () => {
  const body = { title: "Now", access: "anyone", conferenceKey: null };

  test.each([
    ["is deleted, and begun anew once the site is repaired", null, [502, 201], 2],
    ["that the site does not delete is not begun a second time", refusal(), [502, 502], 1],
  ] as const)("%s", async (_, failure, statuses, count) => {
    let link = foreign;
    let begun = 0;
    const deleted: string[] = [];
    const site = {
      startInstantConference: () => Promise.resolve({ conferenceId: String((begun += 1)), url: link }),
      deleteConference: (id: string) => {
        deleted.push(id);
        return failure ? Promise.reject(failure) : Promise.resolve();
      },
      listUpcomingConferences: () => Promise.resolve([]),
    };
    const { send } = await createTestRelay(site, {
      sites: [relaySite(site, { instantConference: "url" })],
    });
    const key = newKey();
    const first = await send("POST", "/api/instant-conferences", { body, key });
    link = "https://rtc.example.com/host/1";
    const second = await send("POST", "/api/instant-conferences", { body, key });
    expect([first.status, second.status]).toEqual(statuses);
    expect([begun, deleted]).toEqual([count, ["1"]]);
  });
});
