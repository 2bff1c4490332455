import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createLedger } from "../../server/ledger/ledger";
import { openLedger } from "../../server/ledger/openLedger";
import { closeToOthers } from "../../server/config/privateFile";
import { createSimulator } from "../../server/simulator/simulator";
import { people } from "../../server/config/people";
import { simulatorOptions } from "../../server/config/simulatorOptions";
import { readConfig } from "../../server/config/config";
import { createSite } from "../../server/rtc/site";
import { createTestRelay, newKey, relaySite, request } from "../support/relay";
import { credentials, url } from "../system/deployment";

let home = "";
let umask = 0;
beforeEach(() => {
  // The most careless one.
  umask = process.umask(0);
  home = mkdtempSync(path.join(tmpdir(), "private-"));
});
afterEach(() => {
  process.umask(umask);
  rmSync(home, { recursive: true });
});

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);
/** Each file and folder below one, and how it may be used. */
const modesIn = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true })
      .map(String)
      .sort()
      .map((name) => [name, modeOf(path.join(folder, name))]),
  );

/** Ledger and simulator in the data folder, with a conference that was scheduled. */
async function schedule() {
  const config = readConfig({ DATA_DIR: "data" });
  const options = simulatorOptions(config, home);
  const simulator = createSimulator({ ...options, ...credentials, url, people, now: Date.now });
  const site = createSite({ url, ...credentials, send: simulator.fetch });
  const { database, cipher } = await openLedger(config, home);
  const ledger = createLedger({ database, cipher, site: "default", now: Date.now });
  const { send } = await createTestRelay(site, {
    sites: [relaySite(site, { ledger, linkHosts: [new URL(url).host] })],
  });
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const appointment = { ...request.appointment, start: at(24), end: at(25) };
  const response = await send("POST", "/api/conferences", {
    body: { ...request, appointment },
    key: newKey(),
  });
  expect(response.status).toBe(201);
  const conference = (await response.json()) as { id: string; joinUrl: string; hostUrl: string };
  await options.store?.flush();
  return { database, conference };
}

const closed = {
  "ledger.key": "600",
  "ledger.sqlite": "600",
  "ledger.sqlite-shm": "600",
  "ledger.sqlite-wal": "600",
  simulator: "700",
  "simulator/simulator.json": "600",
};

test("whatever the umask, only this user may use what is kept", async () => {
  const { database } = await schedule();
  expect(modesIn(path.join(home, "data"))).toEqual(closed);
  expect(modeOf(path.join(home, "data"))).toBe("700");
  await database.destroy();
});

test("files of an earlier version, or of a process that was killed, are closed to others", async () => {
  const first = await schedule();
  const data = path.join(home, "data");
  writeFileSync(path.join(data, "simulator/simulator.json.new"), "{");
  for (const name of Object.keys(modesIn(data)))
    chmodSync(path.join(data, name), name === "simulator" ? 0o700 : 0o666);
  const { database } = await schedule();
  expect(modesIn(data)).toEqual(closed);
  await Promise.all([first.database.destroy(), database.destroy()]);
});

test("a folder that is there already stays as it is: others may keep things in it too", async () => {
  mkdirSync(path.join(home, "data"), { mode: 0o755 });
  const { database } = await schedule();
  expect(modeOf(path.join(home, "data"))).toBe("755");
  expect(modesIn(path.join(home, "data"))).toEqual(closed);
  await database.destroy();
});

test("a file whose mode may not be changed is used, and named with what to do", () => {
  const warn = jest.spyOn(process, "emitWarning").mockImplementation(() => undefined);
  // Nobody may change what the kernel shows of itself.
  closeToOthers("/proc/self/comm");
  closeToOthers(path.join(home, "none"));
  expect(warn.mock.calls).toEqual(
    process.platform === "linux"
      ? [[expect.stringMatching(/ can read or change \/proc\/self\/comm\. /)]]
      : [],
  );
});

test("without its key, the ledger's file says nothing of an appointment, its people, its conference and its links", async () => {
  const { database, conference } = await schedule();
  const data = path.join(home, "data");
  const read = () =>
    ["ledger.sqlite", "ledger.sqlite-wal"]
      .map((name) => readFileSync(path.join(data, name), "latin1"))
      .join("");
  const hidden = [
    conference.id,
    new URL(conference.joinUrl).pathname,
    new URL(conference.hostUrl).pathname,
    request.appointment.title,
    ...request.appointment.attendees.flatMap(({ name, address }) => [name, address]),
    "alice.adams",
  ];
  const text = read();
  expect(hidden.filter((word) => text.includes(word))).toEqual([]);
  // The site's name, for one, is no secret.
  expect(text).toContain("default");
  await database.destroy();
});

test("an export that is written to a file is closed to others", async () => {
  const { database } = await schedule();
  await database.destroy();
  const tool = path.resolve(__dirname, "../../dist/server/tools/ledger/main.js");
  execFileSync(
    "sh",
    ["-c", `umask 0; "$0" "$1" export > "$2"`, process.execPath, tool, path.join(home, "export.jsonl")],
    {
      env: { PATH: process.env.PATH, DATA_DIR: path.join(home, "data"), SIMULATOR_PORT: "1" },
    },
  );
  expect(readFileSync(path.join(home, "export.jsonl"), "utf8")).toMatch(/^\{"site":"default",.*\}\n$/);
  expect(modeOf(path.join(home, "export.jsonl"))).toBe("600");
});
