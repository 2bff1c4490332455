import { autoUpdate } from "../../../src/commands/events/autoUpdate";
import { defaultOptions } from "../../../src/conference/model/options";
import { scheduledSnapshotOf } from "../../../src/conference/model/scheduledSnapshot";
import type { ConferenceRequest as ContractRequest } from "../../../src/contract/conference";
import { withDates, type ConferenceRequest } from "../../../src/relay/dates";
import { createOfficeCallQueue } from "../../../src/outlook/platform/officeCallQueue";
import { installFakeOffice } from "../../outlook/fakeOffice";
import { conferenceOf, invitationTo } from "../../conference/fakes";

const hour = 3_600_000;
const start = new Date(Date.now() + 24 * hour);

const scheduled: ConferenceRequest = {
  appointment: {
    title: "Quarterly review",
    start,
    end: new Date(start.getTime() + hour),
    attendees: [],
  },
  options: defaultOptions,
};

/** An appointment that was moved by an hour, and a relay whose site says how conferences follow. */
function open(updatePolicy: "auto" | "ask", change: object = {}) {
  const { values } = installFakeOffice(
    {
      ...{ subject: "Quarterly review", location: "", recurrence: null, required: [], optional: [] },
      start: new Date(start.getTime() + hour),
      end: new Date(start.getTime() + 2 * hour),
      organizer: { displayName: "Alice Adams", emailAddress: "alice.adams@example.com" },
      ...{ body: "<p>Agenda</p>", bodyType: "html" },
      properties: {
        webConference: JSON.stringify({
          key: "k",
          conferenceId: "42",
          scheduledSnapshot: scheduledSnapshotOf(scheduled, 366),
        }),
      },
      ...change,
    },
    ["1.7", "1.10"],
  );
  const prompts: unknown[] = [];
  const { Office } = globalThis as unknown as { Office: { auth: object } };
  Office.auth = {
    getAccessToken: (options: unknown) => {
      prompts.push(options);
      return Promise.resolve("token");
    },
  };
  Object.assign(globalThis, { window: { location: { origin: "https://addin.example.com" } } });
  let conference = { ...conferenceOf(scheduled), claim: "written" as const };
  const asked: string[] = [];
  const services = {
    presence: false,
    reports: false,
    recordings: false,
    instantConferences: false,
    liveHelp: false,
  };
  const site = {
    ...{ site: "Sales", schedulingEnabled: true, conferenceKeyRequired: false, guestAccessEnabled: true },
    ...{ earlyJoinMinutes: 5, updatePolicy, seriesDays: 366, linkHosts: [], actingFor: null, services },
    ...{ adminEmail: null, clients: [] },
  };
  jest.spyOn(globalThis, "fetch").mockImplementation((input, init) => {
    const { pathname } = new URL(input as string);
    const { method = "GET", body } = init ?? {};
    asked.push(`${method} ${pathname}`);
    if (method === "PUT" && pathname.endsWith("/42")) {
      const wanted = withDates(JSON.parse(body as string) as ContractRequest);
      conference = { ...conference, version: conference.version + 1, scheduled: wanted };
    }
    return Promise.resolve(Response.json(pathname.endsWith("configuration") ? site : conference));
  });
  return { values, prompts, asked, conference: () => conference };
}

test("a conference follows its appointment, without a window that nobody asked for, and says so", async () => {
  const { values, prompts, conference } = open("auto");
  expect(await autoUpdate({ language: "en-US" }, createOfficeCallQueue())).toBe(true);
  expect(conference().scheduled.appointment.start).toEqual(new Date(start.getTime() + hour));
  expect(values.notification).toMatchObject({
    message: "Web conference is up to date.",
  });
  expect(prompts).toEqual([{ allowSignInPrompt: false, allowConsentPrompt: false }]);
});

test("a conference that only the text names is not updated, and not claimed", async () => {
  const { asked, conference } = open("auto", { properties: {}, body: invitationTo("42") });
  expect(await autoUpdate({ language: "en-US" }, createOfficeCallQueue())).toBe(false);
  expect(asked).toContain("GET /api/conferences/42");
  expect(asked.filter((call) => !call.startsWith("GET"))).toEqual([]);
  expect(conference().version).toBe(1);
});

test("a site that has thought better of it is obeyed at once", async () => {
  const { asked, conference } = open("ask");
  expect(await autoUpdate({ language: "en-US" }, createOfficeCallQueue())).toBe(false);
  expect(asked).toEqual(["GET /api/configuration"]);
  expect(conference().version).toBe(1);
});
