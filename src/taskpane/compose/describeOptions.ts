import type { ConferenceOptions } from "../../contract/conference";
import type { Texts } from "../common/language";

/** One line: "Anyone with the link, with a key". */
export function describeOptions(options: ConferenceOptions, texts: Texts): string {
  const { optionsLine } = texts;
  const parts = [
    texts.access[options.access],
    options.enrollment && optionsLine.enrollment,
    options.conferenceKey !== null && optionsLine.key,
    options.dialIn !== "" && optionsLine.dialIn,
    options.sendEmail && optionsLine.sendEmail,
    options.publiclyListed && optionsLine.publiclyListed,
  ];
  return parts.filter((part) => part !== false).join(texts.comma);
}
