import { FluentProvider, webLightTheme } from "@fluentui/react-components";
import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Conference, Report } from "../../src/relay/dates";
import { composeInvitation } from "../../src/invitation/compose";
import type { ReadAppointment } from "../../src/outlook/appointment/readAppointment";
import { createReadController, type ReadServices } from "../../src/taskpane/read/readController";
import { ReadView } from "../../src/taskpane/read/ReadView";
import { RelayError } from "../../src/relay/ask";
import { siteOf } from "./scene";

const start = new Date("2027-03-02T14:00:00Z");

const end = new Date("2027-03-02T14:30:00Z");

export const body = composeInvitation("html", {
  conferenceId: "0042",
  joinUrl: "https://rtc.example.com/join",
  hostUrl: null,
  conferenceKey: null,
  dialIn: "",
  organizer: "Alice Adams",
  note: "",
});

export const report: Report = {
  id: "0042",
  title: "Quarterly review",
  hostName: "Alice Adams",
  start,
  end,
  minutes: 30,
  attendeeCount: 2,
  ending: "graceful",
  isOwned: true,
  recordingUrl: "https://rtc.example.com/playback",
  rating: "4",
  comments: "Good <b>pace</b>.\n<script>alert(1)</script>",
  attendees: [
    {
      name: "Alice Adams",
      address: "alice.adams@example.com",
      entered: new Date("2027-03-02T13:58:00Z"),
      exited: new Date("2027-03-02T14:30:00Z"),
      isGuest: false,
    },
    {
      name: "=HYPERLINK(1)",
      address: null,
      entered: new Date("2027-03-02T14:15:00Z"),
      exited: new Date("2027-03-02T14:30:00Z"),
      isGuest: true,
    },
  ],
};

interface Scene {
  services?: Partial<ReadServices>;
  reading?: Partial<ReadAppointment>;
  /** The relay's answer about the conference. */
  get?: (id: string) => Promise<Conference>;
  /** The hosts of the site's links, as the site named them last. */
  hosts?: readonly string[];
}

/** The properties of the organizer's own appointment. */
export const readProperties = () => Promise.resolve({ conferenceId: "0042" });

/** The pane beside an appointment that is read, at this time. */
export function open(
  now: string,
  { services = {}, reading = {}, get, hosts = ["rtc.example.com"] }: Scene = {},
) {
  const opened: string[] = [];
  const clock = { now: Date.parse(now) };
  const ticks: (() => void)[] = [];
  const missing = () => Promise.reject(new RelayError("NOT_FOUND"));
  const given: ReadAppointment = {
    subject: "Quarterly review",
    start,
    end,
    isOrganizer: false,
    organizer: { name: "Alice Adams", address: "alice.adams@example.com" },
    readSeries: () => Promise.resolve(null),
    readBody: () => Promise.resolve(body),
    readProperties: () => Promise.resolve({}),
    ...reading,
  };
  const controller = createReadController({
    reading: given,
    services: { configuration: missing, report: missing, presence: missing, upcoming: missing, ...services },
    relay: { get: get ?? missing },
    hosts,
    now: () => clock.now,
    every: (_, call) => {
      ticks.push(call);
      return () => {};
    },
  });
  const { container } = render(
    <FluentProvider theme={webLightTheme}>
      <ReadView
        host={{ reading: given, timeZone: "Europe/Zurich", openLink: (url) => opened.push(url) > 0 }}
        controller={controller}
      />
    </FluentProvider>,
  );
  const later = (time: string) => {
    clock.now = Date.parse(time);
    act(() => ticks.forEach((tick) => tick()));
  };
  return { opened, container, later, user: userEvent.setup() };
}

export const configuration = (earlyJoinMinutes: number | null) => () =>
  Promise.resolve(siteOf({ earlyJoinMinutes }));

export const listed = (state: "notStarted" | "inProgress") => () =>
  Promise.resolve({
    conferences: [
      {
        id: "0042",
        title: "Quarterly review",
        hostName: "Alice Adams",
        start,
        end,
        joinUrl: "https://rtc.example.com/join",
        state,
        isOwned: false,
      },
    ],
  });

/** The invitation with another link. */
export const leadingTo = (joinUrl: string) => ({
  readBody: () => Promise.resolve(body.replaceAll("https://rtc.example.com/join", joinUrl)),
});

export const text = (words: string) => screen.findByText(words, { exact: false });
