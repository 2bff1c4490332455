import type { InvitationContent } from "../../../src/invitation/compose";

export const first: InvitationContent = {
  conferenceId: "1234567",
  joinUrl: "https://rtc.example.com/imtapp/app/conference/1234567/abc?x=1&y=2",
  hostUrl: "https://rtc.example.com/imtapp/app/conference/1234567/def",
  conferenceKey: "k7&<",
  dialIn: "+41 44 000 00 00\n+1 555 0100",
  organizer: "Alice Adams",
  note: "",
};

/** The changes of ten updates, one after the other. */
export const updates: InvitationContent[] = [
  { ...first, joinUrl: "https://rtc.example.com/imtapp/app/conference/1234567/new" },
  { ...first, conferenceKey: null, hostUrl: null },
  { ...first, conferenceKey: `"quoted" & 'so' $& $1 $$` },
  { ...first, dialIn: "" },
  { ...first, dialIn: "+41 44 000 00 00\r\n\r\nConference ID: 99\r\nWeb conference\n" + "_".repeat(40) },
  { ...first, note: "Sales desk: +41 44 111 <b>\nOpen from 8 to 18\n  Organizer: the desk" },
  { ...first, organizer: "Étienne Müller", note: "Bitte pünktlich – „danke“" },
  { ...first, organizer: "אליס אדמס", note: "נא להצטרף בזמן\nתודה", dialIn: "\u200f+972 3 000 0000" },
  { ...first, organizer: "أليس آدمز", conferenceKey: "مفتاح ١٢٣", note: "\u202bملاحظة\u202c" },
  {
    ...first,
    organizer: "安藤 愛莉 😀",
    note: "時間厳守　お願いします",
    dialIn: "０３-００００\n" + "1".repeat(400),
  },
];
