import { findOtherProviders, findProviders, watchOtherProviders } from "../../src/conference/otherProviders";
import { OutlookError } from "../../src/outlook/appointment/appointment";
import { contents } from "../invitation/corpus/contents";
import { origins } from "../invitation/corpus/origins";

test.each([
  [
    "Microsoft Teams",
    "https://teams.microsoft.com/l/meetup-join/19%3ameeting_MDk0%40thread.v2/0?context=%7b%7d",
  ],
  ["Microsoft Teams", "https://teams.microsoft.com/meet/2345678901234?p=abc"],
  ["Microsoft Teams", "https://teams.live.com/meet/9876543210"],
  ["Microsoft Teams", "https://gov.teams.microsoft.us/l/meetup-join/19%3ameeting"],
  ["Skype", "https://join.skype.com/abcDEF123"],
  ["Skype", "https://meet.lync.com/example/alice/5JYT2Z"],
  ["Skype", "https://meet.example.com/alice/5JYT2Z"],
  ["Zoom", "https://us02web.zoom.us/j/98765432101?pwd=Vm1pdz09"],
  ["Zoom", "https://acme.zoom.us/my/alice"],
  ["Zoom", "https://acme.zoomgov.com/j/1601234567"],
  ["Webex", "https://acme.webex.com/acme/j.php?MTID=m1"],
  ["Webex", "https://acme.webex.com/meet/alice"],
  ["Google Meet", "https://meet.google.com/abc-defg-hij"],
  ["BigBlueButton", "https://bbb.example.edu/b/ali-x3f-9kd-2ab"],
  ["BigBlueButton", "https://video.example.edu/rooms/ali-x3f-9kd-2ab/join"],
  ["BigBlueButton", "https://conf.example.edu/bigbluebutton/api/join?meetingID=1"],
  ["BigBlueButton", "https://bbb.example.edu/html5client/join?sessionToken=x"],
  ["BigBlueButton", "https://greenlight.example.edu/gl/ali-x3f-9kd"],
  ["Microsoft Teams", "https://teams.cloud.microsoft/meet/21234567890?p=AbC"],
  ["Microsoft Teams", "https://events.teams.microsoft.com/event/3f2a@77b1"],
  ["Skype", "https://lyncweb.example.com/meet/alice/ABCD1234"],
  ["Skype", "https://meet.example.de/example.de/alice/5JYT2Z9K"],
  ["Zoom", "https://acme.zoom.us/meeting/register/tZ0kd"],
  ["Zoom", "https://events.zoom.us/ev/AbCd"],
  ["Zoom", "zoommtg://zoom.us/join?confno=123456789"],
  ["Webex", "https://acme.webex.com/acme/e.php?MTID=m1"],
  ["Webex", "https://meetings.webex.com/collabs/meetings/join?uuid=M1"],
  ["Webex", "https://acme.webex.com/weblink/register/r12"],
  ["Google Meet", "https://tel.meet/abc-defg-hij?pin=123"],
  ["Jitsi", "https://meet.jit.si/QuarterlyReview"],
  ["Jitsi", "https://jitsi.example.org/review"],
])("%s is known by %s, also where mail protection has wrapped it", (name, link) => {
  expect(findProviders(`<a href="${link.replace(/&/g, "&amp;")}">Join</a>`)).toEqual([name]);
  const wrapped = `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(link)}&amp;data=05`;
  expect(findProviders(`<a href="${wrapped}">Join</a>`)).toEqual([name]);
  // Proofpoint's second version, and one protection around another.
  const dashed = encodeURIComponent(link)
    .replace(/-/g, "-2D")
    .replace(/_/g, "-5F")
    .replace(/%2F/g, "_")
    .replace(/%/g, "-");
  expect(findProviders(`https://urldefense.proofpoint.com/v2/url?u=${dashed}&d=DwM`)).toEqual([name]);
  const twice = `https://nam02.safelinks.protection.outlook.com/?url=${encodeURIComponent(wrapped)}`;
  expect(findProviders(`<a href="${twice}">Join</a>`)).toEqual([name]);
});

test("a long text without links is looked through at once", () => {
  const started = performance.now();
  expect(findProviders(`${".".repeat(500_000)}${"a.".repeat(200_000)}`)).toEqual([]);
  expect(performance.now() - started).toBeLessThan(5_000);
});

test.each([
  "https://rtc.example.com/imtapp/app/conference/1234567/abc",
  "https://support.zoom.us/hc/en-us/articles/201362413",
  "https://www.webex.com/pricing.html",
  "https://teams.microsoft.com/l/channel/19%3aabc/General",
  "https://meet.example.com/",
  "https://www.example.com/b/my-day",
  "https://github.com/jitsi/jitsi-meet",
  "https://jitsi.org/blog",
  "Let us zoom in, meet, and team up on Skype next week",
])("%s is no meeting", (text) => expect(findProviders(text)).toEqual([]));

test.each(origins)("in a body of $name the links of the corpus are known, and nothing else", ({ bodies }) => {
  const found = Object.fromEntries(bodies.map(([name, body]) => [name, findProviders(body)]));
  const { Teams, Skype, Zoom, Webex, ...others } = found;
  expect({ Teams, Skype, Zoom, Webex }).toEqual({
    Teams: ["Microsoft Teams"],
    Skype: ["Skype"],
    Zoom: ["Zoom"],
    Webex: ["Webex"],
  });
  expect(Object.keys(others)).toHaveLength(Object.keys(contents).length - 4);
  expect(Object.values(others).flat()).toEqual([]);
});

test("a text that Outlook does not give has none", async () => {
  const readBody = () => Promise.reject(new OutlookError("BUSY", "read the body"));
  expect(await findOtherProviders({ readBody }, "")).toEqual([]);
});

test("a slow Outlook is not asked again before it has answered", async () => {
  jest.useFakeTimers();
  const answers: ((body: { format: "html"; content: string }) => void)[] = [];
  const told: string[][] = [];
  const readBody = () => new Promise<{ format: "html"; content: string }>((resolve) => answers.push(resolve));
  const stop = watchOtherProviders({ readBody }, "", (names) => told.push(names));
  await jest.advanceTimersByTimeAsync(60_000);
  expect(answers).toHaveLength(1);
  answers[0]?.({ format: "html", content: "https://meet.jit.si/Review" });
  await jest.advanceTimersByTimeAsync(3_000);
  expect([told, answers.length]).toEqual([[["Jitsi"]], 2]);
  stop();
  answers[1]?.({ format: "html", content: "" });
  await jest.advanceTimersByTimeAsync(60_000);
  jest.useRealTimers();
  expect([told.length, answers.length]).toEqual([1, 2]);
});
