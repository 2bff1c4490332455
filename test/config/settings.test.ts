import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConfig } from "../../server/config/config";
import { explanations, settings } from "../../server/config/settings";

/** readConfig's messages about mistakes, line by line. */
function mistakesIn(env: Record<string, string>): string[] {
  try {
    readConfig(env);
    return [];
  } catch (failure) {
    return (failure as Error).message.split("\n");
  }
}

test("the documentation's table is the settings' own", () => {
  const documentation = readFileSync(path.resolve(__dirname, "../../docs/configuration.md"), "utf8");
  const [, , ...shown] = documentation
    .slice(documentation.indexOf("| variable"), documentation.indexOf("## Several"))
    .trim()
    .split("\n");
  const rows = Object.entries(settings).map(([name, schema]) => {
    const { standard, meaning } = explanations.get(schema)!;
    return `| \`${name}\` | ${standard === null ? "–" : `\`${standard}\``} | ${meaning} |`;
  });
  expect(shown.map((row) => row.replace(/ +/g, " "))).toEqual(rows);
});

test("every mistake is named at once, with those in files", () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "settings-")), "people.json");
  writeFileSync(file, "[]");
  const env = {
    PORT: "abc",
    RTC_UPDATE_POLICY: "always",
    RTC_SITE_IDD: "1",
    DATABASE_URL: "mysql://x",
    PREVIEW_PEOPLE: file,
    DELEGATES_FILE: "/nowhere.json",
    SITES_FILE: "/nowhere.json",
  };
  const lines = mistakesIn(env);
  expect(lines).toHaveLength(Object.keys(env).length);
  for (const name of Object.keys(env)) {
    expect(lines.filter((line) => line.startsWith(name))).toHaveLength(1);
  }
});

test.each([
  ["RTC_SITEID", "RTC_SITE_ID"],
  ["RTC_TIMEOUT", "RTC_TIMEOUT_MS"],
  ["SIMULATOR_PROT", "SIMULATOR_PORT"],
  ["LEDGER_KEYS", "LEDGER_KEY"],
  ["PREVIEW_PERSONS", "PREVIEW_PEOPLE"],
])("%s aborts the start and names %s", (wrong, right) => {
  expect(mistakesIn({ [wrong]: "1" })).toEqual([`${wrong} is not a setting. Did you mean ${right}?`]);
});

test.each([
  ["DATABASE_URI", "DATABASE_URL"],
  ["DATADIR", "DATA_DIR"],
  ["SITE_FILE", "SITES_FILE"],
])("%s may be another program's: it is only warned about", (wrong, right) => {
  expect(readConfig({ [wrong]: "1" }).warnings).toEqual([
    `${wrong} is not a setting of this program. Did you mean ${right}?`,
  ]);
});

test("ordinary variables are nobody's mistake", () => {
  const { warnings } = readConfig({
    PATH: "/bin",
    HOME: "/",
    LANG: "C",
    NODE_ENV: "test",
    npm_config_x: "1",
  });
  expect(warnings).toEqual([]);
});

test("a site of SITES_FILE may have its token in any variable", () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "settings-")), "sites.json");
  const site = { name: "sales", siteId: "1", siteAuthTokenEnv: "RTC_SALES_TOKEN" };
  writeFileSync(file, JSON.stringify({ sites: [site, { name: "other", siteId: "2" }] }));
  const env = { SITES_FILE: file, RTC_SALES_TOKEN: "a", RTC_SITE_AUTH_TOKEN_other: "b" };
  expect(readConfig(env).sites.map(({ siteAuthToken }) => siteAuthToken)).toEqual(["a", "b"]);
});

test("no message holds a value", () => {
  const secret = "very-secret";
  const names = Object.keys(settings);
  const lines = names.flatMap((name) => mistakesIn({ [name]: secret }));
  expect(lines.length).toBeGreaterThan(8);
  expect(lines.join()).not.toContain(secret);
});
