import { CallError, SiteError } from "../../server/rtc/errors";
import type { FinishedConferenceDetails } from "../../server/rtc/services/reporting";
import type { Site } from "../../server/rtc/site";
import type { ErrorResponse } from "../../src/contract/errors";
import type { Report } from "../../src/contract/services";
import { createFakeSite, createTestRelay, newKey, request } from "../support/relay";

type Attendee = NonNullable<FinishedConferenceDetails["attendees"]>[number];

const attendee = (given: Partial<Attendee>): Attendee => ({
  name: null,
  emailAddress: null,
  timeEntered: null,
  timeExited: null,
  userID: null,
  guest: null,
  ...given,
});
const details: FinishedConferenceDetails = {
  conferenceId: "1000",
  title: "T",
  hostName: null,
  startTime: null,
  endTime: null,
  duration: 30,
  numAttendees: 1,
  rating: " 4 ",
  comments: "Fine & <b>good</b>\n",
  statusDetails: "GRACEFUL",
  attendees: [attendee({ userID: "bruno.keller", emailAddress: "b@example.com", name: "Bruno" })],
  playbackURLDetails: {
    playbackURL: "https://rtc.example.com/play",
    finishedFlag: true,
    recordedFlag: true,
    publishedFlag: true,
  },
};
const failed = () => Promise.reject(new SiteError("ERROR_RETRIEVING_ATTENDEE_LIST", 377));

/** A relay whose site has one finished conference, 1000, which is Alice's. */
async function open(given: Partial<FinishedConferenceDetails> = {}, site: Partial<Site> = {}) {
  const report = { ...details, ...given };
  const relay = await createTestRelay({
    ...createFakeSite().site,
    reportFinishedConferenceDetails: () => Promise.resolve(report),
    reportFinishedConferencesByDate: () => Promise.resolve([report]),
    ...site,
  });
  await relay.send("POST", "/api/conferences", { body: request, key: newKey() });
  const ask = async (userId: string, path = "/api/conferences/1000/report") => {
    const answer = await relay.send("GET", path, { token: await relay.tokenOf(userId) });
    return (await answer.json()) as Partial<Report & ErrorResponse & { conferences: Report[] }>;
  };
  return { ask };
}

test("rating and comments are for those who may see the report, as they are", async () => {
  const { ask } = await open();
  const wanted = { rating: "4", comments: "Fine & <b>good</b>" };
  expect(await ask("alice.adams")).toMatchObject(wanted);
  expect(await ask("bruno.keller")).toMatchObject({ ...wanted, attendees: null });
  expect((await ask("bruno.keller", "/api/finished-conferences")).conferences).toMatchObject([wanted]);
  const stranger = JSON.stringify([
    await ask("emeka.obi"),
    await ask("emeka.obi", "/api/finished-conferences"),
  ]);
  expect(stranger).toContain("NOT_FOUND");
  expect(stranger).not.toMatch(/Fine|"rating"/);
});

test("blank ones are none", async () => {
  const { ask } = await open({ rating: "", comments: " \n" });
  expect(await ask("alice.adams")).toMatchObject({ rating: null, comments: null });
});

describe("who attended", () => {
  test.each([
    ["by address alone", { emailAddress: " Dina.Haddad@EXAMPLE.com" }, true],
    ["by address, with a blank user ID", { emailAddress: "dina.haddad@example.com", userID: "" }, true],
    ["by user ID alone", { userID: "DINA.HADDAD" }, true],
    ["by user ID, with another address", { userID: "dina.haddad", emailAddress: "d@home.example" }, true],
    [
      "somebody else of the same address",
      { userID: "other", emailAddress: "dina.haddad@example.com" },
      false,
    ],
    [
      "another user's ID with an address that a guest typed",
      { userID: "other", guest: true, emailAddress: "dina.haddad@example.com" },
      false,
    ],
    ["somebody of the same name", { name: "Dina Haddad" }, false],
    ["somebody of a longer address", { emailAddress: "dina.haddad@example.com.evil.example" }, false],
    ["nobody that is known", {}, false],
  ])("%s", async (_, given, isFound) => {
    const { ask } = await open({ attendees: [attendee(given)] });
    const { error } = await ask("dina.haddad");
    expect(error?.code).toBe(isFound ? undefined : "NOT_FOUND");
    const { conferences } = await ask("dina.haddad", "/api/finished-conferences");
    expect(conferences).toHaveLength(isFound ? 1 : 0);
  });

  test("is shown to the owner by what there is: name, address, user ID", async () => {
    const attendees = [
      attendee({ name: " ", emailAddress: "x@example.com", userID: "x" }),
      attendee({ userID: "y" }),
      attendee({ name: "Zoe", emailAddress: "" }),
    ];
    const { ask } = await open({ attendees });
    expect((await ask("alice.adams")).attendees).toMatchObject([
      { name: "", address: "x@example.com" },
      { name: "y", address: null },
      { name: "Zoe", address: null },
    ]);
  });
});

describe("what the site fails to give is named, and the rest is there", () => {
  test("attendance that the report lacks is asked for by itself", async () => {
    const list = () => Promise.resolve([attendee({ userID: "bruno.keller", name: "Bruno" })]);
    const { ask } = await open({ attendees: null }, { reportAttendeeList: list });
    const report = await ask("alice.adams");
    expect(report).toMatchObject({ attendees: [{ name: "Bruno" }] });
    expect(report.missing).toBeUndefined();
    expect(await ask("bruno.keller")).toMatchObject({ title: "T", attendees: null });
  });

  test("attendance that cannot be had: the owner is told, and nobody else learns of the conference", async () => {
    const { ask } = await open({ attendees: null }, { reportAttendeeList: failed });
    expect(await ask("alice.adams")).toMatchObject({ title: "T", attendees: [], missing: ["attendees"] });
    expect((await ask("bruno.keller")).error?.code).toBe("NOT_FOUND");
  });

  test.each([
    ["a code", () => Promise.reject(new SiteError("UNEXPECTED_ERROR", 1090))],
    ["no answer", () => Promise.reject(new CallError("TIMEOUT", "unknown"))],
  ])("a recording: %s", async (_, getPlaybackURL) => {
    const { ask } = await open({ playbackURLDetails: null }, { getPlaybackURL });
    expect(await ask("alice.adams")).toMatchObject({
      title: "T",
      recordingUrl: null,
      missing: ["recording"],
    });
  });

  test("a site that is not provisioned for recordings has none", async () => {
    const getPlaybackURL = () => Promise.reject(new SiteError("POLICY_REFUSED", null));
    const { ask } = await open({ playbackURLDetails: null }, { getPlaybackURL });
    expect((await ask("alice.adams")).missing).toBeUndefined();
  });
});

test("379 is a conference that is not over only where the site lists it as upcoming", async () => {
  const reportFinishedConferenceDetails = () =>
    Promise.reject(new SiteError("ERROR_RETRIEVING_CONFERENCE_DETAILS", 379));
  const upcoming = await open({}, { reportFinishedConferenceDetails });
  expect((await upcoming.ask("alice.adams")).error?.code).toBe("NOT_FINISHED");
  const other = createFakeSite().site;
  const over = await open(
    {},
    {
      ...other,
      reportFinishedConferenceDetails,
      listUpcomingConferences: async (filter) =>
        (await other.listUpcomingConferences(filter)).map((listed) => ({ ...listed, conferenceId: "1001" })),
    },
  );
  expect((await over.ask("alice.adams")).error).toMatchObject({ code: "REPORT_FAILED", status: 379 });
  expect((await over.ask("bruno.keller")).error?.code).toBe("NOT_FOUND");
});
