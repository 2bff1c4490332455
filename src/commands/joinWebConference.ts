import { createAskFor } from "../conference/useCases";
import type { Conference } from "../contract/conference";
import { readInvitation } from "../invitation/read";
import type { Reading } from "../outlook/reading";
import { RelayFailure } from "../relay/ask";
import { createRelayClient } from "../relay/client";
import { parseConference } from "../relay/parse";
import type { Speech, Surface, Tell } from "./surface";

interface JoiningOptions {
  reading: Pick<Reading, "readBody" | "readMemory">;
  openLink: (url: string) => boolean;
  tell: Tell;
  speech: Speech;
}

/** Opens the conference of an appointment that is read, by the link in its text. */
export async function joinWebConference({ reading, openLink, tell, speech }: JoiningOptions): Promise<void> {
  const { texts } = speech;
  await tell("progress", texts.opening);
  const invitation = readInvitation(await reading.readBody());
  if (!invitation) return tell("failed", texts.none);
  if (!openLink(invitation.joinUrl)) return tell("failed", texts.heldBack);
  await tell("done", texts.opened);
}

interface HostingOptions extends JoiningOptions {
  /** Asks for a conference as its host. */
  get: (conferenceId: string) => Promise<Conference>;
}

/** Opens the conference as its host, where the relay says that the caller may. Throws RelayFailure. */
export async function startAsHost(options: HostingOptions): Promise<void> {
  const { reading, openLink, get, tell, speech } = options;
  const { texts } = speech;
  await tell("progress", texts.opening);
  const { conferenceId = readInvitation(await reading.readBody())?.conferenceId } =
    await reading.readMemory();
  if (conferenceId === undefined) return tell("failed", texts.none);
  const hostUrl = await hostUrlOf(get(conferenceId));
  if (hostUrl === null) return tell("failed", texts.notHost);
  if (!openLink(hostUrl)) return tell("failed", texts.hostHeldBack);
  await tell("done", texts.opened);
}

/** null: it is not for the caller. */
async function hostUrlOf(asked: Promise<Conference>): Promise<string | null> {
  try {
    return (await asked).hostUrl;
  } catch (failure) {
    const isForbidden =
      failure instanceof RelayFailure && (failure.code === "NOT_FOUND" || failure.code === "NOT_A_DELEGATE");
    if (isForbidden) return null;
    throw failure;
  }
}

export async function runJoin({ host, tell, speech }: Surface): Promise<void> {
  if (host.mode === "read") await joinWebConference({ ...host, tell, speech });
}

export async function runHost({ host, tell, speech }: Surface): Promise<void> {
  if (host.mode !== "read") return;
  const { reading } = host;
  // In somebody else's calendar one acts for its owner, if at all.
  const onBehalfOf = reading.isOrganizer ? null : (reading.organizer?.address ?? null);
  const relay = createRelayClient({ ask: createAskFor(host, onBehalfOf), parse: parseConference });
  await startAsHost({ ...host, get: relay.get, tell, speech });
}
