import { act, screen, waitFor } from "@testing-library/react";
import { RelayError } from "../../src/relay/ask";
import { report, open, configuration, listed, leadingTo, text } from "./readScene";

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
  expect(await screen.findByText(/Outlook didn't give the appointment's text/)).toBeVisible();
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
