import path from "node:path";
import { readConfig } from "../../config/config";
import { ConfigError } from "../../config/settings";
import { CodedError } from "../../codedError";
import { createSite } from "../../rtc/site";
import { createTransport } from "../../rtc/calls/transport";
import { startSimulator } from "../../simulator/serve";
import { siteOptions } from "../../config/sites";
import { simulatorOptions } from "../../config/simulatorOptions";
import { examine, type Finding } from "./doctor";

const say = (line: string) => process.stdout.write(`${line}\n`);
const root = path.resolve(import.meta.dirname, "../../../..");

/** `npm run doctor -- [--write] [--person USER_ID,ADDRESS] [--json]`: exit code 0 where nothing failed, else 1. */
async function main(args: readonly string[]): Promise<void> {
  const value = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const unknown = args.find(
    (arg) => arg.startsWith("--") && !["--write", "--person", "--json"].includes(arg),
  );
  if (unknown !== undefined)
    throw new ConfigError(`${unknown} is unknown. Known: --write, --person, --json.`);
  const config = readConfig(process.env);
  const [userId = "", address = ""] = (value("--person") ?? "").split(",");
  // Without a deployment, the simulator's own is examined, on a port of its own.
  const simulator = config.simulator
    ? await startSimulator({ port: 0, ...simulatorOptions({ ...config, dataDir: null }, root) })
    : null;
  const isNamed = userId !== "" && address !== "";
  const known = simulator ? config.people : [];
  const reports: { site: string; findings: Finding[] }[] = [];
  for (const settings of config.sites) {
    const options = siteOptions(settings, simulator?.url ?? null);
    const site = createSite(options);
    const transport = createTransport({ timeoutMs: settings.timeoutMs, maxResponseBytes: 4e6 });
    const { presence, reports: hasReports, recordings } = settings.services;
    const findings = await examine({
      url: options.url,
      site,
      transport,
      mayWrite: args.includes("--write"),
      hostId: isNamed ? userId : (known[0]?.userId ?? null),
      addresses: isNamed ? [address] : known.map((person) => person.address),
      wanted: [
        "PRECONFERENCE",
        ...(recordings ? (["POSTCONFERENCE"] as const) : []),
        ...(presence ? (["PRESENCE"] as const) : []),
        ...(hasReports ? (["REPORTING"] as const) : []),
        ...(settings.liveHelp ? (["GUESTCHAT"] as const) : []),
      ],
      needsInstantUrl: settings.services.instantConferences && settings.instantConference === "url",
      now: Date.now,
    });
    reports.push({ site: settings.name, findings });
    await site.close();
  }
  await simulator?.close();
  if (args.includes("--json")) say(JSON.stringify(reports, null, 2));
  else for (const { site, findings } of reports) say(draw(site, findings));
  if (reports.some(({ findings }) => findings.some(({ state }) => state === "failed"))) process.exitCode = 1;
}

function draw(site: string, findings: Finding[]): string {
  const marks = { ok: "ok     ", warning: "WARNING", failed: "FAILED ", skipped: "skipped" };
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.flatMap(({ check, state, detail, remedy }) => [
    `  ${marks[state]}  ${check.padEnd(width)}  ${detail}`,
    ...(remedy === "" ? [] : [`${" ".repeat(width + 13)}→ ${remedy}`]),
  ]);
  return [`Site ${site}`, ...lines, ""].join("\n");
}

main(process.argv.slice(2)).catch((failure: unknown) => {
  process.stderr.write(`${failure instanceof CodedError ? failure.message : "The doctor itself failed."}\n`);
  process.exitCode = 2;
});
