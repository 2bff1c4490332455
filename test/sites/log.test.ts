import { now } from "../support/relay";
import { host, open, schedule } from "./siteWorld";

test("no path, body or answer of these services is logged", async () => {
  const world = await open({
    liveHelp: { groupJID: "g@groups.example.com", guestDomain: "sites.example.com" },
  });
  const id = await schedule(world);
  await world.json("POST", "/api/presence", { body: { addresses: ["bruno.keller@example.com"] } });
  await world.json("POST", "/api/live-help", { body: { subject: "Secret subject" } });
  await world.json("GET", `/api/conferences/${id}/report`);
  const lines = JSON.stringify(world.log);
  for (const secret of ["bruno", "alice", "Secret", id, "guest_", host]) expect(lines).not.toContain(secret);
  expect(now).toBe(world.now());
});
