import path from "node:path";
import { pino } from "pino";
import { readConfig } from "./config/config";
import { outliveUncaught } from "./uncaughtErrors";
import { CodedError } from "./codedError";
import { start, type Program } from "./start";

// Lines that cannot be written (a full disk) are dropped, so that memory does not fill up.
const output = pino.destination({ dest: 1, sync: true, maxLength: 1_000_000 });
output.on("error", () => undefined);
const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, output);
const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const config = readConfig(process.env);
  for (const warning of config.warnings) process.stderr.write(`${warning}\n`);
  const root = path.resolve(import.meta.dirname, "../..");
  const program = await start({ config, root, log: (line) => logger.info(line) });
  outliveUncaught((line) => logger.error(line));
  // A person at the keyboard has no balancer to wait for.
  process.once("SIGINT", () => void stop(program, 0));
  process.once("SIGTERM", () => void stop(program, config.stopDelayMs));
  say(`Preview and relay:  ${program.url}/`);
  if (program.simulator) say(`RTC simulator:      ${program.simulator.url}/`);
  for (const { url } of config.sites) if (url !== null) say(`RTC deployment:     ${url}`);
  say(
    "They answer on this machine only, because the preview's own sign-in is not for others. Stop with Ctrl+C.",
  );
}

/** Within 30 seconds, whatever does not end by itself; at once when it is asked for again. */
async function stop(program: Program, delayMs: number): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  setTimeout(() => process.exit(1), 30_000).unref();
  await program.close(delayMs);
  process.exit(0);
}

main().catch((failure: unknown) => {
  // The messages of these errors say what to do.
  if (failure instanceof CodedError) process.stderr.write(`${failure.message}\n`);
  else logger.fatal(failure);
  process.exitCode = 1;
});
