import { startConference } from "../../src/commands/meetNow";
import { createMeetNow } from "../../src/conference/meetNow";
import { createWishes } from "../../src/conference/wishes";
import type {
  InstantConference,
  InstantConferenceRequest,
  SiteConfiguration,
} from "../../src/contract/services";
import { OutlookError, type Body } from "../../src/outlook/appointment";
import type { Message } from "../../src/outlook/message";
import { RelayFailure } from "../../src/relay/ask";
import { createQuestion, createTold } from "./surface";

const links = { joinUrl: "https://rtc.example.com/join/7", hostUrl: "https://rtc.example.com/host/7" };

/** Pages of one browser. */
function createBrowser() {
  let kept: string | null = null;
  const keeping = {
    read: () => kept,
    write: (text: string) => ((kept = text), true),
    remove: () => (kept = null),
  };
  const clock = { now: 0 };
  let keys = 0;
  return {
    wishes: () => createWishes(keeping, () => clock.now),
    ...{ clock, question: createQuestion(), newKey: () => `key-${(keys += 1)}` },
  };
}

function open({
  message = {},
  started = { id: "7", ...links },
  site,
  start,
  openLink = () => true,
  browser = createBrowser(),
}: Partial<Opening> = {}) {
  const { told, ...saying } = createTold();
  const opened: string[] = [];
  const written: Body[] = [];
  const asked: [InstantConferenceRequest, string][] = [];
  const item: Message = {
    isCompose: true,
    id: null,
    readSubject: () => Promise.resolve(" Budget "),
    readCorrespondents: () => Promise.resolve([]),
    readBodyFormat: () => Promise.resolve("html"),
    insert: (block) => Promise.resolve(void written.push(block)),
    ...message,
  };
  const services = {
    configuration: () =>
      site ? Promise.resolve(site as SiteConfiguration) : Promise.reject(new RelayFailure("SITE_TIMEOUT")),
    startInstant: (request: InstantConferenceRequest, key: string) => {
      asked.push([request, key]);
      return start ? start() : Promise.resolve(started);
    },
  };
  const titleFallback = "Web conference with Alice Adams";
  const meetNow = createMeetNow({
    ...{ message: item, services, titleFallback },
    me: { name: "Alice Adams", address: "alice.adams@example.com" },
    ...{ wishes: browser.wishes(), newKey: browser.newKey },
  });
  const press = () =>
    startConference({
      ...{ meetNow, services, isCompose: item.isCompose },
      me: { name: "Alice Adams", address: "alice.adams@example.com" },
      ...{ question: browser.question, now: () => browser.clock.now },
      openLink: (url) => {
        opened.push(url);
        return openLink();
      },
      ...saying,
    });
  return { press, told, opened, written, asked, meetNow };
}

interface Opening {
  message: Partial<Message>;
  started: InstantConference;
  site: Partial<SiteConfiguration>;
  start: () => Promise<InstantConference>;
  openLink: () => boolean;
  browser: ReturnType<typeof createBrowser>;
}

test("a conference starts, its link is in the message, and its host is let in", async () => {
  const { press, told, opened, written, asked } = open();
  await press();
  expect(asked).toEqual([[{ title: "Budget", access: "anyone", conferenceKey: null }, "key-1"]]);
  expect(written[0]?.content).toContain(`href="${links.joinUrl}"`);
  expect(written[0]?.content).not.toContain(links.hostUrl);
  expect(opened).toEqual([links.hostUrl]);
  expect(told).toEqual([
    "progress: Starting a web conference…",
    "done: The web conference has begun. Its link is in the message.",
  ]);
});

test("a message that is read gets a reply with the link", async () => {
  const { press, told } = open({ message: { isCompose: false } });
  await press();
  expect(told.at(-1)).toBe("done: The web conference has begun. Its link is in the reply.");
});

test("a message in plain text gets an invitation in plain text", async () => {
  const { press, written } = open({ message: { readBodyFormat: () => Promise.resolve("text") } });
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
  const { press, told, opened } = open({ message: { insert } });
  await press();
  expect(opened).toEqual([links.hostUrl]);
  expect(told.at(-1)).toMatch(/^failed: The web conference has begun, but Outlook did not take its link\./);
});

test("when Outlook takes no link and the browser opens no window, both are said, and where both can be had", async () => {
  const insert = () => Promise.reject(new OutlookError("NO_ANSWER", "write into the body"));
  const { press, told } = open({ message: { insert }, openLink: () => false });
  await press();
  expect(told.at(-1)).toBe(
    "failed: The web conference has begun, but Outlook did not take its link, and your browser may have held its window back. Open “Conference options” for both. (pane)",
  );
});

test("when another page has let the host in meanwhile, that Outlook did not take the link is said all the same", async () => {
  const browser = createBrowser();
  const other = open({ browser });
  const insert = async () => {
    await other.press();
    throw new OutlookError("NO_ANSWER", "write into the body");
  };
  const { press, told, opened } = open({ browser, message: { insert } });
  await press();
  expect([other.written, other.opened, opened]).toEqual([[], [links.hostUrl], []]);
  expect(told.at(-1)).toMatch(/^failed: The web conference has begun, but Outlook did not take its link\./);
});

test("where the site gives no link for others, only its host is let in", async () => {
  const { press, told, written, opened } = open({
    started: { id: null, joinUrl: null, hostUrl: links.hostUrl },
  });
  await press();
  expect([written, opened]).toEqual([[], [links.hostUrl]]);
  expect(told.at(-1)).toBe(
    "done: The web conference has begun. The conferencing site gave no link for others.",
  );
});

test("a conference that could not be started is a failure, and nothing is written", async () => {
  const { press, written, opened } = open({
    start: () => Promise.reject(new RelayFailure("SITE_UNREACHABLE")),
  });
  await expect(press()).rejects.toMatchObject({ code: "SITE_UNREACHABLE", standing: "nothingDone" });
  expect([written, opened]).toEqual([[], []]);
});

describe("the conference that was asked for is the one that is got", () => {
  const lost = () => Promise.reject(new RelayFailure("RELAY_TIMEOUT"));
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
    const second = open({ browser });
    await second.press();
    answer();
    await running;
    expect(keysOf(slow, second)).toEqual([
      [null, "key-1"],
      [null, "key-1"],
    ]);
    expect([...slow.written, ...second.written]).toHaveLength(1);
    expect([...slow.opened, ...second.opened]).toEqual([links.hostUrl]);
    expect(slow.told.at(-1)).toBe("done: The web conference has begun already.");
  });

  test("once its host is in, the next press is a wish of its own; so is one about another message, or much later", async () => {
    const browser = createBrowser();
    const first = open({ browser });
    await first.press();
    await first.press();
    const other = open({ browser, start: lost, message: { id: "other" } });
    await expect(other.press()).rejects.toThrow();
    const third = open({ browser, start: lost });
    await expect(third.press()).rejects.toThrow();
    browser.clock.now = 600_000;
    await expect(third.press()).rejects.toThrow();
    expect(new Set(keysOf(first, other, third).map(([, key]) => key)).size).toBe(5);
  });

  test("a window that the browser held back: the bar leads to the pane, where its host gets in, and the link stands once", async () => {
    const browser = createBrowser();
    const { press, told, written, asked, meetNow } = open({ browser, openLink: () => false });
    await press();
    expect(told.at(-1)).toBe(
      "failed: The web conference has begun. If no window has opened, your browser held it back: open “Conference options” to get in. (pane)",
    );
    await press();
    expect(await meetNow.resume()).toMatchObject({ hostUrl: links.hostUrl });
    expect(written).toHaveLength(1);
    expect(written[0]?.content).not.toContain(links.hostUrl);
    expect(new Set(asked.map(([, key]) => key))).toEqual(new Set(["key-1"]));
  });
});

test("somebody else than the mailbox's user is asked before anything begins, and begins by a second press", async () => {
  const browser = createBrowser();
  const site = { caller: { name: "Bruno Keller", address: "bruno.keller@example.com" } };
  const { press, told, asked } = open({ browser, site });
  await press();
  expect(told.at(-1)).toBe(
    "outOfDate: You're signed in as bruno.keller@example.com, not as alice.adams@example.com. Select the button again to go on. (pane)",
  );
  expect(asked).toEqual([]);
  browser.clock.now += 5_000;
  await press();
  expect(asked).toHaveLength(1);
  expect(told.at(-1)).toBe("done: The web conference has begun. Its link is in the message.");
});
