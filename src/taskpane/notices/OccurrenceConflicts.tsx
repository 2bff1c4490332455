import { useContext } from "react";
import { findExceptions, type Exception } from "../../conference/model/occurrenceConflicts";
import type { Conference } from "../../contract/conference";
import type { AppointmentSnapshot } from "../../outlook/appointment/appointment";
import type { Formats } from "../common/format";
import { LanguageContext } from "../texts/language";
import Notice from "../common/Notice";
import { otherTexts } from "../texts/otherTexts";

interface ExceptionsProps {
  snapshot: AppointmentSnapshot;
  /** That of the series. */
  conference: Conference;
  /** Milliseconds since the epoch. */
  now: number;
  formats: Formats;
}

/** In what one of a series does not go with the conference that it shares. */
export function Exceptions({ snapshot, conference, now, formats }: ExceptionsProps) {
  const { tag, texts: common } = useContext(LanguageContext);
  const texts = otherTexts(tag);
  const say = (exception: Exception) => {
    switch (exception.kind) {
      case "moved":
        return texts.moved;
      case "notOpen":
        return texts.notOpen(formats.longMoment(exception.from), formats.longMoment(exception.to));
      case "notInvited":
        return texts.notInvited(
          exception.people.map(({ name, address }) => name || address).join(common.comma),
        );
    }
  };
  return findExceptions(snapshot, conference, now).map((exception) => (
    <Notice key={exception.kind} intent={exception.kind === "moved" ? "info" : "warning"}>
      {say(exception)}
    </Notice>
  ));
}
