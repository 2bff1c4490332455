import { act, screen } from "@testing-library/react";
import { RelayError } from "../../src/relay/ask";
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
        "This appointment was canceled, but its web conference still exists. Remove it if no one needs it.",
      ),
    ).toBeVisible();
    expect(screen.queryByText("Out of date")).toBeNull();
    expect(screen.getByRole("region", { name: "Appointment" })).toBeVisible();
    expect(screen.queryByRole("region", { name: "Changed since it was scheduled" })).toBeNull();
    await press("Remove");
    await press("Delete");
    expect(await screen.findByText("The web conference was deleted.")).toBeVisible();
    expect(screen.queryByText(/was canceled/)).toBeNull();
    expect(conferences.size).toBe(0);
    expect(state.body.content).toBe("<p>Agenda</p>");
  },
);

test("a cancelled appointment's conference is not updated, also not by trying again or over somebody else's change", async () => {
  const { press, change, relay } = await open();
  await press("Add web conference");
  await screen.findByText("Up to date");
  relay.update = () => Promise.reject(new RelayError("SITE_UNREACHABLE"));
  act(() => change({ subject: "Yearly review" }));
  await press("Update conference");
  await screen.findByRole("button", { name: "Try again" });
  act(() => change({ subject: "Canceled: Yearly review" }));
  await screen.findByText(/was canceled/);
  expect(screen.queryByRole("button", { name: /Update|Try again/ })).toBeNull();
  expect(screen.getByRole("button", { name: "Remove" })).toBeEnabled();
});

test("a cancelled appointment without a conference is told nothing of one", async () => {
  await open({ state: { snapshot: { ...snapshot, subject: "Canceled: Quarterly review" } } });
  expect(await screen.findByRole("button", { name: "Add web conference" })).toBeVisible();
  expect(screen.queryByText(/was canceled/)).toBeNull();
});
