import type { OfficeCall } from "./officeCallQueue";

export type NotificationKind = "progress" | "done" | "failed" | "outOfDate";

/** The line that is ours in the item's own bar: one at a time, as mobile allows no more. */
export interface Notifications {
  /** Shows it; a second one replaces the first. `open`: words on a button that opens the pane, where Outlook has one. */
  show(kind: NotificationKind, message: string, open?: string): Promise<void>;
  /** Takes it away; none there is no failure. */
  clear(): Promise<void>;
}

interface NotificationsOptions {
  messages: Office.NotificationMessages;
  call: OfficeCall;
  /** The manifest's control that opens the pane; null: lines have no buttons (Mailbox 1.10, items that are written). */
  paneControl: string | null;
}

const key = "webConference";
const maxLength = 150;
const maxButtonLength = 30;

export function createNotifications({ messages, call, paneControl }: NotificationsOptions): Notifications {
  const replace = (details: Office.NotificationMessageDetails) =>
    call("show a notification", (done) => messages.replaceAsync(key, details, done));
  return {
    show: async (kind, text, open) => {
      const message = shorten(text);
      const plain = detailsOf(kind, message);
      if (open === undefined || paneControl === null || kind === "progress") {
        await replace(plain);
        return;
      }
      const action = {
        actionType: Office.MailboxEnums.ActionType.ShowTaskPane,
        actionText: open.slice(0, maxButtonLength),
        commandId: paneControl,
        contextData: {},
      };
      const type = Office.MailboxEnums.ItemNotificationMessageType.InsightMessage;
      try {
        await replace({ type, message, icon: "Icon.16", actions: [action] });
      } catch {
        // A host may have no place for a button: without it the line still says what there is to do.
        await replace(plain);
      }
    },
    clear: async () => {
      await call("take a notification away", (done) => messages.removeAsync(key, done)).catch(
        () => undefined,
      );
    },
  };
}

function shorten(text: string): string {
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}

function detailsOf(kind: NotificationKind, message: string): Office.NotificationMessageDetails {
  const types = Office.MailboxEnums.ItemNotificationMessageType;
  if (kind === "progress") return { type: types.ProgressIndicator, message };
  if (kind === "failed") return { type: types.ErrorMessage, message };
  return { type: types.InformationalMessage, message, icon: "Icon.16", persistent: kind === "outOfDate" };
}
