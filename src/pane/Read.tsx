import { useMemo } from "react";
import type { Host } from "../outlook/host";
import { createAsk } from "../relay/ask";
import { createServices } from "../relay/services";
import { ReadView } from "./ReadView";

/** Joins the view of an appointment that is only read to Outlook and relay. */
export default function Read({ host }: { host: Extract<Host, { mode: "read" }> }) {
  const services = useMemo(
    () =>
      createServices(
        createAsk({
          origin: window.location.origin,
          fetch: (url, init) => fetch(url, init),
          signIn: host.signIn,
        }),
      ),
    [host],
  );
  return <ReadView host={host} services={services} now={Date.now} />;
}
