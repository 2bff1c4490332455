import { translated } from "../../conference/translated";
import type { WriteNote } from "../../conference/writing/invitationText";
import type { Warning } from "../../contract/conference";

/** The words on what came of a press. */
interface OutcomeTexts {
  scheduled: string;
  updated: string;
  finished: string;
  refreshed: string;
  /** Where only links were put into the text. */
  undone: string;
  updateUndone: string;
  notWritten: string;
  /** Where the text still has what was written before the conference's last change. */
  oldLinks: string;
  keyMissing: string;
  warning: Record<Warning, string>;
  note: Record<WriteNote, string>;
}

const english: OutcomeTexts = {
  scheduled: "The web conference is in the appointment.",
  updated: "The web conference is up to date.",
  finished: "The web conference was scheduled earlier, and its links have now been written.",
  refreshed: "The links in the appointment's text have been brought up to date.",
  undone: "The appointment's text is as it was before. The web conference still exists.",
  updateUndone: "The web conference is as it was before the update.",
  notWritten: "The links are not in the appointment's text.",
  oldLinks: "The old links are still in the appointment's text.",
  keyMissing: "The key is missing there.",
  warning: {
    SOME_PARTICIPANTS_FAILED:
      "The conferencing site could not take some of the attendees. They can still join with the link.",
    PARTICIPANTS_FAILED:
      "The conferencing site could not take the attendees. They can still join with the link.",
    INVITES_NOT_SENT:
      "The conferencing site could not send its e-mails. Outlook's own invitation is not affected.",
  },
  note: {
    LOCATION_NOT_SET: "The location was left as it was: there was no room for more.",
    LOCATION_CHANGED:
      "Outlook did not write the location as it was asked to. Check the appointment's location.",
    OTHER_TEXT_CHANGED:
      "Outlook changed the format of other text while it wrote the appointment. Check the appointment's text.",
    OTHER_TEXT_LOST:
      "Outlook lost some of the appointment's other text while it wrote it. Check the text before you save the appointment.",
    UNKNOWN_TEXT_GONE:
      "What stood behind the invitation's labels is gone; somebody may have changed it. Check the text before you save the appointment.",
  },
};

const german: OutcomeTexts = {
  scheduled: "Die Webkonferenz steht im Termin.",
  updated: "Die Webkonferenz ist auf dem neuesten Stand.",
  finished: "Die Webkonferenz wurde früher geplant; ihre Links wurden jetzt geschrieben.",
  refreshed: "Die Links im Text des Termins wurden auf den neuesten Stand gebracht.",
  undone: "Der Text des Termins ist wieder, wie er war. Die Webkonferenz gibt es noch.",
  updateUndone: "Die Webkonferenz ist wieder wie vor der Aktualisierung.",
  notWritten: "Die Links stehen nicht im Text des Termins.",
  oldLinks: "Im Text des Termins stehen noch die alten Links.",
  keyMissing: "Der Schlüssel fehlt dort.",
  warning: {
    SOME_PARTICIPANTS_FAILED:
      "Das Konferenzsystem konnte einige Teilnehmer nicht übernehmen. Mit dem Link können sie trotzdem teilnehmen.",
    PARTICIPANTS_FAILED:
      "Das Konferenzsystem konnte die Teilnehmer nicht übernehmen. Mit dem Link können sie trotzdem teilnehmen.",
    INVITES_NOT_SENT:
      "Das Konferenzsystem konnte seine E-Mails nicht senden. Outlooks eigene Einladung ist nicht betroffen.",
  },
  note: {
    LOCATION_NOT_SET: "Der Ort blieb, wie er war: Es war kein Platz für mehr.",
    LOCATION_CHANGED:
      "Outlook hat den Ort nicht so geschrieben wie verlangt. Prüfen Sie den Ort des Termins.",
    OTHER_TEXT_CHANGED:
      "Outlook hat beim Schreiben das Format von anderem Text geändert. Sehen Sie den Text des Termins durch.",
    OTHER_TEXT_LOST:
      "Outlook hat beim Schreiben anderen Text des Termins verloren. Prüfen Sie den Text, bevor Sie den Termin speichern.",
    UNKNOWN_TEXT_GONE:
      "Was hinter den Bezeichnungen der Einladung stand, ist weg; vielleicht hatte es jemand geändert. Prüfen Sie den Text, bevor Sie den Termin speichern.",
  },
};

const arabic: OutcomeTexts = {
  scheduled: "أُضيف مؤتمر الويب إلى الموعد.",
  updated: "مؤتمر الويب محدّث.",
  finished: "جُدول مؤتمر الويب سابقًا، وقد كُتبت روابطه الآن.",
  refreshed: "حُدّثت الروابط في نص الموعد.",
  undone: "عاد نص الموعد كما كان. ما زال مؤتمر الويب قائمًا.",
  updateUndone: "عاد مؤتمر الويب كما كان قبل التحديث.",
  notWritten: "الروابط غير موجودة في نص الموعد.",
  oldLinks: "لا تزال الروابط القديمة في نص الموعد.",
  keyMissing: "المفتاح غير مذكور فيها.",
  warning: {
    SOME_PARTICIPANTS_FAILED:
      "تعذّر على موقع المؤتمرات قبول بعض الحضور. لا يزال بإمكانهم الانضمام عبر الرابط.",
    PARTICIPANTS_FAILED: "تعذّر على موقع المؤتمرات قبول الحضور. لا يزال بإمكانهم الانضمام عبر الرابط.",
    INVITES_NOT_SENT: "تعذّر على موقع المؤتمرات إرسال رسائله. لا تتأثر دعوة Outlook بذلك.",
  },
  note: {
    LOCATION_NOT_SET: "بقي المكان كما كان: لا يتسع للمزيد.",
    LOCATION_CHANGED: "لم يكتب Outlook المكان كما طُلب منه. راجع مكان الموعد.",
    OTHER_TEXT_CHANGED: "غيّر Outlook تنسيق نص آخر أثناء الكتابة. راجع نص الموعد.",
    OTHER_TEXT_LOST: "فقد Outlook بعض نص الموعد الآخر أثناء الكتابة. راجع النص قبل حفظ الموعد.",
    UNKNOWN_TEXT_GONE:
      "أزيل ما كان مكتوبًا بعد عناوين أسطر الدعوة، وربما كان أحدهم قد غيّره. راجع النص قبل حفظ الموعد.",
  },
};

export const outcomeTexts = translated(english, german, arabic);
