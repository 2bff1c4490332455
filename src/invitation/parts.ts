import { leadsTo } from "./document/addresses";
import { findBlocks, linksBetween } from "./find";
import { readDocument, type Format } from "./document/documentModel";
import { invitationTexts as wording } from "../locales/messages";

/** Whether each of a conference's invitations in a body has the conference key, and one of them the host link. */
export function readParts(
  body: string,
  format: Format,
  { conferenceId, conferenceKey, hostUrl }: PartsOptions,
): { hasKey: boolean; hasHostLink: boolean } {
  const page = readDocument(body, format);
  const blocks = findBlocks(page).blocks.filter((block) => block.conferenceId === conferenceId);
  return {
    hasKey: blocks.every(({ title, id }) =>
      page.lines
        .slice(title, id)
        .some(({ text }) => text.startsWith(wording.key) && text.includes(conferenceKey ?? "")),
    ),
    hasHostLink: blocks.some(({ title, id }) =>
      linksBetween(page, title, id).some((link) => hostUrl !== null && leadsTo(link, hostUrl)),
    ),
  };
}

interface PartsOptions {
  conferenceId: string;
  /** null: the conference has none. */
  conferenceKey: string | null;
  /** null: it is not for the caller. */
  hostUrl: string | null;
}
