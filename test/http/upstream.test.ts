import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { people } from "../../server/config/people";
import { createSite } from "../../server/rtc/site";
import { createSimulator } from "../../server/simulator/simulator";
import { createTestRelay, newKey, now, request } from "../support/relay";

// The relay with its own client of the site and Node's own fetch; msw stands where the network would be.
const url = "https://rtc.example.com";
const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

async function open() {
  const simulator = createSimulator({
    url,
    siteId: "12345",
    siteAuthToken: "secret",
    people,
    now: () => now,
  });
  const site = createSite({
    url,
    siteId: "12345",
    siteAuthToken: "secret",
    now: () => now,
    timeoutMs: 200,
    sleep: () => Promise.resolve(),
  });
  const everything = http.all(`${url}/*`, ({ request: sent }) => simulator.fetch(sent.clone()));
  server.use(everything);
  return { simulator, everything, ...(await createTestRelay(site)) };
}

test("an appointment crosses the relay to the site and comes back with its links", async () => {
  const { send, simulator } = await open();
  const made = await send("POST", "/api/conferences", { body: request, key: newKey() });
  expect(made.status).toBe(201);
  const [conference] = simulator.conferences();
  expect(await made.json()).toMatchObject({
    id: conference?.id,
    joinUrl: `${url}/imtapp/app/conference/${conference?.id}/${conference?.joinSecret}`,
    hostUrl: `${url}/imtapp/app/conference/${conference?.id}/${conference?.hostSecret}`,
  });
  expect((await send("DELETE", `/api/conferences/${conference?.id}`)).status).toBe(204);
  expect(simulator.conferences()).toMatchObject([{ isDeleted: true }]);
});

test.each([
  ["down", () => HttpResponse.error(), 503, "SITE_UNREACHABLE"],
  ["a sign-in page", () => HttpResponse.html("<html><h1>Sign in</h1></html>"), 502, "SITE_UNREADABLE"],
  ["overloaded", () => new HttpResponse(null, { status: 503 }), 502, "SITE_UNREADABLE"],
  ["elsewhere", () => HttpResponse.redirect("https://evil.example.net/"), 502, "SITE_UNREADABLE"],
])("the site is %s: the caller hears a code, never the site's own words", async (_, answer, status, code) => {
  const { send } = await open();
  server.use(http.all(`${url}/*`, answer));
  const response = await send("POST", "/api/conferences", { body: request, key: newKey() });
  expect(response.status).toBe(status);
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({ error: { code } });
  expect(text).not.toContain("Sign in");
});

test("an answer lost on the way back: the conference is found again, and stays the only one", async () => {
  const { send, simulator } = await open();
  simulator.set({ fault: { kind: "truncated", operation: "scheduleConference" } });
  const response = await send("POST", "/api/conferences", { body: request, key: newKey() });
  expect(response.status).toBe(201);
  expect(await response.json()).toMatchObject({ id: simulator.conferences()[0]?.id });
  expect(simulator.conferences()).toHaveLength(1);
});

test("success without an ID is an answer that was lost: the conference is found, and stays the only one", async () => {
  const { send, simulator } = await open();
  simulator.set({ fault: { kind: "withoutId", operation: "scheduleConference" } });
  const response = await send("POST", "/api/conferences", { body: request, key: newKey() });
  expect([response.status, await response.json()]).toMatchObject([
    201,
    { id: simulator.conferences()[0]?.id },
  ]);
  expect(simulator.conferences()).toHaveLength(1);
});

test("a conference that was changed at the site behind our back becomes what is asked for", async () => {
  const { send, simulator } = await open();
  await send("POST", "/api/conferences", { body: request, key: newKey() });
  const [conference] = simulator.conferences();
  Object.assign(conference!, { title: "Something else", attendees: [] });
  await send("PUT", `/api/conferences/${conference!.id}`, { body: request, ifMatch: '"1"' });
  expect(simulator.conferences()[0]).toMatchObject({
    title: request.appointment.title,
    attendees: [{ address: "bruno.keller@example.com" }, { address: "dina.haddad@example.com" }],
  });
});

test("a deployment that wants the session token itself gets it, and is remembered for that", async () => {
  const { send, simulator, everything } = await open();
  const refused = `<E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/"><E:Body><r><return><statusCode>1032</statusCode></return></r></E:Body></E:Envelope>`;
  let session = "";
  let asked = 0;
  server.use(
    http.post(`${url}/imtapp/ws/AuthenticationService`, async ({ request: sent }) => {
      const isSession = (await sent.clone().text()).includes(":createSession");
      const answer = await simulator.fetch(sent.clone());
      const body = await answer.text();
      if (isSession) session = /<token [^>]*>([^<]*)</.exec(body)![1]!;
      return HttpResponse.xml(body);
    }),
    http.post(`${url}/imtapp/ws/PreConferenceService`, async ({ request: sent }) => {
      const body = await sent.text();
      asked += 1;
      if (!body.includes(session)) return HttpResponse.xml(refused);
      return HttpResponse.xml(
        refused.replace(
          "<statusCode>1032</statusCode>",
          "<statusCode>0</statusCode><scheduleResult><conferenceID>7</conferenceID><attendeeURL>https://rtc.example.com/j</attendeeURL><hostURL>https://rtc.example.com/h</hostURL></scheduleResult>",
        ),
      );
    }),
    everything,
  );
  expect((await send("POST", "/api/conferences", { body: request, key: newKey() })).status).toBe(201);
  expect(asked).toBe(3);
  await send("PUT", "/api/conferences/7", { body: request, ifMatch: '"1"' });
  expect(asked).toBe(4);
});
