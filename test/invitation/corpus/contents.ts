import { composeInvitation } from "../../../src/invitation/compose";
import { markup, type Part } from "./dialect";

/** An invitation that is not the test's own: quoted, or of an earlier conference in the same text. */
const another = {
  conferenceId: "7654321",
  joinUrl: "https://rtc.example.com/imtapp/app/conference/7654321/zz",
  hostUrl: null,
  conferenceKey: "other",
  dialIn: "+1 555 0199\n+1 555 0198",
  organizer: "Bob Brown",
  note: "Sales desk: +41 44 111",
};
const anotherHtml = composeInvitation("html", another);
const anotherText = composeInvitation("text", another);

const teams: Part = markup(
  `<div style="width:100%"><span style="white-space:nowrap; color:#5F5F5F; opacity:.36">________________________________________________________________________________</span></div><div class="me-email-text" style="color:#252424; font-family:'Segoe UI','Helvetica Neue',Helvetica,Arial,sans-serif" lang="en-US"><div style="margin-top:24px; margin-bottom:20px"><span style="font-size:24px; color:#252424">Microsoft Teams meeting</span></div><div><a class="me-email-headline" href="https://teams.example.com/l/meetup-join/19%3ameeting_MDk0%40thread.v2/0?context=%7b%22Tid%22%3a%2272f9%22%7d" target="_blank" rel="noreferrer noopener">Click here to join the meeting</a></div><div>Meeting ID: <span>123 456 789 01</span> <br>Passcode: <span>aB3dE5</span></div><div><a href="tel:+14255550100,,123456789#">+1 425-555-0100,,123456789#</a> United States</div><div>Phone Conference ID: <span>123 456 789#</span></div></div>`,
  "________________________________________________________________________________\nMicrosoft Teams meeting\nJoin on your computer or mobile app\nClick here to join the meeting <https://teams.example.com/l/meetup-join/19%3ameeting_MDk0>\nMeeting ID: 123 456 789 01\nPhone Conference ID: 123 456 789#\n________________________________________________________________________________",
);

const skype: Part = markup(
  `<p class="MsoNormal"><a href="https://meet.example.com/alice/5JYT2Z"><span style="font-size:16.0pt">Join Skype Meeting</span></a></p><p class="MsoNormal">Join by phone: +1 425 555 0100</p><p class="MsoNormal">Conference ID: 12345678</p>`,
  "-> Join Skype Meeting <https://meet.example.com/alice/5JYT2Z>\nJoin by phone: +1 425 555 0100\nConference ID: 12345678",
);

const zoom: Part = markup(
  `<p>Alice Adams is inviting you to a scheduled Zoom meeting.</p><p>Join Zoom Meeting<br><a href="https://zoom.example.com/j/98765432101?pwd=Vm1pdz09">https://zoom.example.com/j/98765432101?pwd=Vm1pdz09</a></p><p>Meeting ID: 987 6543 2101<br>Passcode: 123456</p><p>---<br>One tap mobile<br>+41315280988,,98765432101# Switzerland</p>`,
  "Join Zoom Meeting\nhttps://zoom.example.com/j/98765432101?pwd=Vm1pdz09\n\nMeeting ID: 987 6543 2101\nPasscode: 123456\n---\nOne tap mobile\n+41315280988,,98765432101# Switzerland",
);

const webex: Part = markup(
  `<!--doctype--><table width="600" cellspacing="0" cellpadding="0" border="0"><tbody><tr><td><font face="Arial" color="#666666">-- Do not delete or change any of the following text. --</font></td></tr><tr><td><a href="https://acme.webex.example.com/acme/j.php?MTID=m1" style="text-decoration:none;background-color:#00823B;"><span>Join meeting</span></a></td></tr><tr><td>Meeting number (access code): 2345 678 9012</td></tr></tbody></table>`,
  "-- Do not delete or change any of the following text. --\n\nWhen it's time, join your Webex meeting here.\nMeeting number (access code): 2345 678 9012\nhttps://acme.webex.example.com/acme/j.php?MTID=m1",
);

/** The content of bodies, before each origin's own markup. */
export const contents: Record<string, Part[]> = {
  nothing: [],
  "one line": ["Hello"],
  "blank lines at both ends": ["", "", "Agenda", "", ""],
  "signs that HTML knows": [`1 < 2 & 3 > 2, "quoted" and 'so', <b>not bold</b>, &amp; &nbsp &lt;`],
  "a list": ["Agenda:", { list: ["Figures of the quarter", "Plans & budget", "Other"] }, "Bring the papers."],
  "a table": [
    {
      table: [
        ["When", "What"],
        ["10:00", "Figures"],
        ["", "Lunch"],
      ],
    },
  ],
  "a picture": ["As in the picture:", { picture: "image001.png@01DA5B2C.8F0E3A10" }, "below."],
  "a link": [{ link: "https://intranet.example.com/a?b=1&c=2#d", text: "the plan" }],
  "no-break and invisible characters": [
    "10\u00a0000\u00a0CHF",
    "\u200bzero\u200d width\ufeff",
    "soft\u00adhyphen",
  ],
  "right to left, Hebrew": [
    { rtl: "he", text: "סדר היום: תקציב (100%) ו-Outlook" },
    { rtl: "he", text: "תודה" },
  ],
  "right to left, Arabic": [{ rtl: "ar", text: "جدول الأعمال: ١٢٣ و 456" }, "Agenda (English)"],
  Chinese: ["议程：季度回顾", "地点：北京　３楼"],
  "Japanese with emoji": ["議題：四半期レビュー　😀👩‍👩‍👧‍👦", "カ\u3099タカナ"],
  "half a character": ["broken \ud83d emoji", "\udc00"],
  "a very long line": ["0123456789abcdef".repeat(250)],
  "rules of underscores": ["_".repeat(40), "Agenda", "_".repeat(40), "_".repeat(39)],
  Teams: ["See you there", teams],
  Skype: ["See you there", skype],
  Zoom: [zoom, "See you there"],
  Webex: [webex],
  "our words, one by one": [
    "Web conference",
    "We talk about it.",
    "Conference ID: 42",
    "Join web conference",
  ],
  "our words in sentences": [
    "The Web conference is at 10. Conference ID: see above.",
    "Organizer: Bob",
    "Note: bring a pen",
  ],
  "another conference's invitation": ["Instead of:", markup(anotherHtml, anotherText)],
  "a reply with another conference's invitation": [
    "Same time again?",
    {
      quote: ["On Monday Bob wrote:", markup(anotherHtml.replace('id="', 'id="x_'), anotherText), "Bye, Bob"],
    },
  ],
  "quotes in quotes": ["Yes.", { quote: ["Really?", { quote: ["I think so.", { quote: ["Is it on?"] }] }] }],
  "names that a reply has marked": [
    markup(
      `<div class="x_WordSection1" id="x_x_divtagdefaultwrapper"><p class="x_MsoNormal" id="x_p1"><span id="x_ms-outlook-mobile-signature" class="x_x_c">Sent from my phone</span></p><a id="x__MailEndCompose" name="x__MailEndCompose"></a></div>`,
      "Sent from my phone",
    ),
  ],
  "comments and CDATA": [
    markup(
      `<!-- <p>Web conference</p> --><p>a<!--[if gte mso 9]><xml><o:p>Conference ID: 1234567</o:p></xml><![endif]-->b</p><![CDATA[ <p>c</p> ]]><!-->d<!--->e<?xml version="1.0"?>`,
      "<!-- a --> <![CDATA[ b ]]>",
    ),
  ],
  "a signature": [
    "Best regards",
    "",
    "Alice Adams",
    "+41 44 000 00 00",
    { link: "mailto:alice@example.com", text: "alice@example.com" },
  ],
};
