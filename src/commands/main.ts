import { defaultOptions, fitToSite } from "../conference/options";
import { createUseCases } from "../conference/useCases";
import { openHost } from "../outlook/host";
import { addWebConference } from "./addWebConference";

// Office.js wants to be waited for; the name must be known before it is, since a command may come at once.
void Office.onReady();
Office.actions.associate("addWebConference", (event: Office.AddinCommands.Event) => {
  void run().finally(() => event.completed());
});

async function run(): Promise<void> {
  const host = await openHost();
  if (host.mode !== "compose") return;
  const { services, flow } = createUseCases({
    host,
    titleFallback: (name) => (name === "" ? "Web conference" : `Web conference with ${name}`),
  });
  // What the site wants; where it does not say, the call itself will tell.
  const site = await services.configuration().catch(() => null);
  const options = fitToSite({ ...defaultOptions, dialIn: host.recall("dialIn") ?? "" }, site);
  await addWebConference({ flow: flow(() => undefined), options, notify: host.notify });
}
