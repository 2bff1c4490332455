import { idsInAddress } from "./document/addresses";
import { findBlocks, linksBetween } from "./find";
import { readDocument, type Format } from "./document/documentModel";

/** Traces of conferences in a body. */
export interface Candidates {
  /** Possible IDs of the conferences that it invites to; some may be another system's. */
  ids: string[];
  /** The addresses in invitations that have lost their ID: what they name counts where such an address leads to it. */
  links: string[];
}

/** Reads what may tell of a conference from a body: whole invitations and halves, also where their links were rewritten. */
export function extractCandidates(body: string, format: Format): Candidates {
  const page = readDocument(body, format);
  const { blocks, halves } = findBlocks(page);
  const ids = [...blocks, ...halves].flatMap(({ conferenceId }) => conferenceId ?? []);
  const links = [
    ...halves.flatMap((half) => (half.conferenceId === null ? half.links : [])),
    ...blocks.flatMap(({ isLoose, title, id }) => (isLoose ? linksBetween(page, title, id) : [])),
  ];
  return { ids: [...new Set(ids)], links };
}

/** The conference IDs that traces may stand for, the likeliest first. */
export function candidateIds({ ids, links }: Candidates): string[] {
  return [...new Set([...ids, ...links.flatMap(idsInAddress)])];
}
