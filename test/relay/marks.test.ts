import { createFakeSite, createTestRelay, newKey, request } from "./harness";

const mark = "0123456789abcdef0123456789abcdef";

async function open() {
  const relay = await createTestRelay(createFakeSite().site);
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
