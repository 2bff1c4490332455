import { conference, createDeployment } from "./deployment";

describe("conferences that have ended", () => {
  async function ended() {
    const deployment = createDeployment({ settings: { maxRequestSize: 3 } });
    const { conferenceId } = await deployment.site.scheduleConference(conference);
    deployment.pass(180);
    return { ...deployment, conferenceId };
  }

  test("their report has who came, when, and what came of it", async () => {
    const { site, conferenceId } = await ended();
    const details = await site.reportFinishedConferenceDetails(conferenceId, {
      includeAttendees: true,
      includePlaybackURLDetails: true,
    });
    expect(details).toMatchObject({
      conferenceId,
      title: "Quarterly review",
      hostName: "Alice Adams",
      startTime: conference.startDate,
      endTime: conference.endDate,
      duration: 60,
      statusDetails: "GRACEFUL",
    });
    expect(details.attendees?.[0]).toMatchObject({
      name: "Alice Adams",
      emailAddress: "alice.adams@example.com",
      userID: "alice.adams",
      guest: false,
      timeEntered: new Date("2027-03-01T09:58:00Z"),
    });
    expect(details.attendees).toHaveLength(details.numAttendees ?? 0);
    expect(details.playbackURLDetails?.finishedFlag).toBe(true);
    expect(await site.reportAttendeeList(conferenceId)).toEqual(details.attendees);
    const bare = await site.reportFinishedConferenceDetails(conferenceId);
    expect([bare.attendees, bare.playbackURLDetails]).toEqual([null, null]);
  });

  test("a recording is where getPlaybackURL says, and a conference under way has none", async () => {
    const { site, conferenceId, simulator, pass } = await ended();
    const playback = await site.getPlaybackURL(conferenceId, { includeConferenceKey: true });
    expect(playback).toMatchObject({ finishedFlag: true, recordedFlag: playback.playbackURL !== null });
    if (playback.playbackURL !== null)
      expect((await simulator.fetch(new Request(playback.playbackURL))).status).toBe(200);
    const later = await site.scheduleConference({
      ...conference,
      startDate: new Date("2027-03-01T12:00:00Z"),
      endDate: new Date("2027-03-01T13:00:00Z"),
    });
    pass(30);
    expect(await site.getPlaybackURL(later.conferenceId)).toEqual({
      playbackURL: null,
      finishedFlag: false,
      recordedFlag: false,
      publishedFlag: false,
    });
    await expect(site.reportFinishedConferenceDetails(later.conferenceId)).rejects.toMatchObject({
      code: "ERROR_RETRIEVING_CONFERENCE_DETAILS",
    });
  });

  test("many are asked for by ID in batches that the deployment takes, whatever it says of its limits", async () => {
    const deployment = createDeployment({ settings: { maxRequestSize: 3, maxResponseSize: 2 } });
    const ids: string[] = [];
    for (let count = 0; count < 10; count += 1)
      ids.push((await deployment.site.scheduleConference(conference)).conferenceId);
    deployment.pass(180);
    const found = await deployment.site.reportFinishedConferencesByID([...ids, "00000000"]);
    expect(found.map(({ conferenceId }) => conferenceId).sort()).toEqual(ids);
  });

  test("a year by date comes in windows, none twice, and a window with too many is halved", async () => {
    const deployment = createDeployment({ settings: { maxResponseSize: 2 } });
    const ids = new Set<string>();
    for (let hour = 0; hour < 8; hour += 1) {
      const startDate = new Date(conference.startDate.getTime() + hour * 3600_000);
      const endDate = new Date(startDate.getTime() + 1800_000);
      ids.add((await deployment.site.scheduleConference({ ...conference, startDate, endDate })).conferenceId);
    }
    deployment.pass(60 * 24);
    const found = await deployment.site.reportFinishedConferencesByDate({
      from: new Date("2026-03-02T00:00:00Z"),
      to: new Date("2027-03-02T00:00:00Z"),
    });
    expect(found).toHaveLength(8);
    expect(new Set(found.map(({ conferenceId }) => conferenceId))).toEqual(ids);
  });

  test("bounds that are left to the deployment are all that has ended", async () => {
    const { site, conferenceId, sent } = await ended();
    const found = await site.reportFinishedConferencesByDate({ from: null, to: null });
    expect(found.map((details) => details.conferenceId)).toEqual([conferenceId]);
    expect(sent.at(-1)).toMatch(/<fromEndDate [^>]*xsi:nil="true"\/><toEndDate [^>]*xsi:nil="true"\/>/);
  });

  test("an answer larger than the client takes is asked for in smaller windows", async () => {
    const { client, site, pass } = createDeployment();
    for (let hour = 0; hour < 6; hour += 1) {
      const startDate = new Date(conference.startDate.getTime() + hour * 3600_000);
      await site.scheduleConference({
        ...conference,
        startDate,
        endDate: new Date(startDate.getTime() + 1800_000),
      });
    }
    pass(60 * 24);
    const narrow = client({ maxResponseBytes: 6000 });
    const bounds = { from: new Date("2027-03-01T00:00:00Z"), to: new Date("2027-03-02T00:00:00Z") };
    expect(await narrow.reportFinishedConferencesByDate(bounds)).toHaveLength(6);
    // Where no smaller question can be asked, it is an error.
    await expect(client({ maxResponseBytes: 300 }).reportAttendeeList("1")).rejects.toMatchObject({
      code: "TOO_LARGE",
    });
  });

  test.each([
    ["reportAttendeeList", 377],
    ["reportFinishedConferenceDetails", 3],
    ["getPlaybackURL", 3],
  ] as const)("%s of an unknown conference is %i", async (operation, status) => {
    const { site } = createDeployment();
    await expect(site[operation]("99999999")).rejects.toMatchObject({ status });
  });

  test("every code of the reports' tables is an error of its own", async () => {
    const { simulator, site } = createDeployment();
    for (const [status, code] of [
      [2, "MEETING_ID_IS_NULL"],
      [3, "INVALID_MEETING_ID"],
      [4, "INVALID_SITE_ID"],
      [376, "ERROR_RETRIEVING_CONFERENCE_LIST"],
      [377, "ERROR_RETRIEVING_ATTENDEE_LIST"],
      [379, "ERROR_RETRIEVING_CONFERENCE_DETAILS"],
      [1010, "SERVICE_INPUT_ERROR"],
      [1090, "UNEXPECTED_ERROR"],
      [4711, "UNKNOWN_STATUS"],
    ] as const) {
      simulator.set({ fault: { kind: "status", status, operation: "reportFinishedConferenceDetails" } });
      await expect(site.reportFinishedConferenceDetails("1")).rejects.toMatchObject({ status, code });
    }
  });
});
