import { screen, within } from "@testing-library/react";
import axe from "axe-core";
import { RelayError } from "../../src/relay/ask";
import type { RelayClient } from "../../src/relay/client";
import { open } from "./scene";

const looks = { rules: { "color-contrast": { enabled: false } } };

const candidates = [
  {
    id: "7",
    title: "Quarterly review",
    start: new Date("2027-03-02T14:00:00.000Z"),
    end: new Date("2027-03-02T14:30:00.000Z"),
  },
  { id: "8", title: "Quarterly review", start: new Date("2027-03-02T14:00:00.000Z"), end: null },
  { id: "9", title: "Quarterly review", start: null, end: null },
];
const ambiguous: Partial<RelayClient> = {
  schedule: () => Promise.reject(new RelayError("OUTCOME_AMBIGUOUS", { requestId: "r-1", candidates })),
};

async function openUndecided(relay: Partial<RelayClient> = {}) {
  const scene = await open({ relay: { ...ambiguous, ...relay } });
  await scene.press("Add web conference");
  const list = await screen.findByRole("region", { name: "Which one is it?" });
  expect(within(list).queryByText("Quarterly review")).toBeNull();
  await scene.user.click(within(list).getByText("3 web conferences"));
  return { ...scene, list };
}

test("the candidates are folded to one line, and listed with day, times and ID, each button named for what it does", async () => {
  const { list } = await openUndecided();
  expect(screen.getByRole("alert")).toHaveTextContent("It isn't certain which web conference is this");
  expect(within(list).getByText("Tuesday, 2 March 2027")).toBeVisible();
  expect(
    within(list)
      .getAllByRole("button")
      .map((button) => button.getAttribute("aria-label")),
  ).toEqual([
    "Use this one: Quarterly review, Tuesday, 2 March 2027, 15:00 – 15:30, Conference ID: 7",
    "Use this one: Quarterly review, Tue, 2 Mar 2027, 15:00, Conference ID: 8",
    "Use this one: Quarterly review, Times unavailable, Conference ID: 9",
    null,
  ]);
  expect(screen.queryByRole("button", { name: "Add web conference" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
});

test("the choice can be read and made by everybody", async () => {
  const { container } = await openUndecided();
  expect((await axe.run(container, looks)).violations).toEqual([]);
});

test("the one that is chosen is written as usual", async () => {
  const { press, state, claims } = await openUndecided();
  await press(/^Use this one: .*ID: 7$/);
  expect(await screen.findByText("Web conference added.")).toBeVisible();
  expect(state.properties).toMatchObject({ idempotencyKey: "key-1", conferenceId: "7" });
  expect(state.body.content).toContain("https://rtc.example.com/join/7");
  expect(claims).toEqual(["7 writing", "7 written"]);
});

test("none of them: a new one is made", async () => {
  const { press, state } = await openUndecided();
  await press("None of these. Create new.");
  expect(await screen.findByText("Web conference added.")).toBeVisible();
  expect(state.properties).toMatchObject({ idempotencyKey: "key-1", conferenceId: "42" });
});

test("a choice whose answer is lost is made again", async () => {
  let isAway = true;
  const asked: (string | null)[] = [];
  const { press, relay } = await openUndecided();
  const choose = relay.choose;
  relay.choose = (key, id) => {
    asked.push(id);
    return isAway ? Promise.reject(new RelayError("RELAY_TIMEOUT")) : choose(key, id);
  };
  await press(/^Use this one: .*unavailable/);
  await screen.findByText(/Trying again is safe/);
  isAway = false;
  await press("Try again");
  expect(await screen.findByText("Web conference added.")).toBeVisible();
  expect(asked).toEqual(["9", "9"]);
});

test("asked when the pane opens on it, too", async () => {
  const { press, state, user } = await open({
    state: { properties: { idempotencyKey: "k" } },
    relay: { find: () => Promise.reject(new RelayError("OUTCOME_AMBIGUOUS", { candidates })) },
  });
  await user.click(await screen.findByText("3 web conferences"));
  await press(/^Use this one: .*ID: 7$/);
  await screen.findByText("Web conference added.");
  expect(state.properties).toMatchObject({ idempotencyKey: "k", conferenceId: "7" });
});
