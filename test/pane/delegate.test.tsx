import { screen } from "@testing-library/react";
import type { SiteConfiguration } from "../../src/contract/services";
import { RelayFailure } from "../../src/relay/ask";
import { conferenceOf, snapshot } from "../conference/fakes";
import { open, siteOf } from "./scene";

const me = "assistant@example.com";
const may = (...rights: NonNullable<SiteConfiguration["actingFor"]>["may"]) => ({
  configuration: () =>
    Promise.resolve(
      siteOf({ actingFor: { name: "Alice Adams", address: "alice.adams@example.com", may: rights } }),
    ),
});

test("a delegate who may do everything schedules for the owner, and gets the host link", async () => {
  const { press } = await open({ me, services: may("schedule", "change", "host") });
  expect(await screen.findByText("You are scheduling for Alice Adams")).toBeVisible();
  await press("Add web conference");
  expect(await screen.findByRole("button", { name: "Copy host link" })).toBeVisible();
  expect(screen.queryByText(/Only Alice Adams/)).toBeNull();
});

test("below Mailbox 1.7 the relay says whose calendar it is", async () => {
  await open({
    me,
    state: { snapshot: { ...snapshot, organizer: null } },
    services: may("schedule", "change", "host"),
  });
  expect(await screen.findByText("You are scheduling for Alice Adams")).toBeVisible();
});

test("a delegate who may not be host is told so, and sees and writes no host link", async () => {
  const { press, state } = await open({
    me,
    services: may("schedule", "change"),
    relay: { schedule: (_, wanted) => Promise.resolve({ ...conferenceOf(wanted), hostUrl: null }) },
  });
  expect(await screen.findByText("Only Alice Adams can start it as the host.")).toBeVisible();
  await press("Add web conference");
  expect(await screen.findByRole("button", { name: "Copy join link" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Copy host link" })).toBeNull();
  expect(state.body.content).not.toContain("Start as host");
});

test("a delegate who may only schedule cannot change what is there", async () => {
  const { press } = await open({ me, services: may("schedule") });
  await press("Add web conference");
  expect(await screen.findByText(/You may not do this for the owner of this calendar/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Remove" })).toBeNull();
});

test("whoever may not act for the owner learns it before pressing", async () => {
  await open({ me, services: { configuration: () => Promise.reject(new RelayFailure("NOT_A_DELEGATE")) } });
  expect(
    await screen.findByText(
      "You may not do this for the owner of this calendar. Ask the owner, or your administrator to let you.",
    ),
  ).toBeVisible();
  expect(screen.getByRole("button", { name: "Add web conference" })).toBeDisabled();
});

test("a right that was taken away meanwhile is told when it is used, and nothing was done", async () => {
  const { press, state } = await open({
    me,
    services: may("schedule", "change", "host"),
    relay: { schedule: () => Promise.reject(new RelayFailure("NOT_A_DELEGATE")) },
  });
  await press("Add web conference");
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("You may not do this for the owner of this calendar.");
  expect(alert).toHaveTextContent("Nothing was changed.");
  expect(state.body.content).toBe("<p>Agenda</p>");
});
