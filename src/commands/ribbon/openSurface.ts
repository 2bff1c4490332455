import { labelPage } from "../../conference/locale";
import { openHost } from "../../outlook/host";
import type { OfficeCall } from "../../outlook/platform/officeCallQueue";
import { hasPane, type Platform } from "../../outlook/platform/platform";
import { loadStrings, type Strings, type RibbonContext } from "../surface";

/** A bar that does not answer is not waited for. */
const barDeadlineMs = 2_000;

/** Where a button was pressed; null: nowhere that we know. */
export async function openRibbonContext(call: OfficeCall): Promise<RibbonContext | null> {
  const host = await openHost({ call });
  if (host.mode === "outside") return null;
  const strings = withoutPane(await loadStrings(host.language), host.platform);
  labelPage(host.language, strings.texts.product);
  return {
    host,
    strings,
    notify: (kind, message, opens = false) =>
      // A bar that cannot be written to is no reason to stop.
      Promise.race([
        host.notify(kind, message, opens ? strings.texts.open : undefined).catch(() => undefined),
        new Promise<void>((resolve) => setTimeout(resolve, barDeadlineMs)),
      ]),
  };
}

/** On phones nothing leads to a pane, and there is no button that removes. */
function withoutPane(strings: Strings, platform: Platform): Strings {
  if (hasPane(platform)) return strings;
  const { texts } = strings;
  const { goOnElsewhere } = texts;
  return { ...strings, texts: { ...texts, openPane: goOnElsewhere, removeCancelled: goOnElsewhere } };
}
