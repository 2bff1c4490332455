import { readOrganizer, readSharedOwner } from "../../src/outlook/appointment/sharedOwner";
import { createOfficeCallQueue } from "../../src/outlook/platform/officeCallQueue";
import { installFakeOffice } from "./fakeOffice";

const alice = { displayName: "Alice Adams", emailAddress: "alice.adams@example.com" };

function open(values: Record<string, unknown>) {
  const office = installFakeOffice(values);
  const item = office.item as unknown as Office.AppointmentCompose;
  const pauses: number[] = [];
  const wait = (ms: number) => Promise.resolve(void pauses.push(ms));
  const call = createOfficeCallQueue({ timeoutMs: 20 });
  return { office, pauses, options: { item, call, wait } };
}

test("the owner of a shared calendar has the organizer's name if they are the same person", async () => {
  const { options } = open({ owner: "Alice.Adams@example.com", organizer: alice });
  expect(await readSharedOwner(options)).toEqual({ name: "Alice Adams", address: "alice.adams@example.com" });
});

test("the owner counts before another organizer", async () => {
  const { options } = open({ owner: "bruno.keller@example.com", organizer: alice });
  expect(await readSharedOwner(options)).toMatchObject({ address: "bruno.keller@example.com" });
});

test("a refusal is tried again after pauses; in the end the organizer counts", async () => {
  const { office, pauses, options } = open({ owner: "bruno.keller@example.com", organizer: alice });
  office.disturb("shared", 9020, 2);
  expect(await readSharedOwner(options)).toMatchObject({ address: "bruno.keller@example.com" });
  expect(pauses).toEqual([300, 1000]);
  office.disturb("shared", 9020, 3);
  expect(await readSharedOwner(options)).toMatchObject({ address: "alice.adams@example.com" });
});

test("a call without an answer is not made again", async () => {
  const { office, pauses, options } = open({ owner: "bruno.keller@example.com", organizer: alice });
  office.disturb("shared", "silence");
  expect(await readSharedOwner(options)).toMatchObject({ address: "alice.adams@example.com" });
  expect(pauses).toEqual([]);
});

test("an organizer in Exchange's own form is not known", async () => {
  const { options } = open({ organizer: { displayName: "Alice", emailAddress: "/O=EXCHANGE/CN=ALICE" } });
  expect(await readOrganizer(options)).toBeNull();
});
