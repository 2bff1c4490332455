import { act, screen, waitFor } from "@testing-library/react";
import { RelayError } from "../../src/relay/ask";
import { conferenceIn, createFakeRelay, outlookFails } from "../conference/fakes";
import { open } from "./scene";

/** A relay that has a conference which an appointment claimed long ago. */
function withConference() {
  const known = createFakeRelay();
  conferenceIn(known, "k", { claim: "written" });
  return known;
}

const added = "Web conference added.";

test("an Add is undone by one press: its conference is deleted, and the text is as it was", async () => {
  const { press, state, conferences } = await open();
  await press("Add web conference");
  await screen.findByText(added);
  await press("Undo");
  expect(await screen.findByText("The web conference was deleted.")).toBeVisible();
  expect([state.body.content, conferences.size]).toEqual(["<p>Agenda</p>", 0]);
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
  expect(screen.queryByText(added)).toBeNull();
  await press("Add web conference");
  await screen.findByText(added);
  expect(conferences.size).toBe(1);
});

test("once the appointment is saved, Undo goes, and Remove asks as ever", async () => {
  const { press, state, change, conferences } = await open({ state: { itemHash: "" } });
  await press("Add web conference");
  expect(await screen.findByRole("button", { name: "Undo" })).toBeVisible();
  Object.assign(state, { itemHash: "saved", session: null });
  act(() => change({}));
  await waitFor(() => expect(screen.queryByRole("button", { name: "Undo" })).toBeNull());
  expect(screen.getByText(added)).toBeVisible();
  await press("Remove");
  expect(conferences.size).toBe(1);
  await press("Delete");
  expect(await screen.findByText("The web conference was deleted.")).toBeVisible();
});

test("pressed just after the appointment was saved, it says why nothing was undone, and what to do", async () => {
  const { press, state, conferences } = await open({ state: { itemHash: "" } });
  await press("Add web conference");
  await screen.findByText(added);
  Object.assign(state, { itemHash: "saved", session: null });
  await press("Undo");
  expect(await screen.findByRole("alert")).toHaveTextContent(
    "The appointment was saved, so others may have the link. Change or remove the web conference instead.",
  );
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  await press("Close");
  expect(await screen.findByText("Up to date")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
  expect(conferences.size).toBe(1);
});

test("an Add that is undone by half says which half, and is undone by another try", async () => {
  const { press, appointment, state } = await open();
  await press("Add web conference");
  await screen.findByText(added);
  const { replaceBody } = appointment;
  appointment.replaceBody = outlookFails("OUTLOOK_OFFLINE");
  await press("Undo");
  expect(await screen.findByRole("alert")).toHaveTextContent(
    "The web conference was deleted, but its links are still in the appointment.",
  );
  appointment.replaceBody = replaceBody;
  await press("Try again");
  expect(await screen.findByText("The web conference was deleted.")).toBeVisible();
  expect(state.body.content).toBe("<p>Agenda</p>");
});

test("an update is undone at the site and in the text, so the appointment differs again", async () => {
  const { press, state, change, conferences } = await open();
  await press("Add web conference");
  await screen.findByText(added);
  const before = structuredClone([state.body, conferences.get("42")?.scheduled]);
  act(() => change({ subject: "Annual review" }));
  await press("Update conference");
  await screen.findByText("Web conference is up to date.");
  await press("Undo");
  expect(await screen.findByText("The update was undone.")).toBeVisible();
  expect([state.body, conferences.get("42")?.scheduled]).toEqual(before);
  expect(screen.getByText("Out of date")).toBeVisible();
  expect(screen.getByRole("button", { name: "Update conference" })).toBeEnabled();
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});

test("links that were written late are taken out again; the conference stays, and that is said", async () => {
  const { state, press, conferences } = await open({
    state: { properties: { idempotencyKey: "k", conferenceId: "42", version: "1" } },
    known: withConference(),
  });
  await press("Insert links again");
  await screen.findByText("Up to date");
  await press("Undo");
  expect(
    await screen.findByText("The appointment's text was restored. The web conference still exists."),
  ).toBeVisible();
  expect([state.body.content, conferences.size]).toEqual(["<p>Agenda</p>", 1]);
  expect(screen.getByText("The links aren't in the appointment's text.")).toBeVisible();
});

test("what Outlook has lost of other text is said, also when the conference is gone", async () => {
  const long = "<p>Agenda</p><p>and its end</p>";
  const { press, state } = await open({
    state: { body: { format: "html", content: long } },
    outlook: {
      replaceBody: (body) => {
        state.body = { ...body, content: body.content.replace("<p>and its end</p>", "") };
        return Promise.resolve();
      },
    },
  });
  await press("Add web conference");
  await press("Remove");
  await press("Delete");
  expect(await screen.findByText("The web conference was deleted.")).toBeVisible();
  expect(
    await screen.findByText("Outlook lost some other text. Check the text before you save the appointment."),
  ).toBeVisible();
});

test("text that was changed since is left alone, and trying again is not offered", async () => {
  const { press, state } = await open({
    state: { properties: { idempotencyKey: "k", conferenceId: "42", version: "1" } },
    known: withConference(),
  });
  await press("Insert links again");
  await screen.findByText("Up to date");
  state.body = { ...state.body, content: `${state.body.content}<p>Typed since</p>` };
  const typed = state.body.content;
  await press("Undo");
  expect(await screen.findByRole("alert")).toHaveTextContent(
    "The appointment's text was changed, so it can't be restored.",
  );
  expect(state.body.content).toBe(typed);
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  await press("Close");
  expect(await screen.findByText("Up to date")).toBeVisible();
});

test("a failure that is closed leads back to where the pane stood: links that were missing still are", async () => {
  const { press } = await open({
    outlook: { prependToBody: outlookFails("OFFICE_FAILED") },
    relay: { remove: () => Promise.reject(new RelayError("OVERLOADED")) },
  });
  await press("Add web conference");
  await press("Delete conference");
  await press("Close");
  expect(await screen.findByText("The links aren't in the appointment's text.")).toBeVisible();
});

test("what the item's bar says of the conference goes when it has been dealt with here", async () => {
  const { press, hushed } = await open();
  expect(hushed).toEqual([]);
  await press("Add web conference");
  await screen.findByText("Up to date");
  expect(hushed).toEqual([true]);
});
