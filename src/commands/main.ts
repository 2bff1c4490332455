import { createFlow } from "../conference/flow";
import { defaultOptions, fitToSite } from "../conference/options";
import { openHost } from "../outlook/host";
import { createAsk, pause } from "../relay/ask";
import { createRelayClient } from "../relay/client";
import { parseConference } from "../relay/parse";
import { createServices } from "../relay/services";
import { addWebConference } from "./addWebConference";

// Office.js wants to be waited for; the name must be known before it is, since a command may come at once.
void Office.onReady();
Office.actions.associate("addWebConference", (event: Office.AddinCommands.Event) => {
  void run().finally(() => event.completed());
});

async function run(): Promise<void> {
  const host = await openHost();
  if (host.mode !== "compose") return;
  const { appointment, me } = host;
  const ask = createAsk({
    origin: window.location.origin,
    fetch: (url, init) => fetch(url, init),
    signIn: host.signIn,
  });
  // What the site wants; where it does not say, the call itself will tell.
  const site = await createServices(ask)
    .configuration()
    .catch(() => null);
  const flow = createFlow({
    appointment,
    relay: createRelayClient({ ask, parse: parseConference }),
    titleFallback: me.name === "" ? "Web conference" : `Web conference with ${me.name}`,
    organizerName: me.name,
    now: Date.now,
    newKey: () => crypto.randomUUID(),
    wait: pause,
    onStep: () => undefined,
  });
  const options = fitToSite({ ...defaultOptions, dialIn: host.recall("dialIn") ?? "" }, site);
  await addWebConference({ flow, options, notify: host.notify });
}
