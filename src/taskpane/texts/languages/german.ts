import { germanFailures } from "../../../conference/languages/german";
import type { Language } from "../language";

export const german: Pick<Language, "texts" | "failures"> = {
  texts: {
    product: "Webkonferenz",
    opening: "Der Termin wird gelesen …",
    summary: "Was geplant wird",
    scheduledSummary: "Geplant",
    asItIs: "Der Termin",
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
    options: "Optionen",
    comma: ", ",
    access: { invited: "Eingeladene", registered: "Registrierte", anyone: "Alle mit dem Link" },
    key: "Konferenzschlüssel",
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
    join: "Teilnahmelink",
    host: "Gastgeberlink",
    conferenceId: "Konferenznummer",
    copy: "Kopieren",
    copyThis: (what) => `${what} kopieren`,
    open: "Öffnen",
    openThis: (what) => `${what} öffnen`,
    removedDone: "Die Webkonferenz wurde gelöscht.",
    retry: "Noch einmal versuchen",
    dismiss: "Schließen",
    toThis: (action, what) => `${action}: ${what}`,
    requestId: (id) => `Für Ihre Administration: Anfrage ${id}`,
    undo: "Rückgängig",
  },
  failures: germanFailures,
};
