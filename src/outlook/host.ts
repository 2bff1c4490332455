import type { Appointment } from "./appointment";
import { createOfficeAppointment } from "./officeAppointment";
import { createOfficeCall, type OfficeCall } from "./officeCall";

export type Theme = "light" | "dark";

/** What the page is in: nothing that we know, an appointment being edited, one being read. */
export type Host =
  | { mode: "outside" }
  | ({ mode: "compose"; appointment: Appointment } & HostServices)
  | ({ mode: "read"; reading: Reading } & HostServices);

interface HostServices {
  /** Display language such as "en-US". */
  language: string;
  me: { name: string; address: string };
  /** Time zone of the mailbox, or of this computer where Outlook does not say. */
  timeZone: string;
  /** An access token for the relay (IdentityAPI 1.3). */
  signIn: () => Promise<string>;
  onThemeChange: (listener: (theme: Theme) => void) => void;
  /** A small setting of this mailbox, never secret; null when it was not set. */
  recall: (name: string) => string | null;
  remember: (name: string, value: string) => void;
  /** Shows a line in the item's own bar; a second one replaces the first. */
  notify: (kind: "progress" | "done" | "failed", message: string) => Promise<void>;
  openLink: (url: string) => void;
}

/** An appointment that is only read. */
interface Reading {
  subject: string;
  start: Date;
  end: Date;
  readBody(): Promise<string>;
}

const startDeadlineMs = 15_000;
const notificationKey = "webConference";
const maxNotification = 150;

/** Waits for Office.js and tells where we are. Never rejects: a page that is not in Outlook is "outside". */
export async function openHost(): Promise<Host> {
  if (typeof Office === "undefined") return { mode: "outside" };
  const info = await readyWithin(startDeadlineMs);
  // In a plain browser Office.js is ready too, with no host and no mailbox.
  if (info?.host !== Office.HostType.Outlook) return { mode: "outside" };
  const mailbox = Office.context.mailbox;
  const item = mailbox.item;
  if (!item) return { mode: "outside" };
  const call = createOfficeCall();
  const services = createServices({ mailbox, item, call });
  if (isCompose(item)) {
    return { mode: "compose", appointment: createOfficeAppointment({ item, mailbox, call }), ...services };
  }
  return { mode: "read", reading: createReading(item, call), ...services };
}

/** What Office.js says when it is ready; null when it never is. */
function readyWithin(ms: number): Promise<{ host: Office.HostType | null } | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms, null);
    void Office.onReady().then((info) => {
      clearTimeout(timer);
      resolve(info);
    });
  });
}

type Item = NonNullable<Office.Mailbox["item"]>;

function isCompose(item: Item): item is Item & Office.AppointmentCompose {
  return typeof item.subject !== "string";
}

function createReading(item: Office.AppointmentRead, call: OfficeCall): Reading {
  return {
    subject: item.subject,
    start: item.start,
    end: item.end,
    readBody: () =>
      call<string>("read the body", (done) => item.body.getAsync(Office.CoercionType.Html, done)),
  };
}

interface ServicesOptions {
  mailbox: Office.Mailbox;
  item: Item;
  call: OfficeCall;
}

function createServices({ mailbox, item, call }: ServicesOptions): HostServices {
  const { displayName: name, emailAddress: address } = mailbox.userProfile;
  return {
    language: Office.context.displayLanguage,
    me: { name, address },
    timeZone: timeZoneOf(mailbox.userProfile.timeZone),
    signIn: process.env.NODE_ENV === "development" ? signInToPreview : signInToOffice,
    onThemeChange: (listener) => {
      const tell = (theme: Office.OfficeTheme | undefined) => {
        if (theme) listener(isDark(theme.bodyBackgroundColor) ? "dark" : "light");
      };
      tell(Office.context.officeTheme);
      // Mailbox 1.14; where it is missing the page follows the browser's own preference.
      mailbox.addHandlerAsync(
        Office.EventType.OfficeThemeChanged,
        (event: { officeTheme?: Office.OfficeTheme }) => tell(event.officeTheme),
      );
    },
    recall: (setting) => {
      const value: unknown = Office.context.roamingSettings.get(setting);
      return typeof value === "string" ? value : null;
    },
    remember: (setting, value) => {
      Office.context.roamingSettings.set(setting, value);
      Office.context.roamingSettings.saveAsync();
    },
    notify: async (kind, text) => {
      const message = text.length > maxNotification ? `${text.slice(0, maxNotification - 1)}…` : text;
      await call("show a notification", (done) =>
        item.notificationMessages.replaceAsync(notificationKey, notification(kind, message), done),
      );
    },
    openLink: (url) => {
      window.open(url, "_blank", "noopener");
    },
  };
}

function signInToOffice(): Promise<string> {
  return Office.auth.getAccessToken({ allowSignInPrompt: true, allowConsentPrompt: true });
}

/** `npm run dev`: a real mailbox on the developer's own machine acts as the first of the preview's people. */
async function signInToPreview(): Promise<string> {
  const people: unknown = await (await fetch("/preview/people")).json();
  const body = JSON.stringify(Array.isArray(people) ? people[0] : null);
  const headers = { "Content-Type": "application/json" };
  const answer: unknown = await (await fetch("/preview/token", { method: "POST", headers, body })).json();
  const token =
    typeof answer === "object" && answer !== null && "accessToken" in answer ? answer.accessToken : null;
  if (typeof token !== "string") throw new Error("the preview's issuer gave no token");
  return token;
}

function notification(
  kind: "progress" | "done" | "failed",
  message: string,
): Office.NotificationMessageDetails {
  const types = Office.MailboxEnums.ItemNotificationMessageType;
  if (kind === "progress") return { type: types.ProgressIndicator, message };
  if (kind === "failed") return { type: types.ErrorMessage, message };
  return { type: types.InformationalMessage, message, icon: "Icon.16", persistent: false };
}

/** The mailbox's zone if it is one that browsers know; Exchange gives Windows names, for which the browser's own must do. */
function timeZoneOf(name: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return new Intl.DateTimeFormat("en").resolvedOptions().timeZone;
  }
}

function isDark(color: string): boolean {
  const value = Number.parseInt(color.replace("#", ""), 16);
  const luma = 0.299 * (value >> 16) + 0.587 * ((value >> 8) & 255) + 0.114 * (value & 255);
  return luma < 128;
}
