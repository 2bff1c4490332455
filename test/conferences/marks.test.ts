import {
  createFakeSite,
  createTestLedger,
  createTestRelay,
  newKey,
  now,
  relaySite,
  request,
} from "../support/relay";

const mark = "0123456789abcdef0123456789abcdef";

async function open(clock = () => now) {
  const { site } = createFakeSite();
  const sites = [relaySite(site, { ledger: createTestLedger({ now: clock }) })];
  const relay = await createTestRelay(site, { sites, clock });
  const schedule = async () => {
    const response = await relay.send("POST", "/api/conferences", { body: request, key: newKey() });
    return ((await response.json()) as { id: string }).id;
  };
  const claim = (id: string, body: object) => relay.send("PUT", `/api/conferences/${id}/claim`, { body });
  const find = async (wanted = mark, token?: string) => {
    const response = await relay.send(
      "GET",
      `/api/conferences?mark=${wanted}`,
      token === undefined ? {} : { token },
    );
    return [response.status, ((await response.json()) as { id?: string }).id] as const;
  };
  return { ...relay, schedule, claim, find };
}

test("an item whose properties are gone is found by the mark with which it claimed its conference", async () => {
  const { schedule, claim, find, send } = await open();
  const id = await schedule();
  expect(await find()).toEqual([404, undefined]);
  expect((await claim(id, { claim: "writing", mark })).status).toBe(204);
  expect(await find()).toEqual([200, id]);
  // A claim that says nothing of a mark leaves it.
  await claim(id, { claim: "written" });
  const seen = await send("GET", `/api/conferences/${id}`);
  expect(await seen.json()).toMatchObject({ claim: "written", mark });
});

test("nobody else finds it, and what was removed is not found", async () => {
  const { schedule, claim, find, send, tokenOf } = await open();
  const id = await schedule();
  await claim(id, { claim: "written", mark });
  expect(await find(mark, await tokenOf("bruno.keller"))).toEqual([404, undefined]);
  await send("DELETE", `/api/conferences/${id}`);
  expect(await find()).toEqual([404, undefined]);
});

test("a mark that is none is refused", async () => {
  const { schedule, claim, find } = await open();
  const id = await schedule();
  expect((await claim(id, { claim: "written", mark: "AAMkAD/+==" })).status).toBe(400);
  expect((await find("short"))[0]).toBe(400);
});

test("of an item's conferences the newest is found, and when it is removed the one before", async () => {
  let time = now;
  const { schedule, claim, find, send } = await open(() => time);
  const first = await schedule();
  await claim(first, { claim: "written", mark });
  time += 1000;
  const second = await schedule();
  await claim(second, { claim: "written", mark });
  expect(await find()).toEqual([200, second]);
  await send("DELETE", `/api/conferences/${second}`);
  expect(await find()).toEqual([200, first]);
});

test("a mark makes no other request of it: the same key and request stay the same conference", async () => {
  const { send, claim } = await open();
  const key = newKey();
  const ask = async () => {
    const response = await send("POST", "/api/conferences", { body: request, key });
    return [response.status, ((await response.json()) as { id: string }).id] as const;
  };
  const [, id] = await ask();
  await claim(id, { claim: "written", mark });
  expect(await ask()).toEqual([201, id]);
});
