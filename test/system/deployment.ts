import { people, supportGroup } from "../../server/config/people";
import { createSite, type Site, type SiteOptions } from "../../server/rtc/site";
import { DroppedConnection } from "../../server/simulator/soap/endpoints";
import { createSimulator, type SimulatorOptions } from "../../server/simulator/simulator";

export const url = "http://localhost:3001";
export const credentials = { siteId: "12345", siteAuthToken: "MSJSJASDJJASDJASDASD=" };

/** A simulated deployment with a clock of its own, and clients of it, in one process and without a port. */
export function createDeployment(options: Partial<SimulatorOptions> = {}) {
  let now = Date.parse("2027-03-01T09:00:00Z");
  const simulator = createSimulator({
    url,
    ...credentials,
    people,
    groups: [supportGroup],
    now: () => now,
    sleep: () => Promise.resolve(),
    ...options,
  });
  const sent: string[] = [];
  const client = (more: Partial<SiteOptions> = {}): Site =>
    createSite({
      url,
      ...credentials,
      now: () => now,
      sleep: () => Promise.resolve(),
      send: async (request) => {
        if (request.method === "POST") sent.push(await request.clone().text());
        try {
          return await simulator.fetch(request);
        } catch (failure) {
          if (failure instanceof DroppedConnection) throw new TypeError("fetch failed", { cause: failure });
          throw failure;
        }
      },
      ...more,
    });
  return {
    simulator,
    site: client(),
    client,
    sent,
    now: () => now,
    /** Lets time pass. */
    pass: (minutes: number) => {
      now += minutes * 60_000;
    },
    /** Sets somebody's presence, with words of their own. */
    choose: (userId: string, show: string, text = "") =>
      simulator.fetch(
        new Request(`${url}/control`, {
          method: "POST",
          body: new URLSearchParams({ do: "presence", userId, show, text }),
        }),
      ),
  };
}

const person = (userid: string) => {
  const known = people.find(({ userId }) => userId === userid)!;
  return {
    firstName: known.firstName,
    lastName: known.lastName,
    emailAddr: known.address,
    userguid: null,
    userid,
  };
};

/** A conference of Alice's with Bruno, Wei and a guest, in an hour from 9 o'clock. */
export const conference = {
  title: "Quarterly review",
  description: null,
  startDate: new Date("2027-03-01T10:00:00Z"),
  endDate: new Date("2027-03-01T11:00:00Z"),
  organizer: person("alice.adams"),
  attendees: [
    person("bruno.keller"),
    person("chen.wei"),
    { firstName: "Greta", lastName: "Guest", emailAddr: "greta@example.org", userguid: null, userid: null },
  ],
  registeredUserOnly: false,
  publiclyListed: false,
  hostInvitedOnly: false,
  enrollmentRequired: false,
  dialinInfo: null,
  conferenceKey: null,
  publishAttendees: false,
  sendEmailNotification: false,
};
