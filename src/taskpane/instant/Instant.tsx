import { useContext, useMemo } from "react";
import { createMeetNow } from "../../conference/instant/instantMeeting";
import { createAskFor } from "../../conference/appointmentServices";
import type { Host } from "../../outlook/host";
import { createServices } from "../../relay/services";
import { LanguageContext } from "../texts/language";
import { createMeetController } from "./instantController";
import { MeetView } from "./InstantView";

/** Beside a message: joins the view of a conference that begins at once to Outlook and relay. */
export default function Meet({ host }: { host: Extract<Host, { mode: "message" }> }) {
  const { texts } = useContext(LanguageContext);
  const controller = useMemo(() => {
    const services = createServices(createAskFor(host, null));
    const { message, me } = host;
    const titleFallback = texts.titleFallback(me.name);
    const meetNow = createMeetNow({ message, services, titleFallback, me });
    return createMeetController({ message, meetNow, services, hush: () => void host.hush() });
  }, [host, texts]);
  return (
    <MeetView
      isCompose={host.message.isCompose}
      me={host.me}
      openLink={host.openLink}
      controller={controller}
    />
  );
}
