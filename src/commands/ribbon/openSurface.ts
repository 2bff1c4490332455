import { labelPage } from "../../conference/locale";
import { openHost } from "../../outlook/host";
import type { OfficeCall } from "../../outlook/platform/officeCallQueue";
import { hasPane, type Platform } from "../../outlook/platform/platform";
import { loadSpeech, type Speech, type Surface } from "../surface";

/** A bar that does not answer is not waited for. */
const barDeadlineMs = 2_000;

/** Where a button was pressed; null: nowhere that we know. */
export async function openSurface(call: OfficeCall): Promise<Surface | null> {
  const host = await openHost({ call });
  if (host.mode === "outside") return null;
  const speech = withoutPane(await loadSpeech(host.language), host.platform);
  labelPage(host.language, speech.texts.product);
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

/** On phones nothing leads to a pane, and there is no button that removes. */
function withoutPane(speech: Speech, platform: Platform): Speech {
  if (hasPane(platform)) return speech;
  const { texts } = speech;
  const { goOnElsewhere } = texts;
  return { ...speech, texts: { ...texts, openPane: goOnElsewhere, removeCancelled: goOnElsewhere } };
}
