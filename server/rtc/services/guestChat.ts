import { digest, signedText } from "./presenceUrl";
import type { HeldToken } from "../calls/session";

/** The context of a guest's chat (guide, chapter 4, "Establish Context for Chat"). */
export interface GuestChatContext {
  /** Unique for the guest for ever: another person with the same one could read this one's messages. */
  fromUserJID: string;
  guestDisplayName: string;
  /** A support group, or one of its people. */
  target: { groupJID: string } | { toJID: string };
  subject: string;
}

/** The form that a browser POSTs to the web chat page. The digest lets its holder chat as this guest. */
export interface GuestChatForm {
  action: string;
  fields: Record<string, string>;
}

/** The form of a guest's chat, signed with a GUESTCHAT token. */
export function guestChatForm(
  url: string,
  siteID: string,
  { token, tokenID }: HeldToken,
  { fromUserJID, guestDisplayName, target, subject }: GuestChatContext,
): GuestChatForm {
  const targeted = "groupJID" in target ? { r_groupJID: target.groupJID } : { r_toJID: target.toJID };
  const signed = { r_fromUserJID: fromUserJID, ...targeted };
  return {
    action: `${url}/imtapp/im/imWebChatClient.jsp`,
    fields: {
      ...signed,
      guestDisplayName,
      useToken: "true",
      tokenID: tokenID ?? "",
      tokenDigest: tokenDigest(token, tokenID ?? "", signed),
      s: subject,
      siteID,
    },
  };
}

/** Hex of `tokenID_<digest><MD5>` and the signed parameters; the MD5 is of the token and the same parameters. */
export function tokenDigest(token: string, tokenID: string, signed: Record<string, string>): string {
  const attributes = signedText(Object.entries(signed));
  const md5 = digest("MD5", signedText([["token", token]]) + attributes);
  return Buffer.from(`${tokenID}_<digest><${md5}>${attributes}`, "utf8").toString("hex").toUpperCase();
}
