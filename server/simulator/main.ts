import path from "node:path";
import { readConfig } from "../config/config";
import { simulatorOptions } from "../config/simulatorOptions";
import { startSimulator } from "./serve";

const root = path.resolve(import.meta.dirname, "../../..");

async function main(): Promise<void> {
  // Alone, it is the deployment, whatever deployment the relay is set up for.
  const config = readConfig({ ...process.env, RTC_URL: "", SITES_FILE: "" });
  const { url, close } = await startSimulator({
    port: config.simulator?.port ?? 0,
    ...simulatorOptions(config, root),
  });
  process.stdout.write(`RTC simulator: ${url}/\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void close());
}

main().catch((failure: unknown) => {
  const isTaken = failure instanceof Error && "code" in failure && failure.code === "EADDRINUSE";
  const line = failure instanceof Error ? failure.message : String(failure);
  process.stderr.write(`${isTaken ? "The port is taken. Choose another one with SIMULATOR_PORT." : line}\n`);
  process.exitCode = 1;
});
