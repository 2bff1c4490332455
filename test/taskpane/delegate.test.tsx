import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { SiteConfiguration } from "../../src/contract/services";
import { openHost } from "../../src/outlook/host";
import { App } from "../../src/taskpane/App";
import { RelayError } from "../../src/relay/ask";
import { conferenceOf, snapshot } from "../conference/fakes";
import { installFakeOffice } from "../outlook/fakeOffice";
import { open, siteOf } from "./scene";

const owner = { name: "Alice Adams", address: "alice.adams@example.com" };
const may = (...rights: NonNullable<SiteConfiguration["actingFor"]>["may"]) => ({
  configuration: () => Promise.resolve(siteOf({ actingFor: { ...owner, may: rights } })),
});

test("a delegate who may do everything schedules for the owner, and gets the host link", async () => {
  const { press } = await open({ owner, services: may("schedule", "change", "host") });
  expect(await screen.findByText("You're scheduling for Alice Adams")).toBeVisible();
  await press("Add web conference");
  expect(await screen.findByRole("button", { name: "Copy: Host link" })).toBeVisible();
  expect(screen.queryByText(/Only Alice Adams/)).toBeNull();
});

const delegate = { name: "Dina Delgado", address: "dina.delgado@example.com" };

test.each([null, { name: "AA", address: "aa@example.com" }, delegate])(
  "for whom, the relay says, whoever Outlook has as the organizer: %j",
  async (organizer) => {
    await open({
      owner,
      state: { snapshot: { ...snapshot, organizer } },
      services: may("schedule", "change", "host"),
    });
    expect(await screen.findByText("You're scheduling for Alice Adams")).toBeVisible();
    expect(screen.queryByText(/Organized by/)).toBeNull();
  },
);

test("for whom, is told also where the relay does not answer, and an alias is nobody else", async () => {
  const services = { configuration: () => Promise.reject(new RelayError("RELAY_UNREACHABLE")) };
  const { unmount } = await open({ owner, services });
  expect(await screen.findByText("You're scheduling for Alice Adams")).toBeVisible();
  unmount();
  await open({
    state: { snapshot: { ...snapshot, organizer: { name: "Alice Adams", address: "alice@example.com" } } },
  });
  expect(await screen.findByText("Organized by Alice Adams")).toBeVisible();
});

test("beside an appointment of whose calendar Outlook says nothing, nothing is done in one's own name", async () => {
  const fetch = jest.spyOn(globalThis, "fetch");
  const office = installFakeOffice(
    {
      ...{ subject: "Review", location: "", organizer: null, required: [], optional: [], recurrence: null },
      ...{
        start: new Date("2099-03-02T14:00:00Z"),
        end: new Date("2099-03-02T15:00:00Z"),
        owner: "x",
        itemId: "x",
        body: "",
        bodyType: "html",
      },
    },
    ["1.7", "1.8"],
  );
  const host = await openHost();
  if (host.mode !== "compose") throw new Error(`is ${host.mode}`);
  try {
    render(<App host={host} />);
    const user = userEvent.setup();
    await user.click(await screen.findByRole("button", { name: "Add web conference" }));
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("Outlook doesn't say whose calendar this is.");
    expect(alert).toHaveTextContent("Nothing was changed.");
    expect(fetch).not.toHaveBeenCalled();
    expect(office.values.body).toBe("");
  } finally {
    fetch.mockRestore();
  }
});

test("a delegate who may not be host is told so, and sees and writes no host link", async () => {
  const { press, state } = await open({
    owner,
    services: may("schedule", "change"),
    relay: { schedule: (_, wanted) => Promise.resolve({ ...conferenceOf(wanted), hostUrl: null }) },
  });
  expect(await screen.findByText("Only Alice Adams can start it as host.")).toBeVisible();
  await press("Add web conference");
  expect(await screen.findByRole("button", { name: "Copy: Join link" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Copy: Host link" })).toBeNull();
  expect(state.body.content).not.toContain("Start as host");
});

test("a delegate who may only schedule cannot change what is there", async () => {
  const { press } = await open({ owner, services: may("schedule") });
  await press("Add web conference");
  expect(await screen.findByText(/You don't have permission for this calendar/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Remove" })).toBeNull();
});

test("whoever may not act for the owner learns it before pressing", async () => {
  await open({
    owner,
    services: { configuration: () => Promise.reject(new RelayError("NOT_A_DELEGATE")) },
  });
  expect(
    await screen.findByText(
      "You don't have permission for this calendar. Ask its owner or your administrator.",
    ),
  ).toBeVisible();
  expect(screen.getByRole("button", { name: "Add web conference" })).toBeDisabled();
});

test("a right that was taken away meanwhile is told when it is used, and nothing was done", async () => {
  const { press, state } = await open({
    owner,
    services: may("schedule", "change", "host"),
    relay: { schedule: () => Promise.reject(new RelayError("NOT_A_DELEGATE")) },
  });
  await press("Add web conference");
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("You don't have permission for this calendar.");
  expect(alert).toHaveTextContent("Nothing was changed.");
  expect(state.body.content).toBe("<p>Agenda</p>");
});
