import { useMemo } from "react";
import type { Host } from "../outlook/host";
import { createAskFor } from "../conference/useCases";
import { createServices } from "../relay/services";
import { ReadView } from "./ReadView";

/** Joins the view of an appointment that is only read to Outlook and relay. */
export default function Read({ host }: { host: Extract<Host, { mode: "read" }> }) {
  const services = useMemo(() => createServices(createAskFor(host, null)), [host]);
  return <ReadView host={host} services={services} now={Date.now} />;
}
