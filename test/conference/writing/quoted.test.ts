import { defaultOptions } from "../../../src/conference/model/options";
import { original } from "../copying";
import { createFakeAppointment, type FakeState } from "../fakes";

describe("a text that names a conference of one's own", () => {
  async function quoting(make: (block: string) => string, change: Partial<FakeState> = {}) {
    const world = await original();
    const block = world.first.state.body.content.replace("<p>Agenda</p>", "");
    const content = make(block);
    const { appointment, state } = createFakeAppointment({
      ...{ itemHash: "mine", body: { format: "html", content }, location: "Room 2", ...change },
    });
    return { ...world, appointment, state, content };
  }
  const mail = (block: string) => `<p>My own</p><div id="x_divRplyFwdMsg">From: Bruno</div>${block}`;
  const quote = (block: string) => `<p>My own</p><blockquote>${block}</blockquote>`;

  test.each(["same", "next"])(
    "is left: nothing is changed but the answer; the %s pane adds one above it",
    async (which) => {
      const { appointment, state, pane, content, conferences, claims } = await quoting((block) => block);
      const before = structuredClone([...conferences]);
      claims.length = 0;
      const useCases = pane(appointment);
      const opened = await useCases.open();
      if (opened.status === "copied") await useCases.leave([opened.conference]);
      expect(state).toMatchObject({
        body: { content },
        location: "Room 2",
        properties: { quotedConferenceIds: "42" },
      });
      expect([[...conferences], claims]).toEqual([before, []]);
      const next = pane(appointment);
      expect(await next.open()).toEqual({ status: "none" });
      await (which === "same" ? useCases : next).schedule(defaultOptions);
      expect(state.body.content).toMatch(/^<div id[^]*join\/43/);
      expect(state.body.content.endsWith(content)).toBe(true);
      expect(conferences.get("42")).toEqual(before[0]?.[1]);
    },
  );

  test("is left by a copy with all that it remembers: what it gets next is its own, by a key of its own", async () => {
    const { copy, pane, conferences } = await original();
    const { appointment, state } = copy({ itemHash: "copy" });
    const useCases = pane(appointment);
    const opened = await useCases.open();
    if (opened.status === "copied") await useCases.leave([opened.conference]);
    expect(await pane(appointment).open()).toEqual({ status: "none" });
    expect(await pane(appointment).schedule(defaultOptions)).toMatchObject({ conference: { id: "43" } });
    expect(state.properties).toMatchObject({ idempotencyKey: "key-2", conferenceId: "43" });
    expect([...conferences.keys()]).toEqual(["42", "43"]);
  });

  test("is used here: claimed, remembered, and changed only when the user says so", async () => {
    const { appointment, state, pane, content, conferences } = await quoting((block) => block);
    const useCases = pane(appointment);
    const opened = await useCases.open();
    if (opened.status === "copied") await useCases.share(opened.conference);
    expect(state).toMatchObject({ body: { content }, properties: { conferenceId: "42", itemHash: "mine" } });
    expect(conferences.get("42")).toMatchObject({ mark: "mine", version: 1 });
    expect(await pane(appointment).open()).toMatchObject({ status: "scheduled", isWritten: true });
  });

  test.each([
    ["in a quoted mail", mail],
    ["in a quote", quote],
    ["twice", (block: string) => block + block],
  ])("%s: a separate one is written above it, and the quotation stays", async (_, make) => {
    const { appointment, state, pane, content } = await quoting(make);
    const useCases = pane(appointment);
    await useCases.open();
    await useCases.separate(defaultOptions);
    expect(state.body.content).toMatch(/^<div id[^]*join\/43/);
    expect(state.body.content.endsWith(content)).toBe(true);
    expect(await pane(appointment).open()).toMatchObject({
      ...{ status: "scheduled", conference: { id: "43" }, isWritten: true },
    });
  });
});
