import { readBody } from "../../http/requestBody";
import { formBytes } from "../soap/endpoints";
import { conferencePage, isDoorOpen, page } from "./page";
import type { World } from "../world/world";

/** The pages behind a conference's links: its page, where one may join, and its recording. */
export function createLinkPages({ conferences, settings, now, save }: World) {
  async function serveConference(request: Request, id: string, secret: string): Promise<Response> {
    const form =
      request.method === "POST"
        ? new URLSearchParams(await readBody(request, { maxBytes: formBytes }))
        : null;
    const typedKey = form?.get("key") ?? null;
    const conference = conferences.find(id);
    const name = form?.get("name")?.trim().slice(0, 100) ?? "";
    const mayJoin = conference?.joinSecret === secret && (conference.conferenceKey ?? typedKey) === typedKey;
    const isJoining =
      name !== "" && mayJoin && !conference.isDeleted && isDoorOpen(conference, settings, now());
    if (isJoining) {
      const exited = conference.end.getTime();
      conference.visits.push({ name, address: null, userId: null, entered: now(), exited });
      save();
    }
    const joinedAs = isJoining ? name : null;
    return conferencePage({ conference, secret, typedKey, joinedAs, settings, now: now() });
  }

  function playbackPage(id: string, secret: string): Response {
    const conference = conferences.find(id);
    if (conference?.playbackSecret !== secret)
      return page(404, "No recording", "<h1>No recording</h1><p>This link leads to no recording.</p>");
    return page(
      200,
      conference.title,
      `<h1>Recording</h1><p>of the conference ${conference.id}.</p><p><small>This is the simulator: there is nothing to play.</small></p>`,
    );
  }

  return { serveConference, playbackPage };
}
