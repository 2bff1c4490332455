import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { advice } from "../../../server/tools/doctor/advice";
import { examine } from "../../../server/tools/doctor/doctor";
import { createTransport } from "../../../server/rtc/calls/transport";
import { people } from "../../../server/config/people";
import type { SiteOptions } from "../../../server/rtc/site";
import type { SimulatorOptions } from "../../../server/simulator/simulator";
import { createDeployment, credentials, url } from "../../system/deployment";

const wanted = ["PRECONFERENCE", "POSTCONFERENCE", "PRESENCE", "REPORTING", "GUESTCHAT"] as const;

/** The doctor's findings about a simulated deployment, by check. */
async function visit(
  world: Partial<SimulatorOptions>,
  client: Partial<SiteOptions> = {},
  mayWrite = true,
  more: Partial<Parameters<typeof examine>[0]> = {},
) {
  const deployment = createDeployment(world);
  await deployment.choose("bruno.keller", "AVAILABLE");
  const findings = await examine({
    url,
    site: deployment.client(client),
    transport: createTransport({
      send: client.send ?? deployment.simulator.fetch,
      timeoutMs: 1000,
      maxResponseBytes: 4e6,
    }),
    mayWrite,
    hostId: "alice.adams",
    addresses: people.map(({ address }) => address),
    wanted,
    now: deployment.now,
    ...more,
  });
  return {
    ...deployment,
    findings,
    of: (check: string) => findings.find((finding) => finding.check === check),
  };
}

test("a deployment in good health is found so, and nothing stays behind", async () => {
  const { findings, of, simulator } = await visit({});
  expect(findings.filter(({ state }) => state !== "ok")).toEqual([]);
  expect(of("Conference listed")?.detail).toBe("attributes are echoed");
  expect(of("Presence URLs")?.detail).toBe("SHA1, <TOKEN> first, TID not signed");
  expect(simulator.conferences()).toMatchObject([{ isDeleted: true }]);
});

test("without --write nothing is scheduled", async () => {
  const { of, simulator } = await visit({}, {}, false);
  expect(of("Conference")).toMatchObject({ state: "skipped", detail: "only with --write" });
  expect(simulator.conferences()).toEqual([]);
});

test("wrong credentials are told apart from a policy that the site lacks", async () => {
  const wrong = await visit({}, { siteAuthToken: "wrong" });
  expect(wrong.of("Credentials")).toMatchObject({ state: "failed", detail: "CREDENTIALS_REFUSED" });
  expect(wrong.of("Conference")?.state).toBe("skipped");
  const bare = await visit({ policies: ["SESSION", "PRECONFERENCE", "POSTCONFERENCE", "REPORTING"] });
  expect(bare.of("Credentials")?.state).toBe("ok");
  expect(bare.of("Policy PRESENCE")).toMatchObject({
    state: "failed",
    detail: "POLICY_REFUSED",
    remedy: expect.stringContaining("Sites tab"),
  });
});

test("clocks that differ, scheduling that is off and other signing come with a remedy", async () => {
  const { of } = await visit({
    settings: {
      clockAheadMinutes: 5,
      schedulingEnabled: false,
      presenceSigning: { algorithm: "MD5", tokenName: "token", tokenPlace: "last", signsTokenID: true },
    },
  });
  expect(of("Clock")).toMatchObject({ state: "warning", detail: "the deployment is 300 s ahead" });
  expect(of("Configuration")).toMatchObject({ state: "warning" });
  expect(of("Conference scheduled")).toMatchObject({ state: "failed", detail: "NOT_AUTHORIZED (1032)" });
  expect(of("Presence URLs")).toMatchObject({
    state: "warning",
    detail: "MD5, <token> last, TID signed",
    remedy: expect.stringContaining("presenceSigning"),
  });
});

test("a deployment whose WSDLs name things otherwise is described by what differs", async () => {
  const deployment = createDeployment();
  deployment.simulator.set({ profile: { bodyNamespace: "urn", spellings: "alternative" } });
  const { of } = await visit({}, { send: deployment.simulator.fetch });
  expect(of("WSDL of PreConferenceService")?.detail).toContain("namespace urn:rtc:preconferenceservice");
  expect(of("WSDL of PreConferenceService")?.detail).toContain("entityID is entityId");
});

test("a WSDL that is missing and one that is cut off are failures, and the rest is looked at all the same", async () => {
  const deployment = createDeployment();
  const { of } = await visit(
    {},
    {
      send: async (request) => {
        if (request.url.endsWith("PresenceService?WSDL")) return new Response(null, { status: 404 });
        const response = await deployment.simulator.fetch(request);
        if (!request.url.endsWith("ReportingService?WSDL")) return response;
        return new Response((await response.text()).slice(0, 900), response);
      },
    },
  );
  expect(of("WSDL of PresenceService")).toMatchObject({ state: "failed", detail: "HTTP_STATUS (HTTP 404)" });
  expect(of("WSDL of ReportingService")).toMatchObject({ state: "failed", detail: "UNREADABLE" });
  expect(of("Finished conferences")?.state).toBe("ok");
});

/** A deployment of which these paths answer otherwise. */
function instead(path: RegExp, answer: () => Response) {
  const { simulator } = createDeployment();
  return {
    send: async (request: Request) =>
      path.test(new URL(request.url).pathname) ? answer() : simulator.fetch(request),
  };
}

describe("what the relay does not need is a warning", () => {
  test.each([
    ["404", () => new Response("Not Found", { status: 404 })],
    ["500", () => new Response(null, { status: 500 })],
  ])("presence URLs that answer %s", async (status, answer) => {
    const { of, findings } = await visit({}, instead(/\/Presence$/, answer));
    expect(of("Presence URLs")).toMatchObject({
      state: "warning",
      detail: `HTTP_STATUS (HTTP ${status})`,
      remedy: expect.stringMatching(/^The relay works without it\./),
    });
    expect(of("Presence")?.state).toBe("ok");
    expect(findings.filter(({ state }) => state === "failed")).toEqual([]);
  });

  test("the WSDL and the list of a service that is switched off", async () => {
    const missing = instead(/(Reporting|Presence)Service$/, () => new Response(null, { status: 404 }));
    const off = await visit({}, missing, false, { wanted: ["PRECONFERENCE", "POSTCONFERENCE"] });
    expect(off.of("WSDL of ReportingService")?.state).toBe("warning");
    expect(off.of("WSDL of PresenceService")?.state).toBe("warning");
    expect(off.of("Finished conferences")?.state).toBe("skipped");
    const on = await visit({}, missing, false);
    expect(on.of("WSDL of ReportingService")?.state).toBe("failed");
    expect(on.of("Finished conferences")?.state).toBe("failed");
  });
});

describe("the service for instant conferences by URL", () => {
  const html = (body: string, init: ResponseInit = {}) =>
    new Response(body, { ...init, headers: { "Content-Type": "text/html" } });
  const redirect = (Location: string, status = 302) => new Response(null, { status, headers: { Location } });

  test("is asked without starting a conference", async () => {
    const { of, simulator } = await visit({}, {}, true, { needsInstantUrl: true });
    expect(of("Instant conferences by URL")).toMatchObject({ state: "ok" });
    expect(simulator.conferences()).toHaveLength(1);
  });

  test.each([
    ["401", () => new Response(null, { status: 401 }), " (HTTP 401)"],
    ["403", () => html("<h1>Forbidden</h1>", { status: 403 }), " (HTTP 403)"],
    [
      "Oracle's single sign-on",
      () => redirect("https://login.example.com/pls/orasso/orasso.wwsso_app_admin.ls_login"),
      " (HTTP 302)",
    ],
    ["a page of its own", () => redirect("/imtapp/app/login.uix?title=x", 303), " (HTTP 303)"],
    ["Access Manager", () => redirect("/oam/server/obrareq.cgi", 307), " (HTTP 307)"],
    [
      "a form",
      () => html('<html><form action="x"><input name=u><INPUT TYPE="password" name=p></form></html>'),
      " (HTTP 200)",
    ],
    [
      "a SAML form",
      () =>
        html(
          '<!DOCTYPE html><body onload="f()"><form method=post action="https://idp.example.com/saml2/sso"></form>',
        ),
      " (HTTP 200)",
    ],
    [
      "a refresh",
      () => html('<html><meta http-equiv="refresh" content="0;url=/sso/start"></html>'),
      " (HTTP 200)",
    ],
    [
      "a script",
      () => html("<html><script>window.location.href = '/oauth2/authorize?x=1'</script></html>"),
      " (HTTP 200)",
    ],
    ["a heading", () => html("<html><title>Log in</title></html>"), " (HTTP 200)"],
  ])("wants a sign-in: %s", async (_, answer, status) => {
    const { of } = await visit({}, instead(/OracleRTCService$/, answer), false, { needsInstantUrl: true });
    expect(of("Instant conferences by URL")).toMatchObject({
      state: "failed",
      detail: `SIGN_IN_WANTED${status}`,
      remedy: expect.stringContaining("sign in"),
    });
  });

  test.each([404, 410])("is not there: %i", async (status) => {
    const gone = instead(/OracleRTCService$/, () => html("<h1>Sign in</h1>", { status }));
    const { of } = await visit({}, gone, false, { needsInstantUrl: true });
    expect(of("Instant conferences by URL")).toMatchObject({
      state: "failed",
      detail: `NOT_THERE (HTTP ${status})`,
      remedy: expect.stringContaining("no such service"),
    });
  });

  test.each([
    [
      "a page about something else",
      () => html("<html><h1>Welcome</h1><a href='/login'>Log in</a></html>"),
      "UNREADABLE",
    ],
    [
      "a redirect to https",
      () => redirect("https://localhost/imtapp/app/OracleRTCService?title=Sign-in"),
      "UNREADABLE",
    ],
    [
      "a redirect whose query only speaks of it",
      () => redirect("/imtapp/app/console?title=Sign-in"),
      "UNREADABLE",
    ],
    ["an error of the server", () => html("<h1>Sign in</h1>", { status: 502 }), "HTTP_STATUS (HTTP 502)"],
  ])("is neither: %s", async (_, answer, detail) => {
    const { of } = await visit({}, instead(/OracleRTCService$/, answer), false, { needsInstantUrl: true });
    expect(of("Instant conferences by URL")).toMatchObject({ state: "failed", detail });
  });

  test("is only warned of where conferences for now are scheduled", async () => {
    const { of } = await visit({ settings: { instantNeedsSignIn: true } });
    expect(of("Instant conferences by URL")).toMatchObject({
      state: "warning",
      detail: "SIGN_IN_WANTED (HTTP 200)",
    });
  });
});

test("each failure has advice of its own", () => {
  const all = Object.values(advice);
  expect(new Set(all).size).toBe(all.length);
});

describe("the program", () => {
  const program = path.resolve(__dirname, "../../../dist/server/tools/doctor/main.js");
  const run = (args: string[], env: Record<string, string>) =>
    promisify(execFile)(process.execPath, [program, ...args], {
      env: { PATH: process.env.PATH ?? "", DATA_DIR: "", ...env },
    }).then(
      ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
      (failure: unknown) => {
        const { code, stdout, stderr } = failure as { code: number; stdout: string; stderr: string };
        return { code, output: stdout + stderr };
      },
    );

  test("examines the simulator where no deployment is set, and ends with 0", async () => {
    const { code, output } = await run(["--write", "--json"], {});
    expect(code).toBe(0);
    const [report] = JSON.parse(output) as { site: string; findings: { check: string }[] }[];
    expect(report?.findings.map(({ check }) => check)).toContain("Conference deleted");
    expect(output).not.toContain(credentials.siteAuthToken);
  });

  test("ends with 1 and a remedy where a deployment cannot be reached, without its secret", async () => {
    const secret = "do-not-print-this";
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    await new Promise((resolve) => taken.close(resolve));
    const { code, output } = await run([], {
      RTC_URL: `http://127.0.0.1:${port}`,
      RTC_SITE_ID: "7",
      RTC_SITE_AUTH_TOKEN: secret,
    });
    expect(code).toBe(1);
    expect(output).toContain("UNREACHABLE (ECONNREFUSED)");
    expect(output).toContain("→ Nothing answers there");
    expect(output).not.toContain(secret);
  });

  test("ends with 2 for an option that it does not know, and for settings that are wrong", async () => {
    expect(await run(["--wirte"], {})).toEqual({
      code: 2,
      output: "--wirte is unknown. Known: --write, --person, --json.\n",
    });
    expect((await run([], { RTC_URL: "nonsense" })).code).toBe(2);
  });
});
