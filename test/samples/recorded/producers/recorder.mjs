// node recorder.mjs STACK SIMULATOR PORT: stands between a SOAP stack and the simulator and keeps what crosses the wire.
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";

const [stack, simulator, port] = process.argv.slice(2);
const own = `http://localhost:${port}`;

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const answer = await fetch(simulator + request.url, {
    method: request.method,
    headers: {
      "Content-Type": request.headers["content-type"] ?? "",
      SOAPAction: request.headers.soapaction ?? "",
    },
    ...(request.method === "POST" && { body }),
  });
  let text = await answer.text();
  if (request.method === "GET") text = text.replaceAll(simulator, own);
  else {
    const operation = /<(?:[\w-]+:)?Body>\s*<(?:[\w-]+:)?(\w+)/.exec(body.toString())?.[1] ?? "unknown";
    const folder = new URL(`../${stack}__${operation}/`, import.meta.url);
    mkdirSync(folder, { recursive: true });
    writeFileSync(new URL("request.xml", folder), body);
    writeFileSync(new URL("response.xml", folder), text);
    const headers = {
      "content-type": request.headers["content-type"],
      soapaction: request.headers.soapaction,
    };
    writeFileSync(new URL("headers.json", folder), `${JSON.stringify(headers, null, 2)}\n`);
  }
  response.writeHead(answer.status, { "Content-Type": answer.headers.get("content-type") ?? "text/xml" });
  response.end(text);
}).listen(Number(port), "127.0.0.1");
