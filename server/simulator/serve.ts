import { listen } from "../http/listen";
import { createHttpServer } from "../http/loopback";
import { DroppedConnection } from "./soap/endpoints";
import { createSimulator, type Simulator, type SimulatorOptions } from "./simulator";

export interface RunningSimulator {
  /** Where it listens. */
  url: string;
  simulator: Simulator;
  close: () => Promise<void>;
}

interface ServeOptions extends Omit<SimulatorOptions, "url"> {
  /** 0: any free port. */
  port: number;
  /** Where callers reach it; default: at its own port. Links and WSDLs carry it. */
  url?: string;
}

/** Serves a simulator on loopback. Rejects with the socket's own error when the port is taken. */
export async function startSimulator({
  port,
  url: givenUrl,
  ...options
}: ServeOptions): Promise<RunningSimulator> {
  let simulator: Simulator | null = null;
  const server = createHttpServer({
    // A switch may let it wait for two minutes.
    stalledMs: 300_000,
    fetch: async (request, { incoming }) => {
      try {
        return (await simulator?.fetch(request)) ?? new Response(null, { status: 503 });
      } catch (failure) {
        if (!(failure instanceof DroppedConnection)) throw failure;
        incoming.socket.destroy();
        return new Response(null, { status: 500 });
      }
    },
  });
  const url = `http://localhost:${await listen(server, port)}`;
  simulator = createSimulator({ ...options, url: givenUrl ?? url });
  return {
    url,
    simulator,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }).then(() => options.store?.flush()),
  };
}
