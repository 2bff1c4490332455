import { screen, waitFor } from "@testing-library/react";
import { findSignedInUser } from "../../src/conference/signedInUser";
import type { SiteConfiguration } from "../../src/contract/services";
import { open, siteOf } from "./scene";

const alice = { name: "Alice Adams", address: "alice.adams@example.com" };
const bruno = { name: "Bruno Keller", address: "bruno.keller@example.com" };
const asked = (caller: SiteConfiguration["caller"], actingFor: SiteConfiguration["actingFor"] = null) => ({
  configuration: () => Promise.resolve(siteOf({ caller, actingFor })),
});
const plain = () => document.body.textContent.replace(/[\u2066-\u2069]/g, "");

test("another person's mailbox: the pane says as whom and for whom, before anything is scheduled", async () => {
  const { conferences } = await open({ me: alice, services: asked(bruno) });
  await waitFor(() =>
    expect(plain()).toContain(
      "You're signed in as Bruno Keller (bruno.keller@example.com). This mailbox belongs to Alice Adams (alice.adams@example.com). A web conference that you add here belongs to Bruno Keller.",
    ),
  );
  expect(conferences.size).toBe(0);
  expect(screen.getByRole("button", { name: "Add web conference" })).toBeEnabled();
});

test("a delegate there is told of both: as whom, and whose the conference will be", async () => {
  const carla = { name: "Carla Conti", address: "carla.conti@example.com" };
  await open({ me: alice, owner: carla, services: asked(bruno, { ...carla, may: ["schedule", "change"] }) });
  await waitFor(() => expect(plain()).toContain("signed in as Bruno Keller"));
  expect(plain()).toContain("A web conference that you add here belongs to Carla Conti.");
});

test("an address that may be the same person's is a neutral line, and no warning", async () => {
  const caller = { name: "Adams, Alice (Sales)", address: "aa@example.com" };
  await open({ me: alice, services: asked(caller) });
  await waitFor(() =>
    expect(plain()).toContain(
      "You're signed in as aa@example.com. The address of this mailbox is alice.adams@example.com.",
    ),
  );
  expect(plain()).not.toContain("belongs to");
});

test.each([
  ["in other letters", { name: "Somebody", address: " Alice.ADAMS@example.com" }],
  ["of which the token has no address", { name: "Bruno Keller", address: null }],
  ["whom the relay does not name", null],
])("nothing is said of a person %s", async (_, caller) => {
  await open({ me: alice, services: asked(caller) });
  await screen.findByRole("button", { name: "Add web conference" });
  expect(plain()).not.toContain("signed in");
});

test.each([
  ["Bruno Keller", "Alice Adams", true],
  ["alice.adams", "Alice Adams", false],
  ["Adams, Alice", "Alice M. Adams", false],
  ["Müller", "MÜLLER", false],
  ["Alice", "Alice Adams", true],
  ["Sales", "Sales Desk", true],
])("%s in the mailbox of %s: somebody else: %s", (caller, mailbox, isOther) => {
  const found = findSignedInUser(
    { name: caller, address: "a@example.com" },
    { name: mailbox, address: "b@example.com" },
  );
  expect(found?.isOther).toBe(isOther);
});
