import { act, screen } from "@testing-library/react";
import { RelayFailure } from "../../src/relay/ask";
import { outlookFails } from "../conference/fakes";
import { open } from "./scene";

test("the last write is undone by one press; the conference stays and can be written again", async () => {
  const { press, state, conferences } = await open();
  await press("Add web conference");
  await screen.findByText("The web conference is in the appointment.");
  await press("Undo");
  expect(
    await screen.findByText("The appointment's text is as it was before. The web conference still exists."),
  ).toBeVisible();
  expect(state.body.content).toBe("<p>Agenda</p>");
  expect(conferences.size).toBe(1);
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
  await press("Write the links again");
  expect(await screen.findByText("Up to date")).toBeVisible();
  expect(state.body.content).toContain("https://rtc.example.com/join/42");
});

test("an update is undone to the links that stood there before", async () => {
  const { press, state, controller } = await open();
  await press("Add web conference");
  await screen.findByText("The web conference is in the appointment.");
  const before = state.body.content;
  act(() => controller.choose({ ...controller.state().options, dialIn: "+41 44 000" }));
  await press("Update conference");
  await screen.findByText("The web conference is up to date.");
  expect(state.body.content).not.toBe(before);
  await press("Undo");
  await screen.findByText(/as it was before/);
  expect(state.body.content).toBe(before);
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
  await press("Delete it");
  expect(await screen.findByText("The web conference was deleted.")).toBeVisible();
  expect(
    await screen.findByText(
      "Outlook lost some of the appointment's other text while it wrote it. Check the text before you save the appointment.",
    ),
  ).toBeVisible();
});

test("text that was changed since is left alone, and trying again is not offered", async () => {
  const { press, state } = await open();
  await press("Add web conference");
  await screen.findByText("The web conference is in the appointment.");
  state.body = { ...state.body, content: `${state.body.content}<p>Typed since</p>` };
  const typed = state.body.content;
  await press("Undo");
  expect(await screen.findByRole("alert")).toHaveTextContent(
    "The appointment's text has been changed since then, so it cannot be put back.",
  );
  expect(state.body.content).toBe(typed);
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  await press("Close");
  expect(await screen.findByText("Up to date")).toBeVisible();
});

test("a failure that is closed leads back to where the pane stood: links that were missing still are", async () => {
  const { press } = await open({
    outlook: { prependToBody: outlookFails("OFFICE_FAILED") },
    relay: { remove: () => Promise.reject(new RelayFailure("OVERLOADED")) },
  });
  await press("Add web conference");
  await press("Take the conference back");
  await press("Close");
  expect(await screen.findByText("The links are not in the appointment's text.")).toBeVisible();
});

test("what the item's bar says of the conference goes when it has been dealt with here", async () => {
  const { press, hushed } = await open();
  expect(hushed).toEqual([]);
  await press("Add web conference");
  await screen.findByText("Up to date");
  expect(hushed).toEqual([true]);
});
