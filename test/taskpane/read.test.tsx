import { FluentProvider, webLightTheme } from "@fluentui/react-components";
import { act, cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import type { Conference, Report } from "../../src/relay/dates";
import { composeInvitation } from "../../src/invitation/compose";
import type { ReadAppointment } from "../../src/outlook/appointment/readAppointment";
import { createReadController, type ReadServices } from "../../src/taskpane/read/readController";
import { ReadView } from "../../src/taskpane/read/ReadView";
import { RelayError } from "../../src/relay/ask";
import { conferenceOf, request, rule } from "../conference/fakes";
import { siteOf } from "./scene";

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
  /** What the relay knows of the conference for whoever looks. */
  get?: (id: string) => Promise<Conference>;
  /** The hosts of the site's links, as the site named them last. */
  hosts?: readonly string[];
}

/** What the organizer's own appointment remembers. */
const readProperties = () => Promise.resolve({ conferenceId: "0042" });

/** The pane beside an appointment that is read, at this time. */
function open(now: string, { services = {}, reading = {}, get, hosts = ["rtc.example.com"] }: Scene = {}) {
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
const configuration = (earlyJoinMinutes: number | null) => () =>
  Promise.resolve(siteOf({ earlyJoinMinutes }));
const listed = (state: "notStarted" | "inProgress") => () =>
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

test("Copy beside the conference ID copies the ID, and the one beside the join link the link", async () => {
  const { user } = open("2027-03-02T10:00:00Z", { services: { configuration: configuration(15) } });
  await screen.findByText("Conference ID: 0042");
  const write = jest.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  await user.click(screen.getByRole("button", { name: "Copy: Conference ID" }));
  await user.click(screen.getByRole("button", { name: "Copy: Join link" }));
  expect(write.mock.calls).toEqual([["0042"], ["https://rtc.example.com/join"]]);
  expect(screen.getByText("Conference ID: 0042").parentElement).toContainElement(
    screen.getByRole("button", { name: "Copy: Conference ID" }),
  );
});

test("before the start it says when the door opens, and offers the way in", async () => {
  const { opened, user } = open("2027-03-02T10:00:00Z", { services: { configuration: configuration(15) } });
  expect(await screen.findByText("The door opens at Tue, Mar 2, 2:45 PM.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Join web conference" }));
  expect(opened).toEqual(["https://rtc.example.com/join"]);
});

test.each([
  ["is open", "2027-03-02T13:50:00Z", 15],
  ["is not spoken of by the site", "2027-03-02T10:00:00Z", null],
])("a door that %s is not spoken of", async (_, now, minutes) => {
  open(now, { services: { configuration: configuration(minutes) } });
  expect(await screen.findByRole("button", { name: "Join web conference" })).toBeVisible();
  expect(screen.queryByText(/door/)).toBeNull();
});

test("afterwards its owner sees how it went, the recording, and who came when", async () => {
  const asked: string[] = [];
  const { opened, user, container } = open("2027-03-03T10:00:00Z", {
    services: {
      report: (id) => {
        asked.push(id);
        return Promise.resolve(report);
      },
    },
  });
  expect(await screen.findByText("30 minutes, 2 attendees")).toBeVisible();
  expect(asked).toEqual(["0042"]);
  expect(screen.queryByRole("button", { name: "Join web conference" })).toBeNull();
  const alice = screen.getByRole("row", { name: /Alice Adams/ });
  expect(within(alice).getByText("2:58 PM – 3:30 PM")).toBeVisible();
  expect(screen.getByText("=HYPERLINK(1) (guest)")).toBeVisible();
  expect(screen.getByText("Rating: 4")).toBeVisible();
  expect(screen.getByRole("heading", { name: "Comments" })).toBeVisible();
  expect(screen.getByText(/Good <b>pace<\/b>\.\s<script>alert\(1\)<\/script>/)).toBeVisible();
  expect(container.querySelector("script, b")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Watch the recording" }));
  expect(opened).toEqual(["https://rtc.example.com/playback"]);
  const copied = jest.spyOn(navigator.clipboard, "writeText");
  await user.click(screen.getByRole("button", { name: "Copy: Attendance" }));
  expect(copied).toHaveBeenCalledWith(
    "Alice Adams\talice.adams@example.com\t2027-03-02T13:58:00.000Z\t2027-03-02T14:30:00.000Z\n" +
      "'=HYPERLINK(1)\t\t2027-03-02T14:15:00.000Z\t2027-03-02T14:30:00.000Z",
  );
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
  expect(violations).toEqual([]);
});

test("its owner hears of attendees whom the site named so that nobody can read them", async () => {
  open("2027-03-03T10:00:00Z", {
    services: { report: () => Promise.resolve({ ...report, unreadableAttendees: 2 }) },
  });
  expect(
    await screen.findByText("The conferencing site also listed 2 attendees that can't be shown."),
  ).toBeVisible();
});

test("whoever was there sees no list; whoever was not, that it is over", async () => {
  open("2027-03-03T10:00:00Z", {
    services: { report: () => Promise.resolve({ ...report, attendees: null, recordingUrl: null }) },
  });
  expect(await screen.findByText("30 minutes, 2 attendees")).toBeVisible();
  expect(screen.queryByText("Attendance")).toBeNull();
  expect(screen.queryByRole("button")).toBeNull();
});

test("a rating and comments that the site does not give are not spoken of; an attendee without a name has a word", async () => {
  const [alice] = report.attendees ?? [];
  const attendees = [
    { ...alice!, name: "", address: "dina@example.com" },
    { ...alice!, name: "", address: null },
  ];
  const given = { ...report, rating: null, comments: null, attendees };
  open("2027-03-03T10:00:00Z", { services: { report: () => Promise.resolve(given) } });
  expect(await screen.findByRole("row", { name: /dina@example\.com/ })).toBeVisible();
  expect(screen.getByRole("row", { name: /Unknown attendee/ })).toBeVisible();
  expect(screen.queryByText(/Rating|Comments/)).toBeNull();
});

describe("what could not be loaded is said, with Try again", () => {
  /** A service that fails until it is repaired. */
  function failing<Result>(answer: () => Promise<Result>, code: RelayError["code"] = "SITE_UNREACHABLE") {
    const state = { isBroken: true, asked: 0 };
    const ask = () => {
      state.asked += 1;
      return state.isBroken ? Promise.reject(new RelayError(code, { requestId: "r-1" })) : answer();
    };
    return { state, ask };
  }
  const later = "2027-03-03T10:00:00Z";
  const before = "2027-03-02T13:50:00Z";
  const again = () => screen.findByRole("button", { name: "Try again" });

  test("the report", async () => {
    const { state, ask } = failing(() => Promise.resolve(report), "REPORT_FAILED");
    const { user, container } = open(later, { services: { report: ask } });
    expect(await screen.findByText("Couldn't load the report.")).toBeVisible();
    expect(screen.getByText(/could not make its report/)).toBeVisible();
    expect(screen.getByText("For your administrator: request r-1")).toBeVisible();
    const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(violations).toEqual([]);
    await user.click(await again());
    await waitFor(() => expect(state.asked).toBe(2));
    expect(screen.getByText("Couldn't load the report.")).toBeVisible();
    state.isBroken = false;
    await user.click(await again());
    expect(await screen.findByText("30 minutes, 2 attendees")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  });

  test("the recording and the attendance of a report that is there", async () => {
    const missing: Report["missing"][] = [["attendees", "recording"], ["recording"], undefined];
    const answer = () => {
      const next = missing.shift();
      return Promise.resolve({ ...report, recordingUrl: null, ...(next && { missing: next }) });
    };
    const { user } = open(later, { services: { report: answer } });
    expect(await screen.findByText("Couldn't load attendance and the recording.")).toBeVisible();
    expect(screen.getByText("30 minutes, 2 attendees")).toBeVisible();
    await user.click(await again());
    expect(await screen.findByText("Couldn't load the recording.")).toBeVisible();
    await user.click(await again());
    await waitFor(() => expect(screen.queryByText(/Couldn't load/)).toBeNull());
  });

  test.each([
    ["settings", "the conferencing site's settings", configuration(15), "The door opens"],
    ["progress", "whether the web conference has started", listed("notStarted"), "Not started yet"],
  ] as const)("%s", async (name, words, answer, seen) => {
    const { state, ask } = failing<unknown>(answer);
    const service = name === "settings" ? "configuration" : "upcoming";
    const services: Partial<ReadServices> = { [service]: ask };
    const { user } = open("2027-03-02T10:00:00Z", { services });
    expect(await screen.findByText(`Couldn't load ${words}.`)).toBeVisible();
    expect(screen.getByRole("button", { name: "Join web conference" })).toBeVisible();
    state.isBroken = false;
    await user.click(await again());
    expect(await screen.findByText(new RegExp(seen))).toBeVisible();
    expect(screen.queryByText(/Couldn't load/)).toBeNull();
  });

  test("the host's presence, and the owner's link", async () => {
    const presence = failing(() =>
      Promise.resolve({
        presence: [{ address: "alice.adams@example.com", show: "available" as const, status: "" }],
      }),
    );
    const { user } = open(before, {
      services: {
        configuration: () => Promise.resolve(siteOf({ presence: true })),
        presence: presence.ask,
      },
    });
    expect(await screen.findByText("Couldn't load who's available.")).toBeVisible();
    presence.state.isBroken = false;
    await user.click(await again());
    expect(await screen.findByLabelText("Available")).toBeVisible();
    cleanup();
    const conference = failing(() => Promise.resolve(conferenceOf(request, "0042")), "RELAY_UNREACHABLE");
    const owner = open(before, { reading: { isOrganizer: true, readProperties }, get: conference.ask });
    expect(await screen.findByText("Couldn't load the host link.")).toBeVisible();
    conference.state.isBroken = false;
    await owner.user.click(await again());
    expect(await screen.findByRole("button", { name: "Start as host" })).toBeVisible();
  });

  test("a list of which the site left a part out", async () => {
    const leftOut = [{ from: null, to: null }];
    open(before, { services: { upcoming: () => Promise.resolve({ conferences: [], leftOut }) } });
    expect(await screen.findByText("Couldn't load whether the web conference has started.")).toBeVisible();
    cleanup();
    const whole = async () => ({ ...(await listed("notStarted")()), leftOut });
    open(before, { services: { upcoming: whole } });
    expect(await screen.findByText("Not started yet")).toBeVisible();
    expect(screen.queryByText(/Couldn't load/)).toBeNull();
  });

  test("one message for all that fails for the same reason", async () => {
    const down = () => Promise.reject(new RelayError("RELAY_UNREACHABLE"));
    open(before, { services: { configuration: down, upcoming: down } });
    expect(
      await screen.findByText(
        "Couldn't load the conferencing site's settings and whether the web conference has started.",
      ),
    ).toBeVisible();
    expect(screen.getAllByRole("button", { name: "Try again" })).toHaveLength(1);
  });

  test.each(["NOT_FOUND", "SERVICE_NOT_PROVISIONED", "NO_SITE", "NOT_A_CONFERENCE_USER"] as const)(
    "%s is no failure: there is nothing for this user",
    async (code) => {
      const refused = () => Promise.reject(new RelayError(code));
      open(later, { services: { report: refused, configuration: refused, upcoming: refused } });
      expect(await screen.findByText("This web conference is over.")).toBeVisible();
      expect(screen.queryByText(/Couldn't load/)).toBeNull();
    },
  );

  test("the appointment's text, which Outlook may give the next time", async () => {
    let isBroken = true;
    const readBody = () => (isBroken ? Promise.reject(new Error("no")) : Promise.resolve(body));
    const { user } = open(before, { reading: { readBody } });
    expect(await screen.findByText(/did not give the appointment's text/)).toBeVisible();
    isBroken = false;
    await user.click(await again());
    expect(await screen.findByRole("button", { name: "Join web conference" })).toBeVisible();
  });
});

test("a conference that went on after its end has its report once it is over", async () => {
  let isOver = false;
  const { later } = open("2027-03-02T14:45:00Z", {
    services: {
      report: () => (isOver ? Promise.resolve(report) : Promise.reject(new RelayError("NOT_FINISHED"))),
      upcoming: listed("inProgress"),
    },
  });
  expect(await screen.findByText("In progress")).toBeVisible();
  isOver = true;
  later("2027-03-02T14:50:00Z");
  expect(await screen.findByText("30 minutes, 2 attendees")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Join web conference" })).toBeNull();
});

test("without a report it says that it is over", async () => {
  open("2027-03-03T10:00:00Z");
  expect(await screen.findByText("This web conference is over.")).toBeVisible();
});

test("an appointment without an invitation asks for nothing", async () => {
  const asked = jest.fn(() => Promise.reject(new RelayError("NOT_FOUND")));
  open("2027-03-03T10:00:00Z", {
    services: { report: asked, configuration: asked },
    reading: { readBody: () => Promise.resolve("<p>Hello</p>") },
  });
  expect(await screen.findByText("This appointment has no web conference.")).toBeVisible();
  expect(asked).not.toHaveBeenCalled();
});

test("its owner starts it as host, and may join like everybody", async () => {
  const { opened, user } = open("2027-03-02T13:50:00Z", {
    reading: { isOrganizer: true, readProperties },
    get: (id) => Promise.resolve(conferenceOf(request, id)),
  });
  await user.click(await screen.findByRole("button", { name: "Start as host" }));
  await user.click(screen.getByRole("button", { name: "Join web conference" }));
  expect(opened).toEqual(["https://rtc.example.com/host/0042", "https://rtc.example.com/join/0042"]);
});

test("by a text alone its organizer may join like everybody, where the relay says, and is no host", async () => {
  const elsewhere = body.replaceAll("rtc.example.com", "elsewhere.example.net");
  const { opened, user } = open("2027-03-02T13:50:00Z", {
    reading: { isOrganizer: true, readBody: () => Promise.resolve(elsewhere) },
    get: (id) => Promise.resolve(conferenceOf(request, id)),
  });
  await waitFor(() => expect(screen.queryByText(/This link leads to/)).toBeNull());
  await user.click(await screen.findByRole("button", { name: "Join web conference" }));
  expect(opened).toEqual(["https://rtc.example.com/join/0042"]);
  expect(screen.queryByRole("button", { name: "Start as host" })).toBeNull();
});

test("an attendee is not offered the host's way in, and the relay is not asked for it", async () => {
  const get = jest.fn(() => Promise.reject(new RelayError("NOT_FOUND")));
  open("2027-03-02T13:50:00Z", { get });
  expect(await screen.findByRole("button", { name: "Join web conference" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Start as host" })).toBeNull();
  expect(get).not.toHaveBeenCalled();
});

test("an owner whose links were taken out of the text still gets in", async () => {
  open("2027-03-02T13:50:00Z", {
    reading: {
      isOrganizer: true,
      readBody: () => Promise.resolve("<p>Hello</p>"),
      readProperties: () => Promise.resolve({ conferenceId: "7" }),
    },
    get: (id) => Promise.resolve(conferenceOf(request, id)),
  });
  expect(await screen.findByRole("button", { name: "Start as host" })).toBeVisible();
  expect(screen.getByText("Conference ID: 7")).toBeVisible();
});

test.each([
  ["before its time", "notStarted", "2027-03-02T10:00:00Z", "Not started yet"],
  ["after its time", "notStarted", "2027-03-02T14:05:00Z", "Waiting for the host"],
  ["once begun", "inProgress", "2027-03-02T14:05:00Z", "In progress"],
] as const)("%s it says how the conference stands", async (_, state, now, words) => {
  open(now, { services: { upcoming: listed(state) } });
  expect(await screen.findByText(words)).toBeVisible();
});

test("an attendee sees whether the host is there", async () => {
  const asked: string[][] = [];
  open("2027-03-02T13:50:00Z", {
    services: {
      configuration: () => Promise.resolve(siteOf({ presence: true })),
      presence: (addresses) => {
        asked.push([...addresses]);
        return Promise.resolve({
          presence: [{ address: "alice.adams@example.com", show: "available", status: "At <home>" }],
        });
      },
    },
  });
  expect(await screen.findByLabelText("Available")).toBeVisible();
  expect(screen.getByText("Host: Alice Adams")).toBeVisible();
  expect(screen.getByText("Available")).toBeVisible();
  expect(screen.getByText("At <home>")).toBeVisible();
  expect(asked).toEqual([["alice.adams@example.com"]]);
});

test("whoever is about to join finds the site's pages for the programs that this may need", async () => {
  const clients = [{ name: "addIn" as const, version: "10.1", url: "https://rtc.example.com/addin" }];
  const { opened, user } = open("2027-03-02T13:50:00Z", {
    services: { configuration: () => Promise.resolve(siteOf({ clients })) },
  });
  await user.click(await screen.findByRole("button", { name: "Get Conferencing add-in 10.1" }));
  expect(opened).toEqual(["https://rtc.example.com/addin"]);
});

test("while it is open, time goes on: the door opens, then it is over", async () => {
  const { later } = open("2027-03-02T10:00:00Z", { services: { configuration: configuration(15) } });
  expect(await screen.findByText(/door/)).toBeVisible();
  later("2027-03-02T13:46:00Z");
  await waitFor(() => expect(screen.queryByText(/door/)).toBeNull());
  later("2027-03-02T14:31:00Z");
  expect(await screen.findByText("This web conference is over.")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Join web conference" })).toBeNull();
});

test("a conference that goes on after its end can still be joined", async () => {
  open("2027-03-02T14:45:00Z", {
    services: {
      report: () => Promise.reject(new RelayError("NOT_FINISHED")),
      upcoming: listed("inProgress"),
    },
  });
  expect(await screen.findByText("In progress")).toBeVisible();
  expect(screen.getByRole("button", { name: "Join web conference" })).toBeVisible();
});

test.each(["series", "occurrence"] as const)(
  "of a series (%s) it says how it repeats, and that one conference serves all of it",
  async (part) => {
    open("2027-04-06T10:00:00Z", { reading: { readSeries: () => Promise.resolve({ part, rule }) } });
    expect(
      await screen.findByText("Every week on Tuesday, from March 2, 2027, until June 29, 2027"),
    ).toBeVisible();
    expect(await screen.findByText("The whole series shares this web conference.")).toBeVisible();
    // Its first time is long past, its last one is not.
    expect(screen.getByRole("button", { name: "Join web conference" })).toBeVisible();
  },
);

/** The invitation with another link. */
const leadingTo = (joinUrl: string) => ({
  readBody: () => Promise.resolve(body.replaceAll("https://rtc.example.com/join", joinUrl)),
});
const text = (words: string) => screen.findByText(words, { exact: false });

test.each([
  ["another host", "https://rtc.example.com.evil.example/join", "rtc.example.com.evil.example"],
  ["a user's name before the host", "https://rtc.example.com@evil.example/join", "evil.example"],
  ["no encryption", "http://rtc.example.com/join", "http://rtc.example.com"],
  ["another port", "https://rtc.example.com:8443/join", "rtc.example.com:8443"],
  ["letters that look like others", "https://rtс.example.com/join", "xn--rt-pmc.example.com"],
])("a link with %s is not opened before its host is named", async (_, link, host) => {
  const { opened, user } = open("2027-03-02T13:50:00Z", {
    reading: leadingTo(link),
    services: { configuration: configuration(15) },
  });
  expect(await text(`leads to ${host}, which isn't your conferencing site`)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Join web conference" })).toBeNull();
  await user.click(screen.getByRole("button", { name: `Open ${host}` }));
  expect(opened.map((url) => new URL(url).origin)).toEqual([new URL(link).origin]);
  expect(opened[0]).not.toContain("@");
});

test("where the relay does not answer, the host is named", async () => {
  const { opened, user } = open("2027-03-02T13:50:00Z", { hosts: [] });
  expect(await text("This link leads to rtc.example.com.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Join web conference" }));
  expect(opened).toEqual(["https://rtc.example.com/join"]);
});

test("a link to a host that the site has just named is the site's", async () => {
  open("2027-03-02T13:50:00Z", { hosts: [], services: { configuration: configuration(15) } });
  await waitFor(() => expect(screen.queryByText(/leads to/)).toBeNull());
  expect(await screen.findByRole("button", { name: "Join web conference" })).toBeVisible();
});

test("where the text leads elsewhere and the site knows the conference, the site's link is opened", async () => {
  const { opened, user } = open("2027-03-02T13:50:00Z", {
    reading: leadingTo("https://evil.example/join"),
    services: { configuration: configuration(15), upcoming: listed("notStarted") },
  });
  await user.click(await screen.findByRole("button", { name: "Join web conference" }));
  expect(opened).toEqual(["https://rtc.example.com/join"]);
  expect(screen.queryByText(/evil/)).toBeNull();
});

test("text that Outlook does not give is told", async () => {
  open("2027-03-02T10:00:00Z", { reading: { readBody: () => Promise.reject(new Error("no")) } });
  expect(await screen.findByText(/Outlook did not give the appointment's text/)).toBeVisible();
});

describe("what takes long is told", () => {
  afterEach(() => jest.useRealTimers());
  const never = () => new Promise<never>(() => undefined);
  const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

  test.each([
    [
      "Outlook, before there is a way in",
      { reading: { readBody: never } },
      /Outlook hasn't answered yet/,
      false,
    ],
    [
      "the relay, beside the way in",
      { services: { configuration: never } },
      /Outlook or the web conference service hasn't answered yet/,
      true,
    ],
  ])("%s", async (_, scene, slow, hasJoin) => {
    jest.useFakeTimers();
    open("2027-03-02T13:50:00Z", scene);
    await pass(1_900);
    expect(screen.queryByText("Still working…")).toBeNull();
    await pass(200);
    await pass(200);
    expect(screen.getByText("Still working…")).toBeVisible();
    await pass(8_000);
    expect(screen.getByText(slow)).toBeVisible();
    expect(screen.queryAllByRole("button", { name: "Join web conference" })).toHaveLength(hasJoin ? 1 : 0);
  });

  test("nothing, once everything has been said", async () => {
    jest.useFakeTimers();
    open("2027-03-02T13:50:00Z");
    await pass(3_000);
    expect(screen.queryByText("Still working…")).toBeNull();
  });
});
