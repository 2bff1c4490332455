import { people } from "../../server/config/people";
import { createSimulator, type SimulatorOptions } from "../../server/simulator/simulator";

const now = Date.parse("2027-03-01T09:00:00Z");
const url = "http://localhost:3001";

function open(settings: SimulatorOptions["settings"] = {}) {
  const clock = { now };
  const simulator = createSimulator({
    url,
    siteId: "12345",
    siteAuthToken: "secret",
    people,
    now: () => clock.now,
    settings,
  });
  const send = async (service: string, operation: string, parts: string, soapAction = "") => {
    const response = await simulator.fetch(
      new Request(`${url}/imtapp/ws/${service}`, {
        method: "POST",
        headers: { "Content-Type": "text/xml", SOAPAction: `"${soapAction}"` },
        body:
          `<E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:t="http://oracle.imt.service.ei/${service}EI.xsd">` +
          `<E:Body><m:${operation} xmlns:m="${service}EI">${parts}</m:${operation}></E:Body></E:Envelope>`,
      }),
    );
    return { status: response.status, body: await response.text() };
  };
  const session = async (id = "12345", credential = "secret", type = "SITE") => {
    const { body } = await send(
      "AuthenticationService",
      "createSession",
      text(0, id) + text(1, credential) + text(2, type),
    );
    return unescape(/<token [^>]*>([^<]*)</.exec(body)?.[1] ?? "");
  };
  const token = async (policy = "PRECONFERENCE", own?: string) => {
    const properties = `<param2 xsi:type="t:oracle_imt_service_data_TokenProperties"><tokenPolicy xsi:type="xsd:string">${policy}</tokenPolicy></param2>`;
    const nil = `<param3 xsi:type="t:oracle_imt_service_data_PolicyObject" xsi:nil="true"/>`;
    const parts = text(0, "12345") + text(1, own ?? (await session())) + properties + nil;
    const { body } = await send("AuthenticationService", "requestToken", parts);
    return unescape(/<token [^>]*>([^<]*)</.exec(body)?.[1] ?? "");
  };
  return { simulator, clock, send, session, token };
}
const escape = (value: string) => value.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const unescape = (value: string) =>
  value.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&#39;/g, "'").replace(/&amp;/g, "&");
const text = (index: number, value: string) =>
  `<param${index} xsi:type="xsd:string">${escape(value)}</param${index}>`;
const field = (name: string, value: string, type = "string") =>
  `<${name} xsi:type="xsd:${type}">${escape(value)}</${name}>`;
const statusOf = (body: string) => Number(/<statusCode[^>]*>(\d+)</.exec(body)?.[1]);

const deleteRequest = (token: string, id = "1", more = "") =>
  `<param0 xsi:type="t:oracle_imt_service_data_DeleteConferenceRequest">${field("entityID", "12345")}${field("entityToken", token)}${field("conferenceID", id)}${more}</param0>`;

const organizer = `<organizer xsi:type="t:oracle_imt_service_data_ParticipantData">${field("userid", "alice.adams")}</organizer>`;
const schedule = (token: string, fields: string, entity = "12345") =>
  `<param0 xsi:type="t:oracle_imt_service_data_ScheduleRequest">${field("entityID", entity)}${field("entityToken", token)}<scheduleOptions xsi:type="t:oracle_imt_service_data_ScheduleOptions">${fields}</scheduleOptions></param0>`;
const times =
  field("startDate", "2027-03-02T14:00:00Z", "dateTime") +
  field("endDate", "2027-03-02T15:00:00Z", "dateTime");
const open4All =
  field("registeredUserOnly", "false", "boolean") + field("hostInvitedOnly", "false", "boolean");

describe("it is as strict as the stack that it stands for", () => {
  test.each([
    [
      "an untyped part",
      `<param0>12345</param0>${text(1, "x")}${text(2, "SITE")}`,
      "No Deserializer found to deserialize a ':param0'",
    ],
    [
      "a part of another type",
      `<param0 xsi:type="xsd:int">1</param0>${text(1, "x")}${text(2, "SITE")}`,
      "No Deserializer found",
    ],
    [
      "a part of another name",
      `<id xsi:type="xsd:string">12345</id>${text(1, "x")}${text(2, "SITE")}`,
      "unknown part 'id'",
    ],
    ["a part too few", text(0, "12345") + text(1, "x"), "no signature match"],
  ])("%s is a Fault", async (_, parts, fault) => {
    const { status, body } = await open().send("AuthenticationService", "createSession", parts);
    expect(status).toBe(500);
    expect(unescape(body)).toContain(fault);
  });

  test("an accessor that the bean does not have is a Fault in Apache SOAP's words", async () => {
    const { body } = await open().send(
      "PreConferenceService",
      "deleteConference",
      deleteRequest("t", "1", field("conferenceId", "1")),
    );
    expect(unescape(body)).toContain(
      "Unable to retrieve PropertyDescriptor for property 'conferenceId' of class",
    );
  });

  test("another operation, namespace or SOAPAction is a Fault, and so is what is no XML", async () => {
    const { send, simulator } = open();
    expect((await send("AuthenticationService", "dance", "")).body).toContain("not supported");
    expect((await send("AuthenticationService", "createSession", "", "other")).body).toContain("SOAPAction");
    simulator.set({ profile: { bodyNamespace: "urn" } });
    expect((await send("AuthenticationService", "createSession", "")).body).toContain("unknown");
    const post = (body: string) =>
      simulator.fetch(new Request(`${url}/imtapp/ws/AuthenticationService`, { method: "POST", body }));
    for (const body of ["", "<a", "<!DOCTYPE a><a/>", "<a/>"]) expect((await post(body)).status).toBe(500);
  });
});

describe("arrays", () => {
  const bulk = (token: string, size: string, items: string) =>
    `<param0 xsi:type="t:oracle_imt_service_data_BulkPresenceRequest">${field("entityID", "12345")}${field("entityToken", token)}` +
    `<entityJIDs xmlns:c="http://schemas.xmlsoap.org/soap/encoding/" xsi:type="c:Array" c:arrayType="xsd:string[${size}]">${items}</entityJIDs></param0>`;
  const item = `<item xsi:type="xsd:string">a@example.org</item>`;

  test.each([
    ["more items than it says", "1", item + item],
    ["fewer items than it says", "3", item],
  ])("one with %s is a Fault", async (_, size, items) => {
    const { send, token } = open();
    const { status, body } = await send(
      "PresenceService",
      "getBulkPresence",
      bulk(await token("PRESENCE"), size, items),
    );
    expect([status, unescape(body)]).toEqual([500, expect.stringContaining(`array of ${size} has`)]);
  });

  test.each(["2", ""])("one of two with the size %j is read", async (size) => {
    const { send, token } = open();
    const { body } = await send(
      "PresenceService",
      "getBulkPresence",
      bulk(await token("PRESENCE"), size, item + item),
    );
    expect(statusOf(body)).toBe(0);
  });

  test("resources that are not parallel to the JIDs are 1010", async () => {
    const { send, token } = open();
    const resources = `<resources xmlns:c="http://schemas.xmlsoap.org/soap/encoding/" xsi:type="c:Array" c:arrayType="xsd:string[1]">${item}</resources>`;
    const request = bulk(await token("PRESENCE"), "2", item + item).replace(
      "</param0>",
      `${resources}</param0>`,
    );
    expect(statusOf((await send("PresenceService", "getBulkPresence", request)).body)).toBe(1010);
  });
});

describe("tokens", () => {
  test("one of another policy, of another site, one that was ended and none at all are refused with 1032", async () => {
    const { send, token } = open();
    const good = await token();
    const ended = await token();
    await send("AuthenticationService", "endSession", text(0, "12345") + text(1, ended));
    const status = async (request: string) =>
      statusOf((await send("PreConferenceService", "deleteConference", request)).body);
    expect(await status(deleteRequest(good))).toBe(3);
    expect(await status(deleteRequest(await token("REPORTING")))).toBe(1032);
    expect(await status(deleteRequest(ended))).toBe(1032);
    expect(await status(deleteRequest(""))).toBe(1032);
    expect(await status(deleteRequest(good).replace("12345", "alice.adams"))).toBe(1032);
    expect(await status(deleteRequest(good).replace("12345", "777"))).toBe(4);
  });

  test("wrong credentials get none", async () => {
    const { session } = open();
    expect(await session()).not.toBe("");
    expect(await session("12345", "wrong")).toBe("");
    expect(await session("99999")).toBe("");
    expect(await session("alice.adams", "welcome1", "USER")).not.toBe("");
    expect(await session("alice.adams", "wrong", "USER")).toBe("");
  });

  test("a token expires, dies with its session, and is good for its policy only", async () => {
    const { send, clock, session, token } = open({ tokenLifeSeconds: 60 });
    const remove = async (with_: string) =>
      statusOf((await send("PreConferenceService", "deleteConference", deleteRequest(with_))).body);
    const own = await session();
    const good = await token("PRECONFERENCE", own);
    expect(await remove(good)).toBe(3);
    expect(await remove(await token("PRESENCE"))).toBe(1032);
    expect(await remove(await token("PRESENCE::PRECONFERENCE"))).toBe(3);
    expect(await remove("invented")).toBe(1032);
    await send("AuthenticationService", "endSession", text(0, "12345") + text(1, own));
    expect(await remove(good)).toBe(1032);
    const late = await token();
    clock.now += 60_000;
    expect(await remove(late)).toBe(1032);
  });

  test("several at once, for credentials, and their status", async () => {
    const { send, session } = open();
    const own = await session();
    const properties = (index: number) =>
      `<param${index} xsi:type="t:oracle_imt_service_data_TokenProperties"><tokenPolicy xsi:type="xsd:string">presence</tokenPolicy></param${index}>`;
    const policy = `<item xsi:type="t:oracle_imt_service_data_PolicyObject"/>`;
    const many = await send(
      "AuthenticationService",
      "requestMultipleTokens",
      `${text(0, "12345")}${text(1, own)}${properties(2)}<param3 xmlns:e="http://schemas.xmlsoap.org/soap/encoding/" xsi:type="e:Array" e:arrayType="t:oracle_imt_service_data_PolicyObject[2]">${policy}${policy}</param3>`,
    );
    expect(many.body.match(/<token /g)).toHaveLength(2);
    const credentials = `<param0 xsi:type="t:oracle_imt_service_data_CredentialObject">${field("credentialType", "PASSWORD")}${field("entityType", "SITE")}${field("entityCredential", "secret")}${field("entityID", "12345")}</param0>`;
    const one = await send(
      "AuthenticationService",
      "requestTokenForCredentials",
      `${credentials}${properties(1)}<param2 xsi:type="t:oracle_imt_service_data_PolicyObject" xsi:nil="true"/>`,
    );
    expect(one.body).toContain("EXPIRY_TIME");
    const status = await send("AuthenticationService", "getTokenStatus", text(0, "12345") + text(1, own));
    expect(status.body).toContain(escape(own));
    expect(
      (await send("AuthenticationService", "getTokenStatus", text(0, "12345") + text(1, "x"))).status,
    ).toBe(500);
  });
});

describe("the rules of scheduling that no well-behaved client runs into", () => {
  test.each([
    ["no start", field("title", "T") + organizer, 351],
    ["no end", field("title", "T") + organizer + field("startDate", "2027-03-02T14:00:00Z", "dateTime"), 352],
    ["no title", times + organizer + open4All, 358],
    ["another site's ID", times + organizer + field("title", "T") + field("siteId", "777"), 4],
    [
      "everything null but what must be: registered and invited people only",
      times + organizer + field("title", "T"),
      0,
    ],
  ])("%s", async (_, fields, status) => {
    const { send, token } = open();
    expect(
      statusOf(
        (await send("PreConferenceService", "scheduleConference", schedule(await token(), fields))).body,
      ),
    ).toBe(status);
  });

  test("an unknown site is told from a missing right", async () => {
    const { send, token } = open();
    const fields = times + organizer + field("title", "T");
    expect(
      statusOf(
        (await send("PreConferenceService", "scheduleConference", schedule(await token(), fields, "777")))
          .body,
      ),
    ).toBe(4);
    expect(
      statusOf((await send("PreConferenceService", "scheduleConference", schedule("x", fields))).body),
    ).toBe(1032);
  });

  test("a user schedules for nobody else", async () => {
    const { send, session } = open();
    const own = await session("bruno.keller", "welcome1", "USER");
    const properties = `<param2 xsi:type="t:oracle_imt_service_data_TokenProperties"><tokenPolicy xsi:type="xsd:string">PRECONFERENCE</tokenPolicy></param2><param3 xsi:type="t:oracle_imt_service_data_PolicyObject" xsi:nil="true"/>`;
    const { body } = await send(
      "AuthenticationService",
      "requestToken",
      text(0, "bruno.keller") + text(1, own) + properties,
    );
    const token = unescape(/<token [^>]*>([^<]*)</.exec(body)![1]!);
    const request = schedule(token, times + organizer + field("title", "T"), "bruno.keller");
    expect(statusOf((await send("PreConferenceService", "scheduleConference", request)).body)).toBe(1062);
  });
});

test("the WSDLs are there, on both paths, and name every operation", async () => {
  const { simulator } = open();
  for (const path of ["/imtapp/ws/AuthenticationService?WSDL", "/imtapp/PreConferenceService?wsdl"]) {
    const response = await simulator.fetch(new Request(url + path));
    expect(response.headers.get("Content-Type")).toContain("xml");
    const body = await response.text();
    expect(body.match(/<soap:operation /g)?.length).toBe(path.includes("Auth") ? 6 : 4);
  }
});

describe("pages", () => {
  async function scheduled(fields = "") {
    const it = open();
    const request = schedule(
      await it.token(),
      times + organizer + open4All + field("title", "<script>alert(1)</script>") + fields,
    );
    const { body } = await it.send("PreConferenceService", "scheduleConference", request);
    const link = (name: string) => new RegExp(`<${name} [^>]*>([^<]*)<`).exec(body)![1]!;
    const get = async (address: string) => {
      const response = await it.simulator.fetch(new Request(address));
      return { status: response.status, page: await response.text(), headers: response.headers };
    };
    return { ...it, get, join: link("attendeeURL"), host: link("hostURL"), id: link("conferenceID") };
  }

  test("show title, times and role, escaped, and run no script", async () => {
    const { get, join, host } = await scheduled();
    const { status, page, headers } = await get(join);
    expect(status).toBe(200);
    expect(page).toContain("&lt;script&gt;");
    expect(page).not.toContain("<script");
    expect(page).toContain('<time datetime="2027-03-02T14:00:00.000Z">2027-03-02 14:00 UTC</time>');
    expect(page).toContain("as attendee");
    expect(headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    expect((await get(host)).page).toContain("as host");
  });

  test("a link cannot be guessed from the other, and a cancelled conference says so", async () => {
    const { get, join, send, token, id, simulator } = await scheduled();
    expect((await get(join.replace(/[^/]+$/, "guess"))).status).toBe(404);
    expect((await get(`${url}/imtapp/app/conference/9/x`)).status).toBe(404);
    await send("PreConferenceService", "deleteConference", deleteRequest(await token(), id));
    expect((await get(join)).status).toBe(410);
    expect(simulator.conferences()).toMatchObject([{ isDeleted: true }]);
  });
});

test("the switches are read, set and reset over HTTP; nonsense is refused", async () => {
  const { simulator } = open();
  const ask = async (method: string, body?: unknown) => {
    const response = await simulator.fetch(
      new Request(`${url}/control/switches`, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
    return { status: response.status, body: (await response.json()) as object };
  };
  expect((await ask("GET")).body).toMatchObject({
    latencyMs: 0,
    fault: null,
    profile: { answers: "inline" },
  });
  expect((await ask("PUT", { latencyMs: 5, fault: { kind: "html", times: 2 } })).body).toMatchObject({
    fault: { times: 2 },
  });
  expect((await ask("PUT", { fault: { kind: "nonsense" } })).status).toBe(400);
  expect((await ask("DELETE")).body).toMatchObject({ latencyMs: 0, fault: null });
});
