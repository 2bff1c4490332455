import { defaultOptions } from "../../../src/conference/model/options";
import { RelayError, type RelayErrorCode } from "../../../src/relay/ask";
import type { RelayClient } from "../../../src/relay/client";
import { createFakeAppointment, createFakeRelay, createTestFlow } from "../fakes";

/** A flow whose claims fail as long as the test has failures left for them. */
function open(failures: RelayErrorCode[], only: "writing" | "written" = "written") {
  const { appointment, state } = createFakeAppointment();
  const fake = createFakeRelay();
  const waited: number[] = [];
  const relay: RelayClient = {
    ...fake.relay,
    claim: (id, claim) => {
      const code = claim === only ? failures.shift() : undefined;
      return code === undefined ? fake.relay.claim(id, claim) : Promise.reject(new RelayError(code));
    },
  };
  const wait = (ms: number) => {
    waited.push(ms);
    return Promise.resolve();
  };
  return { ...fake, relay, appointment, state, waited, flow: createTestFlow(appointment, relay, wait).flow };
}
const settle = () => new Promise(setImmediate);

test("a conference is claimed before its invitation is written, and confirmed when it has been read back", async () => {
  const order: string[] = [];
  const { appointment } = createFakeAppointment();
  const { relay } = createFakeRelay();
  const { flow } = createTestFlow(
    {
      ...appointment,
      prependToBody: (block) => {
        order.push("body");
        return appointment.prependToBody(block);
      },
      readBody: () => {
        order.push("read");
        return appointment.readBody();
      },
    },
    {
      ...relay,
      claim: (id, claim) => {
        order.push(claim);
        return relay.claim(id, claim);
      },
    },
  );
  const { conference } = await flow.schedule(defaultOptions);
  expect(order).toEqual(["writing", "read", "body", "read", "written"]);
  // The relay's answer to the update says that it is claimed already.
  order.length = 0;
  await flow.update(conference, { ...defaultOptions, conferenceKey: "k" });
  expect(order).not.toContain("writing");
  expect(order).not.toContain("written");
});

test("a claim that fails, or is not answered, does not keep the invitation from being written", async () => {
  const { flow, state, claims } = open(["RELAY_UNREACHABLE"], "writing");
  await flow.schedule(defaultOptions);
  expect(state.body.content).toContain("Join web conference");
  expect(claims).toEqual(["42 written"]);
  const silent = createFakeAppointment();
  const { relay } = createFakeRelay({ claim: () => new Promise(() => undefined) });
  await createTestFlow(silent.appointment, relay).flow.schedule(defaultOptions);
  expect(silent.state.body.content).toContain("Join web conference");
});

test("a confirmation that fails is repeated, more and more seldom, while the user goes on", async () => {
  const { flow, claims, waited } = open(
    Array.from({ length: 7 }, (_, n) => (n % 2 ? "LEDGER_UNAVAILABLE" : "RELAY_UNREACHABLE")),
  );
  await flow.schedule(defaultOptions);
  await settle();
  expect(claims).toEqual(["42 writing", "42 written"]);
  // The first is the patience with the claim before.
  expect(waited.slice(1)).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
});

test("what would be refused again is not repeated, and comes when the text is written the next time", async () => {
  const { flow, claims, waited, conferences } = open(["UNAUTHENTICATED"]);
  const { conference } = await flow.schedule(defaultOptions);
  await settle();
  expect(claims).toEqual(["42 writing"]);
  expect(waited).toHaveLength(1);
  await flow.update(conferences.get(conference.id)!, defaultOptions);
  expect(claims).toEqual(["42 writing", "42 written"]);
});

test("one confirmation is under way at a time", async () => {
  let arrive: () => void = () => undefined;
  const { appointment } = createFakeAppointment();
  const { relay, conferences } = createFakeRelay();
  const claim = jest.fn<Promise<void>, Parameters<RelayClient["claim"]>>((_, wanted) =>
    wanted === "writing" ? Promise.resolve() : new Promise((resolve) => (arrive = resolve)),
  );
  const { flow } = createTestFlow(appointment, { ...relay, claim });
  await flow.schedule(defaultOptions);
  await flow.write(conferences.get("42")!);
  arrive();
  await flow.write(conferences.get("42")!);
  expect(claim.mock.calls).toEqual([
    ["42", "writing"],
    ["42", "written"],
  ]);
});
