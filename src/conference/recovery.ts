import type { Conference } from "../contract/conference";
import { InvitationError } from "../invitation/errors";
import { readTraces } from "../invitation/traces";
import type { Appointment } from "../outlook/appointment";
import { RelayFailure } from "../relay/ask";
import type { RelayClient } from "../relay/client";

interface RecoveryOptions {
  appointment: Appointment;
  relay: RelayClient;
  /** What stands for the item; null or "": not known. */
  mark: string | null;
}

/** As many conferences the relay is asked for, three at once: a text with more of them is no invitation to one. */
const maxAsked = 6;

/**
 * Finds the conference of an appointment that remembers none: properties can vanish, and are not there on shared calendars.
 * By the mark of the item or of its series, else by the invitations in the text: of those that the relay knows as one's own,
 * the only one. null: there is none. Throws OutlookError; RelayFailure where an invitation stands in the text and the relay
 * cannot be asked; InvitationError AMBIGUOUS where it cannot be told which conference is meant, and another one would be
 * one too many.
 */
export async function recover({ appointment, relay, mark }: RecoveryOptions): Promise<Conference | null> {
  const isOccurrence = appointment.isOccurrence();
  const { content, format } = await appointment.readBody();
  const { ids, links, isHalf } = readTraces(content, format);
  const marks = [mark, isOccurrence ? await appointment.readSeriesMark() : null].filter((one) => one !== "");
  for (const one of marks) {
    const found = one === null ? null : await orNull(relay.findByMark(one), ids.length + links.length === 0);
    if (found) return found;
  }
  const asked = [...new Set([...ids, ...links.flatMap(idsIn)])].slice(0, maxAsked);
  const own: Conference[] = [];
  for (let at = 0; at < asked.length; at += 3) {
    const some = asked.slice(at, at + 3).map((id) => orNull(relay.get(id), false));
    own.push(...(await Promise.all(some)).flatMap((conference) => conference ?? []));
  }
  // A number in an address may be another conference's.
  const meant = own.filter(
    ({ id, joinUrl }) => ids.includes(id) || links.some((link) => leadsTo(link, joinUrl)),
  );
  // Those that another appointment claims are quoted here.
  const free = meant.filter((conference) => conference.mark === null || marks.includes(conference.mark));
  const [found, ...others] = meant.length > 1 ? free : meant;
  if (found && others.length === 0) return found;
  // Of one of a series nothing is written, so nothing can be doubled.
  if (!isOccurrence && (meant.length > 0 || isHalf)) throw new InvitationError("AMBIGUOUS");
  return null;
}

/** What in an address may be a conference's ID; also where a host leads it through another one. */
function idsIn(link: string): string[] {
  return decode(link)
    .split(/[/?#&=]/)
    .filter((part) => /^\d+$/.test(part));
}

function leadsTo(link: string, joinUrl: string): boolean {
  return decode(link).includes(joinUrl);
}

function decode(link: string): string {
  try {
    return decodeURIComponent(link);
  } catch {
    return link;
  }
}

/** null where there is none. `isGuess`: nor where the relay cannot be asked, since most appointments have none. */
async function orNull(asked: Promise<Conference>, isGuess: boolean): Promise<Conference | null> {
  try {
    return await asked;
  } catch (failure) {
    if (!(failure instanceof RelayFailure)) throw failure;
    if (isGuess || failure.code === "NOT_FOUND" || failure.code === "CONFERENCE_UNKNOWN") return null;
    throw failure;
  }
}
