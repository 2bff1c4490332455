// `npm run messages:check`: what is wrong in src/locales, by file and key.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import ts from "typescript";
import {
  declarations,
  folder,
  formsOf,
  isFixed,
  languages,
  placeholdersOf,
  readMessages,
} from "./messages.mjs";

/** The same in two languages: names of products, and words that English has, too. */
const sameWords = new Set([
  "client.name.messenger",
  "presence.offline",
  "popup.link",
  "pane.comma",
  "series.comma",
  "pane.toThis",
]);

/** Features that ribbon and pane call by one name. */
const sameNames = [
  ["pane.product", "manifest.Group.Label"],
  ["pane.add", "manifest.Add.Label"],
  ["read.startAsHost", "manifest.Host.Label"],
  ["meet.title", "manifest.Meet.Label"],
];

const quotes = { en: "“”", de: "„“", ar: "«»" };
const allQuotes = new Set([...Object.values(quotes).join(""), '"']);

const english = readMessages("en");
const problems = [];
const report = (language, key, problem) => problems.push(`src/locales/${language}.json: "${key}" ${problem}`);

const quotedIn = (message, [open, close]) =>
  [...message.matchAll(new RegExp(`${open}([^${close}{]+)${close}`, "g"))].map(([, words]) => words);
const keysOf = (words) => Object.keys(english).filter((key) => english[key] === words);
const list = (names) => [...names].sort().join(", ") || "none";

function checkMessage(language, key, message, messages) {
  const names = (text) => list(placeholdersOf(text).keys());
  if (language !== "en" && names(message) !== names(english[key]))
    report(language, key, `has the placeholders ${names(message)}; en.json has ${names(english[key])}`);
  const known = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  for (const forms of formsOf(message)) {
    const own = forms.filter((form) => !form.startsWith("="));
    if (list(own) !== "other" && list(own) !== list(known))
      report(language, key, `has the plural forms ${list(own)}; the language has ${list(known)}`);
  }
  const marks = quotes[language];
  for (const mark of allQuotes)
    if (message.includes(mark) && !marks.includes(mark))
      report(language, key, `quotes with ${mark}, not ${marks}`);
  const labels = quotedIn(english[key], quotes.en);
  if (labels.length !== quotedIn(message, marks).length)
    report(language, key, `quotes other labels than en.json: ${labels.join(", ")}`);
  for (const [at, words] of quotedIn(message, marks).entries())
    if (!keysOf(labels[at]).some((label) => messages[label] === words))
      report(
        language,
        key,
        `quotes “${words}”, which is no label; en.json quotes ${list(keysOf(labels[at]))}`,
      );
  if (language === "en" || sameWords.has(key)) return;
  if (message === english[key]) report(language, key, "is not translated");
  if (language === "ar" && !/\p{Script=Arabic}/u.test(message)) report(language, key, "is not in Arabic");
  if (/[٠-٩۰-۹]/.test(message)) report(language, key, "has other digits than IDs and links have");
}

for (const language of languages) {
  const messages = readMessages(language);
  for (const key of Object.keys(english))
    if (!(key in messages) && !isFixed(key)) report(language, key, "is missing");
  for (const [key, message] of Object.entries(messages)) {
    if (!(key in english) || (isFixed(key) && language !== "en")) report(language, key, "is not in en.json");
    else
      try {
        checkMessage(language, key, message, messages);
      } catch (error) {
        report(language, key, `cannot be read: ${error.message}`);
      }
  }
  for (const keys of sameNames)
    if (new Set(keys.map((key) => messages[key])).size > 1)
      report(language, keys[0], `differs from "${keys[1]}"`);
}
const notes = JSON.parse(readFileSync(path.join(folder, "en.json"), "utf8"));
for (const note of Object.keys(notes).filter((key) => key.startsWith("@")))
  if (!(note.slice(1) in english)) report("en", note, "is a note without a message");

const declared = path.join(folder, "messages.d.ts");
if (problems.length === 0) {
  const wanted = await format(declarations(), { ...(await resolveConfig(declared)), filepath: declared });
  if (readFileSync(declared, "utf8") !== wanted)
    problems.push("src/locales/messages.d.ts is not what en.json makes of it: run `npm run messages`");
}

/** The keys that no source file uses, by TypeScript's own knowledge of who reads which property. */
function* unusedKeys() {
  const root = path.join(folder, "..");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("preview"))
    .map((file) => path.join(root, file));
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile("tsconfig.json", ts.sys.readFile).config,
    ts.sys,
    ".",
  );
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  const used = new Set();
  const isOurs = (node) => node.getSourceFile().fileName.endsWith("/locales/messages.d.ts");
  const use = (symbol) => symbol?.declarations?.filter(isOurs).forEach((node) => used.add(node));
  const useAllOf = (type) => type.getProperties().forEach(use);
  /** A part of a table that is not read further here is read as a whole. */
  const useEach = (symbol, node) => {
    use(symbol);
    const isReadFurther = ts.isAccessExpression(node.parent) && node.parent.expression === node;
    if (symbol?.declarations?.some(isOurs) && !isReadFurther) useAllOf(checker.getTypeAtLocation(node));
  };
  const visit = (node) => {
    if (ts.isPropertyAccessExpression(node)) {
      useEach(checker.getSymbolAtLocation(node.name), node);
    } else if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
      const name = (node.propertyName ?? node.name).getText();
      useEach(checker.getTypeAtLocation(node.parent).getProperty(name), node);
    } else if (ts.isElementAccessExpression(node)) {
      const table = checker.getTypeAtLocation(node.expression);
      const index = checker.getTypeAtLocation(node.argumentExpression);
      for (const one of index.isUnion() ? index.types : [index])
        if (one.isStringLiteral()) use(table.getProperty(one.value));
        else useAllOf(table);
    }
    ts.forEachChild(node, visit);
  };
  for (const file of program.getSourceFiles()) if (files.includes(path.resolve(file.fileName))) visit(file);
  const sources = files.filter((file) => !file.endsWith(".d.ts")).map((file) => readFileSync(file, "utf8"));
  const words = new Set(sources.join("\n").match(/\w+/g));
  const leaves = function* (node, at) {
    for (const member of node.members ?? []) {
      const name = `${at}.${member.name.text}`;
      if (member.type && ts.isTypeLiteralNode(member.type)) yield* leaves(member.type, name);
      else if (!used.has(member) || !words.has(member.name.text)) yield name;
    }
  };
  for (const statement of program.getSourceFile(declared).statements)
    if (ts.isInterfaceDeclaration(statement)) {
      const [first, ...rest] = statement.name.text.replace(/Texts$/, "");
      yield* leaves(statement, first.toLowerCase() + rest.join(""));
    }
}
const manifest = readFileSync(path.join(folder, "../../manifest.xml"), "utf8");
for (const key of Object.keys(english).filter((key) => /^manifest\..*\./.test(key)))
  if (!manifest.includes(`id="${key.replace("manifest.", "")}"`)) report("en", key, "is used nowhere");
if (problems.length === 0) for (const key of unusedKeys()) report("en", key, "is used nowhere");

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
