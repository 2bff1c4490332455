import { SignJWT, generateKeyPair } from "jose";
import { CallError, SiteError, type SiteErrorCode } from "../../server/rtc/errors";
import type { ErrorResponse } from "../../src/contract/errors";
import { createFakeSite, createTestRelay, issuer, newKey, now, request, relaySite } from "../support/relay";

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as ErrorResponse).error.code;
}

describe("who may call", () => {
  test.each([
    ["no token", undefined],
    ["nonsense", "Bearer nonsense"],
    ["another scheme", "Basic YTpi"],
  ])("%s is refused", async (_, authorization) => {
    const { relay } = await createTestRelay(createFakeSite().site);
    const response = await relay.request("/api/conferences", {
      method: "POST",
      headers: authorization ? { Authorization: authorization } : {},
    });
    expect(response.status).toBe(401);
    expect(response.headers.get("WWW-Authenticate")).toBe("Bearer");
    expect(await codeOf(response)).toBe("UNAUTHENTICATED");
  });

  const good = { scp: "conferences", rtc_user: "alice.adams" };
  const seconds = now / 1000;
  test.each([
    ["a stranger's key", {}, good, true, 401, "UNAUTHENTICATED"],
    ["another issuer", { iss: "https://elsewhere.example" }, good, false, 401, "UNAUTHENTICATED"],
    ["another audience", { aud: "mailbox" }, good, false, 401, "UNAUTHENTICATED"],
    ["an expired token", { exp: seconds - 61 }, good, false, 401, "UNAUTHENTICATED"],
    ["a token of the future", { nbf: seconds + 61 }, good, false, 401, "UNAUTHENTICATED"],
    ["an ID token, which has no scope", {}, { rtc_user: "alice.adams" }, false, 401, "UNAUTHENTICATED"],
    ["another scope", {}, { ...good, scp: "mail.read" }, false, 401, "UNAUTHENTICATED"],
    ["no user of the site", {}, { scp: "conferences" }, false, 403, "NOT_A_CONFERENCE_USER"],
    [
      "a clock that is a minute off",
      { nbf: seconds + 59, exp: seconds + 300 },
      good,
      false,
      404,
      "NOT_FOUND",
    ],
  ])("%s", async (_, changes, claims, isForged, status, code) => {
    const { createCallers } = await import("../../server/http/authentication");
    const { createRelay } = await import("../../server/http/api");
    const { createSites } = await import("../../server/sites/sites");
    const { exportJWK } = await import("jose");
    const { publicKey, privateKey } = await generateKeyPair("RS256");
    const forged = await generateKeyPair("RS256");
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: "k", alg: "RS256" }] };
    const relay = createRelay({
      sites: createSites([relaySite(createFakeSite().site)], { clock: () => now, unclaimedMs: 1 }),
      callers: createCallers({
        issuers: [issuer],
        fetch: () => Promise.resolve(Response.json(keys)),
        now: () => now,
      }),
      now: () => now,
      newId: () => "r",
      log: () => undefined,
    });
    const payload = {
      iss: issuer.issuer,
      aud: issuer.audience,
      exp: seconds + 300,
      nbf: seconds,
      sub: "s",
      ...claims,
    };
    const token = await new SignJWT({ ...payload, ...changes })
      .setProtectedHeader({ alg: "RS256", kid: "k" })
      .sign(isForged ? forged.privateKey : privateKey);
    const response = await relay.request("/api/conferences/1", {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect([response.status, await codeOf(response)]).toEqual([status, code]);
  });

  test("an unsigned token is refused", async () => {
    const { send } = await createTestRelay(createFakeSite().site);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = {
      iss: issuer.issuer,
      aud: issuer.audience,
      sub: "s",
      exp: now,
      scp: "conferences",
      rtc_user: "x",
    };
    const token = `${part({ alg: "none" })}.${part(claims)}.e30`;
    expect((await send("GET", "/api/conferences/1", { token })).status).toBe(401);
  });
});

describe("what is refused before the site hears of it", () => {
  test.each([
    ["no end", { ...request, appointment: { ...request.appointment, end: undefined } }, ["appointment.end"]],
    ["no title", { ...request, appointment: { ...request.appointment, title: "  " } }, ["appointment.title"]],
    [
      "a long title",
      { ...request, appointment: { ...request.appointment, title: "x".repeat(256) } },
      ["appointment.title"],
    ],
    [
      "1,001 attendees",
      {
        ...request,
        appointment: {
          ...request.appointment,
          attendees: Array.from({ length: 1001 }, (_, n) => ({
            name: "",
            address: `a${n}@b.c`,
            kind: "required",
          })),
        },
      },
      ["appointment.attendees"],
    ],
    [
      "enrolment without a key",
      { ...request, options: { ...request.options, access: "registered", enrollment: true } },
      ["options.conferenceKey"],
    ],
    [
      "enrolment for anyone",
      { ...request, options: { ...request.options, conferenceKey: "k", enrollment: true } },
      ["options.access"],
    ],
    ["no JSON", "{", []],
  ])("%s", async (_, body, fields) => {
    const { site, calls } = createFakeSite();
    const { send } = await createTestRelay(site);
    const response = await send("POST", "/api/conferences", { body, key: newKey() });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: "BAD_REQUEST", fields } });
    expect(calls).toEqual([]);
  });

  test("1,000 attendees are not too many", async () => {
    const { send } = await createTestRelay(createFakeSite().site);
    const attendees = Array.from({ length: 1000 }, (_, n) => ({
      name: "",
      address: `a${n}@b.c`,
      kind: "required",
    }));
    const body = { ...request, appointment: { ...request.appointment, attendees } };
    expect((await send("POST", "/api/conferences", { body, key: newKey() })).status).toBe(201);
  });

  test("a key that is no UUID", async () => {
    const { send } = await createTestRelay(createFakeSite().site);
    const response = await send("POST", "/api/conferences", { body: request, key: "1" });
    expect(await response.json()).toMatchObject({
      error: { code: "BAD_REQUEST", fields: ["Idempotency-Key"] },
    });
  });

  test("more than 256 KB", async () => {
    const { send } = await createTestRelay(createFakeSite().site);
    const response = await send("POST", "/api/conferences", {
      body: " ".repeat(256 * 1024 + 1),
      key: newKey(),
    });
    expect([response.status, await codeOf(response)]).toEqual([413, "TOO_LARGE"]);
  });

  test("more requests of one caller than the limit, and nobody else's", async () => {
    const { send, tokenOf } = await createTestRelay(createFakeSite().site, { requestsPerMinute: 2 });
    await send("GET", "/api/conferences/1");
    await send("GET", "/api/conferences/1");
    const response = await send("GET", "/api/conferences/1");
    expect([response.status, await codeOf(response)]).toEqual([429, "RATE_LIMITED"]);
    expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect((await send("GET", "/api/conferences/1", { token: await tokenOf("bruno.keller") })).status).toBe(
      404,
    );
  });
});

describe("every status code of the site has an answer of its own", () => {
  const answers: [SiteErrorCode, number | null, number, string][] = [
    ["INVALID_MEETING_ID", 3, 404, "CONFERENCE_UNKNOWN"],
    ["INVALID_SITE_ID", 4, 502, "SITE_UNKNOWN"],
    ["INVALID_USER_ID", 5, 422, "ORGANIZER_UNKNOWN"],
    ["INVALID_USER_GUID", 6, 422, "ORGANIZER_UNKNOWN"],
    ["MEETING_START_TIME_IS_NULL", 351, 422, "START_MISSING"],
    ["MEETING_END_TIME_IS_NULL", 352, 422, "END_MISSING"],
    ["MEETING_CANNOT_BE_UPDATED_NOW", 354, 422, "CANNOT_CHANGE_NOW"],
    ["MEETING_START_TIME_ERR", 356, 422, "START_REFUSED"],
    ["MEETING_END_TIME_ERR", 357, 422, "END_REFUSED"],
    ["MEETING_MTGNOTCREATED_ERR", 358, 422, "NOT_CREATED"],
    ["MEETING_PUBLIC_MTGTYPE_ERR", 362, 422, "PUBLIC_NOT_ALLOWED"],
    ["MEETING_INVALID_PASSWORD", 367, 422, "CONFERENCE_KEY_REFUSED"],
    ["ERROR_RETRIEVING_CONFERENCE_LIST", 376, 502, "LIST_FAILED"],
    ["PROCESSED_WITH_NON_FATAL_ERRORS", 1013, 422, "PARTICIPANTS_REFUSED"],
    ["NOT_AUTHORIZED", 1032, 422, "SCHEDULING_NOT_ALLOWED"],
    ["ORGANIZER_ID_MISSING", 1061, 422, "ORGANIZER_MISSING"],
    ["USER_CANNOT_SCHEDULE_FOR_ORGANIZER", 1062, 422, "NOT_THE_ORGANIZER"],
    ["ERROR_PROCESSING_PARTICIPANT", 1064, 422, "PARTICIPANTS_REFUSED"],
    ["ERROR_SENDING_EMAIL_INVITES", 1065, 422, "NOT_CREATED"],
    ["UNEXPECTED_ERROR", 1090, 502, "SITE_ERROR"],
    ["UNKNOWN_STATUS", 4711, 502, "SITE_ERROR"],
    ["CREDENTIALS_REFUSED", null, 502, "SITE_CREDENTIALS_REFUSED"],
  ];
  test.each(answers)("%s (%s)", async (siteCode, status, httpStatus, code) => {
    const { site } = createFakeSite({
      scheduleConference: () => Promise.reject(new SiteError(siteCode, status)),
    });
    const { send } = await createTestRelay(site);
    const response = await send("POST", "/api/conferences", { body: request, key: newKey() });
    expect(response.status).toBe(httpStatus);
    const { error } = (await response.json()) as ErrorResponse;
    expect([error.code, error.status ?? null]).toEqual([code, status]);
  });

  test.each([
    ["UNREACHABLE", 503, "SITE_UNREACHABLE"],
    ["TIMEOUT", 504, "SITE_TIMEOUT"],
    ["HTTP_STATUS", 502, "SITE_UNREADABLE"],
    ["FAULT", 502, "SITE_ERROR"],
    ["UNREADABLE", 502, "SITE_UNREADABLE"],
    ["TOO_LARGE", 502, "SITE_UNREADABLE"],
  ] as const)("no usable answer: %s", async (failure, httpStatus, code) => {
    const { site } = createFakeSite({
      scheduleConference: () => Promise.reject(new CallError(failure, "no")),
    });
    const { send } = await createTestRelay(site);
    const response = await send("POST", "/api/conferences", { body: request, key: newKey() });
    expect([response.status, await codeOf(response)]).toEqual([httpStatus, code]);
  });
});

test("what nobody foresaw is INTERNAL and tells nothing", async () => {
  const { site } = createFakeSite({
    scheduleConference: () => Promise.reject(new Error("secret upstream text")),
  });
  const { send, log } = await createTestRelay(site);
  const response = await send("POST", "/api/conferences", { body: request, key: newKey() });
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("secret");
  expect(JSON.stringify(log)).not.toContain("secret");
});

test("one line of the log for a request, without anything personal", async () => {
  const { site } = createFakeSite();
  const { send, log } = await createTestRelay(site);
  const key = newKey();
  const body = { ...request, options: { ...request.options, conferenceKey: "k3yk3yk3y" } };
  await send("POST", "/api/conferences", { body, key });
  await send("DELETE", "/api/conferences/1000");
  expect(log).toHaveLength(2);
  expect(log[1]).toMatchObject({
    requestId: "request-2",
    method: "DELETE",
    route: "/api/conferences/:id",
    status: 204,
  });
  const text = JSON.stringify(log);
  for (const personal of [
    "Alice",
    "alice",
    "Bruno",
    "example.com",
    "Quarterly",
    "k3yk3yk3y",
    "/join/",
    "/host/",
    key,
    "eyJ",
  ]) {
    expect(text).not.toContain(personal);
  }
});

test("healthz tells that the relay lives, readyz whether the site lets it in", async () => {
  const { relay } = await createTestRelay(createFakeSite().site);
  expect(await (await relay.request("/healthz")).json()).toEqual({ status: "ok" });
  expect((await relay.request("/readyz")).status).toBe(200);
  const shut = createFakeSite({ ready: () => Promise.reject(new SiteError("CREDENTIALS_REFUSED", null)) });
  const { relay: other } = await createTestRelay(shut.site);
  const response = await other.request("/readyz");
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({
    status: "not ready",
    sites: [{ name: "default", status: "not ready", missing: "SITE_CREDENTIALS_REFUSED" }],
  });
});

test("the OpenAPI description names every path and holds the contract's schemas", async () => {
  const { relay } = await createTestRelay(createFakeSite().site);
  const api = (await (await relay.request("/api/openapi.json")).json()) as Record<
    string,
    Record<string, object>
  >;
  expect(Object.keys(api.paths ?? {})).toEqual([
    "/api/conferences",
    "/api/conferences/{id}",
    "/api/conferences/{id}/claim",
    "/api/conferences/choice",
    "/api/unclaimed-conferences",
    "/api/conferences/{id}/report",
    "/api/upcoming-conferences",
    "/api/finished-conferences",
    "/api/configuration",
    "/api/presence",
    "/api/instant-conferences",
    "/api/live-help",
  ]);
  expect(api.components?.schemas).toMatchObject({
    ConferenceRequest: { properties: { appointment: { properties: { title: { maxLength: 255 } } } } },
    Error: { properties: { error: { required: ["code", "requestId"] } } },
  });
});

test("answers carry the security headers and are not cached", async () => {
  const { send } = await createTestRelay(createFakeSite().site);
  const { headers } = await send("GET", "/api/conferences/1");
  expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
  expect(headers.get("Referrer-Policy")).toBe("no-referrer");
  expect(headers.get("Cache-Control")).toBe("no-store");
  expect(headers.get("X-Request-Id")).toBe("request-1");
});
