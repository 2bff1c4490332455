import { germanFailures } from "../../conference/languages/german";
import type { Language } from "../language";

export const german: Pick<Language, "texts" | "failures"> = {
  texts: {
    product: "Webkonferenz",
    opening: "Der Termin wird gelesen …",
    summary: "Was geplant wird",
    scheduledSummary: "Geplant",
    noSubject: (title) => `Noch kein Betreff: Die Konferenz wird „${title}“ heißen.`,
    titleFallback: (organizer) => (organizer === "" ? "Webkonferenz" : `Webkonferenz mit ${organizer}`),
    organizer: (name) => `Organisiert von ${name}`,
    organizerForOther: (name) => `Sie planen für ${name}`,
    hostIsOwner: (name) => `Nur ${name} kann sie als Gastgeber starten.`,
    attendees: (count) =>
      count === 0
        ? "Noch niemand eingeladen"
        : count === 1
          ? "1 Person eingeladen"
          : `${count} Personen eingeladen`,
    moreAttendees: (count) => (count === 1 ? "und 1 weitere" : `und ${count} weitere`),
    presence: { available: "Verfügbar", away: "Abwesend", busy: "Bitte nicht stören", offline: "Offline" },
    leftOut: (count) => (count === 1 ? "1 Eintrag ausgelassen:" : `${count} Einträge ausgelassen:`),
    leftOutReason: {
      noAddress: "hat keine E-Mail-Adresse",
      distributionList: "ist eine Liste: Laden Sie die Mitglieder einzeln ein",
    },
    options: "Optionen",
    access: { invited: "Eingeladene", registered: "Registrierte", anyone: "Alle mit dem Link" },
    accessLabel: "Wer teilnehmen darf",
    accessHint: {
      invited: "Nur Eingeladene, die beim Konferenzsystem registriert sind.",
      registered: "Alle, die beim Konferenzsystem registriert sind.",
      anyone: "Auch Gäste, die nicht registriert sind.",
    },
    enrollment: "Mit Anmeldung vor der Teilnahme",
    enrollmentHint: "Für Registrierte; braucht einen Konferenzschlüssel.",
    key: "Konferenzschlüssel",
    keyWanted: "Nach einem Konferenzschlüssel fragen",
    keyHint: "Wird beim Beitreten verlangt; steht in der Einladung.",
    keyRequired: "Das Konferenzsystem verlangt einen für jede Konferenz.",
    newKey: "Neuer Schlüssel",
    dialIn: "Einwahl",
    dialInHint: "Telefonnummern für die Teilnahme per Telefon. Wird fürs nächste Mal gemerkt.",
    publishAttendees: "Teilnehmerliste in den E-Mails des Konferenzsystems zeigen",
    sendEmail: "Auch vom Konferenzsystem E-Mails senden",
    sendEmailHint: "Outlook lädt schon ein; dies sendet eine zweite E-Mail.",
    publiclyListed: "Im Konferenzsystem öffentlich auflisten",
    optionsLine: {
      enrollment: "mit Anmeldung",
      key: "mit Schlüssel",
      dialIn: "mit Einwahl",
      sendEmail: "sendet E-Mails",
      publiclyListed: "öffentlich aufgelistet",
    },
    add: "Webkonferenz hinzufügen",
    update: "Konferenz aktualisieren",
    remove: "Entfernen",
    removeQuestion: "Diese Webkonferenz löschen? Ihr Link funktioniert dann für niemanden mehr.",
    removeYes: "Löschen",
    removeNo: "Behalten",
    steps: {
      reading: "Der Termin wird gelesen …",
      scheduling: "Das Konferenzsystem plant …",
      updating: "Das Konferenzsystem aktualisiert …",
      removing: "Das Konferenzsystem löscht …",
      writing: "Der Termin wird beschrieben …",
    },
    upToDate: "Aktuell",
    outOfDate: "Veraltet",
    changed: "Seit der Planung geändert",
    change: { title: "Betreff", start: "Beginn", end: "Ende", attendees: "Teilnehmer", options: "Optionen" },
    optionsChanged: "Konferenzschlüssel, Einwahl oder Teilnehmerliste",
    added: (names) => `Neu: ${names}`,
    removed: (names) => `Nicht mehr dabei: ${names}`,
    join: "Teilnahmelink",
    host: "Gastgeberlink",
    hostHint: "Lässt Sie als Gastgeber ein. Steht auch im Termin.",
    conferenceId: "Konferenznummer",
    copy: "Kopieren",
    copyThis: (what) => `${what} kopieren`,
    copied: "Kopiert",
    notCopied: "Kopieren ging nicht. Markieren Sie den Text und kopieren Sie ihn selbst.",
    open: "Öffnen",
    openThis: (what) => `${what} öffnen`,
    scheduled: "Die Webkonferenz steht im Termin.",
    updated: "Die Webkonferenz ist auf dem neuesten Stand.",
    finished: "Die Webkonferenz wurde früher geplant; ihre Links wurden jetzt geschrieben.",
    refreshed: "Die Links im Text des Termins wurden auf den neuesten Stand gebracht.",
    removedDone: "Die Webkonferenz wurde gelöscht.",
    notWritten: "Die Links stehen nicht im Text des Termins.",
    writeAgain: "Links noch einmal schreiben",
    takeBack: "Konferenz zurücknehmen",
    takeOut: "Links herausnehmen",
    retry: "Noch einmal versuchen",
    dismiss: "Schließen",
    toThis: (action, what) => `${action}: ${what}`,
    changedElsewhere: "Anderswo geändert",
    useNewer: "Die neuere nehmen",
    replaceNewer: "Durch meine ersetzen",
    candidates: {
      title: "Welche ist es?",
      use: "Diese nehmen",
      none: "Keine davon: eine neue anlegen",
      noTime: "Ihre Zeiten sind nicht bekannt.",
    },
    unclaimed: {
      title: (count) =>
        count === 1
          ? "Eine Webkonferenz, die kein Termin benutzt"
          : "Webkonferenzen, die kein Termin benutzt",
      use: "Hier benutzen",
      remove: "Löschen",
      more: (count) => (count === 1 ? "und 1 weitere" : `und ${count} weitere`),
    },
    requestId: (id) => `Für Ihre Administration: Anfrage ${id}`,
    undo: "Rückgängig",
    notUndone: "Der Text des Termins wurde seither geändert; er kann nicht mehr zurückgesetzt werden.",
    undone: "Der Text des Termins ist wieder, wie er war. Die Webkonferenz gibt es noch.",
    anew: "Eine neue für das Kommende anlegen",
    separate: "Eine eigene Konferenz",
    share: "Es ist derselbe Termin",
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
  },
  failures: germanFailures,
};
