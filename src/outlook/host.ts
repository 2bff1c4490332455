import { OutlookError, type Appointment } from "./appointment/appointment";
import type { Message } from "./message/message";
import type { NotificationKind } from "./platform/notifications";
import { createOfficeAppointment } from "./appointment/officeAppointment";
import { createOfficeCallQueue, quietly, type OfficeCall } from "./platform/officeCallQueue";
import { readOwner, type Owner } from "./appointment/owner";
import { platformOf, shownZone, type Platform } from "./platform/platform";
import type { InvitationItem, ReadAppointment } from "./appointment/readAppointment";

export type Theme = "light" | "dark";

/**
 * The item beside the page: none, an appointment being edited (in `owner`'s calendar; `tellsSeries`: Outlook says whether it
 * repeats) or read, or a message.
 */
export type Host =
  | { mode: "outside" }
  | ({ mode: "compose"; appointment: Appointment; owner: Owner; tellsSeries: boolean } & HostServices)
  | ({ mode: "read"; reading: ReadAppointment } & HostServices)
  | ({ mode: "message"; message: Message } & HostServices);

interface HostServices {
  platform: Platform;
  /** Display language such as "en-US". */
  language: string;
  me: { name: string; address: string };
  /** The zone in which Outlook shows times: the mailbox's, or this computer's. */
  timeZone: string;
  /** An access token for the relay (IdentityAPI 1.3). */
  signIn: () => Promise<string>;
  onThemeChange: (listener: (theme: Theme) => void) => void;
  /** A small setting of this mailbox, never secret; null when it was not set. */
  getSetting: (name: string) => string | null;
  setSetting: (name: string, value: string) => void;
  /** Shows a line in the item's own bar; a second one replaces the first. `open`: words on a button to the pane. */
  notify: (kind: NotificationKind, message: string, open?: string) => Promise<void>;
  /** Takes that line away. */
  clearNotification: () => Promise<void>;
  /** Opens a link in a window of its own. False: the browser gave none, and whether Outlook opened one is not known. */
  openLink: (url: string) => boolean;
}

const startDeadlineMs = 15_000;
const appointmentType: ReadonlySet<string> = new Set(["appointment"]);
const signInDeadlineMs = 120_000;

interface HostOptions {
  /** The page's one gate for Office calls, where the page opens more than one item in its life. */
  call?: OfficeCall;
  /** Whether signing in may show a window: nobody asked for one when an event did. */
  mayPrompt?: boolean;
}

/** Waits for Office.js and tells where we are. Never rejects: a page that is not in Outlook is "outside". */
export async function openHost({
  call = createOfficeCallQueue(),
  mayPrompt = true,
}: HostOptions = {}): Promise<Host> {
  if (typeof Office === "undefined") return { mode: "outside" };
  const info = await readyWithin(startDeadlineMs);
  // In a plain browser Office.js is ready too, with no host and no mailbox.
  if (info?.host !== Office.HostType.Outlook) return { mode: "outside" };
  const mailbox = Office.context.mailbox;
  const item = mailbox.item;
  if (!item) return { mode: "outside" };
  const services = await createServices({ mailbox, item, call, mayPrompt });
  const { timeZone } = services;
  if (isAppointment(item)) {
    if (isWritten(item)) {
      const owner = await readOwner({ item, me: services.me, call });
      return {
        mode: "compose",
        appointment: createOfficeAppointment({
          item,
          mailbox,
          call,
          readOwner: () => Promise.resolve(owner),
          timeZone,
        }),
        owner,
        tellsSeries: Office.context.requirements.isSetSupported("Mailbox", "1.7"),
        ...services,
      };
    }
    const { createReadAppointment: createReading } = await import("./appointment/readAppointment");
    return { mode: "read", reading: createReading({ item, mailbox, call, timeZone }), ...services };
  }
  if (isInvitation(item)) {
    const { createReadAppointment: createReading } = await import("./appointment/readAppointment");
    return { mode: "read", reading: createReading({ item, mailbox, call, timeZone }), ...services };
  }
  const { createMessage } = await import("./message/message");
  return { mode: "message", message: createMessage({ item, mailbox, call }), ...services };
}

/** Office.js's answer when it is ready; null: it never is. */
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

function isAppointment(item: Item): item is Item & (Office.AppointmentCompose | Office.AppointmentRead) {
  return appointmentType.has(item.itemType);
}

function isWritten(
  item: Office.AppointmentCompose | Office.AppointmentRead,
): item is Office.AppointmentCompose {
  return typeof item.subject !== "string";
}

/** The manifest's control that opens the pane; null: lines of what is only read have no buttons. */
function paneControlOf(item: Item): string | null {
  if (typeof item.subject === "string") return null;
  return isAppointment(item) ? "Compose.Options" : "MessageCompose.Options";
}

/** A message that invites to an appointment, changes it or answers. */
function isInvitation(item: Item): item is Item & InvitationItem {
  return "start" in item && item.start instanceof Date;
}

interface ServicesOptions {
  mailbox: Office.Mailbox;
  item: Item;
  call: OfficeCall;
  mayPrompt: boolean;
}

async function createServices({ mailbox, item, call, mayPrompt }: ServicesOptions): Promise<HostServices> {
  const { displayName: name, emailAddress: address } = mailbox.userProfile;
  const platform = platformOf(mailbox);
  // Loaded with the first notification.
  const notifications = async () =>
    (await import("./platform/notifications")).createNotifications({
      messages: item.notificationMessages,
      call,
      paneControl: Office.context.requirements.isSetSupported("Mailbox", "1.10") ? paneControlOf(item) : null,
    });
  return {
    platform,
    language: Office.context.displayLanguage,
    me: { name, address },
    timeZone: await shownZone(platform, mailbox.userProfile.timeZone),
    signIn: () =>
      inTime(process.env.NODE_ENV === "development" ? signInToPreview() : signInToOffice(mayPrompt)),
    onThemeChange: (listener) => {
      const tell = (theme: Office.OfficeTheme | undefined) => {
        if (theme) listener(isDark(theme.bodyBackgroundColor) ? "dark" : "light");
      };
      tell(Office.context.officeTheme);
      // Mailbox 1.14; where it is missing the page follows the browser's own preference.
      const hear = (event: { officeTheme?: Office.OfficeTheme }) => tell(event.officeTheme);
      quietly(call, "listen", (done) =>
        mailbox.addHandlerAsync(Office.EventType.OfficeThemeChanged, hear, done),
      );
    },
    getSetting: (setting) => {
      const value: unknown = Office.context.roamingSettings.get(setting);
      return typeof value === "string" ? value : null;
    },
    setSetting: (setting, value) => {
      Office.context.roamingSettings.set(setting, value);
      quietly(call, "remember a setting", (done) => Office.context.roamingSettings.saveAsync(done));
    },
    notify: async (kind, message, open) => (await notifications()).show(kind, message, open),
    clearNotification: async () => (await notifications()).clear(),
    openLink,
  };
}

function openLink(url: string): boolean {
  // In a web view of a desktop program a new window may lead nowhere.
  if (Office.context.requirements.isSetSupported("OpenBrowserWindowApi", "1.1")) {
    Office.context.ui.openBrowserWindow(url);
    return true;
  }
  // With "noopener" nobody is told whether it opened, and Office.js, which takes that for no, asks Outlook to open it once
  // more. What keeps the referrer is our pages' own policy (no-referrer).
  const opened = window.open(url, "_blank");
  if (!opened) return false;
  // Before the other page is there: nothing of ours is within its reach.
  opened.opener = null;
  return true;
}

/** A sign-in window that was closed unseen by Outlook would be waited for forever. */
async function inTime(signIn: Promise<string>): Promise<string> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new OutlookError("NO_ANSWER", "sign in")), signInDeadlineMs);
  });
  return Promise.race([signIn, late]).finally(() => clearTimeout(timer));
}

// Not through the gate: it is no call of the mailbox, and may show a window for minutes, in which it would hold a place.
// async: where Office has no sign-in at all (Exchange on-premises) that is a failure, too.
async function signInToOffice(mayPrompt: boolean): Promise<string> {
  return Office.auth.getAccessToken({ allowSignInPrompt: mayPrompt, allowConsentPrompt: mayPrompt });
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

function isDark(color: string): boolean {
  const value = Number.parseInt(color.replace("#", ""), 16);
  const luma = 0.299 * (value >> 16) + 0.587 * ((value >> 8) & 255) + 0.114 * (value & 255);
  return luma < 128;
}
