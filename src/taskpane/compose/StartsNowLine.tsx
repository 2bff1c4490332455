import { useContext } from "react";
import { conferenceWindowOf, type WindowTerms } from "../../conference/model/conferenceWindow";
import type { AppointmentSnapshot } from "../../outlook/appointment/appointment";
import type { Formats } from "../common/format";
import { LanguageContext } from "../common/language";
import { seriesTexts } from "../../locales/messages";

interface StartsNowLineProps {
  snapshot: Pick<AppointmentSnapshot, "start" | "end" | "series">;
  formats: Formats;
  terms: WindowTerms;
}

/** When the conference opens of an appointment that has begun already; nothing where it is there, or too late for one. */
export default function StartsNowLine({ snapshot, formats, terms }: StartsNowLineProps) {
  const { tag } = useContext(LanguageContext);
  const { start, end } = conferenceWindowOf(snapshot, terms);
  const isOwn = [snapshot.start, terms.scheduledStart].some((time) => time?.getTime() === start.getTime());
  return isOwn ? null : <span>{seriesTexts(tag).begun({ times: formats.times(start, end) })}</span>;
}
