import { connect } from "node:net";
import { type Direction } from "./tcpProxy";
import { watch, type End, closing, open, text, bytes } from "./proxyWorld";

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
/** Both ends in the order in which the bytes go. */
const inOrder = (direction: Direction, ends: { client: End; target: End }) =>
  direction === "request"
    ? { sender: ends.client, receiver: ends.target }
    : { sender: ends.target, receiver: ends.client };
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
