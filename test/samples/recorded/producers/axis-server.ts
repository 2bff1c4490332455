// axis-server.ts AXIS NAME: our client against Axis 1.4 as the server, every operation once; keeps what crosses the wire.
// See ../README.md.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createSite } from "../../../../server/rtc/site";
import { everyCall } from "../calls";

const [axis = "", name = ""] = process.argv.slice(2);
const folder = new URL(`../test/samples/recorded/${name}/`, import.meta.url);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const kept = new Set<string>();
const site = createSite({
  url: axis,
  siteId: "12345",
  siteAuthToken: "secret",
  now: () => Date.parse("2030-01-10T08:00:00Z"),
  send: async (request) => {
    const service = /(\w+)Service/.exec(new URL(request.url).pathname)?.[1] ?? "";
    const isWsdl = request.method === "GET";
    const body = isWsdl ? null : await request.text();
    const answer = await fetch(`${axis}/axis/services/${service}ServiceEIPort${isWsdl ? "?wsdl" : ""}`, {
      method: request.method,
      headers: request.headers,
      ...(body !== null && { body }),
    });
    const text = await answer.text();
    const operation = /<m:(\w+)/.exec(body ?? "")?.[1] ?? "";
    if (isWsdl)
      writeFileSync(
        new URL(`${service}Service.wsdl.xml`, folder),
        text.replaceAll(axis, "http://localhost:3960"),
      );
    else if (body !== null && !kept.has(body)) {
      kept.add(body);
      const number = String(kept.size).padStart(2, "0");
      writeFileSync(new URL(`${number}-${operation}.request.xml`, folder), body);
      writeFileSync(new URL(`${number}-${operation}.response.xml`, folder), text);
    }
    return new Response(text, { status: answer.status, headers: { "Content-Type": "text/xml" } });
  },
});
const values: Record<string, unknown> = {};
for (const [operation, call] of Object.entries(everyCall)) values[operation] = (await call(site)) ?? null;
writeFileSync(new URL("values.json", folder), `${JSON.stringify(values, null, 2)}\n`);
process.stdout.write(`${Object.keys(values).length} operations\n`);
