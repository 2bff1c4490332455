import { createFlow } from "../conference/flow";
import { defaultOptions } from "../conference/options";
import { openHost } from "../outlook/host";
import { createAsk } from "../relay/ask";
import { createRelayClient } from "../relay/client";
import { parseConference } from "../relay/parse";
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
  const flow = createFlow({
    appointment,
    relay: createRelayClient({
      ask: createAsk({
        origin: window.location.origin,
        fetch: (url, init) => fetch(url, init),
        signIn: host.signIn,
      }),
      parse: parseConference,
    }),
    titleFallback: me.name === "" ? "Web conference" : `Web conference with ${me.name}`,
    organizerName: me.name,
    now: Date.now,
    newKey: () => crypto.randomUUID(),
    onStep: () => undefined,
  });
  const options = { ...defaultOptions, dialIn: host.recall("dialIn") ?? "" };
  await addWebConference({ flow, options, notify: host.notify });
}
