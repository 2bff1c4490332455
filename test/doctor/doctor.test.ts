import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { adviceOnCall, adviceOnStatus } from "../../server/doctor/advice";
import { examine } from "../../server/doctor/doctor";
import { createTransport } from "../../server/rtc/transport";
import { people } from "../../server/people";
import type { SiteOptions } from "../../server/rtc/site";
import type { SimulatorOptions } from "../../server/simulator/simulator";
import { createDeployment, credentials, url } from "../system/deployment";

const wanted = ["PRECONFERENCE", "POSTCONFERENCE", "PRESENCE", "REPORTING", "GUESTCHAT"] as const;

/** The doctor's findings about a simulated deployment, by check. */
async function visit(world: Partial<SimulatorOptions>, client: Partial<SiteOptions> = {}, mayWrite = true) {
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

test("each failure has advice of its own", () => {
  const all = [...Object.values(adviceOnStatus), ...Object.values(adviceOnCall)];
  expect(new Set(all).size).toBe(all.length);
});

describe("the program", () => {
  const program = path.resolve(__dirname, "../../dist/server/doctor/main.js");
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
