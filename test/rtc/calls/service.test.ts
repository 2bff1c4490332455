import type { Bean } from "../../../server/rtc/soap/decode";
import { createService } from "../../../server/rtc/calls/service";
import { createTransport } from "../../../server/rtc/calls/transport";
import { describeService } from "../../../server/simulator/soap/wsdl";
import { standardProfile } from "../../../server/simulator/soap/profile";

const url = "http://rtc.example.com";
const ok = `<E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/"><E:Body><r><return><statusCode>0</statusCode></return></r></E:Body></E:Envelope>`;
const unknownProperty = `<E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/"><E:Body><E:Fault><faultcode>Client</faultcode><faultstring>Unable to retrieve PropertyDescriptor for property 'conferenceID' of class 'x'.</faultstring></E:Fault></E:Body></E:Envelope>`;

interface Seen {
  method: string;
  url: string;
  body: string;
  soapAction: string | null;
}

/** A service whose WSDL and answers the test gives. */
function open(
  wsdl: (seen: Seen) => Response,
  answer: (seen: Seen) => Response = () => xml(ok),
  more: Partial<Parameters<typeof createService>[0]> = {},
) {
  const seen: Seen[] = [];
  const transport = createTransport({
    timeoutMs: 1000,
    maxResponseBytes: 1_000_000,
    send: async (request) => {
      const entry = {
        method: request.method,
        url: request.url,
        body: await request.text(),
        soapAction: request.headers.get("SOAPAction"),
      };
      seen.push(entry);
      return entry.method === "GET" ? wsdl(entry) : answer(entry);
    },
  });
  return { seen, service: createService({ url, name: "PreConferenceService", transport, ...more }) };
}
const xml = (body: string, status = 200) =>
  new Response(body, { status, headers: { "Content-Type": "text/xml" } });
const asIs = (answer: Bean | null) => answer;
const remove = [{ entityID: "1", entityToken: "t", conferenceID: "42" }];

test("the WSDL is asked for once, before the first call, also when many call at once", async () => {
  const { seen, service } = open(() => xml(describeService("PreConferenceService", standardProfile, url)));
  await Promise.all([1, 2, 3].map(() => service.call("deleteConference", remove, asIs)));
  expect(seen.filter(({ method }) => method === "GET")).toHaveLength(1);
});

test("a WSDL that the site could not give at the moment is asked for again; one that it does not have is not", async () => {
  for (const [status, asked] of [
    [503, 2],
    [404, 1],
  ]) {
    const { seen, service } = open(() => new Response(null, { status: status! }));
    await service.call("deleteConference", remove, asIs);
    await service.call("deleteConference", remove, asIs);
    expect(seen.filter(({ method }) => method === "GET")).toHaveLength(asked!);
  }
});

test("names, SOAPAction and address are the WSDL's", async () => {
  const profile = {
    ...standardProfile,
    bodyNamespace: "urn",
    soapAction: "operation",
    schemaNamespace: "interface",
    spellings: "alternative",
  } as const;
  const wsdl = describeService("PreConferenceService", profile, url)
    .replace("/imtapp/ws/PreConferenceService", "/elsewhere/pre")
    .replace(
      'name="param0" type="tns:oracle_imt_service_data_DeleteConferenceRequest"',
      'name="request" type="tns:oracle_imt_service_data_DeleteConferenceRequest"',
    );
  const { seen, service } = open(() => xml(wsdl));
  await service.call("deleteConference", remove, asIs);
  const { body, soapAction, url: address } = seen.at(-1)!;
  expect(address).toBe(`${url}/elsewhere/pre`);
  expect(soapAction).toBe('"oracle.imt.service.ei.PreConferenceServiceEI/deleteConference"');
  expect(body).toContain('<m:deleteConference xmlns:m="urn:rtc:preconferenceservice"');
  expect(body).toContain('xmlns:t0="http://oracle.imt.service.ei/IPreConferenceServiceEI.xsd"');
  expect(body).toContain('<request xsi:type="t0:oracle_imt_service_data_DeleteConferenceRequest">');
  expect(body).toContain('<entityId xsi:type="xsd:string">1</entityId>');
  expect(body).not.toContain("entityID");
});

test("an address of another origin gets nothing: the credentials stay where they belong", async () => {
  const { seen, service } = open(() =>
    xml(describeService("PreConferenceService", standardProfile, "http://evil.example.net")),
  );
  await service.call("deleteConference", remove, asIs);
  expect(seen.map(({ url: address }) => new URL(address).host)).toEqual([
    "rtc.example.com",
    "rtc.example.com",
  ]);
});

test("without a WSDL the guide's names are used, as rpc/encoded with types, nulls and arrays", async () => {
  const { seen, service } = open(() => new Response(null, { status: 404 }));
  await service.call(
    "scheduleConference",
    [
      {
        entityID: "12345",
        entityToken: "t<1>",
        scheduleOptions: {
          attendees: [{ firstName: "A & B", userid: null }],
          registeredUserOnly: true,
          startDate: new Date(Date.UTC(2027, 2, 2, 14)),
          conferenceKey: null,
        },
      },
    ],
    asIs,
  );
  expect(seen.at(-1)!.body).toBe(
    `<?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:t0="http://oracle.imt.service.ei/PreConferenceServiceEI.xsd"><SOAP-ENV:Body>` +
      `<m:scheduleConference xmlns:m="PreConferenceServiceEI" SOAP-ENV:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">` +
      `<param0 xsi:type="t0:oracle_imt_service_data_ScheduleRequest"><entityID xsi:type="xsd:string">12345</entityID><entityToken xsi:type="xsd:string">t&lt;1&gt;</entityToken>` +
      `<scheduleOptions xsi:type="t0:oracle_imt_service_data_ScheduleOptions"><attendees xsi:type="SOAP-ENC:Array" SOAP-ENC:arrayType="t0:oracle_imt_service_data_ParticipantData[1]">` +
      `<item xsi:type="t0:oracle_imt_service_data_ParticipantData"><firstName xsi:type="xsd:string">A &amp; B</firstName><userid xsi:type="xsd:string" xsi:nil="true"/></item></attendees>` +
      `<registeredUserOnly xsi:type="xsd:boolean">true</registeredUserOnly><startDate xsi:type="xsd:dateTime">2027-03-02T14:00:00.000Z</startDate>` +
      `<conferenceKey xsi:type="xsd:string" xsi:nil="true"/></scheduleOptions></param0></m:scheduleConference></SOAP-ENV:Body></SOAP-ENV:Envelope>`,
  );
});

test("without a WSDL an accessor that the bean does not know is spelled otherwise, once, and so from then on", async () => {
  const { seen, service } = open(
    () => new Response(null, { status: 404 }),
    ({ body }) => (body.includes("<conferenceID") ? xml(unknownProperty, 500) : xml(ok)),
  );
  await service.call("deleteConference", remove, asIs);
  await service.call("deleteConference", remove, asIs);
  const bodies = seen
    .filter(({ method }) => method === "POST")
    .map(({ body }) => /<(conferenceI\w)/i.exec(body)![1]);
  expect(bodies).toEqual(["conferenceID", "conferenceId", "conferenceId"]);
});

test("an accessor that stays unknown is a failure, not an endless try", async () => {
  const { seen, service } = open(
    () => new Response(null, { status: 404 }),
    () => xml(unknownProperty, 500),
  );
  await expect(service.call("deleteConference", remove, asIs)).rejects.toMatchObject({ code: "FAULT" });
  expect(seen.length).toBeLessThan(5);
});

test("a deployment without /ws is found", async () => {
  const { seen, service } = open(
    () => new Response(null, { status: 404 }),
    ({ url: address }) => (address.includes("/ws/") ? new Response(null, { status: 404 }) : xml(ok)),
  );
  await service.call("deleteConference", remove, asIs);
  await service.call("deleteConference", remove, asIs);
  expect(seen.slice(1).map(({ url: address }) => address)).toEqual([
    `${url}/imtapp/ws/PreConferenceService`,
    `${url}/imtapp/PreConferenceService`,
    `${url}/imtapp/PreConferenceService`,
  ]);
});

const notFound = () => new Response(null, { status: 404 });
const entry = { home: "http://rtc.example.com/", endpoint: "/pre/service", wsdl: "pre/service?WSDL" };

test("where there is no WSDL at the guide's place, the service catalogue says where it and the service are", async () => {
  const wsdl = describeService(
    "PreConferenceService",
    { ...standardProfile, bodyNamespace: "urn" },
    "http://rtc.example.com",
  );
  const { seen, service } = open(
    ({ url: address }) => (address === "http://rtc.example.com/pre/service?WSDL" ? xml(wsdl) : notFound()),
    undefined,
    { catalogue: () => Promise.resolve(entry) },
  );
  await service.call("deleteConference", remove, asIs);
  // The WSDL's own address counts more than the catalogue's.
  expect(seen.at(-1)!.url).toBe(`${url}/imtapp/ws/PreConferenceService`);
  expect(seen.at(-1)!.body).toContain("urn:rtc:preconferenceservice");
});

test("without any WSDL the catalogue's endpoint is called, joined by one slash", async () => {
  const { seen, service } = open(notFound, undefined, { catalogue: () => Promise.resolve(entry) });
  await service.call("deleteConference", remove, asIs);
  expect(seen.at(-1)!.url).toBe("http://rtc.example.com/pre/service");
});

test.each([
  ["another host", "http://rtc.example.com", "https://evil.example.net/pre", []],
  ["http where https is configured", "https://rtc.example.com", "http://rtc.example.com/pre", []],
])("an endpoint on %s is not called", async (_, base, endpoint, endpointHosts) => {
  const place = { home: null, endpoint, wsdl: null };
  const { seen, service } = open(notFound, undefined, {
    url: base,
    endpointHosts,
    catalogue: () => Promise.resolve(place),
  });
  await service.call("deleteConference", remove, asIs);
  expect(seen.map(({ url: address }) => new URL(address).origin)).toEqual([base, base]);
});

test("an endpoint on a host that the administrator listed is called", async () => {
  const { seen, service } = open(notFound, undefined, {
    endpointHosts: ["soap.example.com"],
    catalogue: () => Promise.resolve({ home: null, endpoint: "https://soap.example.com/pre", wsdl: null }),
  });
  await service.call("deleteConference", remove, asIs);
  expect(seen.at(-1)!.url).toBe("https://soap.example.com/pre");
});

test("a WSDL that is cut off or that speaks of something else leaves the built-in names", async () => {
  const whole = describeService("PreConferenceService", standardProfile, url);
  for (const wsdl of [
    whole.slice(0, 2000),
    "<definitions/>",
    describeService("PresenceService", standardProfile, url),
  ]) {
    const { seen, service } = open(() => xml(wsdl));
    await service.call("deleteConference", remove, asIs);
    expect(seen.at(-1)!.body).toContain('<m:deleteConference xmlns:m="PreConferenceServiceEI"');
    expect(seen.at(-1)!.body).toContain("<conferenceID ");
    expect(seen.at(-1)!.url).toBe(`${url}/imtapp/ws/PreConferenceService`);
  }
});

test("a WSDL that contradicts the messages is believed when asking, and answers are read all the same", async () => {
  const wsdl = describeService("PreConferenceService", { ...standardProfile, spellings: "alternative" }, url);
  const { service } = open(
    () => xml(wsdl),
    () => xml(ok.replace("statusCode", "StatusCode").replace("/statusCode", "/StatusCode")),
  );
  expect((await service.call("deleteConference", remove, asIs))?.integer("statusCode")).toBe(0);
});

test.each([new TypeError("x of undefined"), new RangeError("stack"), new Error("whatever")])(
  "an answer at which reading breaks with %s is a lost one",
  async (cause) => {
    const { service } = open(notFound);
    const call = service.call("deleteConference", remove, () => {
      throw cause;
    });
    await expect(call).rejects.toMatchObject({
      name: "CallError",
      code: "UNREADABLE",
      done: "unknown",
      cause,
    });
    const late = service.call("deleteConference", remove, () => Promise.reject(cause));
    await expect(late).rejects.toMatchObject({
      name: "CallError",
      code: "UNREADABLE",
      done: "unknown",
      cause,
    });
  },
);

test("an answer with a hundred thousand children of one element is read or refused like any other", async () => {
  const many = `${"<x/>".repeat(90_000)}<y id="a"><z/></y>`;
  const { service } = open(
    notFound,
    () => xml(ok.replace("<statusCode>0</statusCode>", `<s href="#a"/>${many}`)),
    {
      url,
    },
  );
  const call = service.call("deleteConference", remove, (answer) => answer?.has("s"));
  expect(await call).toBe(true);
});
