import type { Server } from "node:net";

/** Listens on loopback; answers the port. Rejects with the socket's own error, such as EADDRINUSE. */
export async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}
