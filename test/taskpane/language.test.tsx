import { render, screen } from "@testing-library/react";
import { formatDifferences } from "../../src/commands/formatDifferences";
import { defaultOptions } from "../../src/conference/model/options";
import { labelPage } from "../../src/conference/locale";
import { eventTexts, paneTexts, startTexts } from "../../src/locales/messages";
import { errorCodes } from "../../src/contract/errorCodes";
import { App } from "../../src/taskpane/App";
import Differences from "../../src/taskpane/failure/Differences";
import { createFormats } from "../../src/taskpane/common/format";
import { LanguageContext, loadLanguage, untilKnown } from "../../src/taskpane/common/language";
import { describeOptions } from "../../src/taskpane/compose/describeOptions";
import { describeRule } from "../../src/taskpane/common/describeRule";

test.each([
  ["de-CH", "ltr", "Webkonferenz hinzufügen", "30. November"],
  ["DE", "ltr", "Webkonferenz hinzufügen", "30. November"],
  ["ar-SA", "rtl", "إضافة مؤتمر ويب", "30 نوفمبر"],
  ["en-GB", "ltr", "Add web conference", "30 November"],
  ["en-US", "ltr", "Add web conference", "November 30"],
])("Outlook in %s: texts, dates and direction go together", async (shown, direction, add, date) => {
  const { tag, direction: own, texts } = await loadLanguage(shown);
  expect([own, texts.add]).toEqual([direction, add]);
  expect(createFormats(tag, "UTC").day(new Date("2026-11-30T14:05:00Z"))).toContain(date);
});

test("a language without a translation is English throughout, dates included", async () => {
  expect(await loadLanguage("fr-FR")).toMatchObject({ tag: "en-US", direction: "ltr", texts: paneTexts });
  const from = new Date("2026-11-30T14:05:00Z");
  const moved = { field: "start" as const, from, to: new Date("2027-05-03T14:05:00Z") };
  const say = (language: string) =>
    formatDifferences([moved], { texts: eventTexts(language), language, timeZone: "UTC" });
  expect(say("fr-FR")).toEqual(say("en-US"));
});

test.each(["ar-SA", "ar-EG", "ar-AE", "ar"])(
  "%s: dates, times and durations have the digits of IDs and links",
  async (shown) => {
    const { tag } = await loadLanguage(shown);
    const formats = createFormats(tag, "Asia/Riyadh");
    const [from, to] = [new Date("2026-11-30T14:05:00Z"), new Date("2027-12-01T09:45:00Z")];
    const rule = {
      ...{ kind: "weekly" as const, interval: 2, days: ["mon"], dayOfMonth: null, weekOfMonth: null },
      ...{ month: null, firstDay: "2026-11-30", lastDay: "2027-11-29" },
    };
    const moved = [
      { field: "start" as const, from, to },
      { field: "renewal" as const, until: to },
    ];
    const options = { texts: eventTexts(shown), language: shown, timeZone: "Asia/Riyadh" };
    const said = [
      ...[formats.day(from), formats.times(from, to), formats.moment(to), formats.longMoment(to)],
      ...[formats.zonedMoment(from), formats.zone(from), describeRule(rule as never, tag)],
      ...formatDifferences(moved, options),
    ];
    expect(said.filter((text) => /[٠-٩]/.test(text))).toEqual([]);
    expect(said.join(" ")).toMatch(/2026.*5:05.*2027/);
  },
);

test.each([
  ["de-DE", "Budget → بيانات"],
  ["ar-SA", "Budget ← بيانات"],
])("%s: an arrow from old to new follows the direction of the text", async (shown, words) => {
  const language = await loadLanguage(shown);
  render(
    <LanguageContext.Provider value={language}>
      <Differences
        title="t"
        differences={[{ field: "title", from: "Budget", to: "بيانات" }]}
        formats={createFormats(language.tag, "UTC")}
      />
    </LanguageContext.Provider>,
  );
  const value = screen.getByRole("definition");
  expect(value).toHaveTextContent(words);
  // Else a title of another direction would change places with the arrow.
  expect([...value.querySelectorAll("bdi")].map(({ textContent }) => textContent)).toEqual([
    "Budget",
    "بيانات",
  ]);
});

test.each([
  ["de-CH", "de", "ltr"],
  ["ar-SA", "ar", "rtl"],
  ["en-GB", "en", "ltr"],
  ["fr-FR", "en", "ltr"],
])("a page in %s says so itself, with its direction and its title", (tag, lang, dir) => {
  labelPage(tag, "Title");
  const { documentElement, title } = document;
  expect([documentElement.lang, documentElement.dir, title]).toEqual([lang, dir, "Title"]);
});

test.each(["de-DE", "ar-SA", "en-GB", "fr-FR"])(
  "%s: also the first line, before Outlook has said its language",
  async (shown) => {
    const [first, then] = [untilKnown(shown), await loadLanguage(shown)];
    expect([first.direction, first.tag]).toEqual([then.direction, then.tag]);
    render(<App host={{ mode: "opening" }} language={first} />);
    expect(screen.getByText(startTexts(shown).opening)).toBeVisible();
  },
);

test("lists have the commas of their language", async () => {
  const { tag, texts } = await loadLanguage("ar-SA");
  const rule = {
    ...{ kind: "daily" as const, interval: 1, days: [], dayOfMonth: null, weekOfMonth: null, month: null },
    ...{ firstDay: "2026-11-30", lastDay: null, startMinutes: 600, durationMinutes: 30, timeZone: "UTC" },
  };
  const said = [
    describeRule(rule, tag),
    describeOptions({ ...defaultOptions, conferenceKey: "k", dialIn: "1" }, texts),
  ];
  for (const text of said) expect(text).toMatch(/^[^,]*، [^,]*، [^,]*$/);
});

test.each(["de-DE", "ar-SA"])("%s: every failure has a sentence of its own", async (tag) => {
  const { failures } = await loadLanguage(tag);
  const sentences = errorCodes.map((code) => failures?.happened[code]);
  expect(new Set(sentences).size).toBe(errorCodes.length);
});

test("a page outside Outlook says so in the language that it was given", async () => {
  const language = await loadLanguage("ar-SA");
  render(<App host={{ mode: "outside" }} language={language} />);
  const heading = await screen.findByRole("heading", { name: "افتح هذه الصفحة في Outlook" });
  expect(heading.closest("[dir]")).toHaveAttribute("dir", "rtl");
});
