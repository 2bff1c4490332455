import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConfig } from "../../server/config/config";

const write = (content: string) => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "delegates-")), "delegates.json");
  writeFileSync(file, content);
  return file;
};
const documentation = readFileSync(path.resolve(__dirname, "../../docs/delegates.md"), "utf8");
const example = /```json\n(\[\n {2}\{\n {4}"owner".*?)```/s.exec(documentation)?.[1] ?? "";
const deployment = { RTC_URL: "https://rtc.example.com", RTC_SITE_ID: "7", RTC_SITE_AUTH_TOKEN: "t" };
const ownersOf = (env: Record<string, string>) =>
  readConfig(env).delegations.map(({ owner, site }) => [owner.address, site]);

test("the documented example is a file of delegations, and takes the preview's place", () => {
  expect(readConfig({ DELEGATES_FILE: write(example) }).delegations).toEqual([
    {
      owner: {
        subject: "6f1c0b7e-owner",
        tenant: null,
        userId: "bruno.keller",
        name: "Bruno Keller",
        address: "bruno.keller@example.com",
      },
      delegates: ["a0d3f2c4-delegate"],
      may: ["schedule", "change", "host"],
    },
  ]);
});

test("in the preview the first person may act for the second, at a real deployment nobody for anybody", () => {
  expect(ownersOf({})).toEqual([["bruno.keller@example.com", undefined]]);
  expect(ownersOf(deployment)).toEqual([]);
});

test("a site's own delegations hold at that site", () => {
  const delegates: unknown = JSON.parse(example);
  const sites = [
    { name: "sales", url: "https://rtc.example.com", siteId: "1", siteAuthToken: "x", delegates },
    { name: "others", url: "https://rtc.example.com", siteId: "2", siteAuthToken: "y" },
  ];
  expect(ownersOf({ SITES_FILE: write(JSON.stringify({ sites })) })).toEqual([
    ["bruno.keller@example.com", "sales"],
  ]);
});

test.each([
  ["no JSON", "[", /must name a JSON file.*\(docs\/delegates\.md\)\.$/],
  ["a misspelling", example.replace('"userId"', '"userID"'), "wrong at 0.owner"],
  ["a right that there is not", example.replace('"host"', '"own"'), "wrong at 0.may.2"],
  ["an owner without an address", example.replace("@example.com", ""), "wrong at 0.owner.address"],
])("%s stops the start, and says where without saying what", (_, content, message) => {
  expect(() => readConfig({ DELEGATES_FILE: write(content) })).toThrow(message);
});
