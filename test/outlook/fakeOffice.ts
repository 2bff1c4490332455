/** Just enough of Office.js for the adapter: what is called, how many at once, and what comes back. */
export interface FakeOffice {
  item: Record<string, unknown>;
  /** Most calls that were in flight at once. */
  maxInFlight: () => number;
  /** The next answers of an operation fail with Office's number, or never come. */
  disturb: (operation: string, how: number | "silence", times?: number) => void;
  /** Every call that was made, in order. */
  calls: string[];
  values: Record<string, unknown>;
  handlers: Map<string, (event: unknown) => void>;
  fire: (event: string, data?: unknown) => void;
}

export function installFakeOffice(values: Record<string, unknown>, supported = ["1.7"]): FakeOffice {
  let inFlight = 0;
  let most = 0;
  const disturbances = new Map<string, (number | "silence")[]>();
  const calls: string[] = [];
  const handlers = new Map<string, (event: unknown) => void>();
  const answer = (operation: string, value: () => unknown, args: unknown[]) => {
    // Outlook counts a call of which nobody awaits the answer, too.
    const done = args.at(-1);
    inFlight += 1;
    most = Math.max(most, inFlight);
    calls.push(operation);
    const how = disturbances.get(operation)?.shift();
    queueMicrotask(() => {
      inFlight -= 1;
      if (how === "silence") return;
      const result =
        how === undefined
          ? { status: "succeeded", value: value() }
          : { status: "failed", error: { code: how, name: "x", message: "x" } };
      if (typeof done === "function") done(result);
    });
  };
  const field = (name: string) => ({
    getAsync: (...args: unknown[]) => answer(`${name}.get`, () => values[name], args),
    setAsync: (value: unknown, ...args: unknown[]) =>
      answer(`${name}.set`, () => (values[name] = value), args),
  });
  const properties = { ...(values.properties as Record<string, unknown>) };
  const item = {
    itemType: "appointment",
    seriesId: values.seriesId ?? null,
    recurrence: field("recurrence"),
    getItemIdAsync: (...args: unknown[]) => answer("itemId", () => values.itemId, args),
    ...(values.owner !== undefined && {
      getSharedPropertiesAsync: (...args: unknown[]) =>
        answer("shared", () => ({ owner: values.owner }), args),
    }),
    enhancedLocation: {
      getAsync: (...args: unknown[]) =>
        answer(
          "places.get",
          () =>
            (values.places as { id: string; type: string }[]).map((locationIdentifier) => ({
              locationIdentifier,
            })),
          args,
        ),
      addAsync: (added: object[], ...args: unknown[]) =>
        answer("places.add", () => (values.places = [...(values.places as object[]), ...added]), args),
      removeAsync: (removed: { id: string }[], ...args: unknown[]) =>
        answer(
          "places.remove",
          () =>
            (values.places = (values.places as { id: string }[]).filter(
              ({ id }) => !removed.some((one) => one.id === id),
            )),
          args,
        ),
    },
    subject: field("subject"),
    sensitivity: field("sensitivity"),
    start: field("start"),
    end: field("end"),
    location: field("location"),
    requiredAttendees: field("required"),
    optionalAttendees: field("optional"),
    organizer: field("organizer"),
    body: {
      ...field("body"),
      getTypeAsync: (...args: unknown[]) => answer("body.type", () => values.bodyType, args),
      prependAsync: (data: unknown, ...args: unknown[]) =>
        answer("body.prepend", () => (values.body = `${String(data)}${String(values.body)}`), args),
    },
    loadCustomPropertiesAsync: (...args: unknown[]) =>
      answer(
        "properties.load",
        () => ({
          get: (name: string) => properties[name],
          set: (name: string, value: unknown) => (properties[name] = value),
          remove: (name: string) => Reflect.deleteProperty(properties, name),
          saveAsync: (...save: unknown[]) =>
            answer("properties.save", () => (values.properties = { ...properties }), save),
        }),
        args,
      ),
    sessionData: {
      getAsync: (_: string, ...args: unknown[]) => answer("session.get", () => values.session, args),
      setAsync: (_: string, value: string, ...args: unknown[]) =>
        answer("session.set", () => (values.session = value), args),
    },
    addHandlerAsync: (event: string, handler: (event: unknown) => void, ...args: unknown[]) =>
      answer(`listen ${event}`, () => handlers.set(event, handler), args),
    removeHandlerAsync: (event: string, ...args: unknown[]) =>
      answer(`leave ${event}`, () => handlers.delete(event), args),
    notificationMessages: {
      replaceAsync: (key: string, details: unknown, ...args: unknown[]) =>
        answer("notification", () => (values.notification = details), args),
      removeAsync: (key: string, ...args: unknown[]) =>
        answer("notification.remove", () => (values.notification = undefined), args),
    },
  };
  const mailbox = {
    item,
    diagnostics: { hostName: values.hostName ?? "OutlookWebApp" },
    userProfile: {
      displayName: "Alice Adams",
      emailAddress: "alice.adams@example.com",
      timeZone: values.timeZone ?? "Europe/Zurich",
    },
    addHandlerAsync: (event: string, handler: (event: unknown) => void, ...args: unknown[]) =>
      answer(`listen ${event}`, () => handlers.set(event, handler), args),
  };
  const Office = {
    onReady: () => Promise.resolve({ host: "Outlook" }),
    HostType: { Outlook: "Outlook" },
    AsyncResultStatus: { Succeeded: "succeeded" },
    CoercionType: { Html: "html", Text: "text" },
    EventType: {
      AppointmentTimeChanged: "time",
      RecipientsChanged: "recipients",
      RecurrenceChanged: "recurrence",
      OfficeThemeChanged: "theme",
    },
    MailboxEnums: {
      ItemNotificationMessageType: {
        ProgressIndicator: "progress",
        InformationalMessage: "info",
        ErrorMessage: "error",
        InsightMessage: "insight",
      },
      ItemType: { Appointment: "appointment", Message: "message" },
      LocationType: { Custom: "custom", Room: "room" },
      ActionType: { ShowTaskPane: "showTaskPane" },
    },
    context: {
      mailbox,
      diagnostics: { platform: values.platform ?? "OfficeOnline" },
      ui: { openBrowserWindow: (url: string) => calls.push(`open ${url}`) },
      displayLanguage: "en-US",
      requirements: {
        isSetSupported: (set: string, version: string) => {
          const asked = set === "Mailbox" ? version : `${set} ${version}`;
          return supported.includes(asked);
        },
      },
      roamingSettings: {
        get: () => undefined,
        set: () => undefined,
        saveAsync: (...args: unknown[]) => answer("settings.save", () => undefined, args),
      },
    },
    auth: { getAccessToken: () => Promise.resolve("token") },
  };
  Object.assign(globalThis, { Office });
  return {
    item,
    values,
    handlers,
    maxInFlight: () => most,
    calls,
    disturb: (operation, how, times = 1) =>
      disturbances.set(operation, Array<number | "silence">(times).fill(how)),
    fire: (event, data) => handlers.get(event)?.(data),
  };
}
