import { createAuthentication } from "../../../server/rtc/services/authentication";
import { createConfiguration } from "../../../server/rtc/services/configuration";
import { decodeAnswer } from "../../../server/rtc/soap/decode";
import { createReporting } from "../../../server/rtc/services/reporting";
import type { Invoke } from "../../../server/rtc/calls/session";

const envelope = (inside: string) =>
  `<E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><E:Body><r>${inside}</r></E:Body></E:Envelope>`;
/** A service that gives this one answer. */
const answering =
  (inside: string): Invoke =>
  async (_, __, read) =>
    read(decodeAnswer(envelope(`<return><statusCode>0</statusCode>${inside}</return>`), "r"));
const properties = (entries: Record<string, string>) =>
  `<properties>${Object.entries(entries)
    .map(([name, value]) => `<item><name>${name}</name><value>${value}</value></item>`)
    .join("")}</properties>`;

describe("the configuration", () => {
  test.each([
    ["rtc.application.conference_key_required", "conferenceKeyRequired"],
    ["rtc.application.conferencekeyrequired", "conferenceKeyRequired"],
    ["RTC.Application.auth_presence_enabled", "presenceEnabled"],
    ["rtc.application.presenceenabled", "presenceEnabled"],
    ["rtc.application.scheduling_access_enabled", "schedulingEnabled"],
    ["rtc.application.schedulingenabled", "schedulingEnabled"],
  ] as const)("%s is understood where a deployment has that spelling only", async (name, key) => {
    const directory = await createConfiguration(answering(properties({ [name]: "Yes" }))).getDirectory();
    expect(directory[key]).toBe(true);
  });

  test.each(["rtc.clients.addin.win32.version", "rtc.clients.win32.addin.version"])(
    "%s is the add-in's",
    async (name) => {
      const { addIn } = await createConfiguration(answering(properties({ [name]: "1.2" }))).getDirectory();
      expect(addIn.version).toBe("1.2");
    },
  );

  test.each([
    ["true", true],
    ["N", false],
    ["0", false],
    ["maybe", null],
    ["", null],
  ])("the flag %j is %s", async (value, flag) => {
    const entries = properties({ "rtc.application.guest_user_access_enabled": value });
    expect((await createConfiguration(answering(entries)).getDirectory()).guestAccessEnabled).toBe(flag);
  });

  test.each([
    ["100", 100],
    ["0", 0],
    ["many", null],
    ["-1", null],
  ])("the size %j is %s", async (value, size) => {
    const entries = properties({ "rtc.application.max_request_size": value });
    expect((await createConfiguration(answering(entries)).getDirectory()).maxRequestSize).toBe(size);
  });

  test.each([
    ["1803996000000", "2027-03-02T14:00:00.000Z"],
    ["2027-03-02T14:00:00.000Z", "2027-03-02T14:00:00.000Z"],
    ["Tue Mar 02 14:00:00 GMT 2027", "2027-03-02T14:00:00.000Z"],
    ["later", undefined],
  ])("the server's time %j is %s", async (value, time) => {
    const entries = properties({ "rtc.application.current_server_time": value });
    const { currentServerTime } = await createConfiguration(answering(entries)).getDirectory();
    expect(currentServerTime?.toISOString()).toBe(time);
  });
});

test.each([
  ["1803996000000", "2027-03-02T14:00:00.000Z"],
  ["1803996000", "2027-03-02T14:00:00.000Z"],
  ["0", undefined],
  ["", undefined],
])("an attendee's time %j, whose unit the guide does not name, is %s", async (value, time) => {
  const attendees = `<attendees><item><timeEntered>${value}</timeEntered><name>A</name></item></attendees>`;
  const reporting = createReporting(answering(attendees), () => Promise.resolve(50));
  const [attendee] = await reporting.reportAttendeeList("1");
  expect(attendee?.timeEntered?.toISOString()).toBe(time);
});

describe("a token's status", () => {
  const token = (attributes: Record<string, string>) =>
    `<token>t</token><tokenAttributes>${Object.entries(attributes)
      .map(([name, value]) => `<item><name>${name}</name><value>${value}</value></item>`)
      .join("")}</tokenAttributes>`;
  const ask = (inside: string | null) =>
    createAuthentication({
      call: async (operation, _, read) =>
        read(inside === null ? null : decodeAnswer(envelope(`<return>${inside}</return>`), operation)),
    }).getTokenStatus("1", "t", Date.UTC(2027, 2, 2));

  test.each([
    [
      "a status that says so",
      token({ TOKENID: "1", TOKEN_STATUS: "VALID", EXPIRY_TIME: "1000000000000" }),
      true,
    ],
    ["a status that says otherwise", token({ Status: "expired", EXPIRY_TIME: "9999999999999" }), false],
    ["an expiry to come", token({ expiry_time: "1900000000000" }), true],
    ["an expiry that is past", token({ EXPIRY_TIME: "1000000000000" }), false],
    ["neither", token({}), false],
    ["an empty token", "<token></token>", false],
    ["null", null, false],
  ])("%s", async (_, inside, isValid) => {
    expect(await ask(inside)).toBe(isValid);
  });
});

test("several tokens are asked for by the session token, and by the credential where a deployment wants that", async () => {
  const sent: unknown[] = [];
  const { requestMultipleTokens } = createAuthentication({
    call: async (operation, [, secret], read) => {
      sent.push(secret);
      const tokens =
        secret === "password" ? "<item><token>t1</token></item><item><token>t2</token></item>" : "";
      const answer = envelope(`<return arrayType="x[2]">${tokens}</return>`);
      return read(tokens === "" ? null : decodeAnswer(answer, operation));
    },
  });
  const entity = { type: "SITE", id: "1", credential: "password" } as const;
  const tokens = await requestMultipleTokens(entity, "session", { tokenPolicy: "PRESENCE" }, [[], []]);
  expect(tokens.map(({ token }) => token)).toEqual(["t1", "t2"]);
  expect(sent).toEqual(["session", "password"]);
});
