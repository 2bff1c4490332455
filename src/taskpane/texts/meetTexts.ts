import { translated } from "../../conference/translated";

/** The words for a conference that begins at once, out of a message. */
interface MeetTexts {
  title: string;
  about: string;
  start: string;
  starting: string;
  started: string;
  joinAsHost: string;
  /** Where the site gives no link for others. */
  noLink: string;
  intoMessage: string;
  intoReply: string;
  inMessage: string;
  inReply: string;
  notOffered: string;
}

const english: MeetTexts = {
  title: "Meet now",
  about: "Starts a web conference at once, and gives you its link for the people on this message.",
  start: "Start web conference",
  starting: "Starting at the conferencing site…",
  started: "The web conference has begun.",
  joinAsHost: "Join as host",
  noLink: "The conferencing site gives no link for others. They find it there among their conferences.",
  intoMessage: "Put the link into the message",
  intoReply: "Reply to all with the link",
  inMessage: "The link is in the message. Send it when you are ready.",
  inReply: "The link is in a reply to all. Send it when you are ready.",
  notOffered: "The conferencing site offers no conferences that begin at once. Plan one in the calendar.",
};

const german: MeetTexts = {
  title: "Jetzt besprechen",
  about: "Beginnt sofort eine Webkonferenz und gibt Ihnen ihren Link für die Personen dieser Nachricht.",
  start: "Webkonferenz beginnen",
  starting: "Beginnt im Konferenzsystem…",
  started: "Die Webkonferenz hat begonnen.",
  joinAsHost: "Als Gastgeber teilnehmen",
  noLink: "Das Konferenzsystem gibt keinen Link für andere. Sie finden sie dort unter ihren Konferenzen.",
  intoMessage: "Link in die Nachricht setzen",
  intoReply: "Allen mit dem Link antworten",
  inMessage: "Der Link steht in der Nachricht. Senden Sie sie, wenn Sie so weit sind.",
  inReply: "Der Link steht in einer Antwort an alle. Senden Sie sie, wenn Sie so weit sind.",
  notOffered:
    "Das Konferenzsystem bietet keine Konferenzen an, die sofort beginnen. Planen Sie eine im Kalender.",
};

const arabic: MeetTexts = {
  title: "اجتماع الآن",
  about: "يبدأ مؤتمر ويب فورًا ويعطيك رابطه لمن في هذه الرسالة.",
  start: "بدء مؤتمر الويب",
  starting: "جارٍ البدء في موقع المؤتمرات…",
  started: "بدأ مؤتمر الويب.",
  joinAsHost: "الانضمام بصفة مضيف",
  noLink: "لا يعطي موقع المؤتمرات رابطًا للآخرين. يجدونه هناك ضمن مؤتمراتهم.",
  intoMessage: "وضع الرابط في الرسالة",
  intoReply: "الرد على الجميع بالرابط",
  inMessage: "الرابط في الرسالة. أرسلها متى شئت.",
  inReply: "الرابط في رد على الجميع. أرسله متى شئت.",
  notOffered: "لا يقدّم موقع المؤتمرات مؤتمرات تبدأ فورًا. خطّط لمؤتمر في التقويم.",
};

export const meetTexts = translated(english, german, arabic);
