import { decodeAnswer } from "../../../server/rtc/soap/decode";
import { createPreConference } from "../../../server/rtc/services/preConference";
import { createPresence } from "../../../server/rtc/services/presence";
import { createReporting } from "../../../server/rtc/services/reporting";
import type { Invoke } from "../../../server/rtc/calls/session";

interface Part {
  status: number;
  inside?: string;
}

/** A service that answers by what it was asked; remembers that. */
function answering(answer: (asked: Record<string, unknown>) => Part) {
  const asked: Record<string, unknown>[] = [];
  const invoke: Invoke = (operation, request, read) => {
    const [values] = request({ entityID: "1", entityToken: "t" }) as [Record<string, unknown>];
    asked.push(values);
    const { status, inside = "" } = answer(values);
    const source =
      `<E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/"><E:Body><r><return>` +
      `<statusCode>${status}</statusCode>${inside}</return></r></E:Body></E:Envelope>`;
    return Promise.resolve().then(() => read(decodeAnswer(source, operation)));
  };
  return { invoke, asked };
}

const details = (ids: readonly string[]) =>
  `<conferenceDetailsList>${ids.map((id) => `<item><conferenceID>${id}</conferenceID></item>`).join("")}</conferenceDetailsList>`;
const size = (count: number) => () => Promise.resolve(count);
const idsOf = (found: readonly { conferenceId: string }[]) =>
  found.map(({ conferenceId }) => conferenceId).sort();
const range = (count: number) => Array.from({ length: count }, (_, index) => String(1001 + index));

describe("finished conferences by ID", () => {
  /** A deployment that cannot get some conferences, and says so by this code, beside those that it got or without them. */
  const failing = (bad: ReadonlySet<string>, status: number, keeps: boolean) =>
    answering(({ conferenceIDs }) => {
      const ids = conferenceIDs as string[];
      const good = ids.filter((id) => !bad.has(id));
      if (good.length === ids.length) return { status: 0, inside: details(good) };
      return keeps ? { status, inside: details(good) } : { status };
    });

  test.each([377, 379, 1012, 1013])("what comes beside %i is kept", async (status) => {
    const ids = range(7);
    const { invoke, asked } = failing(new Set(["1003"]), status, true);
    const found = await createReporting(invoke, size(4)).reportFinishedConferencesByID(ids);
    expect(idsOf(found)).toEqual(ids.filter((id) => id !== "1003"));
    expect(asked.length).toBeLessThan(6);
  });

  test.each([377, 379, 1013])(
    "of a batch that is refused whole (%i), the others are had all the same",
    async (status) => {
      const ids = range(20);
      const bad = new Set(["1002", "1011"]);
      const { invoke, asked } = failing(bad, status, false);
      const found = await createReporting(invoke, size(10)).reportFinishedConferencesByID(ids);
      expect(idsOf(found)).toEqual(ids.filter((id) => !bad.has(id)));
      expect(asked.length).toBeLessThan(24);
    },
  );

  test("what comes after the one that fails is had too", async () => {
    // A deployment that stops at the first failure.
    const { invoke } = answering(({ conferenceIDs }) => {
      const ids = conferenceIDs as string[];
      const stop = ids.indexOf("1002");
      return stop < 0
        ? { status: 0, inside: details(ids) }
        : { status: 379, inside: details(ids.slice(0, stop)) };
    });
    const found = await createReporting(invoke, size(50)).reportFinishedConferencesByID(range(5));
    expect(idsOf(found)).toEqual(["1001", "1003", "1004", "1005"]);
  });

  test("nothing at all is the failure, and a refusal is one whatever else was had", async () => {
    const none = answering(() => ({ status: 379 }));
    await expect(
      createReporting(none.invoke, size(2)).reportFinishedConferencesByID(range(3)),
    ).rejects.toMatchObject({ status: 379 });
    const refused = answering(({ conferenceIDs }) =>
      (conferenceIDs as string[]).includes("1003")
        ? { status: 1032, inside: details(["1003"]) }
        : { status: 0, inside: details(conferenceIDs as string[]) },
    );
    await expect(
      createReporting(refused.invoke, size(2)).reportFinishedConferencesByID(range(4)),
    ).rejects.toMatchObject({ status: 1032 });
  });
});

describe("finished conferences by date", () => {
  const from = new Date("2027-03-01T00:00:00Z");
  const to = new Date("2027-03-03T00:00:00Z");

  test.each([376, 377, 379, 1013])("what comes beside %i is kept, and asked for once", async (status) => {
    const { invoke, asked } = answering(() => ({ status, inside: details(["7", "8"]) }));
    const found = await createReporting(invoke, size(4)).reportFinishedConferencesByDate({ from, to });
    expect([idsOf(found), asked.length]).toEqual([["7", "8"], 1]);
    const leftOut: unknown[] = [];
    const { reportFinishedConferencesByDate } = createReporting(invoke, size(4));
    await reportFinishedConferencesByDate({ from, to }, {}, (period) => leftOut.push(period));
    expect(leftOut).toEqual([{ from, to }]);
  });

  test("of a minute that has more than an answer holds, what came is kept", async () => {
    const minute = { from, to: new Date(from.getTime() + 60_000) };
    const { invoke } = answering(() => ({ status: 1012, inside: details(["7"]) }));
    const { reportFinishedConferencesByDate } = createReporting(invoke, size(4));
    expect(idsOf(await reportFinishedConferencesByDate(minute))).toEqual(["7"]);
    // Bounds that the deployment chooses cannot be halved.
    expect(idsOf(await reportFinishedConferencesByDate({ from: null, to: null }))).toEqual(["7"]);
  });

  test("a week of which nothing can be had is told, and the others are there", async () => {
    const month = { from, to: new Date("2027-03-29T00:00:00Z") };
    const answer = ({ fromEndDate }: Record<string, unknown>) =>
      (fromEndDate as Date).getTime() === Date.parse("2027-03-08T00:00:00Z")
        ? { status: 379 }
        : { status: 0, inside: details([String((fromEndDate as Date).getUTCDate())]) };
    const { reportFinishedConferencesByDate } = createReporting(answering(answer).invoke, size(4));
    const leftOut: unknown[] = [];
    const found = await reportFinishedConferencesByDate(month, {}, (period) => leftOut.push(period));
    expect(idsOf(found)).toEqual(["1", "15", "22"]);
    expect(leftOut).toEqual([
      { from: new Date("2027-03-08T00:00:00Z"), to: new Date("2027-03-15T00:00:00Z") },
    ]);
    // Somebody who cannot be told gets a failure rather than a part.
    await expect(reportFinishedConferencesByDate(month)).rejects.toMatchObject({ status: 379 });
  });

  test("a code without anything beside it is a failure", async () => {
    const { invoke } = answering(() => ({ status: 379 }));
    await expect(
      createReporting(invoke, size(4)).reportFinishedConferencesByDate({ from, to }),
    ).rejects.toMatchObject({ status: 379 });
  });
});

test("a conference whose attendees could not be had is one without them", async () => {
  const { invoke } = answering(() => ({
    status: 377,
    inside: "<conferenceDetails><conferenceID>7</conferenceID><title>T</title></conferenceDetails>",
  }));
  const { reportFinishedConferenceDetails } = createReporting(invoke, size(4));
  expect(await reportFinishedConferenceDetails("7")).toMatchObject({ title: "T", attendees: null });
  const none = answering(() => ({ status: 377 }));
  await expect(
    createReporting(none.invoke, size(4)).reportFinishedConferenceDetails("7"),
  ).rejects.toMatchObject({ status: 377 });
});

test.each([377, 1013])("attendees that come beside %i are kept", async (status) => {
  const inside = "<attendees><item><name>Ann</name></item></attendees>";
  const { invoke } = answering(() => ({ status, inside }));
  expect(await createReporting(invoke, size(4)).reportAttendeeList("7")).toMatchObject([{ name: "Ann" }]);
});

test("presence that comes beside 1013 is kept, and the others are asked for again", async () => {
  const { invoke, asked } = answering(({ entityJIDs }) => {
    const jids = entityJIDs as string[];
    const known = jids.filter((jid) => !jid.startsWith("bad"));
    const list = known.map((jid) => `<item><userJID>${jid}</userJID></item>`).join("");
    return {
      status: known.length < jids.length ? 1013 : 0,
      inside: `<presentityStatusList>${list}</presentityStatusList>`,
    };
  });
  const found = await createPresence(invoke, size(3)).getBulkPresence(["a@x", "bad@x", "b@x", "c@x"]);
  expect([...found.keys()]).toEqual(["a@x", "b@x", "c@x"]);
  expect(asked.length).toBeLessThan(5);
});

describe("upcoming conferences", () => {
  const day = {
    fromStartDate: new Date("2027-03-01T00:00:00Z"),
    toStartDate: new Date("2027-03-02T00:00:00Z"),
  };
  const filter = { userID: null, ...day };
  const listed = (ids: readonly string[]) =>
    `<conferenceDetails>${ids.map((id) => `<item><conferenceID>${id}</conferenceID></item>`).join("")}</conferenceDetails>`;
  const open = (status: number) => {
    const { invoke } = answering(() => ({ status, inside: listed(["7"]) }));
    return createPreConference(invoke, "1", () => Date.parse("2027-03-01T00:00:00Z"));
  };

  test.each([376, 379, 1012, 1013])(
    "what comes beside %i is kept, and that it is a part is told",
    async (status) => {
      const leftOut: unknown[] = [];
      const found = await open(status).listUpcomingConferences(filter, (period) => leftOut.push(period));
      expect([idsOf(found), leftOut.length]).toEqual([["7"], 1]);
    },
  );

  test.each([376, 1012])("a part (%i) is no list for somebody who must have all", async (status) => {
    await expect(open(status).listUpcomingConferences(filter)).rejects.toMatchObject({ status });
  });
});

test.each(["", ` type="S:Array"`])(
  "presence without JIDs is by place, also behind somebody's that is null",
  async (type) => {
    const one = (words: string) =>
      `<item><allResources><item><show>online</show><status>${words}</status></item></allResources></item>`;
    const inside = `<presentityStatusList${type}><item nil="true"/>${one("Of b")}${one("Of c")}</presentityStatusList>`;
    const { invoke } = answering(() => ({ status: 0, inside }));
    const found = await createPresence(invoke, size(3)).getBulkPresence(["a@x", "b@x", "c@x"]);
    const words = [...found].map(([jid, { allResources }]) => [jid, allResources[0]?.status]);
    expect(words).toEqual([
      ["b@x", "Of b"],
      ["c@x", "Of c"],
    ]);
  },
);

test("a time that no calendar has is unknown, and can be told to the pane", async () => {
  const times = ["-999999999999999", "999999999999999", "253402300800000", "1800000000"];
  const inside = `<attendees>${times.map((time) => `<item><timeEntered>${time}</timeEntered></item>`).join("")}</attendees>`;
  const { invoke } = answering(() => ({ status: 0, inside }));
  const found = await createReporting(invoke, size(1)).reportAttendeeList("7");
  expect(found.map(({ timeEntered }) => timeEntered?.toISOString() ?? null)).toEqual([
    null,
    null,
    null,
    "2027-01-15T08:00:00.000Z",
  ]);
});
