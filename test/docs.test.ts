import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { readConfig } from "../server/config/config";
import { startSimulator } from "../server/simulator/serve";
import { simulatorOptions } from "../server/config/simulatorOptions";

const root = path.resolve(__dirname, "..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const documents = [
  ...readdirSync(root),
  ...["docs", "docs/decisions", "test/samples"].flatMap((folder) =>
    readdirSync(path.join(root, folder)).map((name) => path.join(folder, name)),
  ),
].filter((name) => name.endsWith(".md"));
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

/** GitHub's anchors: lower case, spaces become hyphens, punctuation goes. */
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

/** Each command line of the fenced blocks. */
const commandsOf = (text: string) =>
  [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block = ""]) => block.trim().split("\n"));

describe.each(documents)("%s", (document) => {
  const text = read(document);
  const folder = path.dirname(document);

  test("each link leads to a file, and each anchor to a heading", () => {
    const dead = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = ""]) => target)
      .filter((target) => !/^(https?|mailto):/.test(target))
      .filter((target) => {
        const [name = "", anchor] = target.split("#");
        const file = name === "" ? document : path.join(folder, name);
        if (!existsSync(path.join(root, file))) return true;
        return anchor !== undefined && !anchorsOf(read(file)).includes(anchor);
      });
    expect(dead).toEqual([]);
  });

  test("each path that it names exists", () => {
    const missing = [...text.matchAll(/`((?:src|server|test|build|docs|assets)(?:\/[\w.-]+)*\/?)`/g)]
      .map(([, file = ""]) => file)
      .filter((file) => !existsSync(path.join(root, file)));
    expect(missing).toEqual([]);
  });

  test("each npm script that it names exists", () => {
    const unknown = [...text.matchAll(/npm run (?:--silent )?([\w:]+)/g)]
      .map(([, script = ""]) => script)
      .filter((script) => !(script in scripts));
    expect(unknown).toEqual([]);
  });
});

test("the README is short", () => {
  expect(Buffer.byteLength(read("README.md"))).toBeLessThan(7000);
});

test("CI runs the README's test command", () => {
  expect(commandsOf(read("README.md"))).toContain("npm ci && npm test");
  expect(read(".ci/run").trim().split("\n").at(-1)).toBe("npm ci && npm test");
});

test("docs/outlook.md names every Office call of src/outlook, and no other", () => {
  const sources = readdirSync(path.join(root, "src/outlook"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => read(path.join("src/outlook", file)));
  const calls = (text: string) => [...new Set(text.match(/\b\w+Async\b|\bdisplay\w+Form\b/g))].sort();
  const [, section = ""] = /^## Office calls.*\n([\s\S]*?)^## /m.exec(read("docs/outlook.md")) ?? [];
  expect(calls(section)).toEqual(calls(sources.join("\n")));
});

describe("commands that end by themselves", () => {
  const data = mkdtempSync(path.join(os.tmpdir(), "docs-"));
  afterAll(() => rmSync(data, { recursive: true }));
  // The server is built already, and others read its files: only the script's own part runs.
  const own = (script: string) => scripts[script]!.split(" && ").at(-1)!;
  const offline = documents
    .flatMap((document) => commandsOf(read(document)))
    .filter((line) => /^npm run (--silent )?(doctor|ledger|manifest)\b/.test(line))
    .map((line) => [line]);

  test("there are some", () => expect(offline.length).toBeGreaterThan(5));

  test.each(offline)("%s", (line) => {
    const command = line.replace(/npm run (?:--silent )?(\w+)(?: --)?/, (_, script: string) => own(script));
    const inData = command.replaceAll("ledger.jsonl", path.join(data, "ledger.jsonl"));
    const env = { ...process.env, DATA_DIR: data };
    expect(() => execFileSync("sh", ["-c", inData], { cwd: root, env, stdio: "pipe" })).not.toThrow();
  });
});

describe("the simulator's examples", () => {
  const examples = commandsOf(read("docs/simulator.md")).filter((line) => line.startsWith("curl "));

  test("there are some", () => expect(examples.length).toBeGreaterThan(2));

  test.each(examples.map((line) => [line]))("%s", async (line) => {
    const config = readConfig({ PORT: "0", SIMULATOR_PORT: "0", DATA_DIR: "" });
    const { url, close } = await startSimulator({
      port: 0,
      ...simulatorOptions(config, root),
      hasHistory: true,
    });
    const control = await (await fetch(`${url}/control`)).text();
    const id = /<td>(\d{8})<\/td>/.exec(control)?.[1] ?? "";
    const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word!);
    const after = (flag: string) => words.filter((_, index) => words[index - 1] === flag);
    const target = words.find((word) => word.startsWith("http://localhost:3001"))!;
    const answer = await fetch(target.replace("http://localhost:3001", url), {
      method: after("-X")[0] ?? "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: after("-d").join("&").replace("01234567", id),
      redirect: "manual",
    });
    await close();
    expect(answer.status).toBeLessThan(400);
  });
});
