import { FluentProvider, webLightTheme } from "@fluentui/react-components";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import type { Report, SiteConfiguration } from "../../src/contract/services";
import { composeInvitation } from "../../src/invitation/compose";
import type { Host } from "../../src/outlook/host";
import { ReadView } from "../../src/pane/ReadView";
import { RelayFailure } from "../../src/relay/ask";
import type { Services } from "../../src/relay/services";

const start = new Date("2027-03-02T14:00:00Z");
const end = new Date("2027-03-02T14:30:00Z");
const body = composeInvitation("html", {
  conferenceId: "0042",
  joinUrl: "https://rtc.example.com/join",
  hostUrl: null,
  conferenceKey: null,
  dialIn: "",
  organizer: "Alice Adams",
  note: "",
});
const report: Report = {
  id: "0042",
  title: "Quarterly review",
  hostName: "Alice Adams",
  start: start.toISOString(),
  end: end.toISOString(),
  minutes: 30,
  attendeeCount: 2,
  ending: "graceful",
  isOwned: true,
  recordingUrl: "https://rtc.example.com/playback",
  attendees: [
    {
      name: "Alice Adams",
      address: "alice.adams@example.com",
      entered: "2027-03-02T13:58:00Z",
      exited: "2027-03-02T14:30:00Z",
      isGuest: false,
    },
    {
      name: "=HYPERLINK(1)",
      address: null,
      entered: "2027-03-02T14:15:00Z",
      exited: "2027-03-02T14:30:00Z",
      isGuest: true,
    },
  ],
};

/** The pane beside an appointment that is read, at this time. */
function open(now: string, services: Partial<Services> = {}, content = body) {
  const opened: string[] = [];
  const host = {
    mode: "read",
    timeZone: "Europe/Zurich",
    openLink: (url: string) => opened.push(url),
    reading: { subject: "Quarterly review", start, end, readBody: () => Promise.resolve(content) },
  } as unknown as Extract<Host, { mode: "read" }>;
  const missing = () => Promise.reject(new RelayFailure("NOT_FOUND"));
  const given = { configuration: missing, report: missing, ...services };
  const clock = () => Date.parse(now);
  const { container } = render(
    <FluentProvider theme={webLightTheme}>
      <ReadView host={host} services={given} now={clock} />
    </FluentProvider>,
  );
  return { opened, container, user: userEvent.setup() };
}
const configuration = (earlyJoinMinutes: number | null) => () =>
  Promise.resolve({ earlyJoinMinutes } as SiteConfiguration);

test("before the start it says when the door opens, and offers the way in", async () => {
  const { opened, user } = open("2027-03-02T10:00:00Z", { configuration: configuration(15) });
  expect(await screen.findByText("The door opens at Tue, Mar 2, 2:45 PM.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Join web conference" }));
  expect(opened).toEqual(["https://rtc.example.com/join"]);
});

test.each([
  ["is open", "2027-03-02T13:50:00Z", 15],
  ["is not spoken of by the site", "2027-03-02T10:00:00Z", null],
])("a door that %s is not spoken of", async (_, now, minutes) => {
  open(now, { configuration: configuration(minutes) });
  expect(await screen.findByRole("button", { name: "Join web conference" })).toBeVisible();
  expect(screen.queryByText(/door/)).toBeNull();
});

test("afterwards its owner sees how it went, the recording, and who came when", async () => {
  const asked: string[] = [];
  const { opened, user, container } = open("2027-03-03T10:00:00Z", {
    report: (id) => {
      asked.push(id);
      return Promise.resolve(report);
    },
  });
  expect(await screen.findByText("30 minutes, 2 attendees")).toBeVisible();
  expect(asked).toEqual(["0042"]);
  expect(screen.queryByRole("button", { name: "Join web conference" })).toBeNull();
  const alice = screen.getByRole("row", { name: /Alice Adams/ });
  expect(within(alice).getByText("2:58 PM – 3:30 PM")).toBeVisible();
  expect(screen.getByText("=HYPERLINK(1) (guest)")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Watch the recording" }));
  expect(opened).toEqual(["https://rtc.example.com/playback"]);
  const copied = jest.spyOn(navigator.clipboard, "writeText");
  await user.click(screen.getByRole("button", { name: "Copy attendance" }));
  expect(copied).toHaveBeenCalledWith(
    "Alice Adams\talice.adams@example.com\t2027-03-02T13:58:00Z\t2027-03-02T14:30:00Z\n" +
      "'=HYPERLINK(1)\t\t2027-03-02T14:15:00Z\t2027-03-02T14:30:00Z",
  );
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
  expect(violations).toEqual([]);
});

test("whoever was there sees no list; whoever was not, that it is over", async () => {
  open("2027-03-03T10:00:00Z", {
    report: () => Promise.resolve({ ...report, attendees: null, recordingUrl: null }),
  });
  expect(await screen.findByText("30 minutes, 2 attendees")).toBeVisible();
  expect(screen.queryByText("Attendance")).toBeNull();
  expect(screen.queryByRole("button")).toBeNull();
});

test("without a report it says that it is over", async () => {
  open("2027-03-03T10:00:00Z");
  expect(await screen.findByText("This web conference is over.")).toBeVisible();
});

test("an appointment without an invitation asks for nothing", async () => {
  const asked = jest.fn(() => Promise.reject(new RelayFailure("NOT_FOUND")));
  open("2027-03-03T10:00:00Z", { report: asked, configuration: asked }, "<p>Hello</p>");
  expect(await screen.findByText("This appointment has no web conference.")).toBeVisible();
  expect(asked).not.toHaveBeenCalled();
});
