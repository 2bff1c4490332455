import { once } from "node:events";
import { type Server as HttpServer } from "node:http";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { startProxy, type Rule } from "./tcpProxy";

type Ending = "end" | "reset" | "closed";

/** One end of a connection: what has come to it so far, and how it ended. */
export function watch(socket: Socket) {
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

export type End = ReturnType<typeof watch>;

export const closing: (() => unknown)[] = [];

export async function listen(server: Server | HttpServer) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** A proxy before a bare server; `dial` answers both ends of a new connection through it. Pauses are the test's. */
export async function open(plan: Rule[] = [], { hasRealPauses = false } = {}) {
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

export const text = (length: number) => Buffer.alloc(length, "abcdefghijklmnopqrstuvwxyz");

export const bytes = text(1000);
