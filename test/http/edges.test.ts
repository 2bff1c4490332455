import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConfig } from "../../server/config/config";
import { listen } from "../../server/http/listen";
import { createHttpServer } from "../../server/http/loopback";
import { start, type Program } from "../../server/start";
import { askRaw, openRaw, readRaw } from "../support/sockets";

const root = path.resolve(__dirname, "../..");
let program: Program;
let own: string;
let simulator: string;
let token: string;
beforeAll(async () => {
  const config = readConfig({
    PORT: "0",
    SIMULATOR_PORT: "0",
    DATA_DIR: mkdtempSync(path.join(tmpdir(), "edges-")),
  });
  program = await start({ config, root, log: () => undefined });
  own = program.url;
  simulator = program.simulator!.url;
  const asked = await fetch(`${own}/preview/token`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ userId: "alice.adams" }),
  });
  ({ accessToken: token } = (await asked.json()) as { accessToken: string });
});
afterAll(() => program.close());

const servers = ["preview and relay", "simulator"] as const;
const originOf = (server: (typeof servers)[number]) => (server === "simulator" ? simulator : own);
const hostOf = (server: (typeof servers)[number]) => new URL(originOf(server)).host;
const portOf = (server: (typeof servers)[number]) => new URL(originOf(server)).port;
/** Texts that a foreign page must not read. */
const paths = {
  "preview and relay": [
    "/",
    "/preview/people",
    "/preview/issuer/jwks",
    "/metrics",
    "/readyz",
    "/healthz",
    "/pane.html",
    "/api/openapi.json",
    "/nothing",
  ],
  simulator: [
    "/",
    "/control",
    "/control/switches",
    "/imtapp/ws",
    "/imtapp/ws/PreConferenceService?WSDL",
    "/imtapp/Presence",
    "/imtapp/im/imWebChatClient.jsp",
    "/imtapp/app/OracleRTCService",
    "/nothing",
  ],
};

describe.each(servers)("%s, by name", (server) => {
  const foreign: [string, () => string[]][] = [
    ["another name", () => ["Host: evil.example"]],
    ["another name and the port", () => [`Host: evil.example:${portOf(server)}`]],
    ["a name that begins like ours", () => [`Host: localhost.evil.example:${portOf(server)}`]],
    ["a name that ends like ours", () => ["Host: evil.localhost"]],
    ["an address of a network", () => ["Host: 192.168.0.7"]],
    ["an address of every interface", () => ["Host: 0.0.0.0"]],
    [
      "another name, with ours beside it",
      () => [`Host: evil.example`, `X-Forwarded-Host: ${hostOf(server)}`, "Forwarded: host=localhost"],
    ],
    ["ours and another one", () => [`Host: ${hostOf(server)}`, "Host: evil.example"]],
    ["a user before ours", () => ["Host: evil@localhost"]],
    ["ours in brackets", () => ["Host: [localhost]"]],
    ["an odd text", () => ["Host: a b"]],
    ["a port that is none", () => ["Host: localhost:99999"]],
    ["a port in letters", () => ["Host: localhost:http"]],
    ["brackets that do not close", () => ["Host: [::1"]],
    ["an address that is none", () => ["Host: 127.0.0.256"]],
    ["a coded name that is none", () => [`Host: xn--localhost:${portOf(server)}`]],
    ["a per cent sign", () => ["Host: %6cocalhost"]],
    ["letters of another script", () => ["Host: localhos\u0442"]],
    ["nothing", () => ["Host:"]],
    ["no Host at all", () => []],
  ];
  test.each(foreign)("%s is turned away on each path, and is no failure", async (_, headers) => {
    for (const address of paths[server]) {
      const { status, text } = await askRaw(originOf(server), [`GET ${address} HTTP/1.1`, ...headers()]);
      expect([address, [400, 421].includes(status), text.length < 200]).toEqual([address, true, true]);
    }
  });

  test.each([
    ["a plain name", () => "localhost"],
    ["our port", () => hostOf(server)],
    ["another port, such as a proxy's", () => "localhost:1"],
    ["upper case", () => `LOCALHOST:${portOf(server)}`],
    ["a dot at the end", () => `localhost.:${portOf(server)}`],
    ["an address", () => `127.0.0.1:${portOf(server)}`],
    ["another address of this machine", () => "127.8.9.10"],
    ["a newer address", () => `[::1]:${portOf(server)}`],
  ])("%s is this machine", async (_, host) => {
    const { status } = await askRaw(originOf(server), ["GET / HTTP/1.1", `Host: ${host()}`]);
    expect(status).toBe(200);
  });

  test.each([
    ["another site's address in the request", () => ["http://evil.example/", hostOf(server)], 421],
    ["our address for another site", () => [`http://${hostOf(server)}/`, "evil.example"], 421],
    ["our own address", () => [`http://${hostOf(server)}/`, hostOf(server)], 200],
    ["an address of another kind", () => ["file:///etc/passwd", hostOf(server)], 400],
    ["no path", () => ["*", hostOf(server)], 400],
  ] as const)("%s", async (_, request, expected) => {
    const [target, host] = request();
    const { status } = await askRaw(originOf(server), [`GET ${target} HTTP/1.1`, `Host: ${host}`]);
    expect(status).toBe(expected);
  });

  test("odd paths are no failure", async () => {
    for (const target of [
      "/%",
      "/%E0%A4%A",
      "/office/%00",
      "/api/conferences/%ff",
      "//evil.example/x",
      "/\\x",
      "/a?%",
      "/imtapp/app/conference/1/%",
    ]) {
      const { status } = await askRaw(originOf(server), [
        `GET ${target} HTTP/1.1`,
        `Host: ${hostOf(server)}`,
        `Authorization: Bearer ${token}`,
      ]);
      expect([target, status >= 400 && status < 500]).toEqual([target, true]);
    }
  });
});

/** How a page of another origin may come. */
const foreignPages: [string, (host: string) => Record<string, string>][] = [
  ["another site's page", () => ({ Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" })],
  ["another site's page in an older browser", () => ({ Origin: "https://evil.example" })],
  ["a page that hides its origin", () => ({ Origin: "null", "Sec-Fetch-Site": "cross-site" })],
  ["a page that hides its origin in an older browser", () => ({ Origin: "null" })],
  ["a page of another port", () => ({ Origin: "http://localhost:1", "Sec-Fetch-Site": "same-site" })],
  ["a page of another port in an older browser", () => ({ Origin: "http://localhost:1" })],
  [
    "a page of another name of this machine",
    (host) => ({ Origin: `http://${host.replace("localhost", "127.0.0.1")}` }),
  ],
  ["a page with an odd origin", () => ({ Origin: "localhost" })],
  ["a file", () => ({ Origin: "file://" })],
  ["a page that shows no origin", () => ({ "Sec-Fetch-Site": "cross-site" })],
];

const state = async () => {
  const [switches, control] = await Promise.all(
    ["/control/switches", "/control"].map(async (address) => (await fetch(simulator + address)).text()),
  );
  return { switches, control, calls: program.simulator!.simulator.calls().length };
};

describe.each(foreignPages)("%s", (_, headersOf) => {
  const post = (origin: string, address: string, fields: Record<string, string>, method = "POST") =>
    fetch(origin + address, {
      method,
      headers: headersOf(new URL(origin).host),
      body: new URLSearchParams(fields),
      redirect: "manual",
    });

  test("steers nothing, joins nothing and calls nothing in the simulator", async () => {
    const [conference] = program
      .simulator!.simulator.conferences()
      .filter(({ end }) => end.getTime() > Date.now());
    const join = `/imtapp/app/conference/${conference!.id}/${conference!.joinSecret}`;
    const before = await state();
    const answers = await Promise.all([
      post(simulator, "/control", { do: "presence", userId: "alice.adams", show: "DND" }),
      post(simulator, "/control", { do: "delete", id: conference!.id }),
      post(simulator, "/control", { do: "break", kind: "html", times: "1", latencyMs: "0" }),
      post(simulator, "/control/switches", {}, "PUT"),
      post(simulator, "/control/switches", {}, "DELETE"),
      post(simulator, join, { name: "Eve" }),
      post(simulator, "/imtapp/ws/AuthenticationService", {}),
      post(simulator, "/imtapp/PreConferenceService", {}),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403));
    expect(await state()).toEqual(before);
    expect(conference!.visits.map(({ name }) => name)).not.toContain("Eve");
  });

  test("gets no token from the preview, and does nothing at the relay", async () => {
    const headers = {
      ...headersOf(new URL(own).host),
      "Content-Type": "application/json",
      Authorization: `Bearer ${token}`,
    };
    for (const address of ["/preview/token", "/api/conferences", "/api/presence"]) {
      const body = JSON.stringify({ userId: "alice.adams", addresses: ["a@example.com"] });
      const answer = await fetch(own + address, { method: "POST", headers, body });
      expect([address, answer.status, (await answer.text()).includes("ey")]).toEqual([address, 403, false]);
    }
  });

  test("may open a guest chat by a right digest only, and start an instant conference by a site's ID", async () => {
    const live = await fetch(`${own}/api/live-help`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
      body: JSON.stringify({ subject: "Hello" }),
    });
    const { action, fields } = (await live.json()) as { action: string; fields: Record<string, string> };
    const { pathname } = new URL(action);
    expect((await post(simulator, pathname, fields)).status).toBe(200);
    expect((await post(simulator, pathname, { ...fields, tokenDigest: "0" })).status).toBe(403);
    const ask = (siteId: string) =>
      post(simulator, "/imtapp/app/OracleRTCService", {
        operation: "instantMeeting",
        xmlin: `<instantMtgReq><meetingType>REGULAR</meetingType><siteid>${siteId}</siteid><returnType>XML</returnType></instantMtgReq>`,
      });
    const count = () => program.simulator!.simulator.conferences().length;
    const before = count();
    expect(await (await ask("7")).text()).toContain("<responseCode>4</responseCode>");
    expect(count()).toBe(before);
    expect(await (await ask("12345")).text()).toContain("<responseCode>0</responseCode>");
    expect(count()).toBe(before + 1);
  });
});

describe("our own pages, and programs that are no browsers", () => {
  test.each([
    ["a page of ours", (host: string) => ({ Origin: `http://${host}`, "Sec-Fetch-Site": "same-origin" })],
    [
      "a page of ours behind a proxy that speaks https",
      (host: string) => ({ Origin: `https://${host}`, "Sec-Fetch-Site": "same-origin" }),
    ],
    ["a page of ours in an older browser", (host: string) => ({ Origin: `http://${host}` })],
    ["a page of ours that hides its origin", () => ({ Origin: "null", "Sec-Fetch-Site": "same-origin" })],
    ["a program", () => ({})],
  ])("%s may do everything", async (_, headersOf) => {
    const steered = await fetch(`${simulator}/control`, {
      method: "POST",
      headers: headersOf(new URL(simulator).host),
      body: new URLSearchParams({ do: "presence", userId: "alice.adams", show: "AVAILABLE" }),
      redirect: "manual",
    });
    const asked = await fetch(`${own}/preview/token`, {
      method: "POST",
      headers: { ...headersOf(new URL(own).host), "Content-Type": "application/json; charset=utf-8" },
      body: JSON.stringify({ userId: "alice.adams" }),
    });
    expect([steered.status, asked.status]).toEqual([303, 200]);
  });
});

describe("every route", () => {
  /** Each with the methods that it takes. */
  const routes: Record<(typeof servers)[number], [string, string][]> = {
    "preview and relay": [
      ...["/", "/pane.html", "/commands.html", "/preview/pane.html", "/events.js", "/manifest.xml"].map(
        (address): [string, string] => [address, "GET, HEAD"],
      ),
      ...[
        "/preview/people",
        "/preview/issuer/jwks",
        "/office/office.js",
        "/office/AgaveErrorUX/index.html",
      ].map((address): [string, string] => [address, "GET, HEAD"]),
      ["/preview/token", "POST"],
      ...["/metrics", "/healthz", "/readyz", "/api/openapi.json"].map((address): [string, string] => [
        address,
        "GET, HEAD",
      ]),
      ["/api/conferences", "POST, GET, HEAD"],
      ["/api/conferences/choice", "POST, GET, HEAD, PUT, DELETE"],
      ["/api/conferences/1", "GET, HEAD, PUT, DELETE"],
      ["/api/conferences/1/claim", "PUT"],
      ["/api/conferences/1/report", "GET, HEAD"],
      ...["unclaimed-conferences", "upcoming-conferences", "finished-conferences", "configuration"].map(
        (name): [string, string] => [`/api/${name}`, "GET, HEAD"],
      ),
      ["/api/presence", "POST"],
      ["/api/instant-conferences", "POST"],
      ["/api/live-help", "GET, HEAD, POST"],
    ],
    simulator: [
      ["/", "GET, HEAD"],
      ["/control", "GET, HEAD, POST"],
      ["/control/switches", "GET, HEAD, PUT, DELETE"],
      ["/imtapp/ws", "GET, HEAD"],
      ["/imtapp/ws/ReportingService", "GET, HEAD, POST"],
      ["/imtapp/app/OracleRTCService", "GET, HEAD, POST"],
      ["/imtapp/Presence", "GET, HEAD"],
      ["/imtapp/im/imWebChatClient.jsp", "GET, HEAD, POST"],
      ["/imtapp/im/imRequestorMsg.jsp", "GET, HEAD, POST"],
      ["/imtapp/app/instantMtgReq.xsd", "GET, HEAD"],
      ["/imtapp/app/conference/1/x", "GET, HEAD, POST"],
      ["/imtapp/app/playback/1/x", "GET, HEAD"],
    ],
  };
  const methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"];
  const all = servers.flatMap((server) =>
    routes[server].map(([address, allow]) => [server, address, allow] as const),
  );

  test.each(all)(
    "%s %s takes %s and nothing else; content is what its type says; who may keep it is said",
    async (server, address, allow) => {
      for (const method of methods) {
        const answer = await fetch(originOf(server) + address, {
          method,
          headers: { Authorization: `Bearer ${token}`, ...(method === "DELETE" && { "If-Match": '"1"' }) },
          redirect: "manual",
        });
        const isTaken = allow.split(", ").includes(method);
        const found = {
          isTaken: answer.status !== 405,
          allow: answer.headers.get("Allow"),
          // What is no SOAP call gets a Fault, which is a 500 by SOAP's own rule.
          isFailure: answer.status >= 500 && !(answer.headers.get("Content-Type") ?? "").includes("text/xml"),
          sniffing: answer.headers.get("X-Content-Type-Options"),
          isKeepingSaid: (answer.headers.get("Cache-Control") ?? "") !== "",
        };
        expect([method, found]).toEqual([
          method,
          {
            isTaken,
            allow: isTaken ? null : allow,
            isFailure: false,
            sniffing: "nosniff",
            isKeepingSaid: true,
          },
        ]);
        await answer.arrayBuffer();
      }
    },
  );

  test.each(servers)(
    "%s: what is not there, and what is refused, says the same of itself",
    async (server) => {
      const answers = [
        await askRaw(originOf(server), ["GET /nothing/at/all HTTP/1.1", `Host: ${hostOf(server)}`]),
        await askRaw(originOf(server), ["GET / HTTP/1.1", "Host: evil.example"]),
        await askRaw(originOf(server), ["GET / HTTP/1.1", "Host: localhost:99999"]),
        await askRaw(originOf(server), [
          "POST /control HTTP/1.1",
          "Host: localhost",
          "Origin: null",
          "Content-Length: 0",
        ]),
        await askRaw(originOf(server), ["GET /api/nothing HTTP/1.1", "Host: localhost"]),
      ];
      for (const { headers } of answers)
        expect([headers.get("X-Content-Type-Options"), headers.get("Cache-Control")]).toEqual([
          "nosniff",
          "no-store",
        ]);
    },
  );

  test.each([
    [400, "no request", "nonsense\r\n\r\n"],
    [
      400,
      "two lengths",
      "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    ],
    [400, "no name", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"],
    [
      413,
      "endless extensions of a chunk",
      `POST /preview/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2;${"a".repeat(17_000)}\r\n{}\r\n`,
    ],
    [
      417,
      "an expectation",
      "GET / HTTP/1.1\r\nHost: localhost\r\nExpect: wonders\r\nConnection: close\r\n\r\n",
    ],
    [431, "endless headers", `GET / HTTP/1.1\r\nHost: localhost\r\nA: ${"a".repeat(17_000)}\r\n\r\n`],
    [408, "half a request", "GET / HTTP/1.1\r\nHost: local"],
  ] as const)("%i: to %s each server says it with the headers of every answer", async (wanted, _, sent) => {
    for (const server of servers) {
      const client = openRaw(originOf(server));
      client.send(sent);
      const { status, headers } = readRaw(await client.closed);
      expect([status, headers.get("X-Content-Type-Options"), headers.get("Cache-Control")]).toEqual([
        wanted,
        "nosniff",
        "no-store",
      ]);
    }
  });

  test("nothing is said in the middle of an answer to what comes broken behind its request", async () => {
    const begun = new ReadableStream({ start: (body) => body.enqueue(Buffer.from("half")) });
    const server = createHttpServer({ fetch: () => new Response(begun) });
    try {
      const client = openRaw(`http://localhost:${await listen(server, 0)}`);
      client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
      await client.until(/half/);
      client.send("nonsense\r\n\r\n");
      expect((await client.closed).match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200"]);
    } finally {
      server.close();
    }
  });

  test("the list of routes above is the whole list of the relay's own description", async () => {
    const { paths: described } = (await (await fetch(`${own}/api/openapi.json`)).json()) as { paths: object };
    const known = routes["preview and relay"].map(([address]) => address.replace("/1", "/{id}"));
    expect(known).toEqual(expect.arrayContaining(Object.keys(described)));
  });
});

describe("bodies", () => {
  const ask = (body: string | Uint8Array<ArrayBuffer>, type = "application/json") =>
    fetch(`${own}/preview/token`, { method: "POST", headers: { "Content-Type": type }, body });

  test.each([
    ["no JSON", "{"],
    ["nothing", ""],
    ["null", "null"],
    ["a number", "7"],
    ["a list", "[]"],
    ["another field", '{"user":"alice.adams"}'],
    ["a user that is no text", '{"userId":{"$ne":null}}'],
    ["bytes that are no text", new Uint8Array([0xff, 0xfe, 0x00])],
  ])(
    "a request for a token that holds %s is told what to send, and nothing of the program",
    async (_, body) => {
      const answer = await ask(body);
      const text = await answer.text();
      expect([answer.status, text]).toEqual([400, 'Send JSON such as {"userId":"alice.adams"}.\n']);
    },
  );

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/jsonp",
    "x/application/json",
    "",
  ])("a request for a token of type %j is refused", async (type) => {
    expect((await ask('{"userId":"alice.adams"}', type)).status).toBe(415);
  });

  const limited: [string, () => [string, string[]], number][] = [
    [
      "the preview's token",
      () => [own, ["POST /preview/token HTTP/1.1", "Content-Type: application/json"]],
      1024,
    ],
    [
      "a presence request",
      () => [own, ["POST /api/presence HTTP/1.1", `Authorization: Bearer ${token}`]],
      256 * 1024,
    ],
    ["the control page", () => [simulator, ["POST /control HTTP/1.1"]], 64 * 1024],
    ["the switches", () => [simulator, ["PUT /control/switches HTTP/1.1"]], 64 * 1024],
    ["a chat", () => [simulator, ["POST /imtapp/im/imWebChatClient.jsp HTTP/1.1"]], 64 * 1024],
    ["a SOAP call", () => [simulator, ["POST /imtapp/ws/PresenceService HTTP/1.1"]], 4 * 1024 * 1024],
  ];
  test.each(limited)("%s is limited, however long it says to be", async (_, request, maxBytes) => {
    const [origin, lines] = request();
    const head = [...lines, "Host: localhost"];
    const announced = openRaw(origin);
    announced.send([...head, `Content-Length: ${maxBytes + 1}`, "", "x"].join("\r\n"));
    const huge = openRaw(origin);
    huge.send([...head, "Content-Length: 9000000000000000", "", "x"].join("\r\n"));
    const chunked = openRaw(origin);
    chunked.send([...head, "Transfer-Encoding: chunked", "", ""].join("\r\n"));
    const chunk = "x".repeat(8 * 1024);
    for (let sent = 0; sent <= maxBytes; sent += chunk.length)
      chunked.send(`${chunk.length.toString(16)}\r\n${chunk}\r\n`);
    for (const client of [announced, huge, chunked])
      expect(readRaw(await client.until(/\r\n\r\n/)).status).toBe(413);
    // The rest of the body is not waited for.
    await Promise.all([announced.closed, huge.closed]);
    chunked.socket.destroy();
  });
});
