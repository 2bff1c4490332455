import { saved, type Item, type ItemStore, type Notification, type Recipient } from "./item";
import { platforms } from "./platforms";

/** Outlook's answer to one call of Office.js. */
export type Reply = Record<string, unknown>;

/** One call of Office.js: its dispatch number and what it was called with. */
export interface Call {
  id: number;
  parameters: unknown;
  number: (name: string) => number;
  text: (name: string) => string;
}

export function callOf(id: number, parameters: unknown): Call {
  return {
    id,
    parameters,
    number: (name) => Number(field(parameters, name)),
    text: (name) => textOf(parameters, name),
  };
}

const done = (data?: unknown): Reply => ({ error: false, data });
export const failed = (errorCode: number): Reply => ({ error: true, errorCode });

// Numbers of Office's own table of errors.
const invalidFormat = 9002;
const invalidEndTime = 9010;
const duplicateKey = 9023;
const keyNotFound = 9024;
const tooManyNotifications = 9025;
const itemNotSaved = 9046;
const notSupported = 9032;

const html = 3;
const maxText = 255;
const separator = "; ";

/**
 * Answers an Outlook call. Every call gets an answer, also one that is not emulated. `rewrite`: what Outlook makes of an
 * HTML body that it is given.
 */
export function answerCall(
  store: ItemStore,
  { id, parameters, number, text }: Call,
  rewrite: (html: string) => string = (html) => html,
): Reply {
  const item = store.get();
  const set = (change: Parameters<ItemStore["set"]>[0]) => {
    store.set(change);
    return done();
  };
  const list = number("recipientField") === 1 ? "optional" : "required";
  switch (id) {
    case 3:
      return { wasSuccessful: true, customProperties: item.properties };
    case 4: {
      const properties = JSON.stringify(field(parameters, "customProperties") ?? {});
      return properties.length > 2500 ? failed(9019) : set({ properties });
    }
    case 14:
      return done(item.bodyType);
    case 37:
      return done(
        number("coercionType") === html
          ? item.bodyType === "html"
            ? item.body
            : toHtml(item.body)
          : item.bodyType === "text"
            ? item.body
            : toText(item.body),
      );
    case 38:
    case 23: {
      const data = text("data");
      if (number("coercionType") === html && item.bodyType === "text") return failed(invalidFormat);
      const body = id === 38 ? data : prepend(data, item.body);
      return set({ body: item.bodyType === "html" ? rewrite(body) : body });
    }
    case 13: {
      if (number("coercionType") === html && item.bodyType === "text") return failed(invalidFormat);
      return set({ body: prepend(text("data"), item.body) });
    }
    case 15:
      return done(item[list].map(toRecipient));
    case 108:
      return done({ owner: item.organizer.address, targetRestUrl: "", delegatePermissions: 15 });
    case 21:
      return set({ [list]: recipientsIn(parameters) });
    case 22:
      return set({ [list]: [...item[list], ...recipientsIn(parameters)] });
    case 107:
      return done({ ...toRecipient(item.organizer), appointmentResponse: 1 });
    case 17:
      return text("subject").length > maxText ? failed(9031) : set({ subject: text("subject") });
    case 18:
      return done(item.subject);
    case 24:
      return done(number("TimeProperty") === 2 ? item.end : item.start);
    case 25: {
      const time = number("time");
      if (number("TimeProperty") === 2)
        return time < item.start ? failed(invalidEndTime) : set({ end: time });
      return set({ start: time, end: time + item.end - item.start });
    }
    case 27:
      // Rooms that were set apart are lost in a text (docs/outlook-quirks.md, 9).
      return text("location").length > maxText
        ? failed(9031)
        : set({ location: text("location"), rooms: [] });
    case 26:
      return done([...item.rooms.map(({ name }) => name), item.location].filter(Boolean).join(separator));
    case 154:
      return done(placesOf(item));
    case 155:
    case 156: {
      const words = placesIn(parameters);
      const others = item.location.split(separator).filter((word) => word !== "" && !words.includes(word));
      const location = (id === 155 ? [...others, ...words] : others).join(separator);
      return id === 155 && location.length > maxText ? failed(9031) : set({ location });
    }
    case 32: {
      const change = saved(item);
      store.set(change);
      return done(change.id);
    }
    case 164:
      return item.id === null ? failed(itemNotSaved) : done(item.id);
    case 33:
    case 35: {
      const actions = field(parameters, "actions");
      const action: unknown = Array.isArray(actions) ? actions[0] : null;
      const label = textOf(action, "actionText");
      const notification: Notification = {
        key: text("key"),
        type: number("type"),
        message: text("message"),
        ...(label !== "" && { action: { label, control: textOf(action, "commandId") } }),
      };
      const others = item.notifications.filter(({ key }) => key !== notification.key);
      if (id === 33 && others.length < item.notifications.length) return failed(duplicateKey);
      if (others.length >= platforms[item.platform].maxNotifications) return failed(tooManyNotifications);
      return set({ notifications: [...others, notification] });
    }
    case 34:
      return done(item.notifications);
    case 36: {
      const others = item.notifications.filter(({ key }) => key !== text("key"));
      return others.length === item.notifications.length
        ? failed(keyNotFound)
        : set({ notifications: others });
    }
    case 185:
      return set({ session: { ...item.session, [text("name")]: text("value") } });
    case 186: {
      const value = item.session[text("name")];
      return value === undefined ? failed(keyNotFound) : done(value);
    }
    case 171:
      return done(item.sensitivity ?? "normal");
    case 103:
      return done(item.recurrence);
    case 10:
    case 11:
    case 30:
    case 31:
    case 181:
    case 182:
    case 183:
    case 184:
      // A form of its own opens, with this in it.
      return set({ surface: "messageCompose", body: textOf(parameters, "htmlBody") + item.body });
    case 404:
      return set({ settings: { ...item.settings, ...settingsIn(parameters) } });
    default:
      // Telemetry and the like want no more than an answer; what cannot be done is said.
      return id >= 400 || id === 163 ? done() : failed(notSupported);
  }
}

const recipientTypes = { other: 0, distributionList: 1, user: 2 };

export function toRecipient({ name, address, kind = "user" }: Recipient): Reply {
  return { name, address, appointmentResponse: 0, recipientType: recipientTypes[kind] };
}

function placesOf({ rooms, location }: Item): Reply[] {
  const words = location.split(separator).filter((word) => word !== "");
  return [
    ...rooms.map(({ name, address }) => ({
      locationIdentifier: { id: address, type: "room" },
      displayName: name,
      emailAddress: address,
    })),
    ...words.map((id) => ({ locationIdentifier: { id, type: "custom" }, displayName: id, emailAddress: "" })),
  ];
}

function placesIn(parameters: unknown): string[] {
  const list = field(parameters, "enhancedLocations");
  return (Array.isArray(list) ? list : []).map((entry: unknown) => textOf(entry, "id"));
}

function recipientsIn(parameters: unknown): Recipient[] {
  const list = field(parameters, "recipientArray");
  return (Array.isArray(list) ? list : []).map((entry: unknown) => ({
    name: textOf(entry, "name"),
    address: textOf(entry, "address"),
  }));
}

function settingsIn(parameters: unknown): Record<string, string> {
  const settings: unknown = Array.isArray(parameters) ? parameters[0] : parameters;
  const entries = typeof settings === "object" && settings !== null ? Object.entries(settings) : [];
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}

/** Outlook puts what is prepended inside the body element, where there is one. */
function prepend(data: string, body: string): string {
  const top = /<body[^>]*>/i.exec(body);
  const at = top ? top.index + top[0].length : 0;
  return body.slice(0, at) + data + body.slice(at);
}

/** Text as Outlook would give it of an HTML body. */
export function toText(source: string): string {
  const parsed = new DOMParser().parseFromString(
    source.replace(/<(br|\/p|\/div|\/li|\/h\d)[^>]*>/gi, "\n$&"),
    "text/html",
  );
  return parsed.body.textContent;
}

/** HTML as Exchange makes it of plain text. */
function toHtml(text: string): string {
  const lines = text
    .split(/\r\n|\n/)
    .map((line) => line.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;"));
  return `<html><body><font size="2"><div class="PlainText">${lines.join("<br>\n")}</div></font></body></html>`;
}

function textOf(value: unknown, name: string): string {
  const text = field(value, name);
  return typeof text === "string" ? text : "";
}

/** A property of whatever was sent; undefined where there is none. */
export function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
