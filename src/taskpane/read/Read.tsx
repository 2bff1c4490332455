import { useMemo } from "react";
import { getLinkHosts, setLinkHosts } from "../../conference/model/linkHosts";
import { createAskFor } from "../../conference/appointmentServices";
import type { Host } from "../../outlook/host";
import { createRelayClient } from "../../relay/client";
import { parseConference } from "../../relay/parse";
import { createServices } from "../../relay/services";
import { createReadController } from "./readController";
import { ReadView } from "./ReadView";

/** Joins the view of an appointment that is only read to Outlook and relay. */
export default function Read({ host }: { host: Extract<Host, { mode: "read" }> }) {
  const controller = useMemo(() => {
    const ask = createAskFor(host, null);
    const services = createServices(ask);
    return createReadController({
      reading: host.reading,
      services: {
        ...services,
        configuration: async () => {
          const site = await services.configuration();
          setLinkHosts(host, site.linkHosts);
          return site;
        },
      },
      hosts: getLinkHosts(host),
      relay: createRelayClient({ ask, parse: parseConference }),
      now: Date.now,
      every: (ms, call) => {
        const timer = setInterval(call, ms);
        return () => clearInterval(timer);
      },
    });
  }, [host]);
  return <ReadView host={host} controller={controller} />;
}
