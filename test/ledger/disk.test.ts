import { mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createCipher } from "../../server/ledger/cipher";
import { openDatabase } from "../../server/ledger/database";
import { createLedger } from "../../server/ledger/ledger";
import { newKey, now, request } from "../support/relay";

const cipher = createCipher(new Uint8Array(32));
const intent = () =>
  ({
    owner: "a",
    key: newKey(),
    requestHash: "h",
    request,
    organizer: { userId: "alice.adams", name: "Alice Adams", address: null },
    claim: "none",
  }) as const;

/** A ledger in a file, whose disk does what a test lets it do. */
async function openOnDisk() {
  const folder = mkdtempSync(path.join(tmpdir(), "ledger-"));
  const database = await openDatabase(path.join(folder, "ledger.sqlite"), cipher);
  const other = await openDatabase(path.join(folder, "ledger.sqlite"), cipher);
  const handle = await open(folder);
  const flush = jest.spyOn(Object.getPrototypeOf(handle) as typeof handle, "datasync");
  await handle.close();
  const ledger = createLedger({ database, cipher, site: "default", now: () => now });
  const reader = createLedger({ database: other, cipher, site: "default", now: () => now });
  const close = async () => {
    flush.mockRestore();
    await Promise.all([database.destroy(), other.destroy()]);
    rmSync(folder, { recursive: true });
  };
  return { ledger, reader, flush, close, database: other };
}

/** Whether work is still under way after everything else had its turn many times. */
async function isWaiting(work: Promise<unknown>): Promise<boolean> {
  let isOver = false;
  void work.finally(() => (isOver = true)).catch(() => undefined);
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return !isOver;
}

test("an intent and a result are told of only when they are on the disk, also to others who read them", async () => {
  const { ledger, reader, flush, close, database } = await openOnDisk();
  let finish: () => void = () => undefined;
  const holdUp = () => flush.mockImplementation(() => new Promise((resolve) => (finish = resolve)));
  holdUp();
  const asked = intent();
  const begun = ledger.begin(asked, 1000);
  expect(await isWaiting(begun)).toBe(true);
  expect(await database.selectFrom("conferences").selectAll().execute()).toHaveLength(1);
  const letFirstFinish = finish;
  const read = reader.find("a", { key: asked.key });
  expect(await isWaiting(read)).toBe(true);
  finish();
  expect(await read).toMatchObject({ state: "intended" });
  expect(await isWaiting(begun)).toBe(true);
  letFirstFinish();
  const lease = await begun;
  const links = { conferenceId: "1", joinUrl: "j", hostUrl: "h", warnings: [] };
  const recorded = lease!.finish({ ...lease!.entry, state: "scheduled", pending: null, result: links }, null);
  expect(await isWaiting(recorded)).toBe(true);
  finish();
  await recorded;
  await close();
});

test("those who write while the disk is at work share the next flush", async () => {
  const { ledger, flush, close } = await openOnDisk();
  const lease = await Promise.all(Array.from({ length: 50 }, () => ledger.begin(intent(), 1000)));
  expect(lease.filter(Boolean)).toHaveLength(50);
  expect(flush.mock.calls.length).toBeLessThan(10);
  await close();
});

test("a disk that fails is an answer, and the next flush is tried anew", async () => {
  const { ledger, flush, close } = await openOnDisk();
  flush.mockRejectedValueOnce(new Error("EIO"));
  await expect(ledger.begin(intent(), 1000)).rejects.toMatchObject({ code: "LEDGER_UNAVAILABLE" });
  expect(await ledger.begin(intent(), 1000)).not.toBeNull();
  await close();
});
