import { leadsTo } from "./addresses";
import { findBlocks, linksBetween } from "./find";
import { readPage, type Format } from "./page";
import { wording } from "./wording";

/** Whether a conference's invitation in a body has the conference key and the host link. */
export function readParts(
  body: string,
  format: Format,
  { conferenceId, conferenceKey, hostUrl }: PartsOptions,
): { hasKey: boolean; hasHostLink: boolean } {
  const page = readPage(body, format);
  const blocks = findBlocks(page).blocks.filter((block) => block.conferenceId === conferenceId);
  return {
    hasKey: blocks.some(({ title, id }) =>
      page.lines
        .slice(title, id)
        .some(
          ({ text }) =>
            text.startsWith(wording.key) && conferenceKey !== null && text.includes(conferenceKey),
        ),
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
