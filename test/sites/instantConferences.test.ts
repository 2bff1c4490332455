import { createDeployment, url } from "../system/deployment";
import { createTestRelay, newKey, relaySite } from "../support/relay";
import { CallError } from "../../server/rtc/errors";
import type { Site } from "../../server/rtc/site";
import { open, code } from "./siteWorld";

describe("instant conferences", () => {
  const body = { title: "Now", access: "anyone", conferenceKey: null };

  test("begin now, with both links, and once for a key", async () => {
    const world = await open();
    const key = newKey();
    const first = await world.json("POST", "/api/instant-conferences", { body, key });
    expect(first.status).toBe(201);
    world.pass(2);
    expect((await world.json("POST", "/api/instant-conferences", { body, key })).body).toEqual(first.body);
    expect(world.simulator.conferences()).toMatchObject([{ title: "Now", host: { userId: "alice.adams" } }]);
    const page = await world.simulator.fetch(new Request(first.body.hostUrl!));
    expect(await page.text()).toContain("The door is open.");
  });

  test("by the URL service where the site is set up so, with the link for the others from its list", async () => {
    const world = await open({ instantConference: "url" });
    const { body: answer } = await world.json("POST", "/api/instant-conferences", { body, key: newKey() });
    expect(world.simulator.calls()).toContain("instantMeeting");
    const [made] = world.simulator.conferences();
    expect(answer).toEqual({
      id: made!.id,
      hostUrl: `${url}/imtapp/app/conference/${made!.id}/${made!.hostSecret}`,
      joinUrl: `${url}/imtapp/app/conference/${made!.id}/${made!.joinSecret}`,
    });
  });

  test.each(["schedule", "url"] as const)(
    "two presses at the same time begin one, and the key is not good for another (%s)",
    async (instantConference) => {
      const world = await open({ instantConference });
      const key = newKey();
      const press = (sent = body) => world.json("POST", "/api/instant-conferences", { body: sent, key });
      const first = press();
      world.pass(0.01);
      const [one, other] = await Promise.all([first, press()]);
      expect([one.status, other.status, other.body]).toEqual([201, 201, one.body]);
      expect(world.simulator.conferences()).toHaveLength(1);
      expect(code(await press({ ...body, title: "Another" }))).toBe("KEY_REUSED");
      const token = await world.tokenOf("bruno.keller");
      await world.json("POST", "/api/instant-conferences", { body, key, token });
      expect(world.simulator.conferences()).toHaveLength(2);
    },
  );

  test.each([
    ["unknown", 1],
    ["no", 2],
  ] as const)(
    "by the URL service the same key asks again only where nothing was started (%s)",
    async (done, count) => {
      let asked = 0;
      const site: Partial<Site> = {
        startInstantConference: () => {
          asked += 1;
          return Promise.reject(new CallError("TIMEOUT", done));
        },
      };
      const { send } = await createTestRelay(site, {
        sites: [relaySite(site, { instantConference: "url" })],
      });
      const key = newKey();
      for (let press = 0; press < 2; press += 1)
        expect((await send("POST", "/api/instant-conferences", { body, key })).status).toBe(504);
      expect(asked).toBe(count);
    },
  );

  test("by the URL service a key counts for a minute", async () => {
    const world = await open({ instantConference: "url" });
    const key = newKey();
    const press = () => world.json("POST", "/api/instant-conferences", { body, key });
    await press();
    world.pass(2);
    await press();
    expect(world.simulator.conferences()).toHaveLength(2);
  });

  test("a sign-in page in place of the answer is told as what it is", async () => {
    const world = await open(
      { instantConference: "url" },
      createDeployment({ settings: { instantNeedsSignIn: true } }),
    );
    expect(code(await world.json("POST", "/api/instant-conferences", { body, key: newKey() }))).toBe(
      "SITE_WANTS_SIGN_IN",
    );
  });
});
