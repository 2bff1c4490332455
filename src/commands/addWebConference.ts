import { FlowFailure } from "../conference/failure";
import type { Flow } from "../conference/flow";
import type { ConferenceOptions } from "../contract/conference";

const texts = {
  progress: "Adding a web conference…",
  added: "The web conference was added. Its links are in the appointment.",
  already: "This appointment's web conference is up to date.",
  copied: "This appointment was copied, and holds another one's links.",
  openPane: "Open “Conference options” to choose.",
};

interface AddWebConferenceOptions {
  flow: Flow;
  options: ConferenceOptions;
  notify: (kind: "progress" | "done" | "failed", message: string) => Promise<void>;
}

/**
 * The one-click button: adds a conference with the default options, or brings the one that is there up to date.
 * Never rejects: what went wrong stands in the appointment's own bar.
 */
export async function addWebConference({ flow, options, notify }: AddWebConferenceOptions): Promise<void> {
  // A bar that cannot be written to is no reason to stop.
  const tell = (kind: "progress" | "done" | "failed", message: string) =>
    notify(kind, message).catch(() => undefined);
  await tell("progress", texts.progress);
  try {
    const opened = await flow.open();
    if (opened.status === "occurrence") throw new FlowFailure("OCCURRENCE", "nothingDone");
    if (opened.status === "copied") return await tell("failed", `${texts.copied} ${texts.openPane}`);
    if (opened.status === "none") await flow.schedule(options);
    else if (opened.finished !== "write") {
      await flow.update(opened.conference, opened.conference.scheduled.options);
    }
    const wasThere = opened.status === "scheduled" && opened.finished !== "write";
    await tell("done", wasThere ? texts.already : texts.added);
  } catch (cause) {
    const failure =
      cause instanceof FlowFailure ? cause : new FlowFailure("INTERNAL", "unknown", {}, { cause });
    const { describeFailure } = await import("../conference/failureTexts");
    const { title, standing } = describeFailure(failure);
    const isChoice = failure.standing === "undecided" || failure.standing === "changedElsewhere";
    await tell("failed", `${title} ${isChoice ? texts.openPane : standing}`);
  }
}
