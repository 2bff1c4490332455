import type { Person } from "../../contract/conference";
import { OutlookError, type Body, type BodyFormat } from "../appointment/appointment";
import { coercionOf, readBody, readBodyFormat } from "../appointment/bodyFormat";
import { quietly, runWithoutQueue, type OfficeCall } from "../platform/officeCallQueue";
import { personOf } from "../appointment/recipients";

/** A message that is read or written. */
export interface Message {
  isCompose: boolean;
  /** Outlook's own; null: one that is written has none yet. */
  id: string | null;
  readSubject(): Promise<string>;
  /** Everybody on it but whoever is signed in. */
  readCorrespondents(): Promise<Person[]>;
  readBodyFormat(): Promise<BodyFormat>;
  /** Of one that is written. */
  readBody(): Promise<Body>;
  /** Saved in this form (session data, Mailbox 1.11); null: none, or not known. */
  readIdempotencyKey(): Promise<string | null>;
  /** Remembers by what key a conference was begun in this form, until it is closed or saved. */
  saveIdempotencyKey(key: string): void;
  /** Puts a block where the cursor is; of one that is read, into a reply to all. Throws OutlookError. */
  insertAtCursor(block: Body): Promise<void>;
}

/** The name of ours in the form's session data. */
const sessionName = "webConference.idempotencyKey";

interface MessageOptions {
  item: Office.MessageCompose | Office.MessageRead;
  mailbox: Office.Mailbox;
  call: OfficeCall;
}

export function createMessage({ item, mailbox, call }: MessageOptions): Message {
  const me = mailbox.userProfile.emailAddress.toLowerCase();
  const others = (lists: Partial<Office.EmailAddressDetails>[][]): Person[] => {
    const people = lists.flat().map(personOf);
    const unique = new Map(people.map((person) => [person.address.toLowerCase(), person]));
    return [...unique].flatMap(([address, person]) => (address === "" || address === me ? [] : [person]));
  };
  if (!isWritten(item)) {
    return {
      isCompose: false,
      id: item.itemId,
      readSubject: () => Promise.resolve(item.subject),
      readCorrespondents: () => Promise.resolve(others([[item.from], item.to, item.cc])),
      readBodyFormat: () => Promise.resolve("html"),
      readBody: () => Promise.reject(new OutlookError("OFFICE_FAILED", "read the body")),
      readIdempotencyKey: () => Promise.resolve(null),
      saveIdempotencyKey: () => undefined,
      insertAtCursor: ({ content }) =>
        runWithoutQueue("write a reply", () => item.displayReplyAllForm({ htmlBody: content })),
    };
  }
  const hasSession = Office.context.requirements.isSetSupported("Mailbox", "1.11");
  const readPeople = (recipients: Office.Recipients) =>
    call<Office.EmailAddressDetails[]>("read the recipients", (done) => recipients.getAsync(done));
  return {
    isCompose: true,
    id: null,
    readSubject: () => call<string>("read the subject", (done) => item.subject.getAsync(done)),
    readCorrespondents: async () => others(await Promise.all([readPeople(item.to), readPeople(item.cc)])),
    readBodyFormat: () => readBodyFormat(item, call),
    readBody: () => readBody(item, call),
    readIdempotencyKey: async () => {
      if (!hasSession) return null;
      try {
        return await call<string>("read the session's data", (done) =>
          item.sessionData.getAsync(sessionName, done),
        );
      } catch (failure) {
        // Where nothing was written Outlook fails, too.
        if (failure instanceof OutlookError) return null;
        throw failure;
      }
    },
    saveIdempotencyKey: (key) => {
      if (!hasSession) return;
      quietly(call, "write the session's data", (done) => item.sessionData.setAsync(sessionName, key, done));
    },
    insertAtCursor: ({ content, format }) =>
      call("write into the body", (done) =>
        item.body.setSelectedDataAsync(content, { coercionType: coercionOf(format) }, done),
      ),
  };
}

function isWritten(item: Office.MessageCompose | Office.MessageRead): item is Office.MessageCompose {
  return typeof item.subject !== "string";
}
