import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { createRelayRequest } from "../../src/relay/ask";
import { createRelayClient } from "../../src/relay/client";
import { parseConference } from "../../src/relay/parse";
import { conferenceOf, request } from "../conference/fakes";

const origin = "https://relay.example.com";
const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const open = (signIn = () => Promise.resolve("t1"), timeoutMs = 1000, wait = () => Promise.resolve()) =>
  createRelayClient({
    ask: createRelayRequest({ origin, fetch, signIn, timeoutMs, wait }),
    parse: parseConference,
  });
const conference = conferenceOf(request);
const candidate = {
  id: "7",
  title: "Quarterly review",
  start: new Date("2027-03-02T14:00:00.000Z"),
  end: null,
};

test("each call is the contract's, with the caller's token", async () => {
  const seen: string[] = [];
  server.use(
    http.all(`${origin}/api/*`, ({ request: sent }) => {
      const { pathname, search } = new URL(sent.url);
      const key = sent.headers.get("Idempotency-Key") ?? sent.headers.get("If-Match") ?? "-";
      const kept = sent.keepalive ? " kept alive" : "";
      seen.push(`${sent.method} ${pathname}${search} ${key} ${sent.headers.get("Authorization")}${kept}`);
      return sent.method === "DELETE" || pathname.endsWith("claim")
        ? new HttpResponse(null, { status: 204 })
        : HttpResponse.json(conference);
    }),
  );
  const relay = open();
  expect(await relay.schedule("k", request)).toEqual(conference);
  await relay.find("k");
  await relay.get("4/2");
  await relay.update({ ...conference, version: 7 }, request);
  await relay.remove("42");
  await relay.claim("42", "written");
  await relay.choose("k", null);
  expect(seen).toEqual([
    "POST /api/conferences k Bearer t1",
    "GET /api/conferences?key=k - Bearer t1",
    "GET /api/conferences/4%2F2 - Bearer t1",
    'PUT /api/conferences/42 "7" Bearer t1',
    "DELETE /api/conferences/42 - Bearer t1",
    "PUT /api/conferences/42/claim - Bearer t1 kept alive",
    "POST /api/conferences/choice k Bearer t1",
  ]);
});

test("a mark goes with a claim, and finds the conference again; everything is asked for whoever owns the calendar", async () => {
  let owner: string | null = null;
  const seen: [string, unknown, string | null][] = [];
  server.use(
    http.all(`${origin}/api/*`, async ({ request: sent }) => {
      const { pathname, search } = new URL(sent.url);
      const body = sent.method === "GET" ? null : ((await sent.json()) as object);
      seen.push([`${sent.method} ${pathname}${search}`, body, sent.headers.get("On-Behalf-Of")]);
      return body ? new HttpResponse(null, { status: 204 }) : HttpResponse.json(conference);
    }),
  );
  const ask = createRelayRequest({
    origin,
    fetch,
    signIn: () => Promise.resolve("t"),
    onBehalfOf: () => owner,
  });
  const relay = createRelayClient({ ask, parse: parseConference });
  await relay.claim("42", "writing", "0123456789abcdef");
  owner = "bruno@example.com";
  expect(await relay.findByItemHash("0123456789abcdef")).toEqual(conference);
  owner = "李@müller.example";
  await relay.claim("42", "written");
  expect(seen).toEqual([
    ["PUT /api/conferences/42/claim", { claim: "writing", mark: "0123456789abcdef" }, null],
    ["GET /api/conferences?mark=0123456789abcdef", null, "bruno@example.com"],
    ["PUT /api/conferences/42/claim", { claim: "written" }, "%E6%9D%8E@m%C3%BCller.example"],
  ]);
});

test("a delegate who may not start as host gets no host link", async () => {
  server.use(
    http.get(`${origin}/api/conferences/42`, () => HttpResponse.json({ ...conference, hostUrl: null })),
  );
  expect(await open().get("42")).toMatchObject({ hostUrl: null });
});

test("a token that ran out is renewed once", async () => {
  let tokens = 0;
  server.use(
    http.get(`${origin}/api/conferences/42`, ({ request: sent }) =>
      sent.headers.get("Authorization") === "Bearer t2"
        ? HttpResponse.json(conference)
        : HttpResponse.json({ error: { code: "UNAUTHENTICATED", requestId: "r" } }, { status: 401 }),
    ),
  );
  expect(await open(() => Promise.resolve(`t${++tokens}`)).get("42")).toEqual(conference);
  tokens = 5;
  await expect(open(() => Promise.resolve(`t${++tokens}`)).get("42")).rejects.toMatchObject({
    code: "UNAUTHENTICATED",
  });
  expect(tokens).toBe(7);
});

test.each([
  [
    "a refusal",
    HttpResponse.json({ error: { code: "START_REFUSED", requestId: "r1", status: 356 } }, { status: 422 }),
    { code: "START_REFUSED", details: { status: 356, requestId: "r1" } },
  ],
  [
    "a proxy's page",
    HttpResponse.html("<h1>Bad gateway</h1>", { status: 502 }),
    { code: "RELAY_UNREADABLE" },
  ],
  [
    "a code that nobody knows",
    HttpResponse.json({ error: { code: "FUTURE", requestId: "r" } }, { status: 400 }),
    { code: "RELAY_UNREADABLE" },
  ],
  [
    "a version that is no longer the newest comes with what is",
    HttpResponse.json(
      { error: { code: "VERSION_STALE", requestId: "r", current: { ...conference, version: 2 } } },
      { status: 409 },
    ),
    { code: "VERSION_STALE", details: { requestId: "r", current: { ...conference, version: 2 } } },
  ],
  [
    "a lost answer comes with the conferences that it could have been",
    HttpResponse.json(
      { error: { code: "OUTCOME_AMBIGUOUS", requestId: "r", candidates: [candidate] } },
      { status: 409 },
    ),
    { code: "OUTCOME_AMBIGUOUS", details: { candidates: [candidate] } },
  ],
  ["an answer that is not the contract's", HttpResponse.json({ id: 1 }), { code: "RELAY_UNREADABLE" }],
  ["no connection", HttpResponse.error(), { code: "RELAY_UNREACHABLE" }],
])("%s", async (_, response, failure) => {
  server.use(http.get(`${origin}/api/conferences/42`, () => response));
  await expect(open().get("42")).rejects.toMatchObject({ name: "RelayError", ...failure });
});

describe("a conference that another request works on", () => {
  const busy = (after: string) =>
    HttpResponse.json(
      { error: { code: "CONFERENCE_BUSY", requestId: "r" } },
      { status: 409, headers: after === "" ? {} : { "Retry-After": after } },
    );

  test.each([
    ["1", 1000],
    ["60", 3000],
    ["", 1000],
    ["Wed, 21 Oct 2026 07:28:00 GMT", 1000],
  ])(
    "is asked for again once, after the pause that the relay names (%s), but three seconds at most",
    async (after, ms) => {
      const wait = jest.fn(() => Promise.resolve());
      let asked = 0;
      server.use(
        http.get(`${origin}/api/conferences/42`, () =>
          ++asked === 1 ? busy(after) : HttpResponse.json(conference),
        ),
      );
      expect(await open(undefined, undefined, wait).get("42")).toEqual(conference);
      expect(wait.mock.calls).toEqual([[ms]]);
    },
  );

  test("and still does is a failure", async () => {
    let asked = 0;
    server.use(
      http.get(`${origin}/api/conferences/42`, () => {
        asked += 1;
        return busy("1");
      }),
    );
    await expect(open().get("42")).rejects.toMatchObject({ code: "CONFERENCE_BUSY" });
    expect(asked).toBe(2);
  });
});

test("no answer in time is told from no connection", async () => {
  let answer: (response: HttpResponse<null>) => void = () => undefined;
  server.use(
    http.get(
      `${origin}/api/conferences/42`,
      () => new Promise<HttpResponse<null>>((resolve) => (answer = resolve)),
    ),
  );
  await expect(open(undefined, 20).get("42")).rejects.toMatchObject({ code: "RELAY_TIMEOUT" });
  answer(new HttpResponse(null));
});

test("a sign-in that fails is told from everything else", async () => {
  await expect(open(() => Promise.reject(new Error("13003"))).get("42")).rejects.toMatchObject({
    code: "SIGN_IN_FAILED",
  });
});
