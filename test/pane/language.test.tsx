import { render, screen } from "@testing-library/react";
import { errorCodes } from "../../src/contract/errorCodes";
import { App } from "../../src/pane/App";
import { loadLanguage } from "../../src/pane/language";
import { meetTexts } from "../../src/pane/meetTexts";
import { otherTexts } from "../../src/pane/otherTexts";
import { outcomeTexts } from "../../src/pane/outcomeTexts";
import { readTexts } from "../../src/pane/readTexts";
import { reportTexts } from "../../src/pane/reportTexts";
import { seriesTexts } from "../../src/pane/seriesTexts";
import { english } from "../../src/pane/texts";

test.each([
  ["de-CH", "ltr", "Webkonferenz hinzufügen"],
  ["ar-SA", "rtl", "إضافة مؤتمر ويب"],
  ["en-GB", "ltr", "Add web conference"],
])("Outlook in %s: texts, dates and direction go together", async (tag, direction, add) => {
  const language = await loadLanguage(tag);
  expect([language.tag, language.direction, language.texts.add]).toEqual([tag, direction, add]);
});

test("a language without a translation is English throughout, dates included", async () => {
  expect(await loadLanguage("fr-FR")).toMatchObject({ tag: "en-US", direction: "ltr", texts: english });
});

test.each(["de-DE", "ar-SA"])(
  "%s: every failure has a sentence of its own, and no text was forgotten",
  async (tag) => {
    const { failures, texts } = await loadLanguage(tag);
    const sentences = errorCodes.map((code) => failures?.happened[code]);
    expect(new Set(sentences).size).toBe(errorCodes.length);
    const english_ = Object.entries(english).filter(([, text]) => typeof text === "string");
    for (const [name, text] of english_) expect(Object.entries(texts)).not.toContainEqual([name, text]);
  },
);

test.each(["de-DE", "ar-SA"])("%s: what is loaded later is translated too", (tag) => {
  for (const texts of [readTexts, meetTexts, reportTexts, seriesTexts, otherTexts, outcomeTexts]) {
    const plain = (of: string) => Object.entries(texts(of)).filter(([, text]) => typeof text === "string");
    for (const entry of plain("en-GB")) expect(plain(tag)).not.toContainEqual(entry);
    expect(Object.keys(texts(tag))).toEqual(Object.keys(texts("en-GB")));
  }
});

test("a page outside Outlook says so in the language that it was given", async () => {
  const language = await loadLanguage("ar-SA");
  render(<App host={{ mode: "outside" }} language={language} />);
  const heading = await screen.findByRole("heading", { name: "هذه الصفحة مكانها في Outlook" });
  expect(heading.closest("[dir]")).toHaveAttribute("dir", "rtl");
});
