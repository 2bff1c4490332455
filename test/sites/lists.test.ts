import { createTestRelay, relaySite, request } from "../support/relay";
import type { RelaySite } from "../../server/sites/servedSite";
import { SiteError } from "../../server/rtc/errors";
import type { Site } from "../../server/rtc/site";
import { open, schedule, code } from "./siteWorld";

describe("upcoming and finished conferences", () => {
  test("upcoming ones are those that the caller hosts or is invited to", async () => {
    const world = await open();
    const id = await schedule(world);
    const listed = {
      id,
      title: "Quarterly review",
      hostName: "Alice Adams",
      start: request.appointment.start,
      end: request.appointment.end,
      state: "notStarted",
      joinUrl: expect.stringContaining(`/imtapp/app/conference/${id}/`) as string,
    };
    const path = "/api/upcoming-conferences";
    expect((await world.json("GET", path)).body).toEqual({ conferences: [{ ...listed, isOwned: true }] });
    const bruno = { token: await world.tokenOf("bruno.keller") };
    expect((await world.json("GET", path, bruno)).body).toEqual({
      conferences: [{ ...listed, isOwned: false }],
    });
    const stranger = { token: await world.tokenOf("emeka.obi") };
    expect((await world.json("GET", path, stranger)).body).toEqual({ conferences: [] });
    expect((await world.json("GET", `${path}?from=2028-01-01T00:00:00Z`)).body).toEqual({ conferences: [] });
    expect(code(await world.json("GET", `${path}?from=tomorrow`))).toBe("BAD_REQUEST");
  });

  test("a finished one is whole for its owner, less for who was there, nothing for others", async () => {
    const world = await open();
    const id = await schedule(world);
    world.pass(48 * 60);
    const report = (await world.json("GET", `/api/conferences/${id}/report`)).body as Record<string, unknown>;
    expect(report).toMatchObject({
      id,
      title: "Quarterly review",
      minutes: 30,
      ending: "graceful",
      isOwned: true,
      start: request.appointment.start,
    });
    const attendees = report.attendees as { name: string; address: string }[];
    expect(attendees[0]).toMatchObject({
      name: "Alice Adams",
      address: "alice.adams@example.com",
      entered: "2027-03-02T13:58:00.000Z",
      isGuest: false,
    });
    expect(report.attendeeCount).toBe(attendees.length);
    const came = attendees.find(({ address }) => address !== "alice.adams@example.com")!;
    const visitor = { token: await world.tokenOf(came.address.replace("@example.com", "")) };
    const seen = await world.json("GET", `/api/conferences/${id}/report`, visitor);
    expect(seen.body).toMatchObject({ id, isOwned: false, attendees: null });
    expect((await world.json("GET", "/api/finished-conferences", visitor)).body).toMatchObject({
      conferences: [{ id, isOwned: false }],
    });
    expect((await world.json("GET", "/api/finished-conferences")).body).toMatchObject({
      conferences: [{ id, isOwned: true }],
    });
    const stranger = { token: await world.tokenOf("george.papadopoulos") };
    expect((await world.json("GET", "/api/finished-conferences", stranger)).body).toEqual({
      conferences: [],
    });
    // Somebody else's and none at all look the same.
    for (const path of [`/api/conferences/${id}/report`, "/api/conferences/99999999/report"])
      expect(code(await world.json("GET", path, stranger))).toBe("NOT_FOUND");
  });

  test("there is no report before the end", async () => {
    const world = await open();
    const id = await schedule(world);
    expect(code(await world.json("GET", `/api/conferences/${id}/report`))).toBe("NOT_FINISHED");
    const other = { token: await world.tokenOf("bruno.keller") };
    expect(code(await world.json("GET", `/api/conferences/${id}/report`, other))).toBe("NOT_FOUND");
  });

  test.each([
    "?from=2027-03-02T00:00:00Z&to=2027-03-01T00:00:00Z",
    "?from=2020-01-01T00:00:00Z",
    "?to=never",
  ])("a period like %s is refused", async (query) => {
    expect(code(await (await open()).json("GET", `/api/finished-conferences${query}`))).toBe("BAD_REQUEST");
  });

  describe("the recording", () => {
    const seen = {
      conferenceId: "1",
      title: "T",
      hostName: null,
      startTime: null,
      endTime: null,
      duration: 30,
      numAttendees: 1,
      rating: null,
      comments: null,
      statusDetails: "GRACEFUL",
      attendees: [
        {
          name: "Alice",
          emailAddress: null,
          timeEntered: null,
          timeExited: null,
          userID: "Alice.Adams",
          guest: false,
        },
      ],
      playbackURLDetails: null,
    };
    const playback = {
      playbackURL: "https://rtc.example.com/play",
      finishedFlag: true,
      recordedFlag: true,
      publishedFlag: true,
    };
    const ask = async (site: Partial<Site>, overrides: Partial<RelaySite> = {}) => {
      const reporting = { reportFinishedConferenceDetails: () => Promise.resolve(seen), ...site };
      const { send } = await createTestRelay(reporting, { sites: [relaySite(reporting, overrides)] });
      return (await (await send("GET", "/api/conferences/1/report")).json()) as {
        recordingUrl: string | null;
      };
    };

    test("is asked for where the report leaves it out", async () => {
      const { recordingUrl } = await ask({ getPlaybackURL: () => Promise.resolve(playback) });
      expect(recordingUrl).toBe("https://rtc.example.com/play");
    });

    test("that is not published is not for who only attended", async () => {
      const { recordingUrl } = await ask({
        getPlaybackURL: () => Promise.resolve({ ...playback, publishedFlag: false }),
      });
      expect(recordingUrl).toBeNull();
    });

    test("that cannot be had leaves the report as it is", async () => {
      const refused = () => Promise.reject(new SiteError("POLICY_REFUSED", null));
      expect(await ask({ getPlaybackURL: refused })).toMatchObject({ title: "T", recordingUrl: null });
    });

    test("is not asked for where recordings are switched off", async () => {
      const asked: unknown[] = [];
      const services = { presence: true, reports: true, recordings: false, instantConferences: true };
      const { recordingUrl } = await ask(
        {
          reportFinishedConferenceDetails: (_, options) => {
            asked.push(options?.includePlaybackURLDetails);
            return Promise.resolve(seen);
          },
        },
        { services },
      );
      expect([recordingUrl, asked]).toEqual([null, [false]]);
    });
  });

  test("a recording's link to a host that may not be handed out is left out", async () => {
    const details = {
      conferenceId: "1",
      title: "T",
      hostName: "Somebody",
      startTime: null,
      endTime: null,
      duration: null,
      numAttendees: null,
      rating: null,
      comments: null,
      statusDetails: "BLOWN_UP",
      attendees: [
        {
          name: null,
          emailAddress: null,
          timeEntered: null,
          timeExited: null,
          userID: "alice.adams",
          guest: null,
        },
      ],
      playbackURLDetails: {
        playbackURL: "https://evil.example.net/play",
        finishedFlag: true,
        recordedFlag: true,
        publishedFlag: true,
      },
    };
    const { send } = await createTestRelay({
      reportFinishedConferencesByDate: () => Promise.resolve([details]),
    });
    expect(await (await send("GET", "/api/finished-conferences")).json()).toMatchObject({
      conferences: [{ id: "1", ending: "unknown", recordingUrl: null, isOwned: false }],
    });
  });
});
