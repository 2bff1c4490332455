import { startConference } from "../../../src/commands/ribbon/meetNow";
import { createInstantMeeting } from "../../../src/conference/instant/instantMeeting";
import { createPendingMeetings } from "../../../src/conference/instant/pendingMeetings";
import type {
  InstantConference,
  InstantConferenceRequest,
  SiteConfiguration,
} from "../../../src/contract/services";
import type { Message } from "../../../src/outlook/message/message";
import { RelayError } from "../../../src/relay/ask";
import { createFakeMessage } from "../../conference/instant/fakeMessage";
import { createQuestion, createTold } from "./surface";

export const links = { joinUrl: "https://rtc.example.com/join/7", hostUrl: "https://rtc.example.com/host/7" };

/** Pages of one browser. */
export function createBrowser() {
  let kept: string | null = null;
  const keeping = {
    read: () => kept,
    write: (text: string) => ((kept = text), true),
    remove: () => (kept = null),
  };
  const clock = { now: 0 };
  let keys = 0;
  return {
    wishes: () => createPendingMeetings(keeping, () => clock.now),
    ...{ clock, question: createQuestion(), newKey: () => `key-${(keys += 1)}` },
  };
}

export function open({
  message = {},
  started = { id: "7", ...links },
  site,
  start,
  openLink = () => true,
  browser = createBrowser(),
  form = createFakeMessage({ readSubject: () => Promise.resolve(" Budget ") }),
}: Partial<Opening> = {}) {
  const { told, ...saying } = createTold();
  const opened: string[] = [];
  const asked: [InstantConferenceRequest, string][] = [];
  const { message: item, state, inserted: written } = form;
  Object.assign(item, message);
  const services = {
    configuration: () =>
      site ? Promise.resolve(site as SiteConfiguration) : Promise.reject(new RelayError("SITE_TIMEOUT")),
    startInstant: (request: InstantConferenceRequest, key: string) => {
      asked.push([request, key]);
      return start ? start() : Promise.resolve(started);
    },
  };
  const titleFallback = "Web conference with Alice Adams";
  const meetNow = createInstantMeeting({
    ...{ message: item, services, titleFallback },
    me: { name: "Alice Adams", address: "alice.adams@example.com" },
    ...{ pendingMeetings: browser.wishes(), newKey: browser.newKey, now: () => browser.clock.now },
  });
  const press = () =>
    startConference({
      ...{ meetNow, services, isCompose: item.isCompose },
      me: { name: "Alice Adams", address: "alice.adams@example.com" },
      ...{ question: browser.question, now: () => browser.clock.now },
      openLink: (url) => {
        opened.push(url);
        return openLink();
      },
      ...saying,
    });
  return { press, told, opened, written, asked, meetNow, form, state };
}

export interface Opening {
  message: Partial<Message>;
  started: InstantConference;
  site: Partial<SiteConfiguration>;
  start: () => Promise<InstantConference>;
  openLink: () => boolean;
  browser: ReturnType<typeof createBrowser>;
  form: ReturnType<typeof createFakeMessage>;
}
