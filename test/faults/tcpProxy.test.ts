import { once } from "node:events";
import {
  Agent,
  createServer as createHttpServer,
  request,
  type IncomingMessage,
  type Server as HttpServer,
} from "node:http";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { people } from "../../server/config/people";
import { createSite } from "../../server/rtc/site";
import { startSimulator } from "../../server/simulator/serve";
import { conference, credentials } from "../system/deployment";
import { startProxy, type Direction, type Rule } from "./tcpProxy";

type Ending = "end" | "reset" | "closed";

/** One end of a connection: what has come to it so far, and how it ended. */
function watch(socket: Socket) {
  const pieces: Buffer[] = [];
  const received = () => Buffer.concat(pieces);
  const ending = new Promise<Ending>((resolve) => {
    socket.once("end", () => resolve("end"));
    socket.once("error", (failure) =>
      resolve("code" in failure && failure.code === "ECONNRESET" ? "reset" : "closed"),
    );
    socket.once("close", () => resolve("closed"));
  });
  socket.on("data", (bytes) => pieces.push(bytes));
  return {
    socket,
    pieces,
    received,
    ending,
    /** Resolves once so many bytes have come. */
    until: async (length: number) => {
      while (received().length < length) await once(socket, "data");
      return received();
    },
  };
}
type End = ReturnType<typeof watch>;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function listen(server: Server | HttpServer) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** A proxy before a bare server; `dial` answers both ends of a new connection through it. Pauses are the test's. */
async function open(plan: Rule[] = [], { hasRealPauses = false } = {}) {
  const sleeps: { ms: number; wake: () => void }[] = [];
  const slept: (() => void)[] = [];
  const server = createServer({ allowHalfOpen: true });
  const port = await listen(server);
  const sleep = (ms: number) =>
    new Promise<void>((wake) => {
      sleeps.push({ ms, wake });
      slept.splice(0).forEach((tell) => tell());
    });
  const proxy = await startProxy({ target: () => port, plan, ...(!hasRealPauses && { sleep }) });
  const sockets: Socket[] = [];
  server.on("connection", (socket) => sockets.push(socket.on("error", () => undefined)));
  closing.push(() => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
    return proxy.close();
  });
  async function dial(): Promise<{ client: End; target: End }> {
    const accepted = once(server, "connection") as Promise<[Socket]>;
    const socket = connect({ port: proxy.port, host: "127.0.0.1", allowHalfOpen: true });
    const [other] = await accepted;
    sockets.push(socket);
    return { client: watch(socket), target: watch(other) };
  }
  return {
    proxy,
    server,
    dial,
    /** The next pause of the proxy. */
    sleeping: async () => {
      if (sleeps.length === 0) await new Promise<void>((tell) => slept.push(tell));
      return sleeps.shift()!;
    },
  };
}

const text = (length: number) => Buffer.alloc(length, "abcdefghijklmnopqrstuvwxyz");

/** Both ends in the order in which the bytes go. */
const inOrder = (direction: Direction, ends: { client: End; target: End }) =>
  direction === "request"
    ? { sender: ends.client, receiver: ends.target }
    : { sender: ends.target, receiver: ends.client };

const bytes = text(1000);
const directions = ["request", "answer"] as const;
const positions = [0, 1, 499, 999, 1000];
const cases = directions.flatMap((direction) => positions.map((after) => ({ direction, after })));

test("without a fault everything passes both ways, and so does an end in one of them", async () => {
  const { dial } = await open();
  const { client, target } = await dial();
  const much = text(1_000_000);
  client.socket.end(much);
  expect(await target.ending).toBe("end");
  expect(target.received().equals(much)).toBe(true);
  target.socket.end(much);
  expect(await client.ending).toBe("end");
  expect(client.received().equals(much)).toBe(true);
});

test("rules that were taken back break nothing", async () => {
  const { proxy, dial } = await open([{ fault: { kind: "refuse" }, times: 3 }]);
  proxy.arm({ direction: "request", fault: { kind: "cut" } });
  proxy.disarm();
  const { client, target } = await dial();
  client.socket.write("hello");
  expect((await target.until(5)).toString()).toBe("hello");
});

test("it is quiet when nothing is held back any more", async () => {
  const { proxy, dial, sleeping } = await open([
    { direction: "request", fault: { kind: "delay", ms: 1000 } },
  ]);
  const { client, target } = await dial();
  await proxy.quiet();
  client.socket.write("hello");
  const { wake } = await sleeping();
  let isQuiet = false;
  const quiet = proxy.quiet().then(() => (isQuiet = true));
  await new Promise(setImmediate);
  expect(isQuiet).toBe(false);
  wake();
  await quiet;
  expect((await target.until(5)).toString()).toBe("hello");
});

test.each(directions)("a reset by one side of its own is handed on: %s", async (direction) => {
  const { dial } = await open();
  const { sender, receiver } = inOrder(direction, await dial());
  sender.socket.write("a");
  await receiver.until(1);
  sender.socket.resetAndDestroy();
  expect(await receiver.ending).toBe("reset");
});

describe("cut", () => {
  test.each(cases)(
    "after $after bytes of the $direction both sides see the end",
    async ({ direction, after }) => {
      const { dial } = await open([{ direction, fault: { kind: "cut", after } }]);
      const { sender, receiver } = inOrder(direction, await dial());
      sender.socket.write(bytes);
      expect(await Promise.all([receiver.ending, sender.ending])).toEqual(["end", "end"]);
      expect(receiver.received().equals(bytes.subarray(0, after))).toBe(true);
    },
  );
});

describe("reset", () => {
  test.each(cases)("after $after bytes of the $direction both sides see it", async ({ direction, after }) => {
    const { dial } = await open([{ direction, fault: { kind: "reset", after } }]);
    const { sender, receiver } = inOrder(direction, await dial());
    sender.socket.write(bytes);
    expect(await Promise.all([receiver.ending, sender.ending])).toEqual(["reset", "reset"]);
    expect(receiver.received().equals(bytes.subarray(0, after))).toBe(true);
  });
});

describe("blackhole", () => {
  test.each(cases)(
    "after $after bytes of the $direction nothing comes; the other direction goes on",
    async ({ direction, after }) => {
      const { proxy, dial } = await open();
      const { happened } = proxy.arm({ direction, fault: { kind: "blackhole", after } });
      const { sender, receiver } = inOrder(direction, await dial());
      sender.socket.write(bytes);
      await happened;
      sender.socket.end("more");
      receiver.socket.write("are you there?");
      expect((await sender.until(14)).toString()).toBe("are you there?");
      receiver.socket.end();
      expect(await sender.ending).toBe("end");
      expect(receiver.received().equals(bytes.subarray(0, after))).toBe(true);
      expect(receiver.socket.readableEnded).toBe(false);
    },
  );
});

describe("delay", () => {
  test.each(cases.filter(({ after }) => after < bytes.length))(
    "from byte $after of the $direction on: the other direction goes on, and nothing is lost",
    async ({ direction, after }) => {
      const { sleeping, dial } = await open([{ direction, fault: { kind: "delay", after, ms: 700 } }]);
      const { sender, receiver } = inOrder(direction, await dial());
      sender.socket.write(bytes);
      const { ms, wake } = await sleeping();
      expect(ms).toBe(700);
      sender.socket.end("more");
      receiver.socket.write("are you there?");
      await sender.until(14);
      expect((await receiver.until(after)).equals(bytes.subarray(0, after))).toBe(true);
      wake();
      expect(await receiver.ending).toBe("end");
      expect(receiver.received().toString()).toBe(`${bytes.toString()}more`);
    },
  );
});

describe("slice", () => {
  test.each(cases.flatMap((each) => [1, 7, 2000].map((size) => ({ ...each, size }))))(
    "of $size bytes from byte $after of the $direction on",
    async ({ direction, after, size }) => {
      const { dial } = await open([{ direction, fault: { kind: "slice", after, size } }]);
      const { sender, receiver } = inOrder(direction, await dial());
      sender.socket.end(bytes);
      expect(await receiver.ending).toBe("end");
      expect(receiver.received().equals(bytes)).toBe(true);
      // A system under load may join some of them on the way.
      expect(receiver.pieces.length).toBeGreaterThan((bytes.length - after) / size / 2);
    },
  );

  test("keeps the order of much that comes while it is at it", async () => {
    const { dial } = await open([{ direction: "request", fault: { kind: "slice", size: 4096 } }]);
    const { client, target } = await dial();
    const much = text(300_000);
    for (let start = 0; start < much.length; start += 10_000)
      client.socket.write(much.subarray(start, start + 10_000));
    client.socket.end();
    await target.ending;
    expect(target.received().equals(much)).toBe(true);
  });
});

test("reset: of much that was sent, exactly what was to pass has passed", async () => {
  const { dial } = await open([{ direction: "answer", fault: { kind: "reset", after: 199_999 } }]);
  const { client, target } = await dial();
  target.socket.write(text(400_000));
  expect(await client.ending).toBe("reset");
  expect(client.received()).toHaveLength(199_999);
});

describe("which connection", () => {
  const passes = async ({ client, target }: { client: End; target: End }) => {
    client.socket.write("hello");
    return Promise.race([target.until(5).then(() => true), client.ending.then(() => false)]);
  };
  const cut = { direction: "request", fault: { kind: "cut" } } as const;

  test("the next one, once", async () => {
    const { proxy, dial } = await open();
    const before = await dial();
    proxy.arm(cut);
    expect(await passes(before)).toBe(true);
    expect(await passes(await dial())).toBe(false);
    expect(await passes(await dial())).toBe(true);
    expect(proxy.connections()).toBe(3);
  });

  test("the nth", async () => {
    const { dial } = await open([{ ...cut, connection: 2 }]);
    expect(await passes(await dial())).toBe(true);
    expect(await passes(await dial())).toBe(false);
    expect(await passes(await dial())).toBe(true);
  });

  test("as many as are said", async () => {
    const { dial } = await open([{ ...cut, times: 2 }]);
    expect(await passes(await dial())).toBe(false);
    expect(await passes(await dial())).toBe(false);
    expect(await passes(await dial())).toBe(true);
  });

  test("one in both directions", async () => {
    const { sleeping, dial } = await open([
      { direction: "request", fault: { kind: "delay", ms: 1 } },
      { direction: "answer", fault: { kind: "slice", size: 1 } },
    ]);
    const { client, target } = await dial();
    client.socket.write("ping");
    (await sleeping()).wake();
    await target.until(4);
    target.socket.write("pong");
    expect((await client.until(4)).toString()).toBe("pong");
    expect(client.pieces.length).toBeGreaterThan(1);
  });

  test("refuse: it is taken and destroyed; the target hears nothing of it", async () => {
    const { proxy, server, dial } = await open();
    const { happened } = proxy.arm({ fault: { kind: "refuse" } });
    let heard = 0;
    server.on("connection", () => (heard += 1));
    const refused = watch(connect(proxy.port, "127.0.0.1"));
    await happened;
    expect(await refused.ending).toBe("end");
    expect(heard).toBe(0);
    expect(await passes(await dial())).toBe(true);
  });
});

describe("HTTP on connections that are used again", () => {
  /** A server that answers with the body that it got. */
  async function serve() {
    const served: string[] = [];
    const server = createHttpServer((request, response) => {
      let body = "";
      request.on("data", (piece: Buffer) => (body += piece.toString()));
      request.on("end", () => {
        served.push(body);
        response.end(body);
      });
    });
    const port = await listen(server);
    const proxy = await startProxy({ target: () => `http://localhost:${port}` });
    closing.push(() => {
      server.close();
      server.closeAllConnections();
      return proxy.close();
    });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    closing.push(() => agent.destroy());
    const post = async (body: string) => {
      const headers = { "Content-Length": body.length };
      const sent = request({ port: proxy.port, host: "127.0.0.1", agent, method: "POST", headers });
      sent.end(body);
      const [response] = (await once(sent, "response")) as [IncomingMessage];
      return Buffer.concat(await response.toArray()).toString();
    };
    return { proxy, served, post };
  }

  test("the answer to the request with the text is broken, and no other", async () => {
    const { proxy, served, post } = await serve();
    expect(await post("one")).toBe("one");
    const { happened } = proxy.arm({
      when: "<two/>",
      direction: "answer",
      fault: { kind: "reset", after: 10 },
    });
    expect(await post("one and a half")).toBe("one and a half");
    await expect(post("<two/>")).rejects.toMatchObject({ code: "ECONNRESET" });
    await happened;
    expect(proxy.connections()).toBe(1);
    expect(await post("<two/>")).toBe("<two/>");
    expect(served).toEqual(["one", "one and a half", "<two/>", "<two/>"]);
  });

  test("the request with the text is broken before the text, and no other", async () => {
    const { proxy, served, post } = await serve();
    proxy.arm({ when: "<two/>", direction: "request", fault: { kind: "cut", after: 30 } });
    expect(await post("one")).toBe("one");
    const much = "x".repeat(300_000);
    expect(await post(much)).toBe(much);
    await expect(post(`${much}<two/>`)).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(proxy.connections()).toBe(1);
    expect(await post("<two/>")).toBe("<two/>");
    expect(served).toEqual(["one", much, "<two/>"]);
  });

  test("a fault that the answer was too short for is not for the next one", async () => {
    const { proxy, post } = await serve();
    proxy.arm({ when: "one", direction: "answer", fault: { kind: "cut", after: 10_000 } });
    expect(await post("one")).toBe("one");
    const much = "x".repeat(20_000);
    expect(await post(much)).toBe(much);
    expect(proxy.connections()).toBe(1);
  });

  test("Node's own fetch is met in the same way", async () => {
    const { proxy, served } = await serve();
    const ask = (body: string) => fetch(proxy.url, { method: "POST", body }).then((answer) => answer.text());
    proxy.arm({ when: "<two/>", direction: "request", fault: { kind: "cut", after: 3 } });
    proxy.arm({ when: "<three/>", direction: "answer", fault: { kind: "reset", after: 3 } });
    expect(await ask("one")).toBe("one");
    await expect(ask("<two/>")).rejects.toMatchObject({ name: "TypeError" });
    await expect(ask("<three/>")).rejects.toMatchObject({ name: "TypeError" });
    expect(await ask("<three/>")).toBe("<three/>");
    expect(served).toEqual(["one", "<three/>", "<three/>"]);
  });

  test("twice, where that is said", async () => {
    const { proxy, post } = await serve();
    proxy.arm({ when: "one", direction: "answer", fault: { kind: "cut" }, times: 2 });
    const long = `one${"x".repeat(300_000)}`;
    await expect(post(long)).rejects.toThrow();
    expect(await post("two")).toBe("two");
    await expect(post(long)).rejects.toThrow();
    expect(await post(long)).toBe(long);
  });
});

describe("a message that is known by its text", () => {
  const head = "POST / HTTP/1.1\r\nContent-Length: 30\r\n\r\n";
  const body = "x".repeat(20) + "<textus/>" + "y";
  const message = Buffer.from(head + body);
  const [first, last] = [head.length + 23, message.length];

  test.each([0, 1, head.length, first, last - 1, last])(
    "%i of its bytes pass, though the text comes late and in parts, and on a connection in use",
    async (after) => {
      const { proxy, dial } = await open();
      const { client, target } = await dial();
      client.socket.write("before");
      await target.until(6);
      target.socket.write("answered");
      await client.until(8);
      proxy.arm({ when: "<textus/>", direction: "request", fault: { kind: "cut", after } });
      for (const part of [message.subarray(0, 5), message.subarray(5, first), message.subarray(first)]) {
        client.socket.write(part);
        await new Promise(setImmediate);
      }
      expect(await target.ending).toBe("end");
      expect(target.received().toString()).toBe(`before${message.toString("utf8", 0, after)}`);
    },
  );

  test("its bytes are counted anew, whatever was counted before", async () => {
    const { proxy, dial } = await open();
    const { client, target } = await dial();
    for (const when of ["<one/>", "<two/>"])
      proxy.arm({ when, direction: "answer", fault: { kind: "cut", after: 5 } });
    client.socket.write("<one/>");
    await target.until(6);
    target.socket.write("abc");
    await client.until(3);
    client.socket.write("<two/>");
    await target.until(12);
    target.socket.write("defghij");
    expect(await client.ending).toBe("end");
    expect(client.received().toString()).toBe("abcdefgh");
  });

  test("a request that is ended without the text passes as a whole", async () => {
    const { proxy, dial } = await open();
    proxy.arm({ when: "<textus/>", direction: "request", fault: { kind: "cut" } });
    const { client, target } = await dial();
    client.socket.end("no HTTP at all");
    expect(await target.ending).toBe("end");
    expect(target.received().toString()).toBe("no HTTP at all");
  });
});

test("before the simulator it breaks one operation of the site, whose WSDLs lead through it too", async () => {
  let simulatorUrl = "";
  const proxy = await startProxy({ target: () => simulatorUrl });
  const now = () => Date.parse("2027-03-01T09:00:00Z");
  const running = await startSimulator({ port: 0, url: proxy.url, ...credentials, people, now });
  simulatorUrl = running.url;
  closing.push(running.close, proxy.close);
  const site = createSite({ url: proxy.url, ...credentials, now });
  proxy.arm({ when: ":scheduleConference", direction: "answer", fault: { kind: "reset", after: 120 } });
  await expect(site.scheduleConference(conference)).rejects.toMatchObject({ done: "unknown" });
  expect(running.simulator.conferences()).toMatchObject([{ title: conference.title }]);
  expect((await site.scheduleConference(conference)).attendeeURL).toContain(`${proxy.url}/`);
});

describe("the end", () => {
  test("closing ends what is open, held back or swallowed", async () => {
    const { server, proxy } = await open([], { hasRealPauses: true });
    const held = proxy.arm({ direction: "request", fault: { kind: "delay", ms: 3_600_000 } });
    const swallowed = proxy.arm({ direction: "request", connection: 2, fault: { kind: "blackhole" } });
    const accepted = once(server, "connection") as Promise<[Socket]>;
    const ends = [1, 2, 3].map(() => watch(connect(proxy.port, "127.0.0.1")));
    ends.forEach(({ socket }) => socket.write("hello"));
    const [target] = await accepted;
    await Promise.all([held.happened, swallowed.happened]);
    await proxy.close();
    await Promise.all([...ends, watch(target)].map(({ ending }) => ending));
  });

  test("a target that is not there ends the connection", async () => {
    const { proxy, server } = await open();
    server.close();
    await once(server, "close");
    expect(await watch(connect(proxy.port, "127.0.0.1")).ending).toBe("reset");
  });
});
