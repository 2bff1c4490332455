import { act, screen } from "@testing-library/react";
import { snapshot } from "../conference/fakes";
import { open } from "./scene";

const said =
  "This appointment is private. The conferencing site sees the title “Web conference” instead of the subject.";

test("a private appointment is scheduled by a neutral title, and the pane says so", async () => {
  const { press, change, conferences } = await open({
    state: { snapshot: { ...snapshot, subject: "Salaries", isPrivate: true } },
  });
  expect(await screen.findByText(said)).toBeVisible();
  await press("Add web conference");
  expect(await screen.findByText("Up to date")).toBeVisible();
  expect(conferences.get("42")?.scheduled.appointment.title).toBe("Web conference");
  act(() => change({ isPrivate: false }));
  expect(await screen.findByText("Out of date")).toBeVisible();
  await press("Update conference");
  expect(await screen.findByText("Up to date")).toBeVisible();
  expect(conferences.get("42")?.scheduled.appointment.title).toBe("Salaries");
  expect(screen.queryByText(said)).toBeNull();
});

test("a subject that nobody can see is none, which is said", async () => {
  const { press, conferences } = await open({
    state: { snapshot: { ...snapshot, subject: "\u200b\u3164" } },
  });
  expect(await screen.findByText(/^No subject yet\. The conference will be called/)).toBeVisible();
  await press("Add web conference");
  await screen.findByText("Up to date");
  expect(conferences.get("42")?.scheduled.appointment.title).toMatch(/^Web conference with /);
});
