import type { Access } from "../contract/conference";

/** The words of the options' form. */
const english = {
  accessLabel: "Who may join",
  accessHint: {
    invited: "Only invited people who are registered at the conferencing site.",
    registered: "Everybody who is registered at the conferencing site.",
    anyone: "Also guests who are not registered.",
  } satisfies Record<Access, string>,
  enrollmentHint: "For registered people; needs a conference key.",
  keyWanted: "Ask for a conference key",
  keyHint: "Asked for when joining; stands in the invitation.",
  keyRequired: "The conferencing site wants one for every conference.",
  newKey: "Make a new key",
  dialInHint: "Phone numbers for those who join by phone. Remembered for the next time.",
  publishAttendees: "Show the attendee list in e-mails of the conferencing site",
  sendEmailHint: "Outlook invites already; this sends a second e-mail.",
  enrollment: "People enroll before they join",
  sendEmail: "Send e-mails from the conferencing site too",
  publiclyListed: "List publicly at the conferencing site",
  dialIn: "Dial-in",
};

type OptionsFormTexts = typeof english;

const german: OptionsFormTexts = {
  accessLabel: "Wer teilnehmen darf",
  accessHint: {
    invited: "Nur Eingeladene, die beim Konferenzsystem registriert sind.",
    registered: "Alle, die beim Konferenzsystem registriert sind.",
    anyone: "Auch Gäste, die nicht registriert sind.",
  },
  enrollmentHint: "Für Registrierte; braucht einen Konferenzschlüssel.",
  keyWanted: "Nach einem Konferenzschlüssel fragen",
  keyHint: "Wird beim Beitreten verlangt; steht in der Einladung.",
  keyRequired: "Das Konferenzsystem verlangt einen für jede Konferenz.",
  newKey: "Neuer Schlüssel",
  dialInHint: "Telefonnummern für die Teilnahme per Telefon. Wird fürs nächste Mal gemerkt.",
  publishAttendees: "Teilnehmerliste in den E-Mails des Konferenzsystems zeigen",
  sendEmailHint: "Outlook lädt schon ein; dies sendet eine zweite E-Mail.",
  enrollment: "Mit Anmeldung vor der Teilnahme",
  sendEmail: "Auch vom Konferenzsystem E-Mails senden",
  publiclyListed: "Im Konferenzsystem öffentlich auflisten",
  dialIn: "Einwahl",
};

const arabic: OptionsFormTexts = {
  accessLabel: "من يمكنه الانضمام",
  accessHint: {
    invited: "المدعوون المسجلون في موقع المؤتمرات فقط.",
    registered: "كل المسجلين في موقع المؤتمرات.",
    anyone: "الضيوف غير المسجلين أيضًا.",
  },
  enrollmentHint: "للمسجلين فقط؛ يتطلب مفتاح مؤتمر.",
  keyWanted: "طلب مفتاح المؤتمر",
  keyHint: "يُطلب عند الانضمام، وهو مذكور في الدعوة.",
  keyRequired: "يشترط نظام المؤتمرات مفتاحًا لكل مؤتمر.",
  newKey: "إنشاء مفتاح جديد",
  dialInHint: "أرقام الهاتف لمن ينضم هاتفيًا. تُحفظ للمرة القادمة.",
  publishAttendees: "إظهار قائمة الحضور في رسائل موقع المؤتمرات",
  sendEmailHint: "يرسل Outlook الدعوة بالفعل؛ هذا الخيار يرسل رسالة ثانية.",
  enrollment: "التسجيل مطلوب قبل الانضمام",
  sendEmail: "إرسال رسائل من موقع المؤتمرات أيضًا",
  publiclyListed: "إدراج علني في موقع المؤتمرات",
  dialIn: "الاتصال الهاتفي",
};

const byLanguage: Partial<Record<string, OptionsFormTexts>> = { de: german, ar: arabic };

export function optionsFormTexts(tag: string): OptionsFormTexts {
  return byLanguage[tag.split("-")[0] ?? ""] ?? english;
}
