import type { SeriesRule } from "./series";
import { findZone } from "../platform/timeZone";

const kinds = ["daily", "weekday", "weekly", "monthly", "yearly"] as const;
/** Of a rule that has no more to say, such as every weekday. */
const none: Partial<Office.RecurrenceProperties> = {};
const weeks = ["first", "second", "third", "fourth", "last"] as const;

/**
 * Outlook's recurrence (Mailbox 1.7) as a rule; null: it is none that we know. `shownZone`: the zone in which Outlook shows
 * times, for a series whose own has a name that nobody knows ("Customized Time Zone").
 */
export async function ruleOf(
  recurrence: Partial<Office.Recurrence>,
  shownZone: string,
): Promise<SeriesRule | null> {
  const {
    recurrenceType,
    recurrenceProperties: properties = none,
    recurrenceTimeZone,
    seriesTime,
  } = recurrence;
  // A series that is being edited may have only a part of its rule.
  if (!recurrenceType || !seriesTime) return null;
  const kind = kinds.find((known) => known === recurrenceType.toLowerCase());
  // Outlook gives dates without a time zone, and times to the millisecond.
  const firstDay = seriesTime.getStartDate();
  const time = /T?(\d{1,2}):(\d{2})/.exec(seriesTime.getStartTime());
  if (!kind || !time || !/^\d{4}-\d{2}-\d{2}/.test(firstDay)) return null;
  const lastDay = endOf({ getEndDate: () => seriesTime.getEndDate() });
  const { dayOfWeek, days = [], dayOfMonth = null, weekNumber, month = null, interval } = properties;
  return {
    kind,
    interval: interval ?? 1,
    days: (dayOfWeek === undefined ? days : [dayOfWeek]).map(String),
    dayOfMonth: weekNumber === undefined ? dayOfMonth : null,
    weekOfMonth: weeks.find((known) => known === weekNumber) ?? null,
    month,
    firstDay: firstDay.slice(0, 10),
    lastDay: lastDay?.slice(0, 10) ?? null,
    startMinutes: 60 * Number(time[1]) + Number(time[2]),
    durationMinutes: seriesTime.getDuration(),
    timeZone: (recurrenceTimeZone && (await findZone(recurrenceTimeZone.name))) ?? shownZone,
  };
}

/** Office.js gives null where a series has no end; its types do not say so. */
function endOf({ getEndDate }: { getEndDate: () => string | null }): string | null {
  return getEndDate() || null;
}
