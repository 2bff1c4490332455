import type { Person } from "../contract/conference";
import type { Body, BodyFormat } from "./appointment";
import { coercionOf, readBodyFormat } from "./bodyFormat";
import { runNow, type OfficeCall } from "./officeCall";
import { personOf } from "./recipients";

/** A message that is read or written. */
export interface Message {
  isCompose: boolean;
  /** Outlook's own; null: one that is written has none yet. */
  id: string | null;
  readSubject(): Promise<string>;
  /** Everybody on it but whoever is signed in. */
  readCorrespondents(): Promise<Person[]>;
  readBodyFormat(): Promise<BodyFormat>;
  /** Puts a block where the cursor is; of one that is read, into a reply to all. Throws OutlookError. */
  insert(block: Body): Promise<void>;
}

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
      insert: ({ content }) => runNow("write a reply", () => item.displayReplyAllForm({ htmlBody: content })),
    };
  }
  const readPeople = (recipients: Office.Recipients) =>
    call<Office.EmailAddressDetails[]>("read the recipients", (done) => recipients.getAsync(done));
  return {
    isCompose: true,
    id: null,
    readSubject: () => call<string>("read the subject", (done) => item.subject.getAsync(done)),
    readCorrespondents: async () => others(await Promise.all([readPeople(item.to), readPeople(item.cc)])),
    readBodyFormat: () => readBodyFormat(item, call),
    insert: ({ content, format }) =>
      call("write into the body", (done) =>
        item.body.setSelectedDataAsync(content, { coercionType: coercionOf(format) }, done),
      ),
  };
}

function isWritten(item: Office.MessageCompose | Office.MessageRead): item is Office.MessageCompose {
  return typeof item.subject !== "string";
}
