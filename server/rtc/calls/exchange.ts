import http from "node:http";
import https from "node:https";
import { pipeline } from "node:stream";
import { createUnzip } from "node:zlib";

/** How bytes travel in tests, and wherever a site is another function of this process. */
export type Send = (request: Request) => Promise<Response>;

export interface Outgoing {
  url: string;
  method: "GET" | "POST";
  headers: Record<string, string>;
  body?: string;
  signal: AbortSignal;
}

interface Head {
  status: number;
  headers: Pick<Headers, "get">;
}

/** Is given the head of an answer, and its result each part of the body; what either of them throws ends the exchange. */
export type Receive = (head: Head) => (part: Uint8Array) => void;

/** One request with its answer; redirects are not followed. Rejects with what `receive` threw, else with the network's error. */
export type Exchange = (outgoing: Outgoing, receive: Receive) => Promise<void>;

/** By a function that takes a Request. */
export function exchangeBy(send: Send): Exchange {
  return async ({ url, ...init }, receive) => {
    const response = await send(new Request(url, { ...init, redirect: "manual" }));
    let take: (part: Uint8Array) => void;
    try {
      take = receive(response);
    } catch (failure) {
      await response.body?.cancel();
      throw failure;
    }
    if (response.body) for await (const part of response.body) take(part);
  };
}

/** Idle connections are closed before the site closes them: most keep them for 5 s. */
const keepAlive = { keepAlive: true, timeout: 4000 };
const standardHeaders = { Accept: "*/*", "Accept-Encoding": "gzip, deflate", "User-Agent": "node" };

/** By Node's own client over connections that are used again: global fetch takes about three times the processor's time. */
export function createExchange(): Exchange {
  const plain = { client: http, agent: new http.Agent(keepAlive) };
  const secure = { client: https, agent: new https.Agent(keepAlive) };
  return ({ url, method, headers, body, signal }, receive) =>
    new Promise((resolve, reject) => {
      const { client, agent } = url.startsWith("https:") ? secure : plain;
      const asked = client.request(url, {
        agent,
        method,
        headers: { ...standardHeaders, ...headers },
        signal,
      });
      const fail = (failure: Error) => {
        reject(failure);
        asked.destroy();
      };
      const guard =
        <Values extends unknown[]>(work: (...values: Values) => void) =>
        (...values: Values) => {
          try {
            work(...values);
          } catch (failure) {
            fail(failure instanceof Error ? failure : new Error("the answer was not taken"));
          }
        };
      asked.on("error", reject);
      asked.on(
        "response",
        guard((answer) => {
          const take = receive({ status: answer.statusCode ?? 0, headers: headersOf(answer) });
          const isPacked = /^(x-)?gzip$|^deflate$/i.test(answer.headers["content-encoding"] ?? "");
          const parts = isPacked
            ? pipeline(answer, createUnzip(), (failure) => failure && fail(failure))
            : answer.on("error", reject);
          parts.on("data", guard(take)).on("end", resolve);
        }),
      );
      asked.end(body);
    });
}

function headersOf({ headers }: http.IncomingMessage): Head["headers"] {
  return {
    get: (name) => {
      const value = headers[name.toLowerCase()];
      return value === undefined ? null : String(value);
    },
  };
}
