// recorder.ts STACK PORT: a simulator that keeps what a SOAP stack sends it and what it answers. GET /pass/MINUTES lets
// time pass. Its clock and its IDs are the replaying test's, so the same bytes must come again. See ../README.md.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRecordedWorld } from "../world";

const [stack = "", port = "0", profile] = process.argv.slice(2);
const folder = new URL(`../test/samples/recorded/${stack}/`, import.meta.url);
if (stack !== "none") {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}
const { simulator, pass, url } = createRecordedWorld();
if (profile !== undefined) simulator.set({ profile: JSON.parse(profile) });
const exchanges: unknown[] = [];

createServer((request, response) => {
  void (async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const minutes = /^\/pass\/(\d+)$/.exec(request.url ?? "")?.[1];
    if (minutes !== undefined) {
      pass(Number(minutes));
      exchanges.push({ pass: Number(minutes) });
      response.end("ok");
      return;
    }
    const headers = {
      "Content-Type": request.headers["content-type"] ?? "",
      SOAPAction: String(request.headers.soapaction ?? ""),
    };
    const isPost = request.method === "POST";
    const answer = await simulator.fetch(
      new Request(url + (request.url ?? ""), {
        method: request.method ?? "GET",
        ...(isPost && { headers, body }),
      }),
    );
    let text = await answer.text();
    if (isPost && stack !== "none") {
      const operation =
        /<(?:[\w-]+:)?Body[^>]*>\s*<(?:[\w-]+:)?(\w+)/.exec(body.toString())?.[1] ?? "unknown";
      const name = `${String(exchanges.length + 1).padStart(2, "0")}-${operation}`;
      exchanges.push({ name, path: request.url, headers, status: answer.status });
      writeFileSync(new URL(`${name}.request.xml`, folder), body);
      writeFileSync(new URL(`${name}.response.xml`, folder), text);
      writeFileSync(new URL("exchanges.json", folder), `${JSON.stringify(exchanges, null, 2)}\n`);
    } else text = text.replaceAll(url, `http://localhost:${port}`);
    response.writeHead(answer.status, { "Content-Type": answer.headers.get("content-type") ?? "text/xml" });
    response.end(text);
  })();
}).listen(Number(port), "127.0.0.1");
