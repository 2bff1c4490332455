import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { decodeAnswer, isSpelledAlike } from "../../../server/rtc/soap/decode";
import {
  readScheduleResponse,
  readStatusResponse,
  readUpcomingConferences,
} from "../../../server/rtc/services/preConference";
import { parseTime } from "../../../server/rtc/services/authentication";
import { attributeOf, escapeXml, parseXml } from "../../../server/rtc/soap/xml";

const samples = path.join(__dirname, "../../samples/answers");

/** The sample's decoded values; dates as ISO text, failures as their code and number. */
async function decode(operation: string, xml: string): Promise<unknown> {
  try {
    const answer = decodeAnswer(xml, operation);
    switch (operation) {
      case "scheduleConference":
      case "updateConference":
        return readScheduleResponse(answer);
      case "deleteConference":
        return readStatusResponse(answer) ?? "deleted";
      case "listUpcomingConferences":
        return JSON.parse(JSON.stringify(await readUpcomingConferences(answer)));
      default: {
        const expiry = answer?.beans("tokenAttributes").find((bean) => bean.text("name") === "EXPIRY_TIME");
        return { token: answer?.text("token") ?? null, expiresAt: parseTime(expiry?.text("value") ?? "") };
      }
    }
  } catch (failure) {
    const { name, code, status, property } = failure as Record<string, unknown>;
    return JSON.parse(JSON.stringify({ error: name, code, status, property }));
  }
}

describe("wire samples", () => {
  test.each(readdirSync(samples))("%s", async (folder) => {
    const read = (file: string) => readFileSync(path.join(samples, folder, file), "utf8");
    expect(await decode(folder.split("__")[0]!, read("response.xml"))).toEqual(
      // The samples have the guide's spelling.
      JSON.parse(read("values.json").replaceAll('"conferenceID":', '"conferenceId":')),
    );
  });
});

const answer = readFileSync(path.join(samples, "listUpcomingConferences__axis-two/response.xml"), "utf8");
const list = async (xml: string) => readUpcomingConferences(decodeAnswer(xml, "listUpcomingConferences"));

test("an answer cut off at any byte is a failure of the codec's own, never half a list", async () => {
  for (let length = 0; length < answer.trimEnd().length; length += 1) {
    let failure: unknown = null;
    try {
      await list(answer.slice(0, length));
    } catch (thrown) {
      failure = thrown;
    }
    expect(failure).toMatchObject({ name: "XmlError" });
  }
});

test("an answer with any bytes changed gives a list or a known failure, and never harms Object", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(answer.length - 1), fc.string({ maxLength: 8 }), async (at, noise) => {
      try {
        await list(answer.slice(0, at) + noise + answer.slice(at + noise.length));
      } catch (failure) {
        expect(["XmlError", "SiteError", "CallError", "SoapFaultError"]).toContain((failure as Error).name);
      }
      expect(Object.keys(Object.prototype)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

const envelope = (body: string, head = "") =>
  `${head}<E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><E:Body>${body}</E:Body></E:Envelope>`;
const status = (inside: string) =>
  envelope(`<deleteConferenceResponse><return>${inside}</return></deleteConferenceResponse>`);
const remove = (xml: string) => readStatusResponse(decodeAnswer(xml, "deleteConference"));

const listed = (inside: string, type = "") =>
  list(
    envelope(
      `<listUpcomingConferencesResponse><return><statusCode>0</statusCode><conferenceDetails${type}>${inside}</conferenceDetails></return></listUpcomingConferencesResponse>`,
    ),
  );

describe.each(["", ` xsi:type="S:Array"`])(
  "an element of a list that is none takes no other one (%j)",
  (type) => {
    const [one, other] = ["1", "2"].map((id) => `<item><conferenceID>${id}</conferenceID></item>`);
    test.each([
      ["null", `<item xsi:nil="true"/>`, []],
      ["text", "<item>nothing</item>", [["", true]]],
      ["text of a type", `<item xsi:type="xsd:string">nothing</item>`, [["", true]]],
      ["empty", "<item/>", [["", undefined]]],
      ["a list", "<item><item><conferenceID>9</conferenceID></item></item>", [["", undefined]]],
      ["an ID with elements in it", "<item><conferenceID><a>9</a></conferenceID></item>", [["", undefined]]],
      [
        "a date beyond the year 9999",
        `<item><conferenceID>3</conferenceID><scheduledStartTime>9999-12-31T23:30:00-01:00</scheduledStartTime></item>`,
        [["3", true]],
      ],
    ])("%s", async (_, odd, expected) => {
      const found = await listed(`${one}${odd}${other}`, type);
      expect(found.map(({ conferenceId, isDamaged }) => [conferenceId, isDamaged])).toEqual([
        ["1", undefined],
        ...expected,
        ["2", undefined],
      ]);
      expect(found.map(({ scheduledStartTime }) => scheduledStartTime)).toEqual(found.map(() => null));
    });

    test("text in the place of the list is not an empty list", async () => {
      expect(await listed("nothing", type)).toMatchObject([{ conferenceId: "", isDamaged: true }]);
      expect(await listed(" ", type)).toEqual([]);
    });
  },
);

describe("what is refused", () => {
  test.each([
    ["a DOCTYPE", envelope("<a/>", `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>`)],
    ["257 levels", status("<a>".repeat(257) + "</a>".repeat(257))],
    ["65 attributes", status(`<a ${Array.from({ length: 65 }, (_, n) => `a${n}=""`).join(" ")}/>`)],
    [
      "a reference to nothing",
      envelope(`<deleteConferenceResponse><return href="#id9"/></deleteConferenceResponse>`),
    ],
    [
      "a reference to itself",
      envelope(`<deleteConferenceResponse><return id="a" href="#a"/></deleteConferenceResponse>`),
    ],
    [
      "a ring of references",
      envelope(
        `<deleteConferenceResponse><return href="#a"/></deleteConferenceResponse><multiRef id="a" href="#b"/><multiRef id="b" href="#a"/>`,
      ),
    ],
    ["a hundred thousand elements", status("<a/>".repeat(100_000))],
    ["a page", "<html><body>Sign in</body></html>"],
    ["nothing", ""],
    ["an envelope without an answer", envelope("")],
  ])("%s", (_, xml) => {
    expect(() => remove(xml)).toThrow(expect.objectContaining({ name: "XmlError" }));
  });

  test.each([
    ["an entity of nobody's", "<statusCode>&e;</statusCode>"],
    ["65 levels", "<a>".repeat(65) + "</a>".repeat(65)],
    ["a code that holds a lost character", "<statusCode>0&#0;</statusCode>"],
    ["a code that leads nowhere", `<statusCode href="#id9"/>`],
  ])("%s where the status code should be", (_, inside) => {
    expect(() => remove(status(inside))).toThrow(
      expect.objectContaining({ name: expect.stringMatching(/^(CallError|XmlError)$/) as string }),
    );
  });

  test("a bomb of references", async () => {
    const level = (n: number) => `<multiRef id="l${n}">${`<item href="#l${n + 1}"/>`.repeat(12)}</multiRef>`;
    const bomb = envelope(
      `<listUpcomingConferencesResponse><return><statusCode>0</statusCode><conferenceDetails href="#l0"/></return></listUpcomingConferencesResponse>` +
        Array.from({ length: 10 }, (_, n) => level(n)).join("") +
        `<multiRef id="l10"><conferenceID>1</conferenceID></multiRef>`,
    );
    expect((await list(bomb)).length).toBeLessThanOrEqual(12);
  });
});

test("names that belong to JavaScript are data like any other", () => {
  const xml = status(
    `<__proto__ id="__proto__"><x>1</x></__proto__><constructor>1</constructor><statusCode>0</statusCode>`,
  );
  expect(remove(xml)).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test.each([
  ["xsi:nil", `<a xsi:nil="true"/>`],
  ["xsi:nil as 1", `<a xsi:nil="1"/>`],
  ["the null of 1999", `<a xmlns:o="http://www.w3.org/1999/XMLSchema-instance" o:null="true"/>`],
  ["absent", ""],
])("%s is null, and an empty text is not", (_, inside) => {
  const bean = decodeAnswer(status(inside), "deleteConference");
  expect(bean?.text("a")).toBeNull();
  expect(decodeAnswer(status("<a></a>"), "deleteConference")?.text("a")).toBe("");
});

test.each([
  ["2027-03-02T14:00:00.000Z", "2027-03-02T14:00:00.000Z"],
  ["2027-03-02T14:00:00Z", "2027-03-02T14:00:00.000Z"],
  ["2027-03-02T14:00:00+02:00", "2027-03-02T12:00:00.000Z"],
  ["2027-03-02T14:00:00-0500", "2027-03-02T19:00:00.000Z"],
  ["2027-03-02T14:00:00.5", "2027-03-02T14:00:00.500Z"],
  ["yesterday", null],
  ["", null],
])("the date %s", (text, iso) => {
  const date = decodeAnswer(status(`<a>${text}</a>`), "deleteConference")?.date("a");
  expect(date?.toISOString() ?? null).toBe(iso);
});

test.each([
  ["1803996000000", 1803996000000],
  ["1803996000", 1803996000000],
  ["2027-03-02T14:00:00.000Z", Date.UTC(2027, 2, 2, 14)],
  ["2027-03-02T14:00:00", Date.UTC(2027, 2, 2, 14)],
  ["Tue Mar 02 14:00:00 GMT 2027", Date.UTC(2027, 2, 2, 14)],
  ["soon", null],
])("the expiry %s", (text, ms) => {
  expect(parseTime(text)).toBe(ms);
});

test.each([
  ["conferenceid", "conferenceid", true],
  ["adhocattrributes", "adhocattributes", true],
  ["registereduserony", "registereduseronly", true],
  ["statusdetail", "statusdetails", true],
  ["emailaddr", "emailaddress", true],
  ["startdate", "enddate", false],
  ["hosturl", "attendeeurl", false],
])("%s and %s name the same: %s", (a, b, same) => {
  expect(isSpelledAlike(a, b)).toBe(same);
});

test("any text survives writing and reading, but for characters that XML cannot hold", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const element = parseXml(`<a b="${escapeXml(text)}">${escapeXml(text)}</a>`);
      const speakable = [...text]
        .filter((c) => /[\t\n\r\u0020-\ud7ff\ue000-\ufffd]|[\u{10000}-\u{10ffff}]/u.test(c))
        .join("");
      expect(element.text).toBe(speakable);
      expect(attributeOf(element, "b")?.replace(/[\t\n]/g, " ")).toBe(speakable.replace(/[\t\n]/g, " "));
    }),
  );
});
