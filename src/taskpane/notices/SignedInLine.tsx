import { Caption1 } from "@fluentui/react-components";
import { useContext } from "react";
import { findSignedInUser } from "../../conference/signedInUser";
import { signedInTexts } from "../../locales/messages";
import type { Person } from "../../contract/conference";
import type { SiteConfiguration } from "../../contract/services";
import { LanguageContext } from "../common/language";
import Notice from "../common/Notice";

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
  if (!isOther)
    return (
      <Caption1>{texts.alias({ caller: apart(people.caller.address), mailbox: apart(me.address) })}</Caption1>
    );
  return (
    <Notice intent="warning">
      {texts.other({ caller: describe(people.caller), mailbox: describe(me) })}{" "}
      {texts.ownerOf({ name: apart((owner ?? people.caller).name) })}
    </Notice>
  );
}

const describe = ({ name, address }: Person) => apart(name === "" ? address : `${name} (${address})`);

/** Kept together in a text of the other direction. */
const apart = (words: string) => `\u2068${words}\u2069`;
