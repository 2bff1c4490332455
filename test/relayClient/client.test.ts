import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { createAsk } from "../../src/relay/ask";
import { createRelayClient } from "../../src/relay/client";
import { parseConference } from "../../src/relay/parse";
import { conferenceOf, request } from "../conference/fakes";

const origin = "https://relay.example.com";
const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const open = (signIn = () => Promise.resolve("t1"), timeoutMs = 1000) =>
  createRelayClient({ ask: createAsk({ origin, fetch, signIn, timeoutMs }), parse: parseConference });
const conference = conferenceOf(request);

test("each call is the contract's, with the caller's token", async () => {
  const seen: string[] = [];
  server.use(
    http.all(`${origin}/api/*`, ({ request: sent }) => {
      const { pathname, search } = new URL(sent.url);
      const key = sent.headers.get("Idempotency-Key") ?? "-";
      seen.push(`${sent.method} ${pathname}${search} ${key} ${sent.headers.get("Authorization")}`);
      return sent.method === "DELETE"
        ? new HttpResponse(null, { status: 204 })
        : HttpResponse.json(conference);
    }),
  );
  const relay = open();
  expect(await relay.schedule("k", request)).toEqual(conference);
  await relay.find("k");
  await relay.get("4/2");
  await relay.update({ ...conference, id: "42" }, request);
  await relay.remove("42");
  expect(seen).toEqual([
    "POST /api/conferences k Bearer t1",
    "GET /api/conferences?key=k - Bearer t1",
    "GET /api/conferences/4%2F2 - Bearer t1",
    "PUT /api/conferences/42 - Bearer t1",
    "DELETE /api/conferences/42 - Bearer t1",
  ]);
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
    HttpResponse.json({ error: { code: "FUTURE" } }, { status: 400 }),
    { code: "RELAY_UNREADABLE" },
  ],
  ["an answer that is not the contract's", HttpResponse.json({ id: 1 }), { code: "RELAY_UNREADABLE" }],
  ["no connection", HttpResponse.error(), { code: "RELAY_UNREACHABLE" }],
])("%s", async (_, response, failure) => {
  server.use(http.get(`${origin}/api/conferences/42`, () => response));
  await expect(open().get("42")).rejects.toMatchObject({ name: "RelayFailure", ...failure });
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
