import {
  exportJWK,
  generateKeyPair,
  SignJWT,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
} from "jose";
import { createCallers, type Issuer } from "../../server/http/authentication";
import { createFakeSite, createTestRelay, issuer, now } from "../support/relay";

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;

const minute = 60_000;
const northIssuer: Issuer = {
  ...issuer,
  issuer: "https://north.example",
  jwksUrl: "https://north.example/keys",
};
const tenantsIssuer = (tenant: string): Issuer => ({
  ...issuer,
  issuer: "https://tenants.example",
  jwksUrl: `https://tenants.example/${tenant}/keys`,
  tenant,
  userIdClaim: "upn",
});

let north: Pair;
let red: Pair;
let blue: Pair;
let other: Pair;
beforeAll(async () => {
  [north, red, blue, other] = await Promise.all([
    generateKeyPair("RS256"),
    generateKeyPair("RS256"),
    generateKeyPair("RS256"),
    generateKeyPair("RS256"),
  ]);
});

const jwk = async ({ publicKey }: Pair, kid: string): Promise<JWK> => ({
  ...(await exportJWK(publicKey)),
  kid,
  use: "sig",
});

/** Issuers whose key sets can be changed or be out of reach, and a clock. */
async function open() {
  const clock = { now };
  const sets = new Map<string, { keys: JWK[] } | "unreachable" | Response>([
    [northIssuer.jwksUrl, { keys: [await jwk(north, "n")] }],
    [tenantsIssuer("red").jwksUrl, { keys: [await jwk(red, "k")] }],
    [tenantsIssuer("blue").jwksUrl, { keys: [await jwk(blue, "k")] }],
  ]);
  const fetched: string[] = [];
  const callers = createCallers({
    issuers: [northIssuer, tenantsIssuer("red"), tenantsIssuer("blue")],
    fetch: (url) => {
      fetched.push(url);
      const set = sets.get(url) ?? "unreachable";
      if (set === "unreachable") return Promise.reject(new TypeError("fetch failed"));
      return Promise.resolve(set instanceof Response ? set.clone() : Response.json(set));
    },
    now: () => clock.now,
  });
  /** The caller of a token, or the code and the pause of the refusal. */
  const verify = async (token: string) => {
    try {
      return await callers.verify(`Bearer ${token}`);
    } catch (failure) {
      const { code, details } = failure as { code: string; details: { retryAfterSeconds?: number } };
      return details.retryAfterSeconds === undefined ? code : [code, details.retryAfterSeconds];
    }
  };
  return { callers, verify, sets, fetched, clock };
}

interface TokenOptions {
  claims?: object;
  header?: Partial<Record<keyof JWTHeaderParameters, unknown>>;
  key?: Pair;
  at?: number;
}

function tokenOf(
  { claims = {}, header = {}, key = north, at = now }: TokenOptions = {},
  kid = "n",
): Promise<string> {
  const seconds = at / 1000;
  return new SignJWT({
    iss: northIssuer.issuer,
    aud: issuer.audience,
    sub: "s",
    nbf: seconds,
    exp: seconds + 3600,
    scp: "conferences",
    rtc_user: "alice.adams",
    ...claims,
  })
    .setProtectedHeader({ alg: "RS256", kid, ...header })
    .sign(key.privateKey);
}
const redClaims = { iss: "https://tenants.example", tid: "red", upn: "ruth" };

describe("a token's type", () => {
  test.each([undefined, "JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt", "application/JWT"])(
    "%s is one of an access token",
    async (typ) => {
      const { verify } = await open();
      expect(await verify(await tokenOf({ header: { typ } }))).toMatchObject({ userId: "alice.adams" });
    },
  );

  test.each([
    ...["id+jwt", "application/id+jwt", "Application/ID+JWT", "logout+jwt", "secevent+jwt", "dpop+jwt"],
    ...["at+jwt ", "application/", "", "application/application/at+jwt", 7, null, ["JWT"]],
  ])("%j is none", async (typ) => {
    const { verify } = await open();
    expect(await verify(await tokenOf({ header: { typ } }))).toBe("UNAUTHENTICATED");
  });

  test("an ID token of an issuer that marks all its tokens JWT has no scope", async () => {
    const { verify } = await open();
    const claims = { scp: undefined, nonce: "n" };
    expect(await verify(await tokenOf({ header: { typ: "JWT" }, claims }))).toBe("UNAUTHENTICATED");
  });
});

describe("several issuers", () => {
  test("each vouches for its own people, by its own claim", async () => {
    const { verify } = await open();
    expect(await verify(await tokenOf())).toMatchObject({ issuer: northIssuer.issuer, tenant: null });
    expect(await verify(await tokenOf({ claims: redClaims, key: red }, "k"))).toMatchObject({
      issuer: "https://tenants.example",
      tenant: "red",
      userId: "ruth",
    });
  });

  test("the same subject of two issuers or tenants is two people", async () => {
    const { verify } = await open();
    const blueClaims = { ...redClaims, tid: "blue" };
    const found = await Promise.all([
      verify(await tokenOf()),
      verify(await tokenOf({ claims: redClaims, key: red }, "k")),
      verify(await tokenOf({ claims: blueClaims, key: blue }, "k")),
    ]);
    expect(found).toMatchObject([{ tenant: null }, { tenant: "red" }, { tenant: "blue" }]);
    expect(new Set(found.map((caller) => (caller as { id: string }).id)).size).toBe(3);
  });

  const refused: [string, () => TokenOptions, string][] = [
    ["a tenant that is not set up", () => ({ claims: { ...redClaims, tid: "green" }, key: red }), "k"],
    [
      "no tenant where there must be one",
      () => ({ claims: { ...redClaims, tid: undefined }, key: red }),
      "k",
    ],
    ["a tenant that is no text", () => ({ claims: { ...redClaims, tid: ["red"] }, key: red }), "k"],
    ["another tenant's key", () => ({ claims: redClaims, key: blue }), "k"],
    ["another issuer's key", () => ({ claims: redClaims, key: north }), "n"],
    ["another issuer's key under a known name", () => ({ claims: redClaims, key: north }), "k"],
    ["an issuer that is not set up", () => ({ claims: { iss: "https://south.example" } }), "n"],
    ["an issuer that is nearly one", () => ({ claims: { iss: `${northIssuer.issuer}/` } }), "n"],
    ["several issuers at once", () => ({ claims: { iss: [northIssuer.issuer] } }), "n"],
    ["no issuer", () => ({ claims: { iss: undefined } }), "n"],
    ["another audience", () => ({ claims: { aud: "00000003-0000-0000-c000-000000000000" } }), "n"],
    ["no audience", () => ({ claims: { aud: undefined } }), "n"],
    ["a stranger's key under a known name", () => ({ key: other }), "n"],
    ["a key that nobody has", () => ({ key: other }), "z"],
    [
      "a key inside of the token",
      () => ({ key: other, header: { jwk: {}, jku: "https://evil.example/k" } }),
      "z",
    ],
    ["a demand that is not understood", () => ({ header: { crit: ["exp"], exp: 1 } }), "n"],
  ];
  test.each(refused)("%s is refused", async (_, options, kid) => {
    const { verify, fetched } = await open();
    let token: string;
    try {
      token = await tokenOf(options(), kid);
    } catch {
      // The library does not sign this one; its parts can be put together all the same.
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
      const [, claims = "", signature = ""] = (await tokenOf()).split(".");
      token = `${part({ alg: "RS256", kid, ...options().header })}.${claims}.${signature}`;
    }
    expect(await verify(token)).toBe("UNAUTHENTICATED");
    expect(fetched.join()).not.toContain("evil");
  });

  test("neither an unsigned token nor one signed with the public key as a secret is accepted", async () => {
    const { verify } = await open();
    const [, claims = ""] = (await tokenOf()).split(".");
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    for (const alg of ["none", "None", "nOnE"])
      expect(await verify(`${part({ alg, kid: "n" })}.${claims}.e30`)).toBe("UNAUTHENTICATED");
    const { n = "" } = await jwk(north, "n");
    const forged = await new SignJWT(JSON.parse(Buffer.from(claims, "base64url").toString()) as JWTPayload)
      .setProtectedHeader({ alg: "HS256", kid: "n" })
      .sign(Buffer.from(n));
    expect(await verify(forged)).toBe("UNAUTHENTICATED");
  });
});

describe("keys", () => {
  test("a token that names none is verified where there is only one, and refused where there are several", async () => {
    const { verify, sets, clock } = await open();
    expect(await verify(await tokenOf({ header: { kid: undefined } }))).toMatchObject({ subject: "s" });
    sets.set(northIssuer.jwksUrl, { keys: [await jwk(north, "n"), await jwk(other, "o")] });
    clock.now += 24 * 60 * minute;
    expect(await verify(await tokenOf({ header: { kid: undefined }, at: clock.now }))).toBe(
      "UNAUTHENTICATED",
    );
  });

  test("a key that is too short verifies nothing, and is no failure of the relay", async () => {
    const { verify, sets } = await open();
    const weak = { kty: "RSA", e: "AQAB", kid: "n", n: Buffer.alloc(64, 0xab).toString("base64url") };
    sets.set(northIssuer.jwksUrl, { keys: [weak] });
    expect(await verify(await tokenOf())).toBe("UNAUTHENTICATED");
  });

  const unusable: [string, () => "unreachable" | Response][] = [
    ["no connection", () => "unreachable"],
    ["status 500", () => new Response("oops", { status: 500 })],
    ["a page", () => new Response("<html>")],
    ["JSON that holds no keys", () => Response.json({ keys: "none" })],
    ["an empty key set", () => Response.json({ keys: [] })],
  ];
  test.each(unusable)("%s in place of the keys is no fault of the caller", async (_, set) => {
    const { verify, sets, fetched, clock } = await open();
    sets.set(northIssuer.jwksUrl, set());
    const token = await tokenOf();
    expect(
      await Promise.all([verify(token), verify(token), verify(await tokenOf({ claims: { sub: "t" } }))]),
    ).toEqual([
      ["ISSUER_UNAVAILABLE", 10],
      ["ISSUER_UNAVAILABLE", 10],
      ["ISSUER_UNAVAILABLE", 10],
    ]);
    // Nobody waits for what has just failed, and other issuers are not concerned.
    clock.now += 4000;
    expect(await verify(token)).toEqual(["ISSUER_UNAVAILABLE", 6]);
    expect(await verify(await tokenOf({ claims: redClaims, key: red }, "k"))).toMatchObject({
      tenant: "red",
    });
    expect(fetched.filter((url) => url === northIssuer.jwksUrl)).toHaveLength(1);
    sets.set(northIssuer.jwksUrl, { keys: [await jwk(north, "n")] });
    clock.now += 6000;
    expect(await verify(token)).toMatchObject({ userId: "alice.adams" });
  });

  test("an issuer that does not answer is given up after five seconds", async () => {
    jest.useFakeTimers({ doNotFake: ["performance"] });
    try {
      const callers = createCallers({
        issuers: [northIssuer],
        fetch: () => new Promise(() => undefined),
        now: () => now,
      });
      const asked = callers.verify(`Bearer ${await tokenOf()}`).catch((failure: unknown) => failure);
      await jest.advanceTimersByTimeAsync(5000);
      expect(await asked).toMatchObject({ code: "ISSUER_UNAVAILABLE" });
    } finally {
      jest.useRealTimers();
    }
  });

  test("keys at hand serve for a day while the issuer is out of reach, and not longer", async () => {
    const { verify, sets, clock } = await open();
    await verify(await tokenOf());
    sets.set(northIssuer.jwksUrl, "unreachable");
    const later = async (minutes: number) => {
      clock.now = now + minutes * minute;
      return verify(await tokenOf({ at: clock.now, claims: { sub: String(minutes) } }));
    };
    expect(await later(61)).toMatchObject({ subject: "61" });
    expect(await later(24 * 60 - 1)).toMatchObject({ subject: String(24 * 60 - 1) });
    expect(await later(24 * 60)).toEqual(["ISSUER_UNAVAILABLE", expect.any(Number)]);
  });

  test("an issuer that has withdrawn all of its keys is as good as none, after an hour at the most", async () => {
    const { verify, sets, clock } = await open();
    await verify(await tokenOf());
    sets.set(northIssuer.jwksUrl, { keys: [] });
    clock.now = now + 61 * minute;
    await verify(await tokenOf({ at: clock.now }));
    await new Promise(setImmediate);
    const unavailable = ["ISSUER_UNAVAILABLE", 10];
    expect(await verify(await tokenOf({ at: clock.now, claims: { sub: "late" } }))).toEqual(unavailable);
    sets.set(northIssuer.jwksUrl, { keys: [await jwk(north, "n")] });
    clock.now += 10_000;
    expect(await verify(await tokenOf({ at: clock.now }))).toMatchObject({ userId: "alice.adams" });
  });

  test("a key that the issuer has withdrawn serves no longer than an hour and a request", async () => {
    const { verify, sets, clock } = await open();
    await verify(await tokenOf());
    sets.set(northIssuer.jwksUrl, { keys: [await jwk(other, "o")] });
    clock.now = now + 61 * minute;
    await verify(await tokenOf({ at: clock.now }));
    await new Promise(setImmediate);
    expect(await verify(await tokenOf({ at: clock.now, claims: { sub: "late" } }))).toBe("UNAUTHENTICATED");
  });

  test("an unknown key is looked for at most every five minutes", async () => {
    const { verify, sets, fetched, clock } = await open();
    await verify(await tokenOf());
    sets.set(northIssuer.jwksUrl, { keys: [await jwk(north, "n"), await jwk(other, "new")] });
    const fresh = async (sub: string) =>
      verify(await tokenOf({ at: clock.now, key: other, claims: { sub } }, "new"));
    expect(await fresh("early")).toBe("UNAUTHENTICATED");
    clock.now += 5 * minute;
    expect(await fresh("later")).toMatchObject({ subject: "later" });
    for (const kid of ["a", "b", "c"]) await verify(await tokenOf({ at: clock.now, key: other }, kid));
    expect(fetched).toHaveLength(2);
  });

  test("an unknown key while the issuer is out of reach may be a new one", async () => {
    const { verify, sets, clock } = await open();
    await verify(await tokenOf());
    sets.set(northIssuer.jwksUrl, "unreachable");
    clock.now += 5 * minute;
    expect(await verify(await tokenOf({ at: clock.now, key: other }, "new"))).toEqual([
      "ISSUER_UNAVAILABLE",
      10,
    ]);
    expect(await verify(await tokenOf({ at: clock.now }))).toMatchObject({ subject: "s" });
  });
});

test("the relay answers 503 with a code of its own, and when to come again", async () => {
  const { fetch } = { fetch: () => Promise.reject(new TypeError("fetch failed")) };
  const callers = createCallers({ issuers: [issuer], fetch, now: () => now });
  const { send, log } = await createTestRelay(createFakeSite().site, { callers });
  const response = await send("GET", "/api/configuration");
  expect([
    response.status,
    response.headers.get("Retry-After"),
    response.headers.get("WWW-Authenticate"),
  ]).toEqual([503, "10", null]);
  expect(await response.json()).toEqual({ error: { code: "ISSUER_UNAVAILABLE", requestId: "request-1" } });
  expect(log).toMatchObject([{ code: "ISSUER_UNAVAILABLE", cause: "TypeError" }]);
});
