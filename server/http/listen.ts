import type { Server } from "node:net";

/** Listens on loopback; answers the port. Rejects with the socket's own error, such as EADDRINUSE. */
export async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    // It stays: an error of the server later on, while it accepts a connection, ends nothing.
    server.on("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}
