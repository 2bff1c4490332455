import { useContext } from "react";
import { findOccurrenceConflicts, type OccurrenceConflict } from "../../conference/model/occurrenceConflicts";
import type { Conference } from "../../relay/dates";
import type { AppointmentSnapshot } from "../../outlook/appointment/appointment";
import type { Formats } from "../common/format";
import { LanguageContext } from "../common/language";
import Notice from "../common/Notice";
import { otherTexts } from "../../locales/messages";

interface OccurrenceConflictsProps {
  snapshot: AppointmentSnapshot;
  /** That of the series. */
  conference: Conference;
  /** Milliseconds since the epoch. */
  now: number;
  formats: Formats;
}

/** In what one of a series does not go with the conference that it shares. */
export function OccurrenceConflicts({ snapshot, conference, now, formats }: OccurrenceConflictsProps) {
  const { tag, texts: common } = useContext(LanguageContext);
  const texts = otherTexts(tag);
  const say = (exception: OccurrenceConflict) => {
    switch (exception.kind) {
      case "moved":
        return texts.moved;
      case "notOpen":
        return texts.notOpen({
          from: formats.longMoment(exception.from),
          to: formats.longMoment(exception.to),
        });
      case "notInvited":
        return texts.notInvited({
          names: exception.people.map(({ name, address }) => name || address).join(common.comma),
        });
    }
  };
  return findOccurrenceConflicts(snapshot, conference, now).map((exception) => (
    <Notice key={exception.kind} intent={exception.kind === "moved" ? "info" : "warning"}>
      {say(exception)}
    </Notice>
  ));
}
