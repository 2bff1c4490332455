import { openHost } from "../outlook/host";
import type { OfficeCall } from "../outlook/officeCall";
import { loadSpeech, type Surface } from "./surface";

/** A bar that does not answer is not waited for. */
const barDeadlineMs = 2_000;

/** Where a button was pressed; null: nowhere that we know. */
export async function openSurface(call: OfficeCall): Promise<Surface | null> {
  const host = await openHost({ call });
  if (host.mode === "outside") return null;
  const speech = await loadSpeech(host.language);
  return {
    host,
    speech,
    tell: (kind, message, opens = false) =>
      // A bar that cannot be written to is no reason to stop.
      Promise.race([
        host.notify(kind, message, opens ? speech.texts.open : undefined).catch(() => undefined),
        new Promise<void>((resolve) => setTimeout(resolve, barDeadlineMs)),
      ]),
  };
}
