import { useContext, useMemo } from "react";
import { createInstantMeeting } from "../../conference/instant/instantMeeting";
import { createTitleFallback } from "../../conference/model/title";
import { createAskFor } from "../../conference/appointmentServices";
import type { Host } from "../../outlook/host";
import { createServices } from "../../relay/services";
import { LanguageContext } from "../common/language";
import { createInstantController } from "./instantController";
import { InstantView } from "./InstantView";

/** Beside a message: joins the view of a conference that begins at once to Outlook and relay. */
export default function Instant({ host }: { host: Extract<Host, { mode: "message" }> }) {
  const { texts } = useContext(LanguageContext);
  const controller = useMemo(() => {
    const services = createServices(createAskFor(host, null));
    const { message, me } = host;
    const titleFallback = createTitleFallback(texts)(me.name);
    const meetNow = createInstantMeeting({ message, services, titleFallback, me });
    return createInstantController({
      message,
      meetNow,
      services,
      clearNotification: () => void host.clearNotification(),
    });
  }, [host, texts]);
  return (
    <InstantView
      isCompose={host.message.isCompose}
      me={host.me}
      openLink={host.openLink}
      controller={controller}
    />
  );
}
