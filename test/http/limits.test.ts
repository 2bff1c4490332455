import { createCipher } from "../../server/ledger/cipher";
import { openDatabase } from "../../server/ledger/database";
import { CallError } from "../../server/rtc/errors";
import { runWithDeadline, remainingMs } from "../../server/rtc/calls/deadline";
import {
  createFakeSite,
  createTestLedger,
  createTestRelay,
  newKey,
  relaySite,
  request,
} from "../support/relay";

function withResolvers() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

const schedule = ({ send }: Awaited<ReturnType<typeof createTestRelay>>) =>
  send("POST", "/api/conferences", { body: request, key: newKey() });

test("more at once than the relay takes is turned away at once, and told when to come again", async () => {
  const { promise: waiting, resolve: answer } = withResolvers();
  const fake = createFakeSite({
    scheduleConference: async (options) => {
      await waiting;
      return fake.standard.scheduleConference(options);
    },
  });
  const relay = await createTestRelay(fake.site, { requestsAtOnce: 2 });
  const accepted = [schedule(relay), schedule(relay)];
  const refused = await schedule(relay);
  expect([refused.status, refused.headers.get("Retry-After"), await refused.json()]).toMatchObject([
    503,
    "1",
    { error: { code: "OVERLOADED" } },
  ]);
  answer();
  expect((await Promise.all(accepted)).map(({ status }) => status)).toEqual([201, 201]);
  expect((await schedule(relay)).status).toBe(201);
});

test("every call of a caller's request has what is left of 15 seconds", async () => {
  const left: number[] = [];
  const fake = createFakeSite({
    scheduleConference: (options) => {
      left.push(remainingMs());
      return fake.standard.scheduleConference(options);
    },
  });
  const relay = await createTestRelay(fake.site);
  await runWithDeadline(60_000, () => schedule(relay));
  expect(left[0]).toBeGreaterThan(1000);
  expect(left[0]).toBeLessThanOrEqual(15_000);
});

test.each([
  ["SUSPENDED", "SITE_UNREACHABLE"],
  ["OVERLOADED", "OVERLOADED"],
] as const)(
  "a call that was %s for some seconds is answered with them, and nothing is open",
  async (kind, code) => {
    let isDown = true;
    const fake = createFakeSite({
      scheduleConference: (options) =>
        isDown
          ? Promise.reject(new CallError(kind, "no", { retryAfterMs: 2100 }))
          : fake.standard.scheduleConference(options),
    });
    const relay = await createTestRelay(fake.site);
    const key = newKey();
    const refused = await relay.send("POST", "/api/conferences", { body: request, key });
    expect([refused.status, refused.headers.get("Retry-After"), await refused.json()]).toMatchObject([
      503,
      "3",
      { error: { code } },
    ]);
    isDown = false;
    const other = { ...request, options: { ...request.options, dialIn: "other" } };
    expect((await relay.send("POST", "/api/conferences", { body: other, key })).status).toBe(201);
  },
);

describe("/readyz", () => {
  const ask = async (relay: Awaited<ReturnType<typeof createTestRelay>>) => {
    const response = await relay.relay.request("/readyz");
    const body: unknown = await response.json();
    return [response.status, body];
  };

  test("names a site that has stopped answering although there is a token for it", async () => {
    const fake = createFakeSite({ isSuspended: () => true });
    expect(await ask(await createTestRelay(fake.site))).toEqual([
      503,
      {
        status: "not ready",
        sites: [{ name: "default", status: "not ready", missing: "SITE_UNREACHABLE" }],
      },
    ]);
  });

  test("names a ledger whose database does not answer", async () => {
    const { site } = createFakeSite();
    const database = await openDatabase(null, createCipher(new Uint8Array(32)));
    await database.destroy();
    const ledger = createTestLedger({ database });
    expect(await ask(await createTestRelay(site, { sites: [relaySite(site, { ledger })] }))).toEqual([
      503,
      {
        status: "not ready",
        sites: [{ name: "default", status: "not ready", missing: "LEDGER_UNAVAILABLE" }],
      },
    ]);
  });

  test("sends nobody to a relay that is stopping", async () => {
    const { site } = createFakeSite();
    expect(await ask(await createTestRelay(site, { isStopping: () => true }))).toMatchObject([
      503,
      { status: "stopping" },
    ]);
  });
});
