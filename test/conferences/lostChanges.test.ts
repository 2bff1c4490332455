import { SiteError } from "../../server/rtc/errors";
import { newKey, request } from "../support/relay";
import { minute, at, open } from "./losingSite";

describe("a change whose answer was lost", () => {
  test.each(["lost", "lost before"] as const)(
    "%s: unknown first, then it is what was asked for",
    async (ending) => {
      const { post, send, endings, scheduled } = await open();
      await post(newKey());
      endings.update = [ending];
      const response = await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
      expect(await response.json()).toMatchObject({ error: { code: "OUTCOME_UNKNOWN" } });
      const found = await send("GET", "/api/conferences/1000");
      expect(await found.json()).toMatchObject({ version: 2, scheduled: at("15:00") });
      expect(scheduled.get("1000")?.endDate).toEqual(new Date("2027-03-02T15:00:00Z"));
    },
  );

  test("nobody looks again: the reconciler brings it to its end", async () => {
    const { post, send, endings, scheduled, pass, seen } = await open();
    await post(newKey());
    endings.update = ["lost before"];
    await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
    await pass(minute);
    expect(seen).toEqual(["settled"]);
    expect(scheduled.get("1000")?.endDate).toEqual(new Date("2027-03-02T15:00:00Z"));
  });

  test("another change takes its place", async () => {
    const { post, send, endings, scheduled } = await open();
    await post(newKey());
    endings.update = ["lost"];
    await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
    const response = await send("PUT", "/api/conferences/1000", { body: at("16:00"), ifMatch: '"1"' });
    expect(await response.json()).toMatchObject({ version: 2, scheduled: at("16:00") });
    expect(scheduled.get("1000")?.endDate).toEqual(new Date("2027-03-02T16:00:00Z"));
  });

  test("the site refuses it when it is repeated: what stood before stands", async () => {
    const { post, send, endings } = await open();
    await post(newKey());
    endings.update = ["lost before", new SiteError("MEETING_END_TIME_ERR", 357)];
    await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
    const found = await send("GET", "/api/conferences/1000");
    expect(await found.json()).toMatchObject({ version: 1, scheduled: request });
  });
});

test("a change that the site comes to late does not undo the one that took its place", async () => {
  const { post, send, endings, scheduled, catchUp, pass } = await open();
  await post(newKey());
  endings.update = ["late"];
  await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
  await send("PUT", "/api/conferences/1000", { body: at("16:00"), ifMatch: '"1"' });
  await catchUp();
  await pass(3 * minute);
  expect(scheduled.get("1000")?.endDate).toEqual(new Date("2027-03-02T16:00:00Z"));
  expect(await (await send("GET", "/api/conferences/1000")).json()).toMatchObject({
    version: 2,
    scheduled: at("16:00"),
  });
});

test("nor does an attempt of which nobody heard, since the next one was answered", async () => {
  const { post, send, endings, scheduled, catchUp, pass } = await open();
  await post(newKey());
  endings.update = ["repeated"];
  const first = await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
  expect(first.status).toBe(200);
  await send("PUT", "/api/conferences/1000", { body: at("16:00"), ifMatch: '"2"' });
  await catchUp();
  await pass(3 * minute);
  expect(scheduled.get("1000")?.endDate).toEqual(new Date("2027-03-02T16:00:00Z"));
  expect(await (await send("GET", "/api/conferences/1000")).json()).toMatchObject({ version: 3 });
});

test.each(["late", "repeated"] as const)(
  "nor does the one by which a conference was adopted (%s)",
  async (ending) => {
    const { post, send, endings, scheduled, catchUp, pass } = await open();
    endings.schedule = ["lost"];
    endings.update = [ending];
    const key = newKey();
    await post(key);
    await post(key);
    await send("PUT", "/api/conferences/1000", { body: at("16:00"), ifMatch: '"1"' });
    await catchUp();
    await pass(3 * minute);
    expect(scheduled.get("1000")?.endDate).toEqual(new Date("2027-03-02T16:00:00Z"));
  },
);

test("a change that is refused when it is repeated may have been made before: unknown, and what stood before stands", async () => {
  const { post, send, endings, scheduled, catchUp, pass } = await open();
  await post(newKey());
  const refusal = () => new SiteError("MEETING_END_TIME_ERR", 357);
  endings.update = ["repeated", refusal(), refusal()];
  const response = await send("PUT", "/api/conferences/1000", { body: at("15:00"), ifMatch: '"1"' });
  expect(await response.json()).toMatchObject({ error: { code: "OUTCOME_UNKNOWN" } });
  await pass(minute);
  await catchUp();
  expect(scheduled.get("1000")?.endDate).toEqual(new Date("2027-03-02T15:00:00Z"));
  await pass(3 * minute);
  expect(scheduled.get("1000")?.endDate).toEqual(new Date("2027-03-02T14:30:00Z"));
  expect(await (await send("GET", "/api/conferences/1000")).json()).toMatchObject({ scheduled: request });
});

describe("a deletion whose answer was lost", () => {
  test("is refused when it is repeated: it is unknown, and gone once the site has come to it", async () => {
    const { post, send, endings, catchUp, pass } = await open();
    await post(newKey());
    const refusal = () => new SiteError("MEETING_CANNOT_BE_UPDATED_NOW", 354);
    endings.delete = ["repeated", refusal(), refusal()];
    const response = await send("DELETE", "/api/conferences/1000");
    expect(await response.json()).toMatchObject({ error: { code: "OUTCOME_UNKNOWN" } });
    await pass(minute);
    await catchUp();
    await pass(3 * minute);
    expect((await send("GET", "/api/conferences/1000")).status).toBe(404);
  });

  test.each(["lost", "lost before"] as const)(
    "%s: deleting again succeeds, and it is gone",
    async (ending) => {
      const { post, send, endings, scheduled } = await open();
      await post(newKey());
      endings.delete = [ending];
      const response = await send("DELETE", "/api/conferences/1000");
      expect(await response.json()).toMatchObject({ error: { code: "OUTCOME_UNKNOWN" } });
      expect((await send("DELETE", "/api/conferences/1000")).status).toBe(204);
      expect(scheduled.size).toBe(0);
    },
  );

  test("nobody asks again: the reconciler deletes it", async () => {
    const { post, send, endings, scheduled, pass } = await open();
    await post(newKey());
    endings.delete = ["lost before"];
    await send("DELETE", "/api/conferences/1000");
    await pass(minute);
    expect(scheduled.size).toBe(0);
    expect((await send("GET", "/api/conferences/1000")).status).toBe(404);
  });
});
