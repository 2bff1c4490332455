// Our client against Axis 1.4 as the server; keeps what crosses the wire. See ../README.md.
import { mkdirSync, writeFileSync } from "node:fs";
import { createSite } from "../../../../server/rtc/site";

const axis = process.argv[2] ?? "";
const folder = process.argv[3] ?? "";
const site = createSite({
  url: axis,
  siteId: "12345",
  siteAuthToken: "secret",
  send: async (request) => {
    const service = /(\w+)Service/.exec(new URL(request.url).pathname)?.[1] ?? "";
    const isWsdl = request.method === "GET";
    const body = isWsdl ? null : await request.text();
    const answer = await fetch(`${axis}/axis/services/${service}ServiceEIPort${isWsdl ? "?wsdl" : ""}`, {
      method: request.method,
      headers: request.headers,
      ...(body !== null && { body }),
    });
    const text = await answer.text();
    const operation = isWsdl ? `${service}Service` : (/<m:(\w+)/.exec(body ?? "")?.[1] ?? "");
    const target = `${folder}/axis-server__${operation}`;
    mkdirSync(target, { recursive: true });
    if (body !== null) writeFileSync(`${target}/request.xml`, body);
    writeFileSync(`${target}/${isWsdl ? "wsdl" : "response"}.xml`, text);
    return new Response(text, { status: answer.status, headers: { "Content-Type": "text/xml" } });
  },
});
const person = {
  firstName: "Alice",
  lastName: "Adams",
  emailAddr: "alice.adams@example.com",
  userguid: null,
};
const options = {
  title: "To Axis",
  description: null,
  startDate: new Date("2030-01-15T14:00:00Z"),
  endDate: new Date("2030-01-15T15:00:00Z"),
  organizer: { ...person, userid: "alice.adams" },
  attendees: [
    { ...person, userid: null },
    { ...person, userid: null },
  ],
  registeredUserOnly: false,
  publiclyListed: false,
  hostInvitedOnly: false,
  enrollmentRequired: false,
  dialinInfo: null,
  conferenceKey: null,
  publishAttendees: false,
  sendEmailNotification: false,
  adhocAttributes: [{ name: "MARK", value: "1" }],
};
const answers = {
  scheduleConference: await site.scheduleConference(options),
  updateConference: await site.updateConference("0042", options),
  listUpcomingConferences: await site.listUpcomingConferences({
    userID: "alice.adams",
    fromStartDate: null,
    toStartDate: null,
  }),
  deleteConference: (await site.deleteConference("0042")) ?? "deleted",
};
await site.close();
for (const [operation, values] of Object.entries(answers)) {
  writeFileSync(`${folder}/axis-server__${operation}/values.json`, `${JSON.stringify(values, null, 2)}\n`);
}
process.stdout.write(`${JSON.stringify(answers)}\n`);
