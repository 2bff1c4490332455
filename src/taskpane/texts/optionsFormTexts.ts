import { translated } from "../../conference/translated";

/** The words of the options' form, which loads when it is opened. */
const english = {
  accessLabel: "Who may join",
  dialIn: "Dial-in",
  publiclyListed: "List publicly at the conferencing site",
  accessHint: {
    invited: "Only invited people who are registered at the conferencing site.",
    registered: "Everybody who is registered at the conferencing site.",
    anyone: "Also guests who are not registered.",
  },
  enrollment: "People enroll before they join",
  enrollmentHint: "For registered people; needs a conference key.",
  keyWanted: "Ask for a conference key",
  keyHint: "Asked for when joining; stands in the invitation.",
  keyRequired: "The conferencing site wants one for every conference.",
  newKey: "Make a new key",
  keyEmpty: "The conference key is empty. Type one, or make a new one.",
  dialInHint: "Phone numbers for those who join by phone. Remembered for the next time.",
  publishAttendees: "Show the attendee list in e-mails of the conferencing site",
  sendEmail: "Send e-mails from the conferencing site too",
  sendEmailHint: "Outlook invites already; this sends a second e-mail.",
};

const german: typeof english = {
  accessLabel: "Wer teilnehmen darf",
  dialIn: "Einwahl",
  publiclyListed: "Im Konferenzsystem öffentlich auflisten",
  accessHint: {
    invited: "Nur Eingeladene, die beim Konferenzsystem registriert sind.",
    registered: "Alle, die beim Konferenzsystem registriert sind.",
    anyone: "Auch Gäste, die nicht registriert sind.",
  },
  enrollment: "Mit Anmeldung vor der Teilnahme",
  enrollmentHint: "Für Registrierte; braucht einen Konferenzschlüssel.",
  keyWanted: "Nach einem Konferenzschlüssel fragen",
  keyHint: "Wird beim Beitreten verlangt; steht in der Einladung.",
  keyRequired: "Das Konferenzsystem verlangt einen für jede Konferenz.",
  newKey: "Neuer Schlüssel",
  keyEmpty: "Der Konferenzschlüssel ist leer. Geben Sie einen ein, oder lassen Sie einen neuen machen.",
  dialInHint: "Telefonnummern für die Teilnahme per Telefon. Wird fürs nächste Mal gemerkt.",
  publishAttendees: "Teilnehmerliste in den E-Mails des Konferenzsystems zeigen",
  sendEmail: "Auch vom Konferenzsystem E-Mails senden",
  sendEmailHint: "Outlook lädt schon ein; dies sendet eine zweite E-Mail.",
};

const arabic: typeof english = {
  accessLabel: "من يمكنه الانضمام",
  dialIn: "الاتصال الهاتفي",
  publiclyListed: "إدراج علني في موقع المؤتمرات",
  accessHint: {
    invited: "المدعوون المسجلون في موقع المؤتمرات فقط.",
    registered: "كل المسجلين في موقع المؤتمرات.",
    anyone: "الضيوف غير المسجلين أيضًا.",
  },
  enrollment: "التسجيل مطلوب قبل الانضمام",
  enrollmentHint: "للمسجلين فقط؛ يتطلب مفتاح مؤتمر.",
  keyWanted: "طلب مفتاح المؤتمر",
  keyHint: "يُطلب عند الانضمام، وهو مذكور في الدعوة.",
  keyRequired: "يشترط موقع المؤتمرات مفتاحًا لكل مؤتمر.",
  newKey: "إنشاء مفتاح جديد",
  keyEmpty: "مفتاح المؤتمر فارغ. اكتب مفتاحًا أو أنشئ مفتاحًا جديدًا.",
  dialInHint: "أرقام الهاتف لمن ينضم هاتفيًا. تُحفظ للمرة القادمة.",
  publishAttendees: "إظهار قائمة الحضور في رسائل موقع المؤتمرات",
  sendEmail: "إرسال رسائل من موقع المؤتمرات أيضًا",
  sendEmailHint: "يرسل Outlook الدعوة بالفعل؛ هذا الخيار يرسل رسالة ثانية.",
};

export const optionsFormTexts = translated(english, german, arabic);
