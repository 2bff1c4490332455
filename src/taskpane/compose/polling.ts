import { fitToSite } from "../../conference/model/options";
import { limits } from "../../contract/limits";
import { OutlookError, type Appointment } from "../../outlook/appointment/appointment";
import type { Services } from "../../relay/services";
import { createOptionalData } from "../common/optionalData";
import { conferenceOf, type PaneState } from "./paneState";

interface PollingOptions {
  appointment: Appointment;
  services: Services;
  now: () => number;
  state: () => PaneState;
  set: (change: Partial<PaneState>) => void;
}

interface Polling {
  /** Looks at the appointment, and at who is there. One look at a time. */
  look: () => Promise<void>;
  /** Asks what the site offers and wants. */
  lookAtSite: () => Promise<void>;
}

/** Reads the appointment, its people's presence and the site in the background. */
export function createPolling({ appointment, services, now, state, set }: PollingOptions): Polling {
  let looking: Promise<void> | null = null;
  async function look(): Promise<void> {
    // A use case reads for itself, and Outlook takes three calls at a time: a long list would delay it. The pane looks after it.
    if (state().phase.status !== "working") await (looking ??= lookOnce().finally(() => (looking = null)));
  }

  async function lookOnce(): Promise<void> {
    try {
      const snapshot = await appointment.read();
      // Reading is cheap, rendering is not: most looks find nothing new but the passing of time.
      const isNew = JSON.stringify(snapshot) !== JSON.stringify(state().snapshot);
      const isLater = now() - state().lookedAt >= 60_000;
      if (isNew || isLater) {
        set({ snapshot, lookedAt: now() });
        void lookForPresence();
      }
    } catch (failure) {
      // Outlook may be busy; the next look tells more. A use case that reads reports its own failure.
      if (!(failure instanceof OutlookError)) throw failure;
    }
  }

  const load = createOptionalData(state, set);

  async function lookAtSite(): Promise<void> {
    const site = await load("settings", services.configuration());
    if (!site) return;
    const isFree = conferenceOf(state().phase) === null;
    set({ site, ...(isFree && { options: fitToSite(state().options, site) }) });
    await lookForPresence();
  }

  let presenceAsked = { of: "", at: 0 };
  /** Asks when the attendees have changed, and once a minute. */
  async function lookForPresence(): Promise<void> {
    const { snapshot, site } = state();
    const addresses = [...new Set(snapshot?.attendees.map(({ address }) => address))];
    if (site?.services.presence !== true || addresses.length === 0) {
      await load("presence", Promise.resolve());
      return;
    }
    const of = addresses.join();
    if (presenceAsked.of === of && now() - presenceAsked.at < 60_000) return;
    presenceAsked = { of, at: now() };
    const answer = await load("presence", services.presence(addresses.slice(0, limits.attendees)));
    // A failed request is repeated when the user selects Try again.
    if (!answer) presenceAsked.of = "";
    else
      set({
        presence: new Map(answer.presence.map(({ address, ...rest }) => [address.toLowerCase(), rest])),
      });
  }

  return { look, lookAtSite };
}
