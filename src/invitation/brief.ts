import { checkLink, escape, oneLine } from "./compose";
import { wording } from "./wording";

interface BriefContent {
  joinUrl: string;
  conferenceKey: string | null;
}

/** The link to a conference that has begun, for a message: nobody looks for it again. Throws InvitationError UNSAFE_LINK. */
export function composeBrief(format: "html" | "text", { joinUrl, conferenceKey }: BriefContent): string {
  checkLink(joinUrl);
  const key = conferenceKey === null ? null : oneLine(conferenceKey);
  if (format === "text") {
    return `${wording.join}: ${joinUrl}\n${key === null ? "" : `${wording.key}: ${key}\n`}`;
  }
  const link = `<p><a href="${escape(joinUrl)}">${wording.join}</a></p>`;
  return link + (key === null ? "" : `<p>${wording.key}: <bdi>${escape(key)}</bdi></p>`);
}
