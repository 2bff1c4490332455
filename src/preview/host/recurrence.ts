import type { Recurrence } from "./item";
import { toWallTime } from "./timeZone";

const day = 86_400_000;

/** Every week for three months, on the day and at the time of an instant. */
export function weekly(start: number, timeZone: string): Recurrence {
  const first = toWallTime(start, timeZone);
  const last = new Date(Date.parse(first.date) + 91 * day).toISOString().slice(0, 10);
  const numbers = (text = "") => text.split(/[-:]/).map(Number);
  const [startYear = 0, startMonth = 1, startDay = 1] = numbers(first.date);
  const [endYear = 0, endMonth = 1, endDay = 1] = numbers(last);
  const [hours = 0, minutes = 0] = numbers(first.time);
  const weekday = new Date(Date.UTC(startYear, startMonth - 1, startDay)).getUTCDay();
  return {
    recurrenceType: "weekly",
    recurrenceProperties: {
      interval: 1,
      days: [["sun", "mon", "tue", "wed", "thu", "fri", "sat"][weekday]],
      firstDayOfWeek: "mon",
    },
    recurrenceTimeZone: { name: timeZone },
    seriesTimeJson: {
      startYear,
      startMonth,
      startDay,
      endYear,
      endMonth,
      endDay,
      startTimeMin: 60 * hours + minutes,
      durationMin: 30,
    },
  };
}
