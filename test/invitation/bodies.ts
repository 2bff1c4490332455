/** Bodies in the manner of the programs that write them, made for these tests. */
export const bodies: Record<string, string> = {
  empty: "",
  "Outlook on the web": `<div class="elementToProof" style="font-family: Aptos, Calibri, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);">Hello<br></div><div id="Signature"><p>Alice</p></div>`,
  "Outlook on the web, whole": `<html><head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><style type="text/css" style="display:none;"> P {margin-top:0;margin-bottom:0;} </style></head><body dir="ltr"><div>Agenda</div></body></html>`,
  "Word in classic Outlook": `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><head><!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}</style><![endif]--><style><!-- p.MsoNormal {margin:0cm;} --></style></head><body lang=DE-CH link="#0563C1" style='word-wrap:break-word'><div class=WordSection1><p class=MsoNormal>Guten Tag<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p></div></body></html>`,
  "Outlook on Mac": `<html><body style="word-wrap: break-word; -webkit-nbsp-mode: space;"><p class="MsoNormal"><span style="font-size:11.0pt">Agenda &gt; details</span></p></body></html>`,
  iOS: `<html><head><meta content="text/html; charset=UTF-8" http-equiv="Content-Type"></head><body><div dir="auto">Agenda<br><br><div dir="ltr" class="ms-outlook-ios-signature">Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div></div></body></html>`,
  Gmail: `<div dir="ltr"><div class="gmail_default" style="font-size:small">Agenda</div><br><div class="gmail_quote"><blockquote class="gmail_quote" style="margin:0 0 0 .8ex">quoted</blockquote></div></div>`,
  "another provider's block": `<div>Agenda</div><div><br></div><div style="width:100%"><span style="white-space:nowrap;color:#5f5f5f">________________________________________________________________________________</span></div><div><a href="https://teams.example.com/l/meetup-join/19%3ameeting">Join the meeting now</a></div><div>Meeting ID: 123 456 789</div>`,
  "right to left": `<div dir="rtl" lang="he">סדר היום: <b>חשוב</b></div>`,
  "Chinese and Japanese": `<p lang="zh">议程：季度回顾</p><p lang="ja">議題：四半期レビュー　😀</p>`,
  "broken HTML": `<p>one<div <b>two</p></span><!-- never closed <td>three & four &nbsp`,
  "with our words": `<p>Web conference</p><p>Conference ID: 42</p><p><a href="#">x</a></p>`,
  "plain text": `Dear all,\r\n\r\n________________________________________\r\nAgenda\n________________________________________\n\n1 < 2 & 3 > 2\n`,
};
