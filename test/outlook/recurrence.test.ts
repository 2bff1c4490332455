import { ruleOf } from "../../src/outlook/appointment/recurrence";

type Given = Partial<Office.Recurrence>;

function recurrence(change: object = {}, time: object = {}): Given {
  return {
    recurrenceType: "Weekly",
    recurrenceProperties: { interval: 2, days: ["tue", "thu"] },
    recurrenceTimeZone: { name: "W. Europe Standard Time", offset: 60 },
    seriesTime: {
      getStartDate: () => "2027-03-02",
      getEndDate: () => "2027-06-29",
      getStartTime: () => "T15:05:00.000",
      getDuration: () => 30,
      ...time,
    },
    ...change,
  } as unknown as Given;
}

test("a weekly series, with Windows' name of its time zone", async () => {
  expect(await ruleOf(recurrence(), "Asia/Tokyo")).toEqual({
    kind: "weekly",
    interval: 2,
    days: ["tue", "thu"],
    dayOfMonth: null,
    weekOfMonth: null,
    month: null,
    firstDay: "2027-03-02",
    lastDay: "2027-06-29",
    startMinutes: 15 * 60 + 5,
    durationMinutes: 30,
    timeZone: "Europe/Berlin",
  });
});

test("a series without an end, in a time zone that nobody knows: the shown zone counts", async () => {
  const custom = recurrence(
    { recurrenceTimeZone: { name: "Customized Time Zone" } },
    { getEndDate: () => null },
  );
  expect(await ruleOf(custom, "Asia/Tokyo")).toMatchObject({ lastDay: null, timeZone: "Asia/Tokyo" });
});

test("the second Tuesday of a month has no day of the month", async () => {
  const properties = { interval: 1, dayOfWeek: "tue", weekNumber: "second", dayOfMonth: 9, month: "mar" };
  const yearly = recurrence({ recurrenceType: "yearly", recurrenceProperties: properties });
  expect(await ruleOf(yearly, "UTC")).toMatchObject({
    kind: "yearly",
    days: ["tue"],
    dayOfMonth: null,
    weekOfMonth: "second",
    month: "mar",
  });
});

test.each([
  ["no type yet", recurrence({ recurrenceType: undefined })],
  ["no times yet", recurrence({ seriesTime: undefined })],
  ["an unknown type", recurrence({ recurrenceType: "hourly" })],
  ["no start time", recurrence({}, { getStartTime: () => "" })],
  ["no start date", recurrence({}, { getStartDate: () => "" })],
])("a series with %s has no rule", async (_, given) => {
  expect(await ruleOf(given, "UTC")).toBeNull();
});
