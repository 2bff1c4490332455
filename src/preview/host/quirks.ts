import { failed, field, type Call, type Reply } from "./calls";
import { seriesId, type Item, type ItemStore } from "./item";
import { weekly } from "./recurrence";
import { toWallTime } from "./timeZone";

/** A way in which Outlook is known to behave, to be switched on. `fact`: its number among the documented ones. */
export interface Quirk {
  id: string;
  fact: number | "limit";
  title: string;
  /** Answers a call in its own way; undefined: as usual; null: never. */
  answer?: (call: Call, seen: Seen) => Reply | null | undefined;
  /** Rewrites an HTML body as Outlook does when it is set. */
  rewrite?: (html: string) => string;
  /** Changes the item before the add-in sees it. */
  prepare?: (item: Item) => Partial<Item>;
  /** Wire names of events that are not told. */
  silent?: readonly string[];
  claims?: Record<string, string>;
  /** Each command and event is fired twice. */
  isTwice?: boolean;
  /** So many milliseconds pass before a call is answered. */
  slowMs?: number;
  userTimeZone?: string;
  /** The first sign-in fails. */
  failsSignIn?: boolean;
  /** The add-in is asked about a cancellation as about any other send. */
  asksOnCancel?: boolean;
}

/** How often a call was seen, for quirks that pass after a while. */
export interface Seen {
  store: ItemStore;
  /** How often it was called, this time included. */
  times: number;
  /** State of the calling page alone. */
  page: { properties?: string };
}

const [load, save] = [3, 4];
const [bodyGet, bodySet, bodyPrepend] = [37, 38, 23];
const [itemId, locationSet, recurrenceGet] = [164, 27, 103];
const genericError = 9020;

const firstTimes =
  (ids: readonly number[], times: number, code: number) =>
  (call: Call, seen: Seen): Reply | undefined =>
    ids.includes(call.id) && seen.times <= times ? failOf(call, code) : undefined;

/** Properties are loaded with an answer of their own kind. */
function failOf({ id }: Call, code: number): Reply {
  return id === load ? { wasSuccessful: false, errorMessage: "refused" } : failed(code);
}

/** An appointment of its own becomes a series. */
function asSeries({ recurrence, isOccurrence, start, timeZone }: Item): Partial<Item> {
  return recurrence || isOccurrence ? {} : { recurrence: weekly(start, timeZone) };
}

const names = {
  time: "olkAppointmentTimeChanged",
  people: "olkRecipientsChanged",
  repeats: "olkRecurrenceChanged",
};

export const quirks: readonly Quirk[] = [
  { id: "calledTwice", fact: 1, title: "Commands and handlers are called twice", isTwice: true },
  { id: "noTimeEvent", fact: 2, title: "No event when the times change", silent: [names.time] },
  { id: "noPeopleEvent", fact: 2, title: "No event when attendees change", silent: [names.people] },
  { id: "noEvents", fact: 2, title: "No events at all", silent: Object.values(names) },
  {
    id: "properties9020",
    fact: 3,
    title: "Properties fail with 9020 for a while (shared calendars)",
    answer: firstTimes([load], 2, genericError),
  },
  {
    id: "propertiesNotSaved",
    fact: 3,
    title: "Saving properties fails for a while",
    answer: firstTimes([save], 2, genericError),
  },
  {
    id: "malformedId",
    fact: 3,
    title: "Properties of a new draft fail with a malformed ID until it is saved",
    answer: (call, seen) =>
      [load, save].includes(call.id) && seen.times <= 3 && seen.store.get().id === null
        ? failOf(call, 9042)
        : undefined,
  },
  {
    id: "noProperties",
    fact: 3,
    title: "Properties never work",
    answer: (call) => ([load, save].includes(call.id) ? failOf(call, genericError) : undefined),
    prepare: ({ id }) => ({ id: id ?? "AAMkAGI2-never-remembers" }),
  },
  {
    id: "propertiesVanish",
    fact: 3,
    title: "Properties vanish when the item is opened again",
    prepare: ({ id }) => ({ id: id ?? "AAMkAGI2-forgets", properties: "{}" }),
  },
  {
    id: "propertiesUnshared",
    fact: 3,
    title: "Other pages see properties only once the item is saved or closed (classic)",
    answer: (call, { store, page }) => {
      if (call.id === save) {
        page.properties = JSON.stringify(field(call.parameters, "customProperties") ?? {});
        store.set({ unsavedProperties: page.properties });
        return { error: false };
      }
      return call.id === load && page.properties !== undefined
        ? { wasSuccessful: true, customProperties: page.properties }
        : undefined;
    },
    prepare: ({ properties, unsavedProperties }) => ({
      properties: unsavedProperties ?? properties,
      unsavedProperties: null,
    }),
  },
  {
    id: "bodyCut",
    fact: 5,
    title: "The first body that is written loses its end",
    answer: (call, { store, times }) => {
      if (call.id !== bodySet || times > 1) return undefined;
      const body = call.text("data");
      store.set({ body: body.slice(0, body.lastIndexOf(">", body.length * 0.87) + 1) });
      return { error: false };
    },
  },
  {
    id: "otherLineEnds",
    fact: 5,
    title: "The body comes back with other line ends",
    answer: (call, { store }) => {
      const { body, bodyType } = store.get();
      const isAsIs = call.id === bodyGet && (bodyType === "text" || call.number("coercionType") === 3);
      return isAsIs ? { error: false, data: body.replace(/\r?\n/g, "\r\n") } : undefined;
    },
  },
  {
    id: "trackedIds",
    fact: 6,
    title: "IDs get an x_ in front",
    rewrite: (html) => html.replace(/(\sid=(?:"|'|(?!["'])))(?!x_)/gi, "$1x_"),
  },
  {
    id: "noClasses",
    fact: 6,
    title: "Classes are dropped",
    rewrite: (html) => html.replace(/\sclass=("[^"]*"|'[^']*')/gi, ""),
  },
  {
    id: "noIds",
    fact: 6,
    title: "IDs are dropped",
    rewrite: (html) => html.replace(/\sid=("[^"]*"|'[^']*')/gi, ""),
  },
  {
    id: "noStyles",
    fact: 6,
    title: "Styles are dropped",
    rewrite: (html) => html.replace(/\sstyle=("[^"]*"|'[^']*')/gi, ""),
  },
  {
    id: "divsForParagraphs",
    fact: 6,
    title: "Paragraphs become divs",
    rewrite: (html) => html.replace(/<p(?=[\s>])/gi, "<div").replace(/<\/p>/gi, "</div>"),
  },
  {
    id: "emptyAnchors",
    fact: 6,
    title: "Empty anchors are dropped",
    rewrite: (html) => html.replace(/<a\s[^>]*>\s*<\/a>/gi, ""),
  },
  {
    id: "wordMarkup",
    fact: 6,
    title: "Word's markup is put around everything",
    rewrite: (html) =>
      html
        .replace(/<p(?=[\s>])(?![^>]*MsoNormal)/gi, '<p class="MsoNormal"')
        .replace(/(?<!<o:p>)<\/p>/gi, "<o:p></o:p></p>")
        .replace(/(<o:p><\/o:p>)+/g, "<o:p></o:p>"),
  },
  {
    id: "carriageReturns",
    fact: 5,
    title: "Line ends are changed",
    rewrite: (html) => html.replace(/\r?\n/g, "\r\n"),
  },
  {
    id: "imagesDropped",
    fact: 5,
    title: "Inline images are dropped when a body is written",
    rewrite: (html) => html.replace(/<img\s[^>]*src=["']?cid:[^>]*>/gi, ""),
  },
  {
    id: "seriesTimes",
    fact: 4,
    title: "A series tells the times of the occurrence that is opened",
    answer: (call, { store }) => {
      const { recurrence, start, timeZone } = store.get();
      if (call.id !== recurrenceGet || !recurrence) return undefined;
      const [startYear, startMonth, startDay] = toWallTime(start, timeZone).date.split("-").map(Number);
      const seriesTimeJson = { ...recurrence.seriesTimeJson, startYear, startMonth, startDay };
      return { error: false, data: { ...recurrence, seriesTimeJson } };
    },
    prepare: asSeries,
  },
  {
    id: "occurrenceIds",
    fact: 4,
    title: "An occurrence has the ID of its series",
    answer: (call, { store }) =>
      call.id === itemId && store.get().isOccurrence ? { error: false, data: seriesId } : undefined,
    prepare: asSeries,
  },
  {
    id: "seriesBreaks",
    fact: 4,
    title: "Saving properties of an occurrence breaks the series",
    answer: (call, { store }) => {
      if (call.id === save && store.get().isOccurrence) store.set({ recurrence: null });
      return undefined;
    },
    prepare: asSeries,
  },
  { id: "cancelAsks", fact: 15, title: "Cancelling asks the add-in, too (classic)", asksOnCancel: true },
  { id: "sendUnasked", fact: 15, title: "Sending asks no add-in", silent: ["OnAppointmentSend"] },
  {
    id: "wrappedDocument",
    fact: 5,
    title: "The body is a whole document",
    rewrite: (html) =>
      /<body/i.test(html)
        ? html
        : `<html><head><meta charset="utf-8"></head><body lang="EN-US">${html}</body></html>`,
  },
  {
    id: "plainText",
    fact: 7,
    title: "The body is plain text",
    prepare: () => ({ bodyType: "text", body: "Dear all,\n\nlet us look at the quarter.\n" }),
  },
  {
    id: "prependIgnored",
    fact: 8,
    title: "Prepending does nothing (Mac)",
    answer: (call) => (call.id === bodyPrepend ? { error: false } : undefined),
  },
  {
    id: "locationAdds",
    fact: 9,
    title: "A location that is set is added to what was there",
    claims: { Mailbox: "1.7" },
    answer: (call, { store }) => {
      if (call.id !== locationSet) return undefined;
      const { location } = store.get();
      store.set({ location: [location, call.text("location")].filter(Boolean).join("; ") });
      return { error: false };
    },
  },
  { id: "noPlaces", fact: 9, title: "Rooms and words are one text", claims: { Mailbox: "1.7" } },
  {
    id: "rooms",
    fact: 9,
    title: "There is a room already",
    prepare: () => ({ rooms: [{ name: "Room 12", address: "room12@example.com" }], location: "Zurich" }),
  },
  {
    id: "placesIgnored",
    fact: 9,
    title: "Adding a place does nothing",
    answer: (call) => (call.id === 155 ? { error: false } : undefined),
  },
  {
    id: "oddRecipients",
    fact: 10,
    title: "Oneself twice, a blank list, nobody's address",
    prepare: (item) => ({
      required: [
        ...item.required,
        { ...item.organizer, address: item.organizer.address.toUpperCase() },
        { name: "My contacts", address: "" },
        { name: "Sales", address: "sales@example.com", kind: "distributionList" },
        ...item.required,
      ],
    }),
  },
  {
    id: "windowsZone",
    fact: 11,
    title: "The zone has Windows' name",
    userTimeZone: "W. Europe Standard Time",
  },
  {
    id: "unknownZone",
    fact: 11,
    title: "The zone has a name that nobody knows",
    userTimeZone: "Customized Time Zone",
  },
  { id: "theme", fact: 12, title: "The theme is not told", silent: ["officeThemeChanged"] },
  {
    id: "neverSaved",
    fact: 14,
    title: "The item has no ID",
    answer: (call) => (call.id === itemId ? failed(9046) : undefined),
  },
  { id: "signInFails", fact: 17, title: "The first sign-in fails", failsSignIn: true },
  {
    id: "tokensOff",
    fact: 18,
    title: "Identity tokens are switched off",
    answer: (call) => ([2, 12].includes(call.id) ? failed(9017) : undefined),
  },
  {
    id: "barFull",
    fact: "limit",
    title: "The item's bar takes no line",
    answer: (call) => ([33, 35].includes(call.id) ? failed(9025) : undefined),
  },
  {
    id: "barSilent",
    fact: "limit",
    title: "The item's bar never answers",
    answer: (call) => ([33, 35].includes(call.id) ? null : undefined),
  },
  { id: "slowOffice", fact: "limit", title: "Every call takes its time", slowMs: 150 },
  { id: "oldest", fact: "limit", title: "Mailbox 1.5 only", claims: { Mailbox: "1.5" } },
  {
    id: "offline",
    fact: "limit",
    title: "The first write into the body fails: offline",
    answer: firstTimes([bodySet, bodyPrepend], 1, 9041),
  },
  {
    id: "longBody",
    fact: "limit",
    title: "The body is near its limit",
    prepare: ({ body }) => ({ body: `${body}${"<p>Minutes of the last time.</p>".repeat(20_000)}` }),
  },
  {
    id: "quotedInvitation",
    fact: 6,
    title: "The text quotes another conference's invitation",
    prepare: ({ body }) => ({
      body: `${body}<blockquote><p><b>Web conference</b></p><p><a href="https://elsewhere.example.com/join/9">Join web conference</a></p><p>Conference ID: 90000009</p></blockquote>`,
    }),
  },
];
