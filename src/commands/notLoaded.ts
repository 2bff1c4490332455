import { ribbonStartTexts } from "../locales/messages";

/** The bar is not waited for longer than this. */
const barDeadlineMs = 2_000;

/** Says it in the bar of the item that is open, by Office alone; a page that is not in Outlook has none. Never rejects. */
export function sayNotLoaded(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, barDeadlineMs);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    try {
      const { displayLanguage, mailbox } = Office.context;
      const details = {
        type: Office.MailboxEnums.ItemNotificationMessageType.ErrorMessage,
        message: ribbonStartTexts(displayLanguage).notLoaded,
      };
      mailbox.item?.notificationMessages.replaceAsync("webConference", details, end);
    } catch {
      end();
    }
  });
}
