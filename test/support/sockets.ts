import { connect, type Socket } from "node:net";

/** A client that says on its connection exactly what it is told, and hears everything. */
export interface RawClient {
  socket: Socket;
  send: (text: string) => void;
  /** Resolves with all that came as soon as it fits. */
  until: (pattern: RegExp) => Promise<string>;
  /** Resolves with all that came when the other side ends the connection, by whatever way. */
  closed: Promise<string>;
}

/** Connects to a server on loopback; `origin` as in "http://localhost:3000". */
export function openRaw(origin: string): RawClient {
  const socket = connect(Number(new URL(origin).port), "127.0.0.1");
  let heard = "";
  const waiting = new Set<() => void>();
  socket.setEncoding("utf8");
  socket.on("data", (text: string) => {
    heard += text;
    for (const look of [...waiting]) look();
  });
  // A connection that is cut while something is on its way ends in an error: it ends all the same.
  socket.on("error", () => undefined);
  const closed = new Promise<string>((resolve) => socket.once("close", () => resolve(heard)));
  return {
    socket,
    send: (text) => void socket.write(text),
    until: (pattern) =>
      new Promise((resolve) => {
        const look = () => {
          if (!pattern.test(heard)) return;
          waiting.delete(look);
          resolve(heard);
        };
        waiting.add(look);
        look();
      }),
    closed,
  };
}

/** One request as it is written, and its answer; the connection is closed after it. */
export async function askRaw(origin: string, lines: readonly string[], body = ""): Promise<RawAnswer> {
  const client = openRaw(origin);
  client.send([...lines, "Connection: close", "", body].join("\r\n"));
  return readRaw(await client.closed);
}

export interface RawAnswer {
  status: number;
  headers: Headers;
  text: string;
}

export function readRaw(heard: string): RawAnswer {
  const [head = "", ...rest] = heard.split("\r\n\r\n");
  const [first = "", ...lines] = head.split("\r\n");
  const headers = new Headers(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    }),
  );
  return { status: Number(first.split(" ")[1]), headers, text: rest.join("\r\n\r\n") };
}
