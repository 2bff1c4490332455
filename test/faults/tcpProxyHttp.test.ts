import { once } from "node:events";
import { Agent, createServer as createHttpServer, request, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import { people } from "../../server/config/people";
import { createSite } from "../../server/rtc/site";
import { startSimulator } from "../../server/simulator/serve";
import { conference, credentials } from "../system/deployment";
import { startProxy } from "./tcpProxy";
import { watch, closing, listen, open } from "./proxyWorld";

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
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
