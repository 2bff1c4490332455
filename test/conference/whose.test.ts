import { defaultOptions } from "../../src/conference/model/options";
import type { Conference } from "../../src/relay/dates";
import type { ItemProperties } from "../../src/outlook/appointment/appointment";
import { RelayError } from "../../src/relay/ask";
import type { RelayClient } from "../../src/relay/client";
import {
  conferenceIn,
  createFakeAppointment,
  createFakeRelay,
  createTestUseCases,
  invitationTo,
  outlookFails,
  type FakeState,
} from "./fakes";

const texts = {
  own: `${invitationTo("42")}<p>Agenda</p>`,
  other: `${invitationTo("77")}<p>Agenda</p>`,
  quoted: `<p>As below</p><blockquote>${invitationTo("42")}</blockquote>`,
  none: "<p>Agenda</p>",
};
const stored = {
  ours: { properties: { idempotencyKey: "k", conferenceId: "42", version: "1" }, isLost: false },
  none: { properties: {}, isLost: false },
  lost: { properties: {}, isLost: true },
} satisfies Record<string, { properties: ItemProperties; isLost: boolean }>;
const itemHashes = { nobody: null, "this item": "mine", another: "another's" };
const refusals = {
  "a stranger's": "NOT_FOUND",
  gone: "CONFERENCE_UNKNOWN",
  unreachable: "RELAY_UNREACHABLE",
} as const;

/** docs/series-and-copies.md: what opening makes of an appointment, by what its text holds (own, other, quoted, none). */
const table = `
  properties | relay        | claimed by | own         | other       | quoted      | none
  ours       | theirs       | nobody     | own         | own         | own         | own
  ours       | theirs       | this item  | own         | own         | own         | own
  ours       | theirs       | another    | copy        | copy        | copy        | copy
  ours       | a stranger's | nobody     | lost        | none        | lost        | none
  ours       | gone         | nobody     | lost        | none        | lost        | none
  ours       | unreachable  | nobody     | unreachable | unreachable | unreachable | unreachable
  none       | theirs       | nobody     | text        | text        | text        | none
  none       | theirs       | this item  | text        | text        | text        | text
  none       | theirs       | another    | text        | text        | text        | none
  none       | a stranger's | nobody     | none        | none        | none        | none
  none       | gone         | another    | none        | none        | none        | none
  none       | unreachable  | nobody     | unreachable | unreachable | unreachable | none
  lost       | theirs       | nobody     | text        | text        | text        | none
  lost       | theirs       | this item  | own         | own         | own         | own
  lost       | theirs       | another    | text        | text        | text        | none
  lost       | a stranger's | nobody     | none        | none        | none        | none
  lost       | gone         | this item  | none        | none        | none        | none
  lost       | unreachable  | this item  | unreachable | unreachable | unreachable | none
`;
const [[, , , ...columns] = [], ...rows] = table
  .trim()
  .split("\n")
  .map((line) => line.split("|").map((cell) => cell.trim()));
const cases = rows.flatMap(([held = "", relay = "", claimed = "", ...cells]) =>
  cells.map((outcome, at) => ({ held, relay, claimed, text: columns[at] ?? "", outcome })),
);

interface Case {
  held: string;
  relay: string;
  claimed: string;
  text: string;
}

function arrange({ held, relay, claimed, text }: Case, change: Partial<FakeState> = {}) {
  const fake = createFakeRelay();
  const itemHash = itemHashes[claimed as keyof typeof itemHashes];
  const joins = (id: string) => ({
    ...{ id, joinUrl: `https://rtc.example.com/join/${id}`, hostUrl: `https://rtc.example.com/host/${id}` },
  });
  // Where this item has claimed one, it is 42.
  if (claimed === "this item") conferenceIn(fake, "77", { ...joins("77"), claim: "written", mark: null });
  conferenceIn(fake, "k", { claim: "written", mark: itemHash });
  if (claimed !== "this item") conferenceIn(fake, "77", { ...joins("77"), claim: "written", mark: itemHash });
  const refusal = refusals[relay as keyof typeof refusals] as (typeof refusals)["gone"] | undefined;
  const refuse = () => Promise.reject<Conference>(new RelayError(refusal ?? "NOT_FOUND"));
  const { properties, isLost } = stored[held as keyof typeof stored];
  const content = texts[text as keyof typeof texts];
  const { appointment, state } = createFakeAppointment(
    { itemHash: "mine", properties, location: "Room 1", body: { format: "html", content }, ...change },
    isLost
      ? {
          readProperties: outlookFails("PROPERTIES_UNAVAILABLE"),
          saveProperties: outlookFails("PROPERTIES_UNAVAILABLE"),
        }
      : {},
  );
  const schedule: RelayClient["schedule"] = (key, scheduled) =>
    Promise.resolve(conferenceIn(fake, key, { ...joins("99"), scheduled }));
  const calls = refusal ? { ...fake.relay, get: refuse, find: refuse, findByItemHash: refuse } : fake.relay;
  const pane = () =>
    createTestUseCases(appointment, { ...calls, schedule }, undefined, () => "fresh").useCases;
  return { ...fake, appointment, state, pane };
}

async function outcomeOf(scene: ReturnType<typeof arrange>): Promise<string> {
  try {
    const opened = await scene.pane().open();
    if (opened.status === "copied") return opened.isByText ? "text" : "copy";
    return opened.status === "scheduled" ? "own" : opened.status;
  } catch (failure) {
    const { code, standing } = failure as { code: string; standing: string };
    return code === "RELAY_UNREACHABLE" ? "unreachable" : standing;
  }
}

describe("opening an appointment to write it", () => {
  test.each(cases)(
    "properties $held, the relay says $relay, claimed by $claimed, text $text: $outcome",
    async ({ outcome, ...one }) => {
      const scene = arrange(one);
      const before = structuredClone([scene.state, [...scene.conferences]]);
      expect(await outcomeOf(scene)).toBe(outcome);
      const after = [scene.state, [...scene.conferences]];
      if (outcome === "own") expect(scene.conferences.get("42")).toMatchObject({ mark: "mine", version: 1 });
      // What is asked about, or is nobody's, is neither changed nor claimed.
      else if (one.held !== "ours" || outcome !== "none") expect(after).toEqual(before);
      if (outcome === "own") expect(scene.state.body.content).toBe(texts[one.text as keyof typeof texts]);
    },
  );

  test.each(cases.filter(({ held, outcome }) => held !== "ours" && outcome === "none"))(
    "nothing keeps a conference from being added: $held, $relay, $claimed, $text",
    async (one) => {
      const scene = arrange(one);
      const useCases = scene.pane();
      await useCases.open();
      // Of an item's mark the keys are made where nothing can be remembered.
      if (one.held === "lost") scene.state.itemHash = "0123456789abcdef0123456789abcdef";
      expect(await useCases.schedule(defaultOptions)).toMatchObject({ conference: { id: "99" }, notes: [] });
      const { content } = scene.state.body;
      expect(content).toMatch(/^<div id[^]*join\/99/);
      expect(content.endsWith(texts[one.text as keyof typeof texts])).toBe(true);
    },
  );
});
