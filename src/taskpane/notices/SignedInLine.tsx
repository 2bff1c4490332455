import { Caption1 } from "@fluentui/react-components";
import { useContext } from "react";
import { findSignedInUser } from "../../conference/signedInUser";
import { translated } from "../../conference/translated";
import type { Person } from "../../contract/conference";
import type { SiteConfiguration } from "../../contract/services";
import { LanguageContext } from "../texts/language";
import Notice from "../common/Notice";

const signedInTexts = translated(
  {
    other: (caller: string, mailbox: string) =>
      `You're signed in as ${caller}. This mailbox belongs to ${mailbox}.`,
    ownerOf: (name: string) => `A web conference that you add here belongs to ${name}.`,
    /** Where it may be another address of the same person. */
    alias: (caller: string, mailbox: string) =>
      `You're signed in as ${caller}. The address of this mailbox is ${mailbox}.`,
  },
  {
    other: (caller, mailbox) => `Sie sind als ${caller} angemeldet. Dieses Postfach gehört ${mailbox}.`,
    ownerOf: (name) => `Eine Webkonferenz, die Sie hier hinzufügen, gehört ${name}.`,
    alias: (caller, mailbox) =>
      `Sie sind als ${caller} angemeldet. Die Adresse dieses Postfachs ist ${mailbox}.`,
  },
  {
    other: (caller, mailbox) => `سجّلت الدخول باسم ${caller}. صندوق البريد هذا لـ ${mailbox}.`,
    ownerOf: (name) => `مؤتمر الويب الذي تضيفه هنا يخص ${name}.`,
    alias: (caller, mailbox) => `سجّلت الدخول باسم ${caller}. عنوان صندوق البريد هذا هو ${mailbox}.`,
  },
);

interface SignedInLineProps {
  caller: SiteConfiguration["caller"];
  /** The mailbox's user. */
  me: Person;
  /** For whom the user acts; null: for nobody else. */
  owner: Person | null;
}

/** Says as whom the user acts, where that is not the mailbox's user, and whose the conference will be. */
export default function SignedInLine({ caller, me, owner }: SignedInLineProps) {
  const texts = signedInTexts(useContext(LanguageContext).tag);
  const signedIn = findSignedInUser(caller, me);
  if (!signedIn) return null;
  const { isOther, ...people } = signedIn;
  if (!isOther) return <Caption1>{texts.alias(apart(people.caller.address), apart(me.address))}</Caption1>;
  return (
    <Notice intent="warning">
      {texts.other(describe(people.caller), describe(me))}{" "}
      {texts.ownerOf(apart((owner ?? people.caller).name))}
    </Notice>
  );
}

const describe = ({ name, address }: Person) => apart(name === "" ? address : `${name} (${address})`);

/** Kept together in a text of the other direction. */
const apart = (words: string) => `\u2068${words}\u2069`;
