import { screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { RelayError } from "../../src/relay/ask";
import { conferenceOf, request, rule } from "../conference/fakes";
import { siteOf } from "./scene";
import { body, report, readProperties, open, configuration, listed, leadingTo, text } from "./readScene";

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
  expect(await screen.findByText("You can join from Tue, Mar 2, 2:45 PM.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Join web conference" }));
  expect(opened).toEqual(["https://rtc.example.com/join"]);
});

test.each([
  ["is open", "2027-03-02T13:50:00Z", 15],
  ["is not spoken of by the site", "2027-03-02T10:00:00Z", null],
])("a door that %s is not spoken of", async (_, now, minutes) => {
  open(now, { services: { configuration: configuration(minutes) } });
  expect(await screen.findByRole("button", { name: "Join web conference" })).toBeVisible();
  expect(screen.queryByText(/You can join from/)).toBeNull();
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
  await user.click(screen.getByRole("button", { name: "Watch recording" }));
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
  expect(await screen.findByText("2 more attendees can't be shown.")).toBeVisible();
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

test("without a report it says that it is over", async () => {
  open("2027-03-03T10:00:00Z");
  expect(await screen.findByText("This web conference has ended.")).toBeVisible();
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
  expect(await screen.findByText(/You can join from/)).toBeVisible();
  later("2027-03-02T13:46:00Z");
  await waitFor(() => expect(screen.queryByText(/You can join from/)).toBeNull());
  later("2027-03-02T14:31:00Z");
  expect(await screen.findByText("This web conference has ended.")).toBeVisible();
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
