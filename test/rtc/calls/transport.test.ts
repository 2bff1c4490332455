import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { deflateSync, gzipSync } from "node:zlib";
import type { Send } from "../../../server/rtc/calls/exchange";
import { createTransport } from "../../../server/rtc/calls/transport";

const xml = { "Content-Type": "text/xml" };
const transport = (send: Send | undefined, limits: { timeoutMs?: number; maxResponseBytes?: number } = {}) =>
  createTransport({ send, timeoutMs: 1000, maxResponseBytes: 1000, ...limits });
const post = (send: Send, limits = {}) =>
  transport(send, limits).post("http://rtc.example.com/x", "act", "<a/>");

test("a request carries the envelope as text/xml with its SOAPAction in quotes", async () => {
  let seen: Request | null = null;
  const answer = await post((request) => {
    seen = request;
    return Promise.resolve(new Response("<b/>", { headers: xml }));
  });
  expect(answer).toBe("<b/>");
  expect(seen!.headers.get("SOAPAction")).toBe('"act"');
  expect(seen!.headers.get("Content-Type")).toBe("text/xml; charset=utf-8");
  expect(seen!.redirect).toBe("manual");
});

test("a Fault comes with status 500 and is read; any other 500 is not", async () => {
  const fault = () => Promise.resolve(new Response("<f/>", { status: 500, headers: xml }));
  await expect(post(fault)).resolves.toBe("<f/>");
  const broken = () => Promise.resolve(new Response("oops", { status: 500 }));
  await expect(post(broken)).rejects.toMatchObject({
    code: "HTTP_STATUS",
    httpStatus: 500,
    done: "unknown",
  });
});

test.each([301, 302, 307, 401, 403, 404, 503])("status %i is no answer", async (status) => {
  const send = () =>
    Promise.resolve(new Response(null, { status, headers: { ...xml, Location: "http://evil.example/" } }));
  await expect(post(send)).rejects.toMatchObject({ code: "HTTP_STATUS", httpStatus: status });
});

test("an answer without end is cut off at the limit", async () => {
  let chunks = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      chunks += 1;
      controller.enqueue(new Uint8Array(400));
    },
  });
  await expect(post(() => Promise.resolve(new Response(endless, { headers: xml })))).rejects.toMatchObject({
    code: "TOO_LARGE",
  });
  expect(chunks).toBeLessThan(10);
});

test("an answer that never comes, or stops in the middle, is a time-out", async () => {
  const never = () => new Promise<Response>(() => undefined);
  await expect(post(never, { timeoutMs: 20 })).rejects.toMatchObject({ code: "TIMEOUT", done: "unknown" });
  const stuck = () => Promise.resolve(new Response(new ReadableStream(), { headers: xml }));
  await expect(post(stuck, { timeoutMs: 20 })).rejects.toMatchObject({ code: "TIMEOUT", done: "unknown" });
});

describe("over real sockets", () => {
  let server: Server;
  afterEach(() => new Promise((resolve) => server.close(resolve)));
  const listen = (handler: Parameters<typeof createServer>[1]) =>
    new Promise<string>((resolve) => {
      server = createServer(handler).listen(0, "127.0.0.1", () =>
        resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
      );
    });

  test("nobody listening: the work was not done", async () => {
    const url = await listen(undefined);
    await new Promise((resolve) => server.close(resolve));
    await expect(transport(undefined).post(url, "", "<a/>")).rejects.toMatchObject({
      code: "UNREACHABLE",
      done: "no",
    });
    server = createServer().listen(0);
  });

  test("a connection that breaks after the request: the work may have been done", async () => {
    const url = await listen((request) => request.socket.destroy());
    await expect(transport(undefined).post(url, "", "<a/>")).rejects.toMatchObject({
      code: "UNREACHABLE",
      done: "unknown",
    });
  });

  test("what is asked for arrives, over one connection; a redirect is not followed", async () => {
    const seen: string[] = [];
    const ports = new Set<number | undefined>();
    const url = await listen((request, response) => {
      ports.add(request.socket.remotePort);
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        const { soapaction = "", "content-type": type = "", "content-length": length = "" } = request.headers;
        seen.push(`${request.method} ${String(soapaction)} ${type} ${length} ${body}`);
        if (request.url === "/moved") response.writeHead(302, { Location: "/" });
        else response.writeHead(200, xml);
        response.end("<b>\u00fc</b>");
      });
    });
    const { post: send, submit } = transport(undefined);
    expect(await send(url, "act", "<a>\u00fc</a>")).toBe("<b>\u00fc</b>");
    const answer = await submit(`${url}moved`, { of: "a b" });
    expect([answer.status, answer.headers.get("LOCATION"), answer.headers.get("None")]).toEqual([
      302,
      "/",
      null,
    ]);
    expect(seen).toEqual([
      'POST "act" text/xml; charset=utf-8 9 <a>\u00fc</a>',
      "POST  application/x-www-form-urlencoded;charset=UTF-8 6 of=a+b",
    ]);
    expect(ports.size).toBe(1);
  });

  test.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
  ])("a %s answer is unpacked, and cut off at the limit of what it holds", async (encoding, pack) => {
    const url = await listen((_, response) => {
      const body = pack(`<b>${"x".repeat(5000)}</b>`);
      response.writeHead(200, { ...xml, "Content-Encoding": encoding }).end(body);
    });
    await expect(transport(undefined).post(url, "", "<a/>")).rejects.toMatchObject({ code: "TOO_LARGE" });
    const roomy = transport(undefined, { maxResponseBytes: 6000 });
    expect(await roomy.post(url, "", "<a/>")).toHaveLength(5007);
  });

  test.each([
    ["plain", {}],
    ["compressed", { "Content-Encoding": "gzip" }],
  ])("a %s answer that breaks off in its middle: the work may have been done", async (_, headers) => {
    const url = await listen((request, response) => {
      response.writeHead(200, { ...xml, ...headers, "Content-Length": 500 });
      response.write(gzipSync("<b/>").subarray(0, 12), () => request.socket.destroy());
    });
    const failure = { code: "UNREACHABLE", done: "unknown" };
    await expect(transport(undefined).post(url, "", "<a/>")).rejects.toMatchObject(failure);
  });

  test("a server that stays silent, or stops in the middle of its answer, is left after the time-out", async () => {
    const url = await listen((request, response) => {
      if (request.url === "/stuck") response.writeHead(200, xml).write("<b>");
    });
    const impatient = transport(undefined, { timeoutMs: 50 });
    const failure = { code: "TIMEOUT", done: "unknown" };
    await expect(impatient.post(url, "", "<a/>")).rejects.toMatchObject(failure);
    await expect(impatient.post(`${url}stuck`, "", "<a/>")).rejects.toMatchObject(failure);
    // A busy machine may be too late to hand over the request, but not the connection.
    const connections = () =>
      new Promise((resolve) => server.getConnections((_, count) => setImmediate(resolve, count)));
    while ((await connections()) !== 0);
  });
});

test("no message of a failure quotes the site or the request", async () => {
  const secret = "t0ken";
  const failures = await Promise.all(
    [
      () => Promise.reject(new TypeError("fetch failed")),
      () => Promise.resolve(new Response(secret, { status: 500 })),
    ].map((send) => post(send).catch((failure: unknown) => String(failure))),
  );
  expect(failures.join()).not.toContain(secret);
});

test.each([
  ["at once", ["<!DOCTYPE a ["]],
  ["behind a declaration and a comment", [`<?xml version="1.0"?>\n<!-- <a> -->\n<!DOCTYPE a [`]],
  ["cut in two", ["\ufeff<!DOC", "TYPE a ["]],
  ["a byte at a time", [...'<?xml version="1.0"?> <!DOCTYPE a [']],
])("a DOCTYPE is refused before its inner part is read: %s", async (_, head) => {
  const parts = [...head];
  const state = { inner: 0, isCancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        const part = parts.shift();
        if (part === undefined) state.inner += 1;
        controller.enqueue(new TextEncoder().encode(part ?? "<!ENTITY e 'e'>"));
      },
      cancel: () => {
        state.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  const send = () => Promise.resolve(new Response(body, { headers: xml }));
  await expect(post(send, { maxResponseBytes: 10_000_000 })).rejects.toMatchObject({
    code: "UNREADABLE",
    done: "unknown",
  });
  expect(state).toEqual({ inner: 0, isCancelled: true });
});
