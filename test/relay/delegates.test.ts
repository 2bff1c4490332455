import { createDelegations, type Delegation } from "../../server/relay/delegations";
import { people } from "../../server/people";
import { createFakeSite, createTestRelay, newKey, request } from "./harness";

const [alice, bruno, chen] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]];
const brunosCalendar = bruno.address;

/** Alice looks after Bruno's conferences, as far as the administrator says. */
async function open(may: Delegation["may"]) {
  const { guid: subject, userId, address } = bruno;
  const owner = { subject, tenant: null, userId, name: "Bruno Keller", address };
  const fake = createFakeSite();
  const delegations = createDelegations([{ owner, delegates: [alice.guid], may }]);
  const relay = await createTestRelay(fake.site, { delegations });
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
  expect(JSON.stringify(log)).not.toContain("@");
});
