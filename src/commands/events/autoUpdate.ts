import { createAppointmentServices } from "../../conference/appointmentServices";
import { openHost } from "../../outlook/host";
import type { EventContext } from "../../outlook/eventContext";
import type { OfficeCall } from "../../outlook/platform/officeCallQueue";
import { eventTexts, ribbonTexts } from "../../locales/messages";
import { createTitleFallback } from "../../conference/model/title";

/**
 * Brings the conference up to date with its appointment, unasked. False: that is not wanted any more, or there is
 * something that only the user can decide. Throws ConferenceError.
 */
export async function autoUpdate(
  { language }: Pick<EventContext, "language">,
  call: OfficeCall,
): Promise<boolean> {
  const host = await openHost({ call, mayPrompt: false });
  if (host.mode !== "compose") return false;
  const { services, createUseCases } = createAppointmentServices({
    host,
    titleFallback: createTitleFallback(ribbonTexts),
  });
  if ((await services.configuration()).updatePolicy !== "auto") return false;
  const useCases = createUseCases(() => undefined);
  const opened = await useCases.open();
  if (opened.status !== "scheduled") return false;
  await useCases.update(opened.conference, opened.conference.scheduled.options);
  const texts = eventTexts(language);
  await host.notify("done", texts.followed, texts.open).catch(() => undefined);
  return true;
}
