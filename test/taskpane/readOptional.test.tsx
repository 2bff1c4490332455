import { cleanup, screen, waitFor } from "@testing-library/react";
import axe from "axe-core";
import type { Report } from "../../src/relay/dates";
import { type ReadServices } from "../../src/taskpane/read/readController";
import { RelayError } from "../../src/relay/ask";
import { conferenceOf, request } from "../conference/fakes";
import { siteOf } from "./scene";
import { body, report, readProperties, open, configuration, listed } from "./readScene";

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
    expect(screen.getByText(/couldn't create its report/)).toBeVisible();
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
    ["settings", "the conferencing site's settings", configuration(15), "You can join from"],
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
      expect(await screen.findByText("This web conference has ended.")).toBeVisible();
      expect(screen.queryByText(/Couldn't load/)).toBeNull();
    },
  );

  test("the appointment's text, which Outlook may give the next time", async () => {
    let isBroken = true;
    const readBody = () => (isBroken ? Promise.reject(new Error("no")) : Promise.resolve(body));
    const { user } = open(before, { reading: { readBody } });
    expect(await screen.findByText(/didn't give the appointment's text/)).toBeVisible();
    isBroken = false;
    await user.click(await again());
    expect(await screen.findByRole("button", { name: "Join web conference" })).toBeVisible();
  });
});
