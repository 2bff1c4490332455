import { readConfig } from "../config";
import { startSimulator } from "./serve";

const { simulator, site, people } = readConfig({ ...process.env, RTC_URL: "" });
startSimulator({ port: simulator?.port ?? 0, people, ...site })
  .then(({ url, close }) => {
    process.stdout.write(`RTC simulator: ${url}/\n`);
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void close());
  })
  .catch((failure: unknown) => {
    const isTaken = failure instanceof Error && "code" in failure && failure.code === "EADDRINUSE";
    process.stderr.write(
      isTaken ? "The port is taken. Choose another one with SIMULATOR_PORT.\n" : `${String(failure)}\n`,
    );
    process.exitCode = 1;
  });
