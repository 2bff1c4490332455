import { createTitleFallback } from "../../conference/model/title";
import { ConferenceError } from "../../conference/failure";
import {
  createInstantMeeting,
  type StartedMeeting,
  type InstantMeeting,
} from "../../conference/instant/instantMeeting";
import { defaultOptions } from "../../conference/model/options";
import { findSignedInUser } from "../../conference/signedInUser";
import { createSafeStorage, type SafeStorage } from "../../conference/instant/safeLocalStorage";
import { createAskFor } from "../../conference/appointmentServices";
import type { Person } from "../../contract/conference";
import { createServices, type Services } from "../../relay/services";
import { askOwner } from "./askOwner";
import type { Strings, RibbonContext, Notify } from "../surface";

interface MeetNowOptions {
  meetNow: InstantMeeting;
  services: Pick<Services, "configuration">;
  /** Whether the link goes into a message that is written, or into a reply to one that is read. */
  isCompose: boolean;
  openLink: (url: string) => boolean;
  /** The mailbox's user. */
  me: Person;
  /** The question of an earlier press. */
  question: SafeStorage;
  /** Milliseconds since the epoch. */
  now: () => number;
  notify: Notify;
  strings: Strings;
}

/**
 * Starts a conference now, puts its link into the message or into a reply, and lets its host in. Throws ConferenceError where
 * it could not be started; what Outlook or the browser refuses afterwards is said, since the conference has begun.
 */
export async function startConference(options: MeetNowOptions): Promise<void> {
  const { meetNow, services, openLink, me, question, now, notify, strings } = options;
  const { texts } = strings;
  const pressedAt = now();
  await notify("progress", texts.starting);
  // Where the site does not say what it wants, the call itself will tell.
  const site = await services.configuration().catch(() => null);
  const signedIn = findSignedInUser(site?.caller ?? null, me);
  const asked = askOwner({ signedIn, question, pressedAt, now, texts, deed: "meet" });
  if (asked !== null) return notify("outOfDate", asked, true);
  const begun = await meetNow.start(defaultOptions.access, site);
  const said = await offer(begun, options);
  const entry = meetNow.openHostWindow(begun, () => openLink(begun.hostUrl));
  if (entry === "heldBack") {
    const isOffered = said !== "notInserted";
    return notify("failed", isOffered ? texts.metHeldBack : texts.notInsertedHeldBack, true);
  }
  // The page that let the host in leaves the link to this one.
  if (said === "notInserted") return notify("failed", texts.notInserted);
  await notify("done", entry === "elsewhere" ? texts.metAlready : texts[said]);
}

async function offer(
  begun: StartedMeeting,
  { meetNow, isCompose }: MeetNowOptions,
): Promise<"met" | "metReply" | "metAlone" | "notInserted"> {
  if (begun.joinUrl === null) return "metAlone";
  try {
    await meetNow.insertLinkOnce(begun);
    return isCompose ? "met" : "metReply";
  } catch (failure) {
    if (failure instanceof ConferenceError) return "notInserted";
    throw failure;
  }
}

export async function runMeet({ host, notify, strings }: RibbonContext): Promise<void> {
  if (host.mode === "read") {
    // A message that invites to an appointment has a conference, or none: that is the one to meet in.
    const texts = { ...strings.texts, joinInPane: strings.texts.joinInMessagePane };
    await (await import("./joinWebConference")).runJoin({ host, notify, strings: { ...strings, texts } });
    return;
  }
  if (host.mode !== "message") return;
  const { message, me, openLink } = host;
  const services = createServices(createAskFor(host, null));
  const meetNow = createInstantMeeting({
    message,
    services,
    me,
    titleFallback: createTitleFallback(strings.texts)(me.name),
  });
  await startConference({
    meetNow,
    services,
    isCompose: message.isCompose,
    openLink,
    me,
    notify,
    strings,
    now: Date.now,
    question: createSafeStorage("webConference.confirmSignedInUser"),
  });
}
