import { FlowFailure } from "../conference/failure";
import type { Flow } from "../conference/flow";
import { defaultOptions, fitToSite } from "../conference/options";
import { createUseCases } from "../conference/useCases";
import type { ConferenceOptions } from "../contract/conference";
import { withNotes, type Speech, type Surface, type Tell } from "./surface";

interface AddWebConferenceOptions {
  flow: Flow;
  options: () => Promise<ConferenceOptions>;
  tell: Tell;
  speech: Speech;
}

/**
 * The one-click button: adds a conference with the default options, or brings the one that is there up to date. Says in
 * the appointment's own bar what it does. Throws FlowFailure.
 */
export async function addWebConference({
  flow,
  options,
  tell,
  speech,
}: AddWebConferenceOptions): Promise<void> {
  const { texts } = speech;
  await tell("progress", texts.adding);
  // How long a series' conference may last, the site says: before anything is compared.
  const wanted = await options();
  const opened = await flow.open();
  if (opened.status === "occurrence") throw new FlowFailure("OCCURRENCE", "nothingDone");
  if (opened.status === "copied") return tell("failed", `${texts.copied} ${texts.openPane}`, true);
  const wasThere = opened.status === "scheduled" && opened.finished !== "write";
  const { notes } =
    opened.status === "none"
      ? await flow.schedule(wanted)
      : wasThere
        ? await flow.update(opened.conference, opened.conference.scheduled.options)
        : opened;
  await tell("done", withNotes(wasThere ? texts.already : texts.added, notes, speech), true);
}

export async function runAdd({ host, tell, speech }: Surface): Promise<void> {
  if (host.mode !== "compose") return;
  const { services, flow } = createUseCases({ host, titleFallback: speech.texts.titleFallback });
  const options = async () => {
    // What the site wants; where it does not say, the call itself will tell.
    const site = await services.configuration().catch(() => null);
    return fitToSite({ ...defaultOptions, dialIn: host.recall("dialIn") ?? "" }, site);
  };
  await addWebConference({ flow: flow(() => undefined), options, tell, speech });
}
