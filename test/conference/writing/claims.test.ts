import { defaultOptions } from "../../../src/conference/model/options";
import { RelayError, type RelayErrorCode } from "../../../src/relay/ask";
import type { RelayClient } from "../../../src/relay/client";
import { createFakeAppointment, createFakeRelay, createTestUseCases } from "../fakes";

/** A useCases whose claims fail as long as the test has failures left for them. */
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
  return {
    ...fake,
    relay,
    appointment,
    state,
    waited,
    useCases: createTestUseCases(appointment, relay, wait).useCases,
  };
}
const settle = () => new Promise(setImmediate);

test("a conference is claimed before its invitation is written, and confirmed when it has been read back", async () => {
  const order: string[] = [];
  const { appointment } = createFakeAppointment();
  const { relay } = createFakeRelay();
  const { useCases } = createTestUseCases(
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
  const { conference } = await useCases.schedule(defaultOptions);
  expect(order).toEqual(["writing", "read", "body", "read", "written"]);
  // The relay's answer to the update says that it is claimed already.
  order.length = 0;
  await useCases.update(conference, { ...defaultOptions, conferenceKey: "k" });
  expect(order).not.toContain("writing");
  expect(order).not.toContain("written");
});

test("a claim that fails, or is not answered, does not keep the invitation from being written", async () => {
  const { useCases, state, claims } = open(["RELAY_UNREACHABLE"], "writing");
  await useCases.schedule(defaultOptions);
  expect(state.body.content).toContain("Join web conference");
  expect(claims).toEqual(["42 written"]);
  const silent = createFakeAppointment();
  const { relay } = createFakeRelay({ claim: () => new Promise(() => undefined) });
  await createTestUseCases(silent.appointment, relay).useCases.schedule(defaultOptions);
  expect(silent.state.body.content).toContain("Join web conference");
});

test("a confirmation that fails is repeated, more and more seldom, while the user goes on", async () => {
  const { useCases, claims, waited } = open(
    Array.from({ length: 7 }, (_, n) => (n % 2 ? "LEDGER_UNAVAILABLE" : "RELAY_UNREACHABLE")),
  );
  await useCases.schedule(defaultOptions);
  await settle();
  expect(claims).toEqual(["42 writing", "42 written"]);
  // The first is the patience with the claim before.
  expect(waited.slice(1)).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
});

test("what would be refused again is not repeated, and comes when the text is written the next time", async () => {
  const { useCases, claims, waited, conferences } = open(["UNAUTHENTICATED"]);
  const { conference } = await useCases.schedule(defaultOptions);
  await settle();
  expect(claims).toEqual(["42 writing"]);
  expect(waited).toHaveLength(1);
  await useCases.update(conferences.get(conference.id)!, defaultOptions);
  expect(claims).toEqual(["42 writing", "42 written"]);
});

test("one confirmation is under way at a time", async () => {
  let arrive: () => void = () => undefined;
  const { appointment } = createFakeAppointment();
  const { relay, conferences } = createFakeRelay();
  const claim = jest.fn<Promise<void>, Parameters<RelayClient["claim"]>>((_, wanted) =>
    wanted === "writing" ? Promise.resolve() : new Promise((resolve) => (arrive = resolve)),
  );
  const { useCases } = createTestUseCases(appointment, { ...relay, claim });
  await useCases.schedule(defaultOptions);
  await useCases.write(conferences.get("42")!);
  arrive();
  await useCases.write(conferences.get("42")!);
  expect(claim.mock.calls).toEqual([
    ["42", "writing"],
    ["42", "written"],
  ]);
});
