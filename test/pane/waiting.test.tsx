import { act, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { createFakeRelay, snapshot } from "../conference/fakes";
import Attendees from "../../src/pane/Attendees";
import { open } from "./scene";

const many = Array.from({ length: 1000 }, (_, at) => ({
  name: `Person ${at}`,
  address: `person${at}@example.com`,
  kind: "required" as const,
}));

const some = many.slice(0, 60);

describe("a thousand attendees", () => {
  test("while the pane works, the appointment is read once; changes made meanwhile show afterwards", async () => {
    let answer = () => {};
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const read = jest.fn(() => Promise.resolve({ ...snapshot, attendees: many }));
    const site = createFakeRelay();
    const { press, change } = await open({
      outlook: { read },
      relay: { schedule: (key, wanted) => answered.then(() => site.relay.schedule(key, wanted)) },
    });
    await screen.findByText("1000 people invited");
    read.mockClear();
    await press("Add web conference");
    await screen.findByText("Scheduling at the conferencing site…");
    expect(read).toHaveBeenCalledTimes(1);
    read.mockImplementation(() =>
      Promise.resolve({ ...snapshot, subject: "Another subject", attendees: many }),
    );
    // Outlook tells of a change, and the pane's own clock comes by.
    act(() => change({}));
    act(() => change({}));
    expect(read).toHaveBeenCalledTimes(1);
    answer();
    expect(await screen.findByText("Out of date")).toBeVisible();
    expect(screen.getByRole("heading", { name: "Another subject" })).toBeVisible();
    expect(read).toHaveBeenCalledTimes(2);
  });

  test("each step of the work leaves the rows of an unfolded list alone", async () => {
    const presence = new Map();
    const rendered = jest.spyOn(presence, "get");
    let step = () => {};
    function Pane() {
      const [, set] = useState(0);
      step = () => set((count) => count + 1);
      return <Attendees attendees={some} presence={presence} />;
    }
    render(<Pane />);
    act(() => screen.getByRole("button", { name: "and 55 others" }).click());
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(60));
    rendered.mockClear();
    act(step);
    expect(rendered).not.toHaveBeenCalled();
  });
});
