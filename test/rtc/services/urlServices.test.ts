import { createHash } from "node:crypto";
import { guestChatForm, tokenDigest } from "../../../server/rtc/services/guestChat";
import { createInstantConference } from "../../../server/rtc/services/instantConference";
import { presenceUrl, readPresenceScript, standardSigning } from "../../../server/rtc/services/presenceUrl";
import { createTransport } from "../../../server/rtc/calls/transport";

describe("the presence URL", () => {
  const token = { token: "1000641_QAHnRTN3L8E1DVEHL3UFKYuxHcW8ce7p", tokenID: "100641" };
  const url = "https://rtc.example.com";
  const sha1 = (text: string) => createHash("sha1").update(text).digest("hex").toUpperCase();

  test("has the guide's parameters, and K1 of the message that the guide composes", () => {
    const made = new URL(
      presenceUrl(url, token, { uid: "john.doe@oracle.com", mode: "IMG" }, standardSigning),
    );
    expect(made.origin + made.pathname).toBe("https://rtc.example.com/imtapp/Presence");
    expect(Object.fromEntries(made.searchParams)).toEqual({
      TID: "100641",
      R_UID: "john.doe@oracle.com",
      R_MODE: "IMG",
      K1: sha1(`<TOKEN><${token.token}><R_MODE><IMG><R_UID><john.doe@oracle.com>`),
    });
    // The guide's own example has another value, which no message was found for; this is its literal message's.
    expect(made.searchParams.get("K1")).toBe("083198106E5322394126BB28400EC75F3A26E19A");
  });

  test("signs what has a value, in the order of the names, and escapes only the address", () => {
    const target = { uid: "a&b <c>@example.com", mode: "JS", op: 3, resource: "désk" } as const;
    const made = new URL(
      presenceUrl(url, token, target, {
        algorithm: "SHA1",
        tokenName: "token",
        tokenPlace: "last",
        signsTokenID: true,
      }),
    );
    expect(made.search).toContain("R_UID=a%26b+%3Cc%3E%40example.com");
    expect(made.searchParams.get("K1")).toBe(
      sha1(
        `<R_MODE><JS><R_OP><3><R_RES><désk><R_UID><a&b <c>@example.com><TID><100641><token><${token.token}>`,
      ),
    );
  });

  test.each([
    [
      'var show = "AVAILABLE";\nvar status = "Call me on my \\"Cell\\"";',
      "AVAILABLE",
      'Call me on my "Cell"',
    ],
    ["show='AWAY'; status=''", "AWAY", ""],
    ["Show: Offline\nStatus: Offline", "Offline", "Offline"],
    ["show=DnD", "DnD", ""],
  ])("the script %j is read, not run", (script, show, status) => {
    expect(readPresenceScript(script)).toEqual({ show, status });
  });

  test.each(["", "<html>Sign in</html>", "showroom", "var shows = 1"])("%j is no presence", (script) => {
    expect(readPresenceScript(script)).toBeNull();
  });
});

describe("the guest chat", () => {
  test("the digest is the guide's: reference vector of its documented rule", () => {
    const signed = {
      r_groupJID: "otn.support@groups.oracle.com",
      r_fromUserJID: "guest_user_12345@sites.oracle.com",
    };
    const digest = Buffer.from(tokenDigest("12345_ASDASLjaasljdaSAD", "12345", signed), "hex").toString();
    expect(digest).toBe(
      "12345_<digest><715C943A438A420F7048EE12E10C3ACF><r_fromUserJID><guest_user_12345@sites.oracle.com><r_groupJID><otn.support@groups.oracle.com>",
    );
  });

  test("the form holds the context, and nothing of the token itself", () => {
    const held = { token: "1000640_SECRET", tokenID: "1000640" };
    const form = guestChatForm("http://rtc.domain.com", "12345", held, {
      fromUserJID: "guest_user02@sites.domain.com",
      guestDisplayName: "OTN Guest",
      target: { groupJID: "otn.support1@groups.domain.com" },
      subject: "Hello",
    });
    expect(form.action).toBe("http://rtc.domain.com/imtapp/im/imWebChatClient.jsp");
    expect(form.fields).toMatchObject({ s: "Hello", tokenID: "1000640", siteID: "12345", useToken: "true" });
    expect(form.fields.tokenDigest).toMatch(/^313030303634305F3C6469676573743E3C/);
    const plain = Buffer.from(form.fields.tokenDigest ?? "", "hex").toString();
    expect(JSON.stringify(form) + plain).not.toContain("SECRET");
  });
});

describe("the instant conference", () => {
  const options = { meetingType: "RESTRICTED", password: "k<7>", meetingTitle: null } as const;
  /** A service whose answers the test gives: to the schema, and to the form. */
  function open(schema: Response, ...answers: Response[]) {
    return openWith({}, schema, answers);
  }
  function openWith(more: { root?: string }, schema: Response, answers: Response[]) {
    const forms: { address: string; xmlin: string | null }[] = [];
    let schemas = 0;
    const transport = createTransport({
      timeoutMs: 1000,
      maxResponseBytes: 10_000,
      send: async (request) => {
        if (request.method === "GET") schemas += 1;
        if (request.method === "GET") return schema;
        const form = new URLSearchParams(await request.text());
        forms.push({ address: new URL(request.url).pathname, xmlin: form.get("xmlin") });
        return answers.shift() ?? new Response(null, { status: 404 });
      },
    });
    const service = createInstantConference({
      url: "https://rtc.example.com",
      siteId: "12345",
      transport,
      ...more,
    });
    return { service, forms, schemas: () => schemas };
  }
  const none = () => new Response(null, { status: 404 });
  const xml = (body: string) => new Response(body, { headers: { "Content-Type": "text/xml" } });
  const made = () =>
    xml("<r><responseCode>0</responseCode><mtgId>0042</mtgId><playbackURL>https://a/p</playbackURL></r>");

  test("without a schema the elements come unqualified, in the table's order, without those that have no value", async () => {
    const { service, forms } = open(none(), made());
    expect(
      await service.startInstantConference({ ...options, hostExitURL: "https://a.example/?b=1&c=2" }),
    ).toEqual({
      conferenceId: "0042",
      url: "https://a/p",
    });
    expect(forms[0]?.xmlin).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><instantMtgReq><meetingType>RESTRICTED</meetingType><siteid>12345</siteid>' +
        "<password>k&lt;7&gt;</password><hostExitURL>https://a.example/?b=1&amp;c=2</hostExitURL><returnType>XML</returnType></instantMtgReq>",
    );
  });

  test("the root may be set where there is no schema", async () => {
    const { service, forms } = openWith({ root: "meeting" }, none(), [made()]);
    await service.startInstantConference(options);
    expect(forms[0]?.xmlin).toContain("<meeting><meetingType>");
  });

  test.each([
    [503, 2],
    [404, 1],
  ])("a schema that had status %i is asked for %i time(s) by two conferences", async (status, asked) => {
    const { service, schemas } = open(new Response(null, { status }), made(), made());
    await service.startInstantConference(options);
    await service.startInstantConference(options);
    expect(schemas()).toBe(asked);
  });

  test("a schema decides root, namespace, qualification and order", async () => {
    const schema = xml(
      '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:rtc" elementFormDefault="qualified"><xs:element name="request" type="t"/>' +
        '<xs:complexType name="t"><xs:sequence><xs:element name="returnType"/><xs:element name="siteid"/><xs:element name="password"/></xs:sequence></xs:complexType></xs:schema>',
    );
    const { service, forms } = open(schema, made());
    await service.startInstantConference(options);
    expect(forms[0]?.xmlin).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><r:request xmlns:r="urn:rtc"><r:returnType>XML</r:returnType><r:siteid>12345</r:siteid>' +
        "<r:password>k&lt;7&gt;</r:password><r:meetingType>RESTRICTED</r:meetingType></r:request>",
    );
  });

  test("a deployment without /app is found, and remembered", async () => {
    const { service, forms } = open(none(), none(), made(), made());
    await service.startInstantConference(options);
    await service.startInstantConference(options);
    expect(forms.map(({ address }) => address)).toEqual([
      "/imtapp/app/OracleRTCService",
      "/imtapp/OracleRTCService",
      "/imtapp/OracleRTCService",
    ]);
  });

  test.each([
    ["joinURL", "<joinURL>https://a/j</joinURL><playbackURL>https://a/p</playbackURL>", "https://a/j"],
    ["hostURL", "<playbackURL>https://a/p</playbackURL><hostURL>https://a/h</hostURL>", "https://a/h"],
    ["any other URL", "<consoleURL>https://a/c</consoleURL>", "https://a/c"],
    ["none that is not http", "<joinURL>javascript:alert(1)</joinURL>", null],
  ])("the link is %s", async (_, links, url) => {
    const body = `<r xmlns="urn:x"><responseCode> 0 </responseCode><mtgId>7</mtgId>${links}</r>`;
    expect(await open(none(), xml(body)).service.startInstantConference(options)).toEqual({
      conferenceId: "7",
      url,
    });
  });

  test.each([
    [
      "<e><responseCode>1032</responseCode><message>secret text</message></e>",
      { status: 1032, code: "NOT_AUTHORIZED" },
    ],
    ["<e><responseCode>-7</responseCode></e>", { status: -7, code: "UNKNOWN_STATUS" }],
    ["<r><responseCode>0</responseCode></r>", { code: "UNREADABLE" }],
    ["<r><mtgId>1</mtgId></r>", { code: "UNREADABLE" }],
    ["<html>", { code: "UNREADABLE" }],
    ["<!DOCTYPE r><r/>", { code: "UNREADABLE" }],
  ])("%s is an error", async (body, failure) => {
    const started = open(none(), xml(body)).service.startInstantConference(options);
    await expect(started).rejects.toMatchObject(failure);
    await expect(started).rejects.not.toThrow(/secret/);
  });

  test.each([
    new Response(null, { status: 302, headers: { Location: "https://a/go" } }),
    new Response(null, { status: 307, headers: { Location: "https://a/go" } }),
    new Response("", { headers: { Refresh: "0; URL=https://a/go" } }),
    new Response("", { headers: { Location: "https://a/go" } }),
  ])("the text answer's redirect is found wherever it stands", async (response) => {
    expect(await open(none(), response).service.redirectToInstantConference(options)).toEqual({
      conferenceId: null,
      url: "https://a/go",
    });
  });
});
