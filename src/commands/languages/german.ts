import { notLoadedText } from "../notLoaded";
import type { RibbonTexts } from "../ribbon/ribbonTexts";

const notTaken =
  "Der Dienst für Webkonferenzen nahm die Anfrage nicht an. Melden Sie es Ihrer Administration.";
const notNow =
  "Das Konferenzsystem nimmt keine Webkonferenz an, die jetzt beginnt. Versuchen Sie es in einer Minute noch einmal.";

export const german: RibbonTexts = {
  product: "Webkonferenz",
  adding: "Eine Webkonferenz wird hinzugefügt …",
  added: "Die Webkonferenz wurde hinzugefügt. Ihre Links stehen im Termin.",
  otherWay: (names) => `Er hat auch einen Link zu ${names}.`,
  isPrivate: (title) => `Weil der Termin privat ist, heißt sie „${title}“.`,
  belongsTo: (name) => `Sie gehört ${name}.`,
  signedInAs: (caller, mailbox) => `Sie sind als ${caller} angemeldet, nicht als ${mailbox}.`,
  goOnAgain: "Noch einmal drücken, um fortzufahren.",
  addedOld: "Die Webkonferenz wurde hinzugefügt, ist aber nicht auf dem Stand des Termins.",
  already: "Die Webkonferenz dieses Termins ist auf dem neuesten Stand.",
  cancelled: "Dieser Termin wurde abgesagt, also blieb seine Webkonferenz, wie sie war.",
  removeCancelled: "„Webkonferenz entfernen“ löscht sie.",
  copied: "Dieser Termin ist anscheinend eine Kopie mit den Links eines anderen.",
  quoted: "Der Text enthält Links einer Webkonferenz, die nicht mit diesem Termin verbunden ist.",
  openPane: "Weiter geht es in den „Konferenzoptionen“.",
  goOnElsewhere: "Weiter geht es in Outlook an einem Computer.",
  open: "Öffnen",
  late: "Das dauert länger, als Outlook wartet. Was getan wurde, zeigen die „Konferenzoptionen“.",
  lateElsewhere:
    "Das dauert länger, als Outlook wartet, und läuft vielleicht weiter. Geschieht nach einer Minute nichts, versuchen Sie es erneut.",
  notLoaded: notLoadedText("de"),
  removing: "Die Webkonferenz wird entfernt …",
  removed: "Die Webkonferenz wurde gelöscht, und ihre Links sind aus dem Termin.",
  askRemove:
    "Diese Webkonferenz löschen? Ihr Link gilt dann für niemanden mehr. Drücken Sie noch einmal „Webkonferenz entfernen“.",
  askRemoveInPane:
    "Diese Webkonferenz löschen? Ihr Link gilt dann für niemanden mehr. Entfernen Sie sie in den „Konferenzoptionen“.",
  none: "Dieser Termin hat keine Webkonferenz.",
  check: "Outlook hat noch anderes darin geändert: Prüfen Sie Text und Ort.",
  opening: "Die Webkonferenz wird geöffnet …",
  opened: "Die Webkonferenz öffnet sich in einem eigenen Fenster.",
  leadsTo: (host) => `Dieser Link führt zu ${host}, nicht zu Ihrem bekannten Konferenzsystem.`,
  joinAgain: "Noch einmal drücken öffnet ihn.",
  joinInPane: "Öffnen: „Konferenzdetails“.",
  joinInMessagePane: "Öffnen: „Konferenzoptionen“.",
  heldBack:
    "Falls sich kein Fenster geöffnet hat: Ihr Browser hielt es zurück. Nehmen Sie den Link im Text, oder erlauben Sie Pop-ups für Outlook.",
  hostHeldBack:
    "Falls sich kein Fenster geöffnet hat: Ihr Browser hielt es zurück. Drücken Sie „Als Gastgeber starten“ in den „Konferenzdetails“.",
  notHost: "Nur wer den Termin organisiert oder dabei vertreten darf, kann als Gastgeber starten.",
  starting: "Eine Webkonferenz wird gestartet …",
  met: "Die Webkonferenz hat begonnen. Ihr Link steht in der Nachricht.",
  metReply: "Die Webkonferenz hat begonnen. Ihr Link steht in der Antwort.",
  metAlone: "Die Webkonferenz hat begonnen. Das Konferenzsystem gab keinen Link für andere.",
  metAlready: "Die Webkonferenz hat schon begonnen.",
  metHeldBack:
    "Die Webkonferenz hat begonnen. Falls sich kein Fenster geöffnet hat: Öffnen Sie die „Konferenzoptionen“, um teilzunehmen.",
  notInserted:
    "Die Webkonferenz hat begonnen, aber Outlook nahm ihren Link nicht an. Kopieren Sie ihn aus der Seite der Konferenz.",
  notInsertedHeldBack:
    "Die Webkonferenz hat begonnen. Outlook nahm ihren Link nicht an, und ihr Fenster fehlt vielleicht: Beides geht in den „Konferenzoptionen“.",
  tryAgain: "Versuchen Sie es erneut.",
  standsInBar: {
    nothingDone: "Nichts wurde geändert.",
    notWritten: "Ihre Links stehen nicht im Text. Versuchen Sie es erneut.",
    notRewritten: "Im Text stehen noch die alten Links. Versuchen Sie es erneut.",
    halfWritten: "Ihre Links stehen im Text.",
    maybeDeleted: "Ein neuer Versuch ist ungefährlich.",
    notTakenOut: "Ihre Links stehen noch im Text.",
    halfTakenOut: "Ihre Links sind aus dem Text entfernt.",
    unknown: "Ein neuer Versuch ist ungefährlich.",
    undecided: "Wählen Sie in Outlook am Computer.",
    changedElsewhere: "Wählen Sie in Outlook am Computer.",
    lost: "Nehmen Sie ihre Links aus dem Termin.",
  },
  happenedInBar: {
    UNAUTHENTICATED:
      "Ihre Anmeldung wurde nicht angenommen. Versuchen Sie es erneut; bleibt es dabei, melden Sie es Ihrer Administration.",
    SIGN_IN_FAILED:
      "Outlook konnte Sie nicht anmelden. Versuchen Sie es erneut, und melden Sie sich an, wenn Sie gefragt werden.",
    KEY_REUSED:
      "Dieser Termin wurde schon für eine andere Webkonferenz benutzt. Schließen und öffnen Sie den Termin noch einmal.",
    VERSION_MISSING: "Die Webkonferenz wurde vielleicht inzwischen geändert. Versuchen Sie es noch einmal.",
    ORGANIZER_MISSING: "Das Konferenzsystem bekam keinen Organisator. Versuchen Sie es noch einmal.",
  },
  happenedWithoutPane: {
    KEY_MISSING: "Der Konferenzschlüssel ist leer. Setzen Sie in Outlook an einem Computer einen.",
    CONFERENCE_KEY_REFUSED:
      "Das Konferenzsystem nimmt den Konferenzschlüssel nicht an oder verlangt einen. Setzen Sie in Outlook an einem Computer einen.",
  },
  happenedWithoutChoice: {
    KEY_MISSING: "Der Konferenzschlüssel fehlt. Versuchen Sie es noch einmal.",
    CONFERENCE_KEY_REFUSED:
      "Das Konferenzsystem nimmt den Schlüssel nicht an oder verlangt einen. Versuchen Sie es erneut; bleibt es dabei, melden Sie es Ihrer Administration.",
    OUTCOME_AMBIGUOUS:
      "Die Antwort des Konferenzsystems ging verloren. Ob die Webkonferenz begonnen hat, ist nicht sicher.",
    KEY_REUSED:
      "So wurde schon eine andere Webkonferenz gestartet. Versuchen Sie es in zehn Minuten noch einmal.",
    BAD_REQUEST: notTaken,
    TOO_LARGE: notTaken,
    NO_PERMISSION: "Outlook erlaubt das hier nicht.",
    ITEM_CHANGED:
      "Inzwischen wurde etwas anderes geöffnet. Öffnen Sie dies noch einmal, und versuchen Sie es erneut.",
    START_REFUSED: notNow,
    END_REFUSED: notNow,
    PUBLIC_NOT_ALLOWED:
      "Das Konferenzsystem lässt nicht alle teilnehmen. Wählen Sie in den „Konferenzoptionen“, wer darf.",
  },
  titleFallback: (organizer) => (organizer === "" ? "Webkonferenz" : `Webkonferenz mit ${organizer}`),
};
