import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { loadStrings } from "../../src/commands/surface";
import { englishFailures } from "../../src/conference/failureTexts";
import { loadLanguage } from "../../src/taskpane/texts/language";
import { tables } from "./tables";

const source = path.join(__dirname, "../../src");

/** The add-in's source files, the preview's aside. */
export const readSources = (): { file: string; text: string }[] =>
  readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("preview"))
    .sort()
    .map((file) => ({ file, text: readFileSync(path.join(source, file), "utf8") }));

/** What stands in for a name, a date or a number in a text. */
export const sample = "Xyzzy";
const samples = [sample, 1, 3];

/** Every table of texts in the add-in, by its file: found in the source, so that none can be forgotten. */
async function readTables(tag: string): Promise<Map<string, unknown>> {
  const sources = readSources().filter(({ text }) => /\btranslated[(<]/.test(text));
  for (const { file } of sources) await import(path.join(source, file));
  const own = tables.filter(({ file }) => file !== "conference/locale.ts");
  const { texts, failures } = await loadLanguage(tag);
  return new Map([
    ...own.map(({ file, of }, at) => [`${file} ${at}`, of(tag)] as const),
    ["pane", texts] as const,
    ["failures", failures ?? englishFailures] as const,
    ["ribbon", (await loadStrings(tag)).texts] as const,
  ]);
}

/** Every text of a table by its path, however deep; a function with all samples. */
function* readTexts(table: unknown, at: string): Generator<[at: string, text: string]> {
  if (typeof table === "string") yield [at, table];
  else if (typeof table === "function") {
    for (const given of choicesOf(table.length)) {
      const text = tryWith(table as (...given: unknown[]) => unknown, given);
      if (text !== null) yield [`${at}(${given.join(", ")})`, text];
    }
  } else if (typeof table === "object" && table !== null) {
    for (const [name, entry] of Object.entries(table)) yield* readTexts(entry, `${at}.${name}`);
  }
}

function choicesOf(count: number): unknown[][] {
  if (count === 0) return [[]];
  return choicesOf(count - 1).flatMap((given) => samples.map((one) => [...given, one]));
}

/** null: the text takes something else, such as a name in place of a number. */
function tryWith(table: (...given: unknown[]) => unknown, given: unknown[]): string | null {
  try {
    return table(...given) as string;
  } catch {
    return null;
  }
}

/** Every text of the add-in in a language, by where it stands. */
export async function readAll(tag: string): Promise<Map<string, string>> {
  const tables = await readTables(tag);
  return new Map([...tables].flatMap(([name, table]) => [...readTexts(table, name)]));
}

type Words = Record<"en" | "de" | "ar", string>;

/** The manifest's labels of buttons by their ID, in every language. */
export function readLabels(): Map<string, Words> {
  const text = readFileSync(path.join(source, "../manifest.xml"), "utf8");
  const manifest = new DOMParser().parseFromString(text, "text/xml");
  const strings = [...manifest.getElementsByTagNameNS("*", "String")];
  return new Map(
    strings
      .map((element) => [element.getAttribute("id") ?? "", element] as const)
      .filter(([id]) => id.endsWith(".Label"))
      .map(([id, element]) => {
        const locales = [...element.getElementsByTagNameNS("*", "Override")];
        const of = (locale: string) =>
          locales.find((it) => it.getAttribute("Locale") === locale)?.getAttribute("Value") ?? "";
        const en = element.getAttribute("DefaultValue") ?? "";
        return [id, { en, de: of("de-DE"), ar: of("ar-SA") }];
      }),
  );
}
