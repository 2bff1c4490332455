// One relay in a process of its own, as `processes.ts` starts it: settings and the step at which it kills itself come as
// arguments, the port goes to its parent, and it never outlives it.
import { Hono } from "hono";
import { listen } from "../../server/http/listen";
import { createHttpServer, refuseForeign } from "../../server/http/loopback";
import { openRelay, type RelaySettings } from "./relay";

async function main([settings = "", killAt = ""]: readonly string[]): Promise<void> {
  process.once("disconnect", () => process.exit());
  let steps = 0;
  const relay = await openRelay(JSON.parse(settings) as RelaySettings, () => {
    steps += 1;
    if (steps === Number(killAt)) process.kill(process.pid, "SIGKILL");
  });
  const app = new Hono();
  app.post("/test/clock", async (c) => {
    await relay.setClock(Number(await c.req.text()));
    return c.body(null, 204);
  });
  app.post("/test/reconcile", async (c) => {
    await relay.reconcile();
    return c.body(null, 204);
  });
  app.all("*", async (c) => {
    const { pathname, search } = new URL(c.req.url);
    const { method, headers } = c.req.raw;
    const body = method === "GET" ? {} : { body: await c.req.text() };
    return relay.fetch(pathname + search, { method, headers, ...body });
  });
  const server = createHttpServer({ fetch: (request) => refuseForeign(request) ?? app.fetch(request) });
  process.send?.(await listen(server, 0));
}

void main(process.argv.slice(2));
