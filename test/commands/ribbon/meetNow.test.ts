import type { InstantConference } from "../../../src/contract/services";
import { OutlookError } from "../../../src/outlook/appointment/appointment";
import { RelayError } from "../../../src/relay/ask";
import { invitationTo } from "../../conference/fakes";
import { links, createBrowser, open, type Opening } from "./meetScene";

test("a conference starts, its link is in the message, and its host is let in", async () => {
  const { press, told, opened, written, asked } = open();
  await press();
  expect(asked).toEqual([[{ title: "Budget", access: "anyone", conferenceKey: null }, "key-1"]]);
  expect(written[0]?.content).toContain(`href="${links.joinUrl}"`);
  expect(written[0]?.content).not.toContain(links.hostUrl);
  expect(opened).toEqual([links.hostUrl]);
  expect(told).toEqual([
    "progress: Starting a web conference…",
    "done: Web conference started. Its link is in the message.",
  ]);
});

test("a message that is read gets a reply with the link", async () => {
  const { press, told } = open({ message: { isCompose: false } });
  await press();
  expect(told.at(-1)).toBe("done: Web conference started. Its link is in the reply.");
});

test.each([true, false])(
  "a double click on the pane's button writes the link once (compose: %s)",
  async (isCompose) => {
    const { meetNow, written } = open({ message: { isCompose } });
    const begun = await meetNow.start("anyone", null);
    await Promise.all([meetNow.insertLink(begun), meetNow.insertLink(begun)]);
    expect(written).toHaveLength(1);
  },
);

test("a message in plain text gets an invitation in plain text", async () => {
  const { press, written, state } = open();
  state.body = { format: "text", content: "Hello" };
  await press();
  expect(written).toEqual([{ format: "text", content: expect.stringContaining(links.joinUrl) }]);
  expect(written[0]?.content).not.toContain("<");
});

test("a site that shuts guests out and wants a key has both, and the key stands in the message", async () => {
  const { press, written, asked } = open({
    site: { guestAccessEnabled: false, conferenceKeyRequired: true },
  });
  await press();
  const key = asked[0]?.[0].conferenceKey ?? "";
  expect(asked[0]?.[0]).toMatchObject({ access: "registered" });
  expect(key).toHaveLength(8);
  expect(written[0]?.content).toContain(key);
});

test("a message without a subject has a conference with a name all the same", async () => {
  const { press, asked } = open({ message: { readSubject: () => Promise.resolve("") } });
  await press();
  expect(asked[0]?.[0].title).toBe("Web conference with Alice Adams");
});

test("when Outlook does not take the link the conference has begun all the same, and that is said", async () => {
  const insert = () => Promise.reject(new OutlookError("NO_ANSWER", "write into the body"));
  const { press, told, opened } = open({ message: { insertAtCursor: insert } });
  await press();
  expect(opened).toEqual([links.hostUrl]);
  expect(told.at(-1)).toMatch(/^failed: Web conference started, but Outlook couldn't add its link\./);
});

test("when Outlook takes no link and the browser opens no window, both are said, and where both can be had", async () => {
  const insert = () => Promise.reject(new OutlookError("NO_ANSWER", "write into the body"));
  const { press, told } = open({ message: { insertAtCursor: insert }, openLink: () => false });
  await press();
  expect(told.at(-1)).toBe(
    "failed: Web conference started, but Outlook couldn't add its link, and the pop-up may be blocked. Open “Conference options” for both. (pane)",
  );
});

test("when another page has let the host in meanwhile, that Outlook did not take the link is said all the same", async () => {
  const browser = createBrowser();
  const other = open({ browser });
  const insert = async () => {
    await other.press();
    throw new OutlookError("NO_ANSWER", "write into the body");
  };
  const { press, told, opened } = open({ browser, message: { insertAtCursor: insert } });
  await press();
  expect([other.written, other.opened, opened]).toEqual([[], [links.hostUrl], []]);
  expect(told.at(-1)).toMatch(/^failed: Web conference started, but Outlook couldn't add its link\./);
});

test("where the site gave no link for others, only its host is let in", async () => {
  const { press, told, written, opened } = open({
    started: { id: null, joinUrl: null, hostUrl: links.hostUrl },
  });
  await press();
  expect([written, opened]).toEqual([[], [links.hostUrl]]);
  expect(told.at(-1)).toBe("done: Web conference started. The conferencing site gave no link for others.");
});

test("a conference that could not be started is a failure, and nothing is written", async () => {
  const { press, written, opened } = open({
    start: () => Promise.reject(new RelayError("SITE_UNREACHABLE")),
  });
  await expect(press()).rejects.toMatchObject({ code: "SITE_UNREACHABLE", standing: "nothingDone" });
  expect([written, opened]).toEqual([[], []]);
});

describe("the conference that was asked for is the one that is got", () => {
  const lost = () => Promise.reject(new RelayError("RELAY_TIMEOUT"));
  const keysOf = (...pages: ReturnType<typeof open>[]) =>
    pages.flatMap(({ asked }) => asked.map(([{ conferenceKey }, key]) => [conferenceKey, key]));

  test("a press after a lost answer, in another page, asks with the same key and the same conference key", async () => {
    const browser = createBrowser();
    const site = { conferenceKeyRequired: true };
    const first = open({ browser, site, start: lost });
    await expect(first.press()).rejects.toMatchObject({ standing: "unknown" });
    const second = open({ browser, site });
    await second.press();
    const [one, other] = keysOf(first, second);
    expect(other).toEqual(one);
  });

  test("a press while another page is still at it: one conference, one link, one window", async () => {
    const browser = createBrowser();
    let answer: () => void = () => undefined;
    const answered = new Promise<InstantConference>(
      (resolve) => (answer = () => resolve({ id: "7", ...links })),
    );
    let tellAsked: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (tellAsked = resolve));
    const slow = open({ browser, start: () => (tellAsked(), answered) });
    const running = slow.press();
    await asked;
    const second = open({ browser, form: slow.form });
    await second.press();
    answer();
    await running;
    expect(keysOf(slow, second)).toEqual([
      [null, "key-1"],
      [null, "key-1"],
    ]);
    expect(slow.written).toHaveLength(1);
    expect([...slow.opened, ...second.opened]).toEqual([links.hostUrl]);
    expect(slow.told.at(-1)).toBe("done: The web conference has already started.");
  });

  test("about another message it is a wish of its own; so it is in a form of which nothing is known, or much later", async () => {
    const browser = createBrowser();
    const first = open({ browser });
    await first.press();
    const other = open({ browser, start: lost, message: { id: "other" } });
    await expect(other.press()).rejects.toThrow();
    const third = open({ browser, start: lost });
    await expect(third.press()).rejects.toThrow();
    browser.clock.now = 600_000;
    await expect(third.press()).rejects.toThrow();
    expect(new Set(keysOf(first, other, third).map(([, key]) => key)).size).toBe(4);
  });

  test("a window that the browser held back: the bar leads to the pane, where its host gets in, and the link stands once", async () => {
    const browser = createBrowser();
    const { press, told, written, asked, meetNow } = open({ browser, openLink: () => false });
    await press();
    expect(told.at(-1)).toBe(
      "failed: Web conference started. If no window opened, your browser blocked the pop-up. Open “Conference options” to join. (pane)",
    );
    await press();
    expect(await meetNow.resume()).toMatchObject({ hostUrl: links.hostUrl });
    expect(written).toHaveLength(1);
    expect(written[0]?.content).not.toContain(links.hostUrl);
    expect(new Set(asked.map(([, key]) => key))).toEqual(new Set(["key-1"]));
  });
});

describe("pressed again once its host is in, the message's conference is known:", () => {
  const keysOf = ({ asked }: ReturnType<typeof open>) => asked.map(([, key]) => key);
  /** A site that makes another conference for each key. */
  const siteOf = (browser: ReturnType<typeof createBrowser>) => {
    const ids = new Map<string, string>();
    return (scene: Partial<Opening> = {}) => {
      const it = open({
        browser,
        ...scene,
        start: () => {
          const key = it.asked.at(-1)![1];
          const id = ids.get(key) ?? String(7 + ids.size);
          ids.set(key, id);
          return Promise.resolve({
            id,
            joinUrl: `https://rtc.example.com/join/${id}`,
            hostUrl: `https://rtc.example.com/host/${id}`,
          });
        },
      });
      return it;
    };
  };
  const browsed = () => siteOf(createBrowser());

  test("its link stands once, and its host gets in again", async () => {
    const it = browsed()();
    await it.press();
    await it.press();
    expect(keysOf(it)).toEqual(["key-1", "key-1"]);
    expect(it.written).toHaveLength(1);
    expect(it.opened).toEqual([links.hostUrl, links.hostUrl]);
    expect(it.told.at(-1)).toBe("done: Web conference started. Its link is in the message.");
  });

  test("a link that was deleted by hand is put there again, whatever the message is called now", async () => {
    let subject = "Budget";
    const it = browsed()({ message: { readSubject: () => Promise.resolve(subject) } });
    await it.press();
    it.state.body = { format: "html", content: "<p>Hello</p>" };
    subject = "Budget, and more";
    await it.press();
    expect(it.asked.map(([request, key]) => [request.title, key])).toEqual([
      ["Budget", "key-1"],
      ["Budget", "key-1"],
    ]);
    expect(it.state.body.content).toContain("https://rtc.example.com/join/7");
    expect(it.written).toHaveLength(2);
  });

  test("a reply to all knows the conference that it was opened for, whose own form remembers nothing", async () => {
    const site = browsed();
    const read = site({ message: { isCompose: false, id: "mail" } });
    await read.press();
    const reply = site({ message: { readSubject: () => Promise.resolve("RE: Budget") } });
    reply.state.body = { format: "html", content: `${read.written[0]!.content}<p>Quoted</p>` };
    await reply.press();
    expect([keysOf(reply), reply.written]).toEqual([["key-1"], []]);
    expect(await reply.meetNow.resume()).toMatchObject({ id: "7", isInText: true });
  });

  test("a reply that was thrown away is opened again with the same conference's link", async () => {
    const read = browsed()({ message: { isCompose: false, id: "mail" } });
    await read.press();
    await read.press();
    expect(keysOf(read)).toEqual(["key-1", "key-1"]);
    expect(read.written.map(({ content }) => content.includes("join/7"))).toEqual([true, true]);
  });

  test.each([
    ["in a quote", (block: string) => `<p>Hello</p><blockquote>${block}</blockquote>`],
    ["below a mail's header", (block: string) => `<p>Hello</p><div id="divRplyFwdMsg">From: B</div>${block}`],
  ])("what stands %s only is another mail's: a conference and a link of its own", async (_, quote) => {
    const site = browsed();
    const first = site();
    await first.press();
    const reply = site();
    reply.state.body = { format: "html", content: quote(first.written[0]!.content) };
    await reply.press();
    expect([keysOf(reply), reply.written.length]).toEqual([["key-2"], 1]);
    expect(reply.state.body.content).toContain("join/8");
  });

  test.each([
    ["text", (block: string) => block.replace(/^/gm, "> ")],
    ["text", (block: string) => `Hello\n\n-----Original Message-----\nFrom: Bruno\nSent: today\n\n${block}`],
    ["text", (block: string) => `Hello\n________________________________\nVon: Bruno\n\n${block}`],
  ] as const)("so it is in plain text", async (format, quote) => {
    const site = browsed();
    const first = site();
    first.state.body = { format, content: "" };
    await first.press();
    const own = first.state.body.content;
    const reply = site();
    reply.state.body = { format, content: quote(own) };
    await reply.press();
    expect(keysOf(reply)).toEqual(["key-2"]);
    // A line that somebody drew above it makes no quoted mail of it.
    const drawn = site();
    drawn.state.body = { format, content: `--- Agenda ---\n\n${own}` };
    await drawn.press();
    expect([keysOf(drawn), drawn.written]).toEqual([["key-1"], []]);
  });

  test("a stranger's link is nobody's conference, wherever it stands", async () => {
    const it = browsed()();
    it.state.body = { format: "html", content: invitationTo("7") };
    await it.press();
    expect(keysOf(it)).toEqual(["key-1"]);
    expect(it.written).toHaveLength(1);
  });

  test("another message with the same subject, or none, has another conference", async () => {
    const site = browsed();
    const [one, other] = [site(), site()];
    await one.press();
    await other.press();
    await one.press();
    expect([keysOf(one), keysOf(other)]).toEqual([["key-1", "key-1"], ["key-2"]]);
  });

  test("an hour later it is over, and the next press begins another one", async () => {
    const browser = createBrowser();
    const it = siteOf(browser)({ message: { isCompose: false, id: "mail" } });
    await it.press();
    browser.clock.now = 3_600_000;
    await it.press();
    expect(keysOf(it)).toEqual(["key-1", "key-2"]);
  });

  test("what Outlook does not say of its text is not taken for missing: nothing is put there unseen", async () => {
    const it = browsed()({
      message: { readBody: () => Promise.reject(new OutlookError("NO_ANSWER", "read the body")) },
    });
    await it.press();
    await it.press();
    expect([keysOf(it), it.written.length]).toEqual([["key-1", "key-1"], 1]);
    expect(it.told.at(-1)).toMatch(/^failed: .*Outlook couldn't add its link/);
  });
});
