import { answerCall, callOf, field, toRecipient, type Call, type Reply } from "./calls";
import { seriesId, type Item, type ItemStore } from "./item";
import type { QuirkPlayer } from "./quirkPlayer";
import { offsetsAround } from "./timeZone";

/** One frame with Office.js in it: handshake, calls and events of the protocol of Outlook on the web. */
export interface Conversation {
  /** The name that the frame must have before it is put into the document. */
  frameName: string;
  /** Begins to listen to the frame; returns how to stop. */
  attach: (frame: HTMLIFrameElement) => () => void;
  /** Runs a function command or an event's handler; resolves with what it calls `event.completed()` with. */
  run: (functionName: string, controlId: string) => Promise<Completed>;
  /** Moves the keyboard's focus to the first or last element in the frame. */
  focus: (end: "first" | "last") => void;
}

/** A handler's completed() options: for a send, whether it may go on. */
export interface Completed {
  allowEvent?: boolean;
  errorMessage?: string;
  cancelLabel?: string;
  commandId?: string;
}

interface ConversationOptions {
  store: ItemStore;
  quirks: QuirkPlayer;
  /** How many calls of all pages are in flight. */
  gate: { inFlight: number };
  /** Signs the person in: an access token for the relay. */
  signIn: () => Promise<string>;
  /** The focus leaves the frame by the keyboard. */
  onTabExit?: (direction: "forward" | "back") => void;
  /** Office.js asks for a window that the frame's browser did not give. */
  onOpenWindow?: (url: string) => void;
  /** Sees every Outlook call before it is answered; a reply of its own is sent instead, `null` for none at all. */
  intercept?: (call: Call) => Reply | null | undefined;
}

const addinId = "4f1d7c1e-0b51-4a2e-9a51-2f60d2f6a001";
/** Office.js's own number of what is refused for being too much. */
const tooManyCalls = 5100;
/** Outlook on the web, new Outlook and mobile refuse a fourth call (docs/outlook-quirks.md, Limits). */
const maxInFlight = 3;

export function createConversation({
  store,
  quirks,
  gate,
  signIn,
  onTabExit,
  onOpenWindow,
  intercept,
}: ConversationOptions): Conversation {
  const id = crypto.randomUUID();
  const registered = new Set<string>();
  const running = new Map<string, (completed: Completed) => void>();
  /** State of this page alone. */
  const page = {};
  let peer: Window | null = null;
  let whenReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => (whenReady = resolve));

  const post = (message: object, conversation = id) =>
    peer?.postMessage(
      JSON.stringify({ ...message, _conversationId: conversation, _serializerVersion: 1 }),
      location.origin,
    );
  const fire = (event: string, data: unknown) => {
    if (!registered.has(event)) return;
    if (quirks.isSilent(event)) return;
    post({
      _messageType: 1,
      _responseType: 1,
      _actionName: event,
      _correlationId: 0,
      _errorCode: 0,
      _data: data,
    });
  };
  const fireTheme = (isDark: boolean) => {
    const [background, text] = isDark ? [0x1f1f1f, 0xffffff] : [0xffffff, 0x242424];
    const theme = {
      bodyBackgroundColor: background,
      bodyForegroundColor: text,
      controlBackgroundColor: background,
      controlForegroundColor: text,
    };
    fire("officeThemeChanged", [JSON.stringify(theme)]);
  };

  function tellOfChanges(before: Item, now: Item): void {
    if (before.opening !== now.opening || now.isMovedUnseen) return;
    if (before.start !== now.start || before.end !== now.end) {
      fire("olkAppointmentTimeChanged", [JSON.stringify({ start: now.start, end: now.end })]);
    }
    const requiredAttendees = before.required !== now.required;
    const optionalAttendees = before.optional !== now.optional;
    if (requiredAttendees || optionalAttendees) {
      const fields = {
        to: false,
        cc: false,
        bcc: false,
        resources: false,
        requiredAttendees,
        optionalAttendees,
      };
      fire("olkRecipientsChanged", [JSON.stringify(fields)]);
    }
    if (before.recurrence !== now.recurrence) {
      const recurrence = now.recurrence && JSON.stringify(now.recurrence);
      fire("olkRecurrenceChanged", [JSON.stringify({ recurrence })]);
    }
    if (before.isDark !== now.isDark) fireTheme(now.isDark);
  }

  /** Answers undefined where the call is to stay unanswered. */
  async function answer(action: string, type: number, data: unknown): Promise<unknown> {
    if (type === 1) {
      registered.add(action);
      return { Error: 0 };
    }
    if (type === 2) {
      registered.delete(action);
      return { Error: 0 };
    }
    switch (action) {
      case "ContextActivationManager_getAppContextAsync":
        return appContext(store.get(), id, quirks.claims());
      case "ContextActivationManager_notifyHost":
        if (Array.isArray(data) && data[1] === 13) onTabExit?.("forward");
        if (Array.isArray(data) && data[1] === 14) onTabExit?.("back");
        return null;
      case "ContextActivationManager_openWindowInHost":
        onOpenWindow?.(String(field(data, "strUrl")));
        return null;
      case "GetInitialData":
        return initialData(store.get(), quirks.userTimeZone());
      case "ExecuteMethod": {
        const dispatchId = Number(field(field(data, "MethodData"), "DispatchId"));
        return answerOutlook(callOf(dispatchId, field(data, "ApiParams")));
      }
      case "executeMethod":
        return answerPlatformCall(data);
      default:
        return { Error: 0 };
    }
  }

  /** Answers undefined where the call is to stay unanswered. */
  async function answerOutlook(call: Call): Promise<Reply | undefined> {
    const disturbed = intercept?.(call);
    const intercepted = disturbed === undefined ? quirks.answer(call, page) : disturbed;
    if (intercepted !== undefined) return intercepted ?? undefined;
    if (gate.inFlight >= maxInFlight) return { error: true, errorCode: tooManyCalls };
    gate.inFlight += 1;
    try {
      // Outlook answers later than in the same turn, so that calls can be in flight at once.
      await new Promise((resolve) => setTimeout(resolve, quirks.slowMs()));
      return answerCall(store, call, quirks.rewrite);
    } finally {
      gate.inFlight -= 1;
    }
  }

  async function answerPlatformCall(data: unknown): Promise<unknown> {
    switch (Number(field(field(data, "DdaMethod"), "DispatchId"))) {
      case 94:
        running.get(String(field(data, "0")))?.(completedOf(field(data, "2")));
        return { Version: 1, Error: 0 };
      case 98:
        try {
          return { Version: 1, Error: 0, accessToken: await signIn() };
        } catch {
          return { Version: 1, Error: 13006 };
        }
      default:
        return { Version: 1, Error: 0 };
    }
  }

  async function receive(raw: unknown): Promise<void> {
    const message = parse(raw);
    if (field(message, "_conversationId") !== id || field(message, "_messageType") !== 0) return;
    const action = String(field(message, "_actionName"));
    const data = await answer(action, Number(field(message, "_actionType")), field(message, "_data"));
    if (data === undefined) return;
    post({
      _messageType: 1,
      _responseType: 0,
      _errorCode: 0,
      _actionName: action,
      _correlationId: field(message, "_correlationId"),
      _origin: location.origin,
      _data: data,
    });
    // Office.js takes events from the moment on at which it knows that it is registered.
    if (action === "appCommandInvoked") whenReady();
    if (action === "officeThemeChanged") fireTheme(store.get().isDark);
  }

  return {
    frameName: JSON.stringify({
      baseFrameName: `frame_${id}`,
      hostInfo: `Outlook|Web|16.01|${store.get().language}|${id}|||0`,
      xdmInfo: `${id}|${addinId}|${location.origin}/`,
      serializerVersion: "1",
      flights: "[]",
    }),
    attach: (frame) => {
      peer = frame.contentWindow;
      const listen = (event: MessageEvent) => {
        if (event.source === frame.contentWindow && event.origin === location.origin)
          void receive(event.data);
      };
      window.addEventListener("message", listen);
      const unsubscribe = store.subscribe(tellOfChanges);
      return () => {
        window.removeEventListener("message", listen);
        unsubscribe();
      };
    },
    run: async (functionName, controlId) => {
      await ready;
      const commandId = crypto.randomUUID();
      const completed = await new Promise<Completed>((resolve) => {
        running.set(commandId, resolve);
        const source = JSON.stringify({ source: { id: controlId } });
        fire("appCommandInvoked", [commandId, functionName, source]);
        if (quirks.isTwice()) fire("appCommandInvoked", [crypto.randomUUID(), functionName, source]);
      });
      running.delete(commandId);
      return completed;
    },
    focus: (end) =>
      post(
        {
          _messageType: 0,
          _actionType: 0,
          _actionName: "Office_notifyAgave",
          _correlationId: 0,
          _origin: location.origin,
          _data: [end === "first" ? 11 : 12],
        },
        `${id}_ntf`,
      ),
  };
}

function appContext(item: Item, id: string, claims: Record<string, string>): object {
  return {
    _id: addinId,
    _appName: 64,
    _appVersion: "16.01",
    _appMinorVersion: 1,
    _appUILocale: item.language,
    _dataLocale: item.language,
    _docUrl: location.origin,
    _clientMode: 1,
    _settings: item.settings,
    _reason: "documentOpened",
    _osfControlType: 1,
    _eToken: "",
    _correlationId: id,
    _appInstanceId: id,
    _requirementMatrix: JSON.stringify(claims),
    _hostFullVersion: "16.01",
    _addinName: "Web conference",
    _appDomains: [location.origin],
    _featureGates: {},
    _initialDisplayMode: 0,
  };
}

const itemTypes = { message: 1, organizer: 2, attendee: 2, messageCompose: 4, compose: 5 };

function initialData(item: Item, userTimeZone = item.timeZone): object {
  const { me, surface, organizer } = item;
  const isRead = surface === "organizer" || surface === "attendee" || surface === "message";
  return {
    itemType: itemTypes[surface],
    permissionLevel: 3,
    hostVersion: "16.01",
    owaView: "ThreeColumns",
    userDisplayName: me.name,
    userEmailAddress: me.address,
    userTimeZone,
    userProfileType: "office365",
    isFromSharedFolder: item.isShared,
    isRestIdSupported: true,
    // Tests and people see links open in tabs of their own.
    openWindowOpen: false,
    seriesId: item.isOccurrence ? seriesId : null,
    timeZoneOffsets: offsetsAround(item.start, item.timeZone),
    ...(isRead && {
      id: item.id ?? "AAMkAGI2-read",
      itemClass: surface === "message" ? "IPM.Note" : "IPM.Appointment",
      subject: item.subject,
      normalizedSubject: item.subject,
      organizer: toRecipient(organizer),
      from: toRecipient(organizer),
      sender: toRecipient(organizer),
      to: item.required.map(toRecipient),
      cc: item.optional.map(toRecipient),
      attachments: [],
      dateTimeCreated: item.start,
      dateTimeModified: item.start,
      // A message has times only where it invites to an appointment.
      ...(surface !== "message" && {
        start: item.start,
        end: item.end,
        location: item.location,
        recurrence: item.recurrence,
      }),
    }),
  };
}

function completedOf(data: unknown): Completed {
  const context = field(parse(data), "completedContext");
  const text = (name: "errorMessage" | "cancelLabel" | "commandId") => {
    const value = field(context, name);
    return typeof value === "string" ? { [name]: value } : {};
  };
  const allowEvent = field(context, "allowEvent");
  return {
    ...(typeof allowEvent === "boolean" && { allowEvent }),
    ...text("errorMessage"),
    ...text("cancelLabel"),
    ...text("commandId"),
  };
}

function parse(raw: unknown): unknown {
  if (typeof raw !== "string") return null;
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}
