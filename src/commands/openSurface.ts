import { openHost } from "../outlook/host";
import type { OfficeCall } from "../outlook/officeCall";
import { loadSpeech, type Surface } from "./surface";

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
      host.notify(kind, message, opens ? speech.texts.open : undefined).catch(() => undefined),
  };
}
