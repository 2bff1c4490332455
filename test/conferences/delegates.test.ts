import { createDelegations, type Delegation } from "../../server/conferences/delegations";
import type { DeploymentConfiguration } from "../../server/rtc/services/configuration";
import { people } from "../../server/config/people";
import type { RelaySite } from "../../server/sites/servedSite";
import {
  createFakeSite,
  createTestLedger,
  createTestRelay,
  newKey,
  relaySite,
  request,
} from "../support/relay";

const [alice, bruno, chen] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]];
const brunosCalendar = bruno.address;

const directory = {
  schedulingEnabled: true,
  conferenceKeyRequired: null,
  guestAccessEnabled: null,
  earlyJoinMinutes: null,
  presenceEnabled: true,
  chatEnabled: true,
  adminEmail: null,
  addIn: { url: null, version: null },
  messenger: { url: null, version: null },
} as DeploymentConfiguration;

/** Alice looks after Bruno's conferences, as far as the administrator says. */
const open = (may: Delegation["may"]) => openWith([brunosDelegation([alice.guid], may)]);

function brunosDelegation(delegates: string[], may: Delegation["may"]): Delegation {
  const { guid: subject, userId, address } = bruno;
  return { owner: { subject, tenant: null, userId, name: "Bruno Keller", address }, delegates, may };
}

async function openWith(delegations: Delegation[], overrides: Partial<RelaySite> = {}) {
  const fake = createFakeSite();
  const site = { ...fake.site, getDirectory: () => Promise.resolve(directory) };
  const liveHelp = { groupJID: "help@groups.example.com", guestDomain: "sites.example.com" };
  const relay = await createTestRelay(site, {
    delegations: createDelegations(delegations),
    sites: [relaySite(site, { liveHelp, ...overrides })],
  });
  const [brunosToken, chensToken] = [await relay.tokenOf(bruno.userId), await relay.tokenOf(chen.userId)];
  return { ...fake, ...relay, brunosToken, chensToken };
}
const everything = ["schedule", "change", "host"] as const;
const codeOf = async (response: Response) =>
  [response.status, ((await response.json()) as { error?: { code: string } }).error?.code] as const;
const refused = [403, "NOT_A_DELEGATE"];

test("what a delegate schedules is hosted and owned by the calendar's owner", async () => {
  const { send, scheduled, brunosToken } = await open(everything);
  const key = newKey();
  const made = await send("POST", "/api/conferences", { body: request, key, onBehalfOf: brunosCalendar });
  expect([made.status, await made.json()]).toMatchObject([201, { id: "1000" }]);
  expect(scheduled.get("1000")?.organizer).toMatchObject({ userid: "bruno.keller", lastName: "Keller" });
  const seen = await send("GET", "/api/conferences/1000", { token: brunosToken });
  expect(await seen.json()).toMatchObject({ hostUrl: "https://rtc.example.com/host/1000" });
  // Without saying for whom, it is not the delegate's.
  expect((await send("GET", "/api/conferences/1000")).status).toBe(404);
});

test("the same key from the owner and the delegate is one conference", async () => {
  const { send, scheduled, brunosToken } = await open(everything);
  const key = newKey();
  await send("POST", "/api/conferences", { body: request, key, onBehalfOf: brunosCalendar.toUpperCase() });
  await send("POST", "/api/conferences", { body: request, key, token: brunosToken });
  expect(scheduled.size).toBe(1);
});

test.each([
  ["POST", "/api/conferences", ["change", "host"]],
  ["PUT", "/api/conferences/1000", ["schedule", "host"]],
  ["DELETE", "/api/conferences/1000", ["schedule", "host"]],
  ["POST", "/api/conferences/choice", ["change", "host"]],
  ["PUT", "/api/conferences/1000/claim", ["host"]],
] as const)("%s %s wants its own right", async (method, path, may) => {
  const { send, calls, brunosToken } = await open(may);
  await send("POST", "/api/conferences", { body: request, key: newKey(), token: brunosToken });
  const before = [...calls];
  const answer = await send(method, path, {
    body: request,
    key: newKey(),
    ifMatch: "*",
    onBehalfOf: brunosCalendar,
  });
  expect(await codeOf(answer)).toEqual(refused);
  expect(calls).toEqual(before);
});

test("without the right to host, a delegate never sees the host link", async () => {
  const { send, brunosToken } = await open(["schedule", "change"]);
  const onBehalfOf = brunosCalendar;
  const answers = [
    await send("POST", "/api/conferences", { body: request, key: newKey(), onBehalfOf }),
    await send("GET", "/api/conferences/1000", { onBehalfOf }),
    await send("PUT", "/api/conferences/1000", { body: request, ifMatch: '"1"', onBehalfOf }),
    await send("PUT", "/api/conferences/1000", {
      body: { ...request, appointment: { ...request.appointment, title: "Another" } },
      ifMatch: '"99"',
      onBehalfOf,
    }),
    await send("GET", "/api/unclaimed-conferences", { onBehalfOf }),
  ];
  const texts = await Promise.all(answers.map((answer) => answer.text()));
  expect(texts.join()).not.toContain("/host/");
  expect(JSON.parse(texts[0]!)).toMatchObject({ hostUrl: null });
  expect(JSON.parse(texts[3]!)).toMatchObject({
    error: { code: "VERSION_STALE", current: { hostUrl: null } },
  });
  const owners = await send("GET", "/api/conferences/1000", { token: brunosToken });
  expect(await owners.json()).toMatchObject({ hostUrl: expect.any(String) as string });
});

test("a stranger, an unknown owner and the wrong direction are told the same, and nothing else", async () => {
  const { send, chensToken, brunosToken } = await open(everything);
  const path = "/api/conferences/1000";
  expect(await codeOf(await send("GET", path, { token: chensToken, onBehalfOf: brunosCalendar }))).toEqual(
    refused,
  );
  expect(await codeOf(await send("GET", path, { onBehalfOf: "nobody@example.com" }))).toEqual(refused);
  expect(await codeOf(await send("GET", path, { token: brunosToken, onBehalfOf: alice.address }))).toEqual(
    refused,
  );
});

test("one's own address is nobody else's", async () => {
  const { send } = await open([]);
  const made = await send("POST", "/api/conferences", {
    body: request,
    key: newKey(),
    onBehalfOf: alice.address,
  });
  expect(made.status).toBe(201);
});

test("an instant conference and live help are one's own only", async () => {
  const { send } = await open(everything);
  const offered = await send("GET", "/api/configuration", { onBehalfOf: brunosCalendar });
  expect(await offered.json()).toMatchObject({
    services: { presence: true, instantConferences: false, liveHelp: false },
  });
  const body = { title: "Now", access: "anyone", conferenceKey: null };
  const instant = await send("POST", "/api/instant-conferences", {
    body,
    key: newKey(),
    onBehalfOf: brunosCalendar,
  });
  expect(await codeOf(instant)).toEqual(refused);
  expect(await codeOf(await send("GET", "/api/live-help", { onBehalfOf: brunosCalendar }))).toEqual(refused);
});

test("the log says who asked by nothing but an opaque ID", async () => {
  const { send, log } = await open(everything);
  await send("GET", "/api/conferences/1000", { onBehalfOf: brunosCalendar });
  await send("GET", "/api/conferences/1000");
  expect(log[0]?.caller).toBe(log[1]?.caller);
  expect(log[0]?.owner).toMatch(/^[0-9a-f]{8}$/);
  expect(log[1]?.owner).toBeUndefined();
  expect(JSON.stringify(log)).not.toContain("@");
});

test("the configuration says for whom one acts, and what one may do", async () => {
  const { send } = await open(["schedule", "change"]);
  const [acting, own] = [
    await send("GET", "/api/configuration", { onBehalfOf: brunosCalendar }),
    await send("GET", "/api/configuration"),
  ];
  expect(await acting.json()).toMatchObject({
    actingFor: { name: "Bruno Keller", address: brunosCalendar, may: ["schedule", "change"] },
  });
  expect(await own.json()).toMatchObject({
    actingFor: null,
    services: { instantConferences: true, liveHelp: true },
  });
});

test("the configuration says who is signed in, also to a delegate, and the log does not", async () => {
  const { send, log } = await open(everything);
  const caller = { name: "Alice Adams", address: "alice.adams@example.com" };
  for (const options of [{}, { onBehalfOf: brunosCalendar }])
    expect(await (await send("GET", "/api/configuration", options)).json()).toMatchObject({ caller });
  expect(log).toHaveLength(2);
  expect(JSON.stringify(log)).not.toMatch(/alice/i);
});

test("a delegate finds the owner's conference by its key, its mark, and among those that nobody claims", async () => {
  let time = Date.parse("2027-03-01T09:00:00Z");
  const clock = () => time;
  const { site } = createFakeSite();
  const delegations = createDelegations([brunosDelegation([alice.guid], ["change"])]);
  const ledger = createTestLedger({ now: clock });
  const sites = [relaySite(site, { ledger })];
  const { send, tokenOf } = await createTestRelay(site, { delegations, clock, sites });
  const [token, key, mark] = [await tokenOf(bruno.userId), newKey(), "0123456789abcdef"];
  await send("POST", "/api/conferences", { body: request, key, token });
  await send("PUT", "/api/conferences/1000/claim", { body: { claim: "writing", mark }, token });
  time += 10 * 60_000;
  const onBehalfOf = brunosCalendar;
  for (const query of [`key=${key}`, `mark=${mark}`]) {
    const found = await send("GET", `/api/conferences?${query}`, { onBehalfOf });
    expect(await found.json()).toMatchObject({ id: "1000", mark, hostUrl: null });
    expect((await send("GET", `/api/conferences?${query}`)).status).toBe(404);
  }
  const unclaimed = await send("GET", "/api/unclaimed-conferences", { onBehalfOf });
  expect(await unclaimed.json()).toMatchObject({ conferences: [{ key, conference: { hostUrl: null } }] });
});

test("an address in other letters than ASCII comes in percent signs", async () => {
  const delegation = brunosDelegation([alice.guid], ["change"]);
  const owner = { ...delegation.owner, address: "bruno@müller.example" };
  const { send } = await openWith([{ ...delegation, owner }]);
  const path = "/api/conferences?key=" + newKey();
  expect((await send("GET", path, { onBehalfOf: "bruno@m%C3%BCller.example" })).status).toBe(404);
  expect(await codeOf(await send("GET", path, { onBehalfOf: "%E0%A4%A@müller.example" }))).toEqual(refused);
});

test("rights for one person count for nobody else of the same address", async () => {
  const asBruno = brunosDelegation([alice.guid], ["change"]);
  const asChen = { ...asBruno.owner, subject: chen.guid, userId: chen.userId };
  const { send, calls } = await openWith([
    asBruno,
    { owner: asChen, delegates: [alice.guid], may: ["schedule"] },
  ]);
  const made = await send("POST", "/api/conferences", {
    body: request,
    key: newKey(),
    onBehalfOf: brunosCalendar,
  });
  expect(await codeOf(made)).toEqual(refused);
  expect(calls).toEqual([]);
});

test("several delegations for one person count together", async () => {
  const { send } = await openWith([
    brunosDelegation([alice.guid], ["change"]),
    brunosDelegation([alice.guid, chen.guid], ["schedule"]),
  ]);
  const onBehalfOf = brunosCalendar;
  const made = await send("POST", "/api/conferences", { body: request, key: newKey(), onBehalfOf });
  expect(made.status).toBe(201);
  expect((await send("DELETE", "/api/conferences/1000", { onBehalfOf })).status).toBe(204);
});

test("what was delegated at one site does not hold at another", async () => {
  const atSales = { ...brunosDelegation([alice.guid], everything), site: "sales" };
  const ask = async (name: string) =>
    (await openWith([atSales], { name })).send("POST", "/api/conferences", {
      body: request,
      key: newKey(),
      onBehalfOf: brunosCalendar,
    });
  expect((await ask("sales")).status).toBe(201);
  expect(await codeOf(await ask("others"))).toEqual(refused);
});

test("a delegate of another tenant is a stranger", async () => {
  const delegation = brunosDelegation([alice.guid], everything);
  const { send } = await openWith([{ ...delegation, owner: { ...delegation.owner, tenant: "contoso" } }]);
  expect(await codeOf(await send("GET", "/api/conferences/1", { onBehalfOf: brunosCalendar }))).toEqual(
    refused,
  );
});
