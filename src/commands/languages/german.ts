import type { RibbonTexts } from "../ribbonTexts";

export const german: RibbonTexts = {
  adding: "Eine Webkonferenz wird hinzugefügt …",
  added: "Die Webkonferenz wurde hinzugefügt. Ihre Links stehen im Termin.",
  already: "Die Webkonferenz dieses Termins ist auf dem neuesten Stand.",
  copied: "Dieser Termin wurde kopiert und enthält die Links eines anderen.",
  openPane: "Weiter geht es in den „Konferenzoptionen“.",
  open: "Öffnen",
  late: "Das dauert länger, als Outlook wartet. Was getan wurde, zeigen die „Konferenzoptionen“.",
  lateElsewhere: "Das dauert länger, als Outlook wartet. Versuchen Sie es noch einmal.",
  removing: "Die Webkonferenz wird entfernt …",
  removed: "Die Webkonferenz wurde gelöscht, und ihre Links sind aus dem Termin.",
  askRemove:
    "Diese Webkonferenz löschen? Ihr Link gilt dann für niemanden mehr. Drücken Sie noch einmal „Webkonferenz entfernen“.",
  none: "Dieser Termin hat keine Webkonferenz.",
  check: "Outlook hat noch anderes darin geändert: Prüfen Sie Text und Ort.",
  opening: "Die Webkonferenz wird geöffnet …",
  opened: "Die Webkonferenz öffnet sich in einem eigenen Fenster.",
  heldBack:
    "Falls sich kein Fenster geöffnet hat: Ihr Browser hielt es zurück. Nehmen Sie den Link im Text, oder erlauben Sie Pop-ups für Outlook.",
  hostHeldBack:
    "Falls sich kein Fenster geöffnet hat: Ihr Browser hielt es zurück. Starten Sie es in den „Konferenzdetails“ als Gastgeber.",
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
  titleFallback: (organizer) => (organizer === "" ? "Webkonferenz" : `Webkonferenz mit ${organizer}`),
};
