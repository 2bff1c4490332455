import { FluentProvider, webLightTheme } from "@fluentui/react-components";
import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useSyncExternalStore } from "react";
import { createConferenceUseCases, type UnusedConference } from "../../src/conference/useCases";
import type { Person } from "../../src/contract/conference";
import type { SiteConfiguration } from "../../src/contract/services";
import type { Appointment } from "../../src/outlook/appointment/appointment";
import { ComposeView } from "../../src/taskpane/compose/ComposeView";
import { createComposeController } from "../../src/taskpane/compose/composeController";
import { createFormats } from "../../src/taskpane/common/format";
import { RelayError } from "../../src/relay/ask";
import type { RelayClient } from "../../src/relay/client";
import type { Services } from "../../src/relay/services";
import { createFakeAppointment, createFakeRelay, now, type FakeState } from "../conference/fakes";

/** A site that wants nothing and offers no presence, unless a test says otherwise. */
export const siteOf = ({
  presence = false,
  ...rest
}: Partial<SiteConfiguration> & { presence?: boolean }): SiteConfiguration => ({
  site: "Web conferences",
  schedulingEnabled: true,
  conferenceKeyRequired: false,
  guestAccessEnabled: true,
  earlyJoinMinutes: 15,
  updatePolicy: "ask",
  seriesDays: 366,
  linkHosts: ["rtc.example.com"],
  adminEmail: null,
  clients: [],
  caller: { name: "Alice Adams", address: "alice.adams@example.com" },
  actingFor: null,
  services: { presence, reports: true, recordings: true, instantConferences: true, liveHelp: false },
  ...rest,
});

interface Scene {
  state?: Partial<FakeState>;
  outlook?: Partial<Appointment>;
  relay?: Partial<RelayClient>;
  /** A relay that knows something already. */
  known?: ReturnType<typeof createFakeRelay>;
  services?: Partial<Services>;
  findUnclaimed?: () => Promise<readonly UnusedConference[]>;
  wait?: (ms: number) => Promise<void>;
  /** The mailbox's user. */
  me?: Person;
  owner?: Person | null;
  tellsSeries?: boolean;
  clock?: { now: number };
  /** Number of the first key that is made here. */
  firstKey?: number;
}

/** The pane beside an appointment, with a relay of the test's choice; pauses end at once. */
export async function open({
  state,
  outlook,
  relay: overrides,
  known,
  services = {},
  findUnclaimed = () => Promise.resolve([]),
  wait = () => Promise.resolve(),
  me = { name: "Alice Adams", address: "alice.adams@example.com" },
  owner = null,
  tellsSeries = true,
  clock = { now },
  firstKey = 1,
}: Scene = {}) {
  const appointment = createFakeAppointment(state, outlook);
  const relay = known ?? createFakeRelay(overrides);
  const remembered = new Map<string, string>();
  const opened: string[] = [];
  const hushed: true[] = [];
  const others = new Set<(conferenceId: string) => void>();
  let keys = firstKey - 1;
  const controller = createComposeController({
    appointment: appointment.appointment,
    hearOthers: (listener) => {
      others.add(listener);
      return () => others.delete(listener);
    },
    getSetting: (name) => remembered.get(name) ?? null,
    setSetting: (name, value) => remembered.set(name, value),
    now: () => clock.now,
    services: {
      configuration: () => Promise.resolve(siteOf({})),
      presence: () => Promise.reject(new RelayError("SERVICE_NOT_PROVISIONED")),
      report: () => Promise.reject(new RelayError("NOT_FOUND")),
      upcoming: () => Promise.reject(new RelayError("NOT_FOUND")),
      startInstant: () => Promise.reject(new RelayError("SERVICE_NOT_PROVISIONED")),
      ...services,
    },
    findUnclaimed,
    clearNotification: () => hushed.push(true),
    createUseCases: (onStep) =>
      createConferenceUseCases({
        appointment: appointment.appointment,
        relay: relay.relay,
        titleFallback: "Web conference with Alice Adams",
        organizerName: "Alice Adams",
        seriesDays: () => 366,
        now: () => clock.now,
        newKey: () => `key-${++keys}`,
        wait,
        onStep,
        onWritten: () => undefined,
      }),
  });
  function View() {
    return (
      <ComposeView
        state={useSyncExternalStore(controller.subscribe, controller.state)}
        controller={controller}
        formats={createFormats("en-GB", "Europe/Zurich")}
        titleFallback="Web conference with Alice Adams"
        me={me}
        owner={owner}
        tellsSeries={tellsSeries}
        openLink={(url) => opened.push(url) > 0}
      />
    );
  }
  const { container, unmount } = render(
    <FluentProvider theme={webLightTheme}>
      <View />
    </FluentProvider>,
  );
  act(() => void controller.start());
  await waitFor(() => expect(controller.state().phase.status).not.toBe("opening"));
  const user = userEvent.setup();
  const press = async (name: string | RegExp) => user.click(await screen.findByRole("button", { name }));
  return {
    ...appointment,
    ...relay,
    controller,
    container,
    unmount,
    user,
    press,
    remembered,
    opened,
    hushed,
    /** The conference that another page says it has written. */
    tell: (conferenceId: string) =>
      act(() => {
        for (const hear of others) hear(conferenceId);
        return Promise.resolve();
      }),
  };
}
