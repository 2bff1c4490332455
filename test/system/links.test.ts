import { newKey, createTestRelay, relaySite, request } from "../support/relay";
import { createDeployment } from "./deployment";

/** A relay before the simulator, whose answers are changed on their way. */
async function open() {
  const deployment = createDeployment();
  let change = (xml: string) => xml;
  const site = deployment.client({
    send: async (sent) => {
      const answer = await deployment.simulator.fetch(sent);
      return new Response(change(await answer.text()), { status: answer.status, headers: answer.headers });
    },
  });
  const { send } = await createTestRelay(site, {
    sites: [relaySite(site, { linkHosts: ["localhost:3001"] })],
    clock: deployment.now,
  });
  const live = () => deployment.simulator.conferences().filter(({ isDeleted }) => !isDeleted);
  return {
    send,
    live,
    change: (how: typeof change) => {
      change = how;
    },
    schedule: async (key = newKey()) => {
      const response = await send("POST", "/api/conferences", { body: request, key });
      return (await response.json()) as { id?: string; joinUrl?: string; error?: { code: string } };
    },
  };
}

/** Writes all links of an answer anew. */
const links = (write: (link: string) => string) => (xml: string) =>
  xml.replace(/(?<=URL\b[^>]*>)http:[^<]+/g, write);

test.each([
  [
    "line breaks and tabs around and within",
    (link: string) => `&#10;\t${link.replace("/imtapp", "/&#9;imt\napp")}\n`,
  ],
  ["backslashes", (link: string) => link.replaceAll("/", "\\")],
  ["upper case", (link: string) => link.replace("http://localhost", "HTTP://LOCALHOST")],
  ["a percent-encoded host", (link: string) => link.replace("localhost", "%6cocalhost")],
])("a link with %s is handed on in its normal form", async (_, write) => {
  const plain = await open();
  const { joinUrl } = await plain.schedule();
  const { schedule, change } = await open();
  change(links(write));
  const { id, joinUrl: given = "" } = await schedule();
  // Each conference has a secret of its own in its link.
  const shape = (link: string) => link.replace(/[^/]+$/, "");
  expect(id).toBeDefined();
  expect(shape(given)).toBe(shape(joinUrl ?? ""));
});

test.each([
  [
    "another host behind a backslash",
    (link: string) => link.replace("http://", "http://evil.example.net\\@"),
  ],
  [
    "another host behind a line break",
    (link: string) => link.replace(":3001/", "&#10;.evil.example.net:3001/"),
  ],
  ["a name before the host", (link: string) => link.replace("http://", "http://rtc@")],
])(
  "a link with %s: nothing stays at the site, and the key is good once that is repaired",
  async (_, write) => {
    const { schedule, change, live } = await open();
    change(links(write));
    const key = newKey();
    expect(await schedule(key)).toMatchObject({ error: { code: "LINK_REFUSED" } });
    expect(live()).toEqual([]);
    change((xml) => xml);
    const { id } = await schedule(key);
    expect(live().map((conference) => conference.id)).toEqual([id]);
  },
);

test("an update whose answer has no links keeps those that are there", async () => {
  const { send, schedule, change, live } = await open();
  const { id, joinUrl } = await schedule();
  change((xml) => xml.replace(/<(\w+)URL\b[^>]*>http:[^<]+<\/\1URL>/g, ""));
  const moved = { ...request, appointment: { ...request.appointment, title: "Moved" } };
  const response = await send("PUT", `/api/conferences/${id}`, { body: moved, ifMatch: '"1"' });
  expect(await response.json()).toMatchObject({ id, version: 2, joinUrl });
  expect(live()).toMatchObject([{ id, title: "Moved" }]);
});
