import type { InstantConference, InstantConferenceRequest } from "../contract/services";
import { composeInvitation } from "../invitation/compose";
import type { Message } from "../outlook/message";
import type { Services } from "../relay/services";
import { titleOf } from "./title";
import { FlowFailure, guard } from "./failure";

export interface MeetNow {
  /** Begins a conference about the message; trying again after a failure begins no second one. */
  start(choice: Pick<InstantConferenceRequest, "access" | "conferenceKey">): Promise<Begun>;
  /** Writes the link into the message, or into a reply to everybody on it. */
  offer(begun: Begun): Promise<void>;
}

/** A conference that has begun, with what others need to get in. */
export type Begun = InstantConference & Pick<InstantConferenceRequest, "conferenceKey">;

interface MeetNowOptions {
  message: Message;
  services: Pick<Services, "startInstant">;
  /** The title where the message has no subject. */
  titleFallback: string;
  /** Name of whoever starts it. */
  organizer: string;
  newKey: () => string;
}

/** What mail programs put before the subject of an answer, in the languages of the pane and their neighbours'. */
const answer = /^(?:\s*(?:re|fwd?|aw|wg|sv|tr|rif|رد|إعادة توجيه)\s*:)+\s*/i;

/** A conference at once, out of a message. Everything throws FlowFailure. */
export function createMeetNow(options: MeetNowOptions): MeetNow {
  const { message, services, titleFallback, organizer, newKey } = options;
  // One key for one wish: where an answer was lost, the same conference is found again.
  let key: { for: string; is: string } | null = null;
  return {
    start: (choice) =>
      guard("nothingDone", async () => {
        const subject = await message.readSubject();
        const request = { ...choice, title: titleOf(subject.replace(answer, ""), titleFallback) };
        const wish = JSON.stringify(request);
        if (key?.for !== wish) key = { for: wish, is: newKey() };
        const begun = await services.startInstant(request, key.is);
        key = null;
        return { ...begun, conferenceKey: choice.conferenceKey };
      }),
    offer: ({ id, joinUrl, conferenceKey }) =>
      guard("nothingDone", async () => {
        if (id === null || joinUrl === null) throw new FlowFailure("UNSAFE_LINK", "nothingDone");
        const format = await message.readBodyFormat();
        const invitation = { conferenceId: id, joinUrl, hostUrl: null, conferenceKey, organizer };
        const content = composeInvitation(format, { ...invitation, dialIn: "", note: "" });
        await message.insert({ format, content });
      }),
  };
}
