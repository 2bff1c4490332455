import { act, screen } from "@testing-library/react";
import { snapshot } from "../conference/fakes";
import { open } from "./scene";

test.each(["Canceled: Quarterly review", "Abgesagt: Quarterly review", "ملغى: Quarterly review"])(
  "a cancelled appointment whose conference is still there offers to remove it: %s",
  async (subject) => {
    const { press, change, conferences, state } = await open();
    await press("Add web conference");
    await screen.findByText("Up to date");
    act(() => change({ subject }));
    expect(
      await screen.findByText(
        "This appointment was cancelled. Its web conference still exists: remove it if nobody needs it any more.",
      ),
    ).toBeVisible();
    expect(screen.queryByText("Out of date")).toBeNull();
    expect(screen.getByRole("region", { name: "The appointment" })).toBeVisible();
    expect(screen.queryByRole("region", { name: "Changed since it was scheduled" })).toBeNull();
    await press("Remove");
    await press("Delete it");
    expect(await screen.findByText("The web conference was deleted.")).toBeVisible();
    expect(screen.queryByText(/was cancelled/)).toBeNull();
    expect(conferences.size).toBe(0);
    expect(state.body.content).toBe("<p>Agenda</p>");
  },
);

test("whoever has only written it into the subject may still bring the conference up to date", async () => {
  const { press, change, conferences } = await open();
  await press("Add web conference");
  await screen.findByText("Up to date");
  act(() => change({ subject: "Cancelled: the old prices" }));
  await screen.findByText(/was cancelled/);
  await press("Update conference");
  expect(await screen.findByText("The web conference is up to date.")).toBeVisible();
  expect(conferences.get("42")?.scheduled.appointment.title).toBe("Cancelled: the old prices");
  expect(screen.queryByText(/was cancelled/)).toBeNull();
});

test("a cancelled appointment without a conference is told nothing of one", async () => {
  await open({ state: { snapshot: { ...snapshot, subject: "Canceled: Quarterly review" } } });
  expect(await screen.findByRole("button", { name: "Add web conference" })).toBeVisible();
  expect(screen.queryByText(/was cancelled/)).toBeNull();
});
