import { loadLanguage } from "../../src/taskpane/texts/language";
import { meetTexts } from "../../src/taskpane/texts/meetTexts";
import { readTexts as readPaneTexts } from "../../src/taskpane/texts/readTexts";
import { tables } from "./tables";
import { readAll, readLabels, readSources, sample } from "./texts";

jest.mock("../../src/conference/translated", () => jest.requireActual<object>("./tables"));

const tags = { en: "en-GB", de: "de-CH", ar: "ar-SA" };
const languages = ["en", "de", "ar"] as const;

/** The same in two languages: names of products, and German words that English has, too. */
const sameWords = {
  de: new Set(["Oracle Messenger", "Offline"]),
  ar: new Set(["Oracle Messenger"]),
};

const lettersOf = (text: string) => text.replaceAll(sample, "").replace(/[^\p{L}]/gu, "");

describe.each(["de", "ar"] as const)("%s", (language) => {
  test("every text of every table is translated, however deep it stands", async () => {
    const [english, own] = [await readAll(tags.en), await readAll(tags[language])];
    expect(english.size).toBeGreaterThan(350);
    const isForgotten = (at: string, text: string) =>
      own.get(at) === undefined ||
      (own.get(at) === text && lettersOf(text) !== "" && !sameWords[language].has(text));
    const forgotten = [...english].filter(([at, text]) => isForgotten(at, text));
    expect(forgotten).toEqual([]);
  });
});

test("every Arabic text is in Arabic, with the digits that IDs and telephone numbers have", async () => {
  const texts = [...(await readAll(tags.ar))].filter(([, text]) => !sameWords.ar.has(text));
  expect(texts.filter(([, text]) => lettersOf(text) !== "" && !/\p{Script=Arabic}/u.test(text))).toEqual([]);
  expect(texts.filter(([, text]) => /[٠-٩۰-۹]/.test(text))).toEqual([]);
});

test("no table of texts stands outside of what is looked at here", () => {
  const others = readSources().filter(({ text }) => /\bbyLanguage\b|^\s*(?:de|ar): /m.test(text));
  expect(others.map(({ file }) => file)).toEqual([]);
  expect(new Set(tables.map(({ file }) => file)).size).toBeGreaterThan(20);
});

const quotes = { en: /“([^”]+)”/g, de: /„([^“]+)“/g, ar: /«([^»]+)»/g };

describe("what a text calls a button, the button is called", () => {
  const labels = readLabels();

  /** The buttons that a text names, by the manifest's IDs; a name that no button has stays as it is. */
  function namedIn(text: string, language: (typeof languages)[number]): string[] {
    return [...text.matchAll(quotes[language])]
      .map(([, name = ""]) => name)
      .filter((name) => !["1", "3", sample].includes(name))
      .map((name) => [...labels].find(([, words]) => words[language] === name)?.[0] ?? name);
  }

  test("a text in another language sends its readers to the same button as the English one", async () => {
    const english = await readAll(tags.en);
    const seen = new Set<string>();
    for (const language of languages) {
      for (const [at, text] of await readAll(tags[language])) {
        const named = namedIn(text, language);
        expect([language, at, named]).toEqual([language, at, namedIn(english.get(at) ?? "", "en")]);
        for (const name of named) seen.add(name);
      }
    }
    expect([...seen].filter((name) => !labels.has(name))).toEqual([]);
    expect(seen).toContain("Options.Label");
  });

  test("German and Arabic texts quote by their own marks", async () => {
    for (const [at, text] of await readAll(tags.de))
      expect([at, text]).not.toEqual([at, expect.stringMatching(/[”«»"]/)]);
    for (const [at, text] of await readAll(tags.ar))
      expect([at, text]).not.toEqual([at, expect.stringMatching(/[“”„"]/)]);
  });

  test.each(languages)("%s: a feature has one name in ribbon and pane", async (language) => {
    const tag = tags[language];
    const { texts } = await loadLanguage(tag);
    const label = (id: string) => labels.get(id)![language];
    expect(texts.product).toBe(label("Group.Label"));
    expect(texts.add).toBe(label("Add.Label"));
    expect(readPaneTexts(tag).startAsHost).toBe(label("Host.Label"));
    expect(meetTexts(tag).title).toBe(label("Meet.Label"));
    // The ribbon says a word more of the one, the pane of the other.
    expect(label("Remove.Label").toLowerCase()).toContain(texts.remove.toLowerCase());
    expect(readPaneTexts(tag).join.toLowerCase()).toContain(label("Join.Label").toLowerCase());
  });
});
