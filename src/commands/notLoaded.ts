import { translated } from "../conference/translated";

/** Here at once in all languages: it is said when nothing else can be loaded. */
export const notLoadedText = translated(
  "The add-in could not be loaded. Close Outlook's window and open it again; if that does not help, tell your administrator.",
  "Das Add-In konnte nicht geladen werden. Öffnen Sie das Fenster von Outlook neu; hilft das nicht, melden Sie es Ihrer Administration.",
  "تعذّر تحميل الوظيفة الإضافية. أغلق نافذة Outlook وافتحها من جديد؛ وإن لم ينفع ذلك فأخبر المسؤول.",
);

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
        message: notLoadedText(displayLanguage),
      };
      mailbox.item?.notificationMessages.replaceAsync("webConference", details, end);
    } catch {
      end();
    }
  });
}
