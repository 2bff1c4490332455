// `npm run bench [-- start pane relay renewal splice codec stalls lookups memory]`: ratios within one run; absolute figures say more about
// the machine than about the program.
import { composeInvitation } from "../../src/invitation/compose";
import { insertInvitation, removeInvitation, replaceInvitation } from "../../src/invitation/edit";
import { benchCodec } from "./codec";
import { benchLookUps } from "./lookUps";
import { benchMemory, benchRelay, benchRenewal } from "./relay";
import { play } from "./servers";
import { benchPane } from "./pane";
import { benchStalls } from "./stalls";
import { benchStart } from "./start";

function benchSplice(): void {
  const links = { joinUrl: "https://r.example/j", hostUrl: "https://r.example/h" };
  const block = composeInvitation("html", {
    conferenceId: "1",
    ...links,
    conferenceKey: null,
    dialIn: "",
    note: "",
    organizer: "A",
  });
  for (const kilobytes of [10, 100, 1000]) {
    const body = '<p class="MsoNormal">Agenda &amp; <b>more</b></p>'.repeat((kilobytes * 1024) / 47);
    const times = (work: () => unknown) => {
      const rounds = Math.max(5, 2000 / kilobytes);
      for (let round = 0; round < rounds; round += 1) work();
      const began = performance.now();
      for (let round = 0; round < rounds; round += 1) work();
      return (performance.now() - began) / rounds;
    };
    const written = insertInvitation(body, block, "html");
    const baseline = times(() => JSON.stringify(body));
    say(
      `splice, body of ${kilobytes} KB (baseline: JSON.stringify of the body)`,
      `insert ${(times(() => insertInvitation(body, block, "html")) / baseline).toFixed(1)} times`,
      `replace ${(times(() => replaceInvitation(written, block, "html", "1")) / baseline).toFixed(1)} times`,
      `remove ${(times(() => removeInvitation(written, "html", "1")) / baseline).toFixed(1)} times`,
    );
  }
}

function say(...parts: string[]): void {
  process.stdout.write(`${parts.join("; ")}\n`);
}

async function main(): Promise<void> {
  const parts: Record<string, () => void | Promise<void>> = {
    start: () => benchStart(say),
    pane: () => benchPane(say),
    relay: () => benchRelay(say),
    renewal: () => benchRenewal(say),
    splice: benchSplice,
    codec: () => benchCodec(say),
    stalls: () => benchStalls(say),
    lookups: () => benchLookUps(say),
    memory: () => benchMemory(say),
  };
  const wanted = process.argv.slice(2);
  for (const [name, part] of Object.entries(parts))
    if (wanted.length === 0 || wanted.includes(name)) await part();
}

const [role = "", where = ""] = process.argv.slice(2);
void (process.send ? play(role, where) : main());
