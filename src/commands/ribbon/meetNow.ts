import { FlowFailure } from "../../conference/failure";
import { createMeetNow, type Begun, type MeetNow } from "../../conference/instant/instantMeeting";
import { defaultOptions } from "../../conference/model/options";
import { findSignedIn } from "../../conference/signedInUser";
import { createKeeping, type Keeping } from "../../conference/instant/safeLocalStorage";
import { createAskFor } from "../../conference/appointmentServices";
import type { Person } from "../../contract/conference";
import { createServices, type Services } from "../../relay/services";
import { askAsWhom } from "./askOwner";
import type { Speech, Surface, Tell } from "../surface";

interface MeetNowOptions {
  meetNow: MeetNow;
  services: Pick<Services, "configuration">;
  /** Whether the link goes into a message that is written, or into a reply to one that is read. */
  isCompose: boolean;
  openLink: (url: string) => boolean;
  /** The mailbox's user. */
  me: Person;
  /** What an earlier press asked. */
  question: Keeping;
  /** Milliseconds since the epoch. */
  now: () => number;
  tell: Tell;
  speech: Speech;
}

/**
 * Starts a conference now, puts its link into the message or into a reply, and lets its host in. Throws FlowFailure where
 * it could not be started; what Outlook or the browser refuses afterwards is said, since the conference has begun.
 */
export async function startConference(options: MeetNowOptions): Promise<void> {
  const { meetNow, services, openLink, me, question, now, tell, speech } = options;
  const { texts } = speech;
  const pressedAt = now();
  await tell("progress", texts.starting);
  // Where the site does not say what it wants, the call itself will tell.
  const site = await services.configuration().catch(() => null);
  const signedIn = findSignedIn(site?.caller ?? null, me);
  const asked = askAsWhom({ ...{ signedIn, question, pressedAt, now, texts }, deed: "meet" });
  if (asked !== null) return tell("outOfDate", asked, true);
  const begun = await meetNow.start(defaultOptions.access, site);
  const said = await offer(begun, options);
  const entry = meetNow.letIn(begun, () => openLink(begun.hostUrl));
  if (entry === "heldBack") {
    const isOffered = said !== "notInserted";
    return tell("failed", isOffered ? texts.metHeldBack : texts.notInsertedHeldBack, true);
  }
  // Whoever has let the host in has left the link to us.
  if (said === "notInserted") return tell("failed", texts.notInserted);
  await tell("done", entry === "elsewhere" ? texts.metAlready : texts[said]);
}

async function offer(
  begun: Begun,
  { meetNow, isCompose }: MeetNowOptions,
): Promise<"met" | "metReply" | "metAlone" | "notInserted"> {
  if (begun.joinUrl === null) return "metAlone";
  try {
    await meetNow.offerOnce(begun);
    return isCompose ? "met" : "metReply";
  } catch (failure) {
    if (failure instanceof FlowFailure) return "notInserted";
    throw failure;
  }
}

export async function runMeet({ host, tell, speech }: Surface): Promise<void> {
  if (host.mode === "read") {
    // A message that invites to an appointment has a conference, or none: that is the one to meet in.
    const texts = { ...speech.texts, joinInPane: speech.texts.joinInMessagePane };
    await (await import("./joinWebConference")).runJoin({ host, tell, speech: { ...speech, texts } });
    return;
  }
  if (host.mode !== "message") return;
  const { message, me, openLink } = host;
  const services = createServices(createAskFor(host, null));
  const meetNow = createMeetNow({
    ...{ message, services, me },
    titleFallback: speech.texts.titleFallback(me.name),
  });
  await startConference({
    ...{ meetNow, services, isCompose: message.isCompose, openLink, me, tell, speech, now: Date.now },
    question: createKeeping("webConference.signedIn"),
  });
}
