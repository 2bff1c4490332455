import type { Bean } from "../soap/decode";
import { CallError } from "../errors";
import type { Invoke } from "../calls/session";
import { successOf } from "./status";

/** Table 3-41. The URL may hold the encrypted conference key: it is handled as a secret. */
export interface PlaybackURLDetails {
  playbackURL: string | null;
  finishedFlag: boolean;
  recordedFlag: boolean;
  publishedFlag: boolean;
}

/** The Post-Conference Management Services (guide, Tables 3-37 to 3-41). Throws the errors of `errors.ts`. */
export interface PostConference {
  getPlaybackURL(
    conferenceId: string,
    options?: { includeConferenceKey?: boolean },
  ): Promise<PlaybackURLDetails>;
}

export function createPostConference(invoke: Invoke): PostConference {
  return {
    getPlaybackURL: (conferenceId, { includeConferenceKey = false } = {}) =>
      invoke(
        "getPlaybackURL",
        (credentials) => [
          {
            ...credentials,
            conferenceID: conferenceId,
            includeConferenceKey: includeConferenceKey ? true : null,
          },
        ],
        (answer) => {
          const details = successOf(answer).bean("playbackURLDetail");
          if (!details) throw new CallError("UNREADABLE", "unknown");
          return readPlayback(details);
        },
      ),
  };
}

/** Table 3-41. */
export function readPlayback(details: Bean): PlaybackURLDetails {
  return {
    playbackURL: details.exact("playbackURL") || null,
    finishedFlag: details.flag("finishedFlag") ?? false,
    recordedFlag: details.flag("recordedFlag") ?? false,
    publishedFlag: details.flag("publishedFlag") ?? false,
  };
}
