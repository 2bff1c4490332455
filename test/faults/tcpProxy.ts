import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";

/** The fault in one direction once exactly `after` bytes (default: none) have passed there. */
type Fault =
  /** Both sides see an orderly end; nothing passes any more. */
  | { kind: "cut"; after?: number }
  /** Both sides see the connection reset. A receiver of another process may lose what it has not read by then. */
  | { kind: "reset"; after?: number }
  /** Swallows all that follows, the end too; the connection stays open. */
  | { kind: "blackhole"; after?: number }
  /** Delays all that follows once; the other direction goes on. */
  | { kind: "delay"; after?: number; ms: number }
  /** Splits all that follows into pieces of so many bytes, each in a write and a turn of its own. */
  | { kind: "slice"; after?: number; size: number };

/** "request": towards the target; "answer": back. */
export type Direction = "request" | "answer";

interface BytesRule {
  direction: Direction;
  /**
   * Without it the rule is for a new connection, and its bytes are counted from the connection's first one. With it, it
   * is for the next message towards the target that contains this text, on whatever connection: bytes are counted from
   * that message's first one, or from the first one of its answer, and the next message is spared. A message begins
   * after something was answered.
   */
  when?: string;
  fault: Fault;
}

/** A connection is accepted and destroyed at once. */
interface RefusalRule {
  fault: { kind: "refuse" };
}

export type Rule = (BytesRule | RefusalRule) & {
  /** Only for the nth connection, counted from 1; default: any. */
  connection?: number;
  /** How often the rule holds; default: once. */
  times?: number;
};

interface ProxyOptions {
  /** Port on this machine or URL; asked at each connection, so that the target may be started after the proxy. */
  target: () => number | string;
  plan?: readonly Rule[];
  sleep?: (ms: number) => Promise<void>;
}

export interface TcpProxy {
  port: number;
  /** As for HTTP. */
  url: string;
  /** Adds a rule to the plan. `happened` resolves when its fault shows for the first time. */
  arm: (rule: Rule) => { happened: Promise<void> };
  /** Forgets the rules that are not under way on any connection. */
  disarm: () => void;
  /** Resolves when what has come so far is handed on, as far as it ever will be. */
  quiet: () => Promise<void>;
  /** How many connections were taken so far. */
  connections: () => number;
  /** Ends everything. */
  close: () => Promise<void>;
}

/**
 * A TCP proxy that breaks connections at any byte. Bytes are neither lost nor reordered but by a fault. It does not
 * slow a sender down: what the receiver does not take waits here.
 */
export async function startProxy({ target, plan = [], sleep = pauseFor }: ProxyOptions): Promise<TcpProxy> {
  const rules = createRules();
  for (const rule of plan) rules.arm(rule);
  const sockets = new Set<Socket>();
  const joined = new Set<() => Promise<unknown>>();
  let connections = 0;

  function keep(socket: Socket): Socket {
    sockets.add(socket);
    return socket.once("close", () => sockets.delete(socket));
  }

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const own = rules.of(++connections);
    keep(client);
    if (own.isRefused()) {
      client.destroy();
      return;
    }
    const upstream = keep(connect({ ...placeOf(target()), allowHalfOpen: true, noDelay: true }));
    const quiet = join({ client, upstream, rules: own, pause: sleep });
    joined.add(quiet);
    upstream.once("close", () => joined.delete(quiet));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://localhost:${port}`,
    arm: rules.arm,
    disarm: rules.disarm,
    quiet: async () => {
      await Promise.all([...joined].map((quiet) => quiet()));
    },
    connections: () => connections,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

interface ArmedFault {
  fault: Fault;
  happen: () => void;
}

type Rules = ReturnType<ReturnType<typeof createRules>["of"]>;

/** The plan: which rules still hold, and for which connection. */
function createRules() {
  const armed: { rule: Rule; left: number; happen: () => void }[] = [];

  function arm(rule: Rule) {
    const happened = new Promise<void>((happen) => armed.push({ rule, left: rule.times ?? 1, happen }));
    return { happened };
  }

  /** Those that still hold for this connection. */
  function of(connection: number) {
    const holding = () =>
      armed.filter(({ rule, left }) => left > 0 && (rule.connection ?? connection) === connection);

    /** Takes the first rule for bytes in this direction that fits, and counts it off. */
    function take(direction: Direction, fits: (when: string | undefined) => boolean): ArmedFault | null {
      for (const held of holding()) {
        const { rule, happen } = held;
        if (!("direction" in rule) || rule.direction !== direction || !fits(rule.when)) continue;
        held.left -= 1;
        return { fault: rule.fault, happen };
      }
      return null;
    }

    return {
      isRefused: () => {
        const refusal = holding().find(({ rule }) => rule.fault.kind === "refuse");
        if (!refusal) return false;
        refusal.left -= 1;
        refusal.happen();
        return true;
      },
      ofConnection: (direction: Direction) => take(direction, (when) => when === undefined),
      ofMessage: (direction: Direction, message: Buffer) =>
        take(direction, (when) => when !== undefined && message.includes(when)),
      /** Whether a text is looked for in order to break the very message that contains it. */
      isLooking: () =>
        holding().some(
          ({ rule }) => "direction" in rule && rule.direction === "request" && rule.when !== undefined,
        ),
    };
  }

  return { arm, disarm: () => void armed.splice(0), of };
}

interface JoinOptions {
  client: Socket;
  upstream: Socket;
  rules: Rules;
  pause: (ms: number) => Promise<void>;
}

/** Hands on what comes from either side, as far as the rules let it; answers how to wait for what has come. */
function join({ client, upstream, rules, pause }: JoinOptions): () => Promise<unknown> {
  const end = (how: "cut" | "reset") => {
    for (const flow of [request, answer]) flow.stop();
    for (const socket of [client, upstream]) {
      if (how === "cut") socket.end();
      else socket.resetAndDestroy();
    }
  };
  const request = createFlow({ to: upstream, pause, end });
  const answer = createFlow({ to: client, pause, end });
  request.begin(rules.ofConnection("request"));
  answer.begin(rules.ofConnection("answer"));

  /** Of the message under way; null before it. */
  let message: Buffer | null = null;
  let held = Buffer.alloc(0);
  let broken = new Set<Direction>();

  function beginMessage(): Buffer {
    if (broken.has("request")) request.begin(null);
    if (broken.has("answer")) answer.begin(null);
    broken = new Set();
    return Buffer.alloc(0);
  }

  async function passRequest(bytes: Buffer): Promise<void> {
    message = Buffer.concat([message ?? beginMessage(), bytes]);
    held = Buffer.concat([held, bytes]);
    for (const [direction, flow] of [
      ["request", request],
      ["answer", answer],
    ] as const) {
      const fault = broken.has(direction) ? null : rules.ofMessage(direction, message);
      if (!fault) continue;
      broken.add(direction);
      flow.begin(fault);
    }
    const mayBeTheOne = !broken.has("request") && rules.isLooking() && !isWhole(message);
    if (!mayBeTheOne) await release();
  }

  async function release(): Promise<void> {
    const bytes = held;
    held = Buffer.alloc(0);
    await request.pass(bytes);
  }

  const requests = pump({ flow: request, from: client, to: upstream, pass: passRequest, finish: release });
  const answers = pump({
    flow: answer,
    from: upstream,
    to: client,
    pass: (bytes) => {
      message = null;
      return answer.pass(bytes);
    },
    finish: () => Promise.resolve(),
  });
  return () => Promise.all([requests(), answers()]);
}

interface FlowOptions {
  to: Socket;
  pause: (ms: number) => Promise<void>;
  /** Ends the connection for both sides. */
  end: (how: "cut" | "reset") => void;
}

type Flow = ReturnType<typeof createFlow>;

/** One direction of one connection, with the fault that it is under. */
function createFlow({ to, pause, end }: FlowOptions) {
  let armed: ArmedFault | null = null;
  let passed = 0;
  let isOver = false;

  /** The bytes that a rule changes. */
  async function strike({ fault, happen }: ArmedFault, rest: Buffer): Promise<void> {
    if (fault.kind === "reset") await letRead(passed - rest.length);
    if (fault.kind === "cut" || fault.kind === "reset") end(fault.kind);
    if (fault.kind === "blackhole") isOver = true;
    if (rest.length > 0 || isOver) happen();
    if (fault.kind === "slice") return writeInPieces(to, rest, fault.size);
    if (fault.kind === "delay" && rest.length > 0) {
      armed = null;
      await pause(fault.ms);
      await write(to, rest);
    }
  }

  return {
    isOver: () => isOver,
    stop: () => {
      isOver = true;
    },
    /** Begins to count for this fault; null: for none. */
    begin: (fault: ArmedFault | null) => {
      armed = fault;
      passed = 0;
    },
    pass: async (bytes: Buffer): Promise<void> => {
      if (isOver || bytes.length === 0) return;
      if (!armed) return write(to, bytes);
      const untouched = Math.max((armed.fault.after ?? 0) - passed, 0);
      passed += bytes.length;
      await write(to, bytes.subarray(0, untouched));
      if (bytes.length >= untouched) await strike(armed, bytes.subarray(untouched));
    },
  };
}

interface PumpOptions {
  flow: Flow;
  from: Socket;
  to: Socket;
  pass: (bytes: Buffer) => Promise<void>;
  /** Before the end is handed on. */
  finish: () => Promise<void>;
}

/** Hands on in order what comes, then the end; a reset at once. Answers how to wait for what has come. */
function pump({ flow, from, to, pass, finish }: PumpOptions): () => Promise<void> {
  let work = Promise.resolve();
  from.on("data", (bytes: Buffer) => {
    work = work.then(() => pass(bytes));
  });
  from.on("end", () => {
    work = work.then(finish).then(() => {
      if (!flow.isOver()) to.end();
    });
  });
  // "close" tells of it.
  from.on("error", () => undefined);
  from.on("close", (isFailed) => {
    if (isFailed) to.resetAndDestroy();
  });
  return () => work;
}

/** Keeps no process alive. */
function pauseFor(ms: number): Promise<void> {
  return wait(ms, undefined, { ref: false });
}

/** Resolves when the bytes are with the system, or lost with the socket. */
function write(socket: Socket, bytes: Buffer): Promise<void> {
  if (bytes.length === 0 || !socket.writable) return Promise.resolve();
  return new Promise((resolve) => socket.write(bytes, () => resolve()));
}

async function writeInPieces(socket: Socket, bytes: Buffer, size: number): Promise<void> {
  for (let start = 0; start < bytes.length; start += size) {
    await write(socket, bytes.subarray(start, start + size));
    await letRead(size);
  }
}

/**
 * Lets a receiver in this process take so many bytes: pieces would be joined on the way otherwise, and what a reset
 * overtakes is lost. Between two turns the system is asked once for what has arrived.
 */
async function letRead(size: number): Promise<void> {
  for (let turns = 2 + Math.ceil(size / 16_384); turns > 0; turns -= 1) await nextTurn();
}

function placeOf(target: number | string): { host: string; port: number } {
  if (typeof target === "number") return { host: "127.0.0.1", port: target };
  const { hostname, port } = new URL(target);
  return { host: hostname, port: Number(port || 80) };
}

/**
 * Whether an HTTP request is complete: only then is it certain that a text is not in it. The one thing that is known of
 * HTTP here, for a message that may have to be broken before its text was seen.
 */
function isWhole(message: Buffer): boolean {
  const head = message.indexOf("\r\n\r\n");
  if (head < 0) return false;
  const length = /^content-length: *(\d+)/im.exec(message.toString("latin1", 0, head))?.[1];
  return message.length >= head + 4 + Number(length ?? 0);
}
