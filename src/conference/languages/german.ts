import type { FailureTexts } from "../failureTexts";

export const germanFailures: FailureTexts = {
  happened: {
    END_BEFORE_START: "Der Termin endet, bevor er beginnt. Ändern Sie die Zeiten.",
    STARTS_IN_THE_PAST: "Der Termin liegt in der Vergangenheit. Wählen Sie eine spätere Zeit.",
    TOO_MANY_ATTENDEES: "Eine Webkonferenz fasst bis zu 1.000 Teilnehmer. Nehmen Sie einige aus dem Termin.",
    KEY_MISSING: "Der Konferenzschlüssel ist leer. Geben Sie einen ein, oder lassen Sie einen neuen machen.",
    UNAUTHENTICATED:
      "Ihre Anmeldung wurde nicht angenommen. Öffnen Sie diesen Bereich neu und melden Sie sich an.",
    SIGN_IN_FAILED:
      "Outlook konnte Sie nicht anmelden. Öffnen Sie diesen Bereich neu und melden Sie sich an.",
    OWNER_UNKNOWN:
      "Outlook sagt nicht, wessen Kalender das ist. Schließen Sie den Termin, öffnen Sie ihn wieder und versuchen Sie es noch einmal.",
    NOT_A_CONFERENCE_USER:
      "Zu Ihrem Konto gibt es keinen Benutzer im Konferenzsystem. Fragen Sie Ihre Administration.",
    NO_SITE: "Für Ihr Konto ist kein Konferenzsystem eingerichtet. Bitten Sie Ihre Administration darum.",
    NOT_A_DELEGATE:
      "Sie dürfen das für die Person, der dieser Kalender gehört, nicht tun. Bitten Sie sie oder Ihre Administration um das Recht dazu.",
    BAD_REQUEST: "Der Termin enthält etwas, das das Konferenzsystem nicht annimmt. Prüfen Sie seine Felder.",
    ISSUER_UNAVAILABLE:
      "Ihre Anmeldung kann gerade nicht geprüft werden. Versuchen Sie es gleich noch einmal.",
    METHOD_NOT_ALLOWED: "Der Dienst für Webkonferenzen kann das nicht. Melden Sie es Ihrer Administration.",
    REQUEST_TOO_SLOW: "Ihre Verbindung ist gerade zu langsam. Versuchen Sie es noch einmal.",
    TOO_LARGE: "Der Termin ist zu groß für eine Webkonferenz. Laden Sie weniger Personen ein.",
    RATE_LIMITED: "Zu viele Anfragen in kurzer Zeit. Warten Sie eine Minute.",
    NOT_FOUND: "Diese Webkonferenz ist hier nicht mehr bekannt.",
    CONFERENCE_UNKNOWN: "Das Konferenzsystem hat diese Webkonferenz nicht mehr.",
    KEY_REUSED: "Dieser Termin wurde schon für eine andere Webkonferenz benutzt. Öffnen Sie den Bereich neu.",
    START_MISSING: "Das Konferenzsystem bekam keinen Beginn. Setzen Sie die Zeiten des Termins neu.",
    END_MISSING: "Das Konferenzsystem bekam kein Ende. Setzen Sie die Zeiten des Termins neu.",
    START_REFUSED: "Das Konferenzsystem nimmt den Beginn nicht an. Wählen Sie einen späteren.",
    END_REFUSED: "Das Konferenzsystem nimmt das Ende nicht an. Wählen Sie ein anderes.",
    NOT_CREATED:
      "Das Konferenzsystem konnte die Webkonferenz nicht anlegen. Versuchen Sie es später noch einmal.",
    PUBLIC_NOT_ALLOWED:
      "Das Konferenzsystem erlaubt keine öffentlichen Konferenzen. Wählen Sie enger, wer teilnehmen darf, oder listen Sie sie nicht auf.",
    CONFERENCE_KEY_REFUSED:
      "Das Konferenzsystem nimmt den Konferenzschlüssel nicht an, oder es verlangt einen. Setzen Sie in den Optionen einen.",
    ORGANIZER_UNKNOWN: "Das Konferenzsystem kennt Sie nicht als Benutzer. Fragen Sie Ihre Administration.",
    ORGANIZER_MISSING: "Das Konferenzsystem bekam keinen Organisator. Öffnen Sie diesen Bereich neu.",
    NOT_THE_ORGANIZER: "Das Konferenzsystem lässt Sie nur für sich selbst planen.",
    PARTICIPANTS_REFUSED:
      "Das Konferenzsystem konnte die Teilnehmer nicht übernehmen. Prüfen Sie ihre Adressen.",
    CANNOT_CHANGE_NOW: "Die Webkonferenz hat begonnen oder ist vorbei und kann jetzt nicht geändert werden.",
    LIST_FAILED: "Das Konferenzsystem konnte seine Konferenzen nicht auflisten. Versuchen Sie es später.",
    REPORT_FAILED:
      "Das Konferenzsystem konnte den Bericht nicht erstellen. Versuchen Sie es später noch einmal.",
    NOT_FINISHED: "Die Webkonferenz ist noch nicht vorbei; es gibt noch keinen Bericht.",
    SITE_REFUSED_INPUT:
      "Das Konferenzsystem konnte die Anfrage nicht annehmen. Sagen Sie es Ihrer Administration.",
    SERVICE_NOT_PROVISIONED:
      "Das Konferenzsystem bietet diesen Dienst hier nicht an. Fragen Sie Ihre Administration.",
    SCHEDULING_NOT_ALLOWED: "Planen ist im Konferenzsystem nicht erlaubt. Fragen Sie Ihre Administration.",
    SITE_UNKNOWN: "Das Konferenzsystem kennt diese Organisation nicht. Melden Sie es Ihrer Administration.",
    SITE_CREDENTIALS_REFUSED:
      "Das Konferenzsystem wies die Zugangsdaten dieser Organisation zurück. Melden Sie es Ihrer Administration.",
    LINK_REFUSED:
      "Das Konferenzsystem gab einen Link, der nicht verwendet werden kann. Sie haben daher keine Webkonferenz erhalten. Melden Sie es Ihrer Administration.",
    SITE_ERROR: "Das Konferenzsystem meldete einen Fehler. Versuchen Sie es später noch einmal.",
    SITE_UNREACHABLE: "Das Konferenzsystem ist nicht erreichbar. Versuchen Sie es später noch einmal.",
    SITE_TIMEOUT: "Das Konferenzsystem brauchte zu lange für eine Antwort. Versuchen Sie es noch einmal.",
    SITE_UNREADABLE:
      "Das Konferenzsystem gab eine unverständliche Antwort. Versuchen Sie es später noch einmal.",
    SITE_WANTS_SIGN_IN:
      "Das Konferenzsystem verlangt hier eine eigene Anmeldung. Melden Sie es Ihrer Administration.",
    VERSION_MISSING:
      "Die Webkonferenz wurde vielleicht inzwischen geändert. Schließen Sie diesen Bereich, öffnen Sie ihn wieder und versuchen Sie es noch einmal.",
    VERSION_STALE: "Die Webkonferenz wurde inzwischen anderswo geändert.",
    CONFERENCE_BUSY:
      "Diese Webkonferenz wird gerade schon geändert. Warten Sie einen Augenblick und versuchen Sie es noch einmal.",
    OVERLOADED:
      "Der Dienst für Webkonferenzen hat gerade zu viel zu tun. Versuchen Sie es gleich noch einmal.",
    LEDGER_UNAVAILABLE:
      "Der Dienst für Webkonferenzen erreicht seine Aufzeichnungen nicht. Versuchen Sie es gleich noch einmal.",
    OUTCOME_UNKNOWN: "Die Antwort des Konferenzsystems ging verloren.",
    OUTCOME_AMBIGUOUS:
      "Die Antwort des Konferenzsystems ging verloren. Es ist nicht sicher, welche Webkonferenz zu diesem Termin gehört.",
    INTERNAL:
      "Etwas ging schief. Versuchen Sie es noch einmal; bleibt es dabei, melden Sie es Ihrer Administration.",
    RELAY_UNREACHABLE: "Der Dienst für Webkonferenzen ist nicht erreichbar. Prüfen Sie Ihre Verbindung.",
    RELAY_TIMEOUT:
      "Der Dienst für Webkonferenzen brauchte zu lange für eine Antwort. Versuchen Sie es noch einmal.",
    RELAY_UNREADABLE:
      "Der Dienst für Webkonferenzen gab eine unverständliche Antwort. Versuchen Sie es später.",
    OTHER_WAY: "Dieser Termin hat gerade einen anderen Weg bekommen, teilzunehmen.",
    SAVED_SINCE:
      "Der Termin wurde inzwischen gespeichert, andere haben vielleicht den Link. Ändern oder entfernen Sie stattdessen die Webkonferenz.",
    WAITING_STOPPED:
      "Sie warten nicht mehr. Was begonnen wurde, kann noch fertig werden. Sie sehen das dann hier.",
    NO_ANSWER: "Outlook antwortete nicht. Versuchen Sie es noch einmal.",
    NOT_WRITTEN: "Outlook schrieb die Links nicht in den Termin.",
    BODY_TOO_LARGE: "Der Text des Termins ist zu lang, als dass Outlook die Links aufnähme. Kürzen Sie ihn.",
    BODY_FORMAT: "Der Text des Termins hat inzwischen sein Format gewechselt. Versuchen Sie es noch einmal.",
    NO_PERMISSION: "Outlook lässt Sie diesen Termin nicht ändern.",
    PROPERTIES_UNAVAILABLE:
      "Outlook konnte die Eigenschaften des Termins nicht speichern. Versuchen Sie es noch einmal.",
    BODY_CHANGED:
      "Im selben Augenblick schrieb jemand in den Text des Termins. Versuchen Sie es noch einmal.",
    OCCURRENCE:
      "Dies ist einer aus einer Serie, und eine Serie hat eine Webkonferenz. Öffnen Sie die Serie, um sie hinzuzufügen, zu ändern oder zu löschen.",
    ITEM_CHANGED: "Inzwischen wurde ein anderer Termin geöffnet. Öffnen Sie diesen noch einmal.",
    OUTLOOK_OFFLINE:
      "Outlook ist offline, oder sein Server ist ausgefallen. Versuchen Sie es, wenn er wieder da ist.",
    BUSY: "Outlook hat gerade zu viel zu tun. Versuchen Sie es in einigen Sekunden noch einmal.",
    OFFICE_FAILED: "Outlook meldete einen Fehler. Versuchen Sie es noch einmal.",
    AMBIGUOUS:
      "Der Text des Termins enthält die Einladung zweimal oder nur zum Teil. Löschen Sie eine davon oder den Rest und versuchen Sie es erneut.",
    INVITATION_NOT_FOUND: "Die Einladung wurde im Text des Termins nicht gefunden.",
    UNSAFE_LINK: "Der Teilnahmelink ist keine sichere Adresse und wurde nicht geschrieben.",
  },
  stands: {
    nothingDone: "Nichts wurde geändert.",
    notWritten: "Die Webkonferenz gibt es, aber ihre Links stehen nicht im Termin.",
    notRewritten: "Die Webkonferenz wurde aktualisiert, aber im Termin stehen noch die alten Links.",
    halfWritten: "Die Links stehen im Termin, aber sein Ort ist vielleicht nicht aktuell.",
    maybeDeleted:
      "Es ist nicht sicher, ob die Webkonferenz gelöscht wurde. Der Termin blieb, wie er war. Ein neuer Versuch ist ungefährlich.",
    notTakenOut: "Die Webkonferenz wurde gelöscht, aber ihre Links stehen noch im Termin.",
    unknown:
      "Es ist nicht sicher, was das Konferenzsystem getan hat. Ein neuer Versuch ist ungefährlich: Es wird höchstens eine Konferenz geben.",
    halfTakenOut:
      "Die Webkonferenz wurde gelöscht, und ihre Links wurden aus dem Text entfernt; der Ort nennt sie vielleicht noch.",
    undecided: "Bis Sie gesagt haben, welche es ist, geschieht nichts weiter.",
    changedElsewhere:
      "Von Ihnen ging nichts verloren, und nichts wurde gesendet. Nehmen Sie die neuere, oder ersetzen Sie sie durch Ihre.",
    lost: "Sie kann von hier aus nicht mehr geändert werden. Nehmen Sie ihre Links aus dem Termin; dann kann eine neue hinzugefügt werden.",
  },
  otherWays: (names) =>
    `Dieser Termin hat gerade einen Link zu ${names} bekommen: Es gäbe zwei Wege, teilzunehmen.`,
  keyMissing: "Der Schlüssel fehlt dort.",
  contact: (address) => `Schreiben Sie an ${address}.`,
};
