/** Just enough of Office.js for the adapter: what is called, how many at once, and what comes back. */
export interface FakeOffice {
  item: Record<string, unknown>;
  /** Most calls that were in flight at once. */
  maxInFlight: () => number;
  /** The next answer of an operation fails with Office's number, or never comes. */
  disturb: (operation: string, how: number | "silence") => void;
  values: Record<string, unknown>;
  handlers: Map<string, (event: unknown) => void>;
  fire: (event: string, data?: unknown) => void;
}

export function installFakeOffice(values: Record<string, unknown>, supported = ["1.7"]): FakeOffice {
  let inFlight = 0;
  let most = 0;
  const disturbances = new Map<string, number | "silence">();
  const handlers = new Map<string, (event: unknown) => void>();
  const answer = (operation: string, value: () => unknown, args: unknown[]) => {
    const done = args.at(-1);
    if (typeof done !== "function") return;
    inFlight += 1;
    most = Math.max(most, inFlight);
    const how = disturbances.get(operation);
    disturbances.delete(operation);
    queueMicrotask(() => {
      inFlight -= 1;
      if (how === "silence") return;
      done(
        how === undefined
          ? { status: "succeeded", value: value() }
          : { status: "failed", error: { code: how, name: "x", message: "x" } },
      );
    });
  };
  const field = (name: string) => ({
    getAsync: (...args: unknown[]) => answer(`${name}.get`, () => values[name], args),
    setAsync: (value: unknown, ...args: unknown[]) =>
      answer(`${name}.set`, () => (values[name] = value), args),
  });
  const properties = { ...(values.properties as Record<string, unknown>) };
  const item = {
    subject: field("subject"),
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
    addHandlerAsync: (event: string, handler: (event: unknown) => void) => handlers.set(event, handler),
    removeHandlerAsync: (event: string) => handlers.delete(event),
    notificationMessages: {
      replaceAsync: (key: string, details: unknown, ...args: unknown[]) =>
        answer("notification", () => (values.notification = details), args),
    },
  };
  const mailbox = {
    item,
    userProfile: {
      displayName: "Alice Adams",
      emailAddress: "alice.adams@example.com",
      timeZone: values.timeZone ?? "Europe/Zurich",
    },
    addHandlerAsync: (event: string, handler: (event: unknown) => void) => handlers.set(event, handler),
  };
  const Office = {
    onReady: () => Promise.resolve({ host: "Outlook" }),
    HostType: { Outlook: "Outlook" },
    AsyncResultStatus: { Succeeded: "succeeded" },
    CoercionType: { Html: "html", Text: "text" },
    EventType: {
      AppointmentTimeChanged: "time",
      RecipientsChanged: "recipients",
      OfficeThemeChanged: "theme",
    },
    MailboxEnums: {
      ItemNotificationMessageType: {
        ProgressIndicator: "progress",
        InformationalMessage: "info",
        ErrorMessage: "error",
      },
    },
    context: {
      mailbox,
      displayLanguage: "en-US",
      requirements: { isSetSupported: (_: string, version: string) => supported.includes(version) },
      roamingSettings: { get: () => undefined, set: () => undefined, saveAsync: () => undefined },
    },
    auth: { getAccessToken: () => Promise.resolve("token") },
  };
  Object.assign(globalThis, { Office });
  return {
    item,
    values,
    handlers,
    maxInFlight: () => most,
    disturb: (operation, how) => disturbances.set(operation, how),
    fire: (event, data) => handlers.get(event)?.(data),
  };
}
