// Compiles src/locales: one flat table of ICU messages a language, keys such as "read.opens". A key's first part is its
// group: each group becomes a table of its own, so that a page loads only the groups that it uses. A message without
// placeholders stays a plain string; another becomes a function of its placeholders.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "@messageformat/parser";

export const folder = path.resolve(import.meta.dirname, "../src/locales");
export const files = readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .map((file) => path.join(folder, file));
const source = "en";
export const languages = files.map((file) => path.basename(file, ".json"));
const others = languages.filter((language) => language !== source);

/** Groups whose translations are loaded apart from the English tables, by `load...Texts`: one file a language. */
const loaders = { pane: ["pane", "failure"], ribbon: ["ribbon", "failure"] };
const apart = new Set(Object.values(loaders).flat());
/** The invitation is known again by its words, so these have no translation. */
const fixed = new Set(["invitation"]);
export const isFixed = (key) => fixed.has(groupOf(key));
/** For build/manifest.mjs only. */
const ofManifest = "manifest";

/** Every message of a language by its key, without the notes for translators ("@key"). */
export function readMessages(language) {
  const text = readFileSync(path.join(folder, `${language}.json`), "utf8");
  return Object.fromEntries(Object.entries(JSON.parse(text)).filter(([key]) => !key.startsWith("@")));
}

const groupOf = (key) => key.slice(0, key.indexOf("."));
const nameOf = (group) => `${group}Texts`;
const loaderOf = (group) => `load${group[0].toUpperCase()}${group.slice(1)}Texts`;

const groups = [...new Set(Object.keys(readMessages(source)).map(groupOf))].filter(
  (group) => group !== ofManifest,
);

/** The keys of a group as a tree: "pane.steps.reading" is { steps: { reading } }. */
function treeOf(messages, group) {
  const tree = {};
  for (const [key, message] of Object.entries(messages)) {
    if (groupOf(key) !== group) continue;
    const parts = key.split(".").slice(1);
    const last = parts.pop();
    const parent = parts.reduce((node, part) => (node[part] ??= {}), tree);
    parent[last] = message;
  }
  return tree;
}

const write = (tree, leaf) =>
  typeof tree === "string"
    ? leaf(tree)
    : `{${Object.entries(tree).map(([name, node]) => `${JSON.stringify(name)}:${write(node, leaf)}`)}}`;

/** The placeholders of a message with their types. Throws where it is no ICU message, or has a part that we don't compile. */
export function placeholdersOf(message) {
  const found = new Map();
  const visit = (tokens) => {
    for (const token of tokens) {
      if (token.type === "argument") found.set(token.arg, found.get(token.arg) ?? "Value");
      else if (token.type === "plural") {
        found.set(token.arg, "number");
        for (const { tokens } of token.cases) visit(tokens);
      } else if (token.type !== "content" && token.type !== "octothorpe")
        throw new Error(`"${token.type}" is not supported`);
    }
  };
  visit(parse(message));
  return found;
}

/** The plural forms that a message chooses among, such as [["=0", "other"]]. */
export const formsOf = (message) =>
  parse(message).flatMap((token) => (token.type === "plural" ? [token.cases.map(({ key }) => key)] : []));

function compile(message, language) {
  const tokens = parse(message);
  if (tokens.every(({ type }) => type === "content"))
    return JSON.stringify(tokens.map(({ value }) => value).join(""));
  return `(v)=>${templateOf(tokens, language)}`;
}

function templateOf(tokens, language, plural = "") {
  const part = (token) => {
    if (token.type === "content") return token.value.replace(/[`\\]|\$(?=\{)/g, "\\$&");
    if (token.type === "plural") return `\${${choiceOf(token, language)}}`;
    return `\${v.${token.arg ?? plural}}`;
  };
  return `\`${tokens.map(part).join("")}\``;
}

function choiceOf({ arg, cases }, language) {
  const text = (key) => templateOf(cases.find((one) => one.key === key).tokens, language, arg);
  const test = (key) =>
    key === "one" && isOneOnly(language) ? `v.${arg}===1` : `${ruleOf(arg, language)}==="${key}"`;
  const exact = cases.filter(({ key }) => key.startsWith("="));
  const named = cases.filter(({ key }) => !key.startsWith("=") && key !== "other");
  return [
    ...exact.map(({ key }) => `v.${arg}===${key.slice(1)}?${text(key)}:`),
    ...named.map(({ key }) => `${test(key)}?${text(key)}:`),
    text("other"),
  ].join("");
}

const ruleOf = (arg, language) => `new Intl.PluralRules("${language}").select(v.${arg})`;
const isOneOnly = (language) => {
  const rules = new Intl.PluralRules(language);
  return Array.from({ length: 200 }, (_, count) => (rules.select(count) === "one") === (count === 1)).every(
    Boolean,
  );
};

/** A group's table in a language, as source text. */
const tableOf = (group, language) =>
  write(treeOf(readMessages(language), group), (message) => compile(message, language));

const languageOf = `(tag) => {
  const [language] = tag.toLowerCase().split("-");
  return ${JSON.stringify(others)}.includes(language) ? language : "${source}";
}`;

const all = (group) => `{${languages.map((language) => `${language}:${tableOf(group, language)}`)}}`;

/** Every table in one module, for bundlers that drop what is not used, and for tests. */
export function moduleOfAll() {
  const lines = [
    `export const languageOf = ${languageOf};`,
    "const translated = (all) => (tag) => all[languageOf(tag)];",
    ...groups.flatMap((group) => {
      const name = nameOf(group);
      if (fixed.has(group)) return `export const ${name} = ${tableOf(group, source)};`;
      if (!apart.has(group)) return `export const ${name} = /*#__PURE__*/ translated(${all(group)});`;
      const translations = others.map((language) => `${language}:${tableOf(group, language)}`);
      return [
        `export const ${name} = ${tableOf(group, source)};`,
        `const ${group}Translations = {${translations}};`,
      ];
    }),
    ...Object.entries(loaders).map(([name, groups]) => {
      const tables = groups.map((group) => `${group}:${group}Translations[languageOf(tag)]`);
      return `export const ${loaderOf(name)} = async (tag) => languageOf(tag) === "${source}" ? null : {${tables}};`;
    }),
  ];
  return lines.join("\n");
}

const tableFile = `./${source}.json`;

/** The same for webpack, with a module for each table, so that each page and each language loads its own. */
export function moduleOf(query) {
  const { group, language, load } = Object.fromEntries(new URLSearchParams(query));
  if (group === "language") return `export default ${languageOf};`;
  if (load !== undefined && language !== undefined)
    return loaders[load]
      .map(
        (group) => `export { default as ${group} } from "${tableFile}?group=${group}&language=${language}";`,
      )
      .join("\n");
  if (load !== undefined) {
    const imports = others.map(
      (language) => `${language}: () => import("${tableFile}?load=${load}&language=${language}")`,
    );
    return `import languageOf from "${tableFile}?group=language";
const files = { ${imports} };
export default async (tag) => files[languageOf(tag)]?.() ?? null;`;
  }
  if (language !== undefined) return `export default ${tableOf(group, language)};`;
  if (group !== undefined)
    return `import languageOf from "${tableFile}?group=language";
const all = ${all(group)};
export default (tag) => all[languageOf(tag)];`;
  return [
    `export { default as languageOf } from "${tableFile}?group=language";`,
    ...groups.map((group) => {
      const own = `${tableFile}?group=${group}`;
      if (!apart.has(group) && !fixed.has(group))
        return `export { default as ${nameOf(group)} } from "${own}";`;
      return `export { default as ${nameOf(group)} } from "${own}&language=${source}";`;
    }),
    ...Object.keys(loaders).map(
      (name) => `export { default as ${loaderOf(name)} } from "${tableFile}?load=${name}";`,
    ),
  ].join("\n");
}

/** The types of all tables: src/locales/messages.d.ts. */
export function declarations() {
  const english = readMessages(source);
  const typeOf = (message) => {
    const placeholders = [...placeholdersOf(message)];
    if (placeholders.length === 0) return "string";
    return `(values: { ${placeholders.map(([name, type]) => `${name}: ${type}`).join("; ")} }) => string`;
  };
  const lines = groups.flatMap((group) => {
    const name = nameOf(group);
    const type = name[0].toUpperCase() + name.slice(1);
    const isOne = apart.has(group) || fixed.has(group);
    return [
      `interface ${type} ${write(treeOf(english, group), typeOf).replaceAll(",", ";")}`,
      `export declare const ${name}: ${isOne ? type : `(tag: string) => ${type}`};`,
    ];
  });
  const loaded = Object.entries(loaders).flatMap(([name, groups]) => {
    const tables = groups.map((group) => `${group}: typeof ${nameOf(group)}`).join("; ");
    return [
      "/** null: English. */",
      `export declare const ${loaderOf(name)}: (tag: string) => Promise<{ ${tables} } | null>;`,
    ];
  });
  return [
    "// Made by `npm run messages` of en.json.",
    "type Value = string | number;",
    `export declare const languageOf: (tag: string) => ${languages.map((language) => `"${language}"`).join(" | ")};`,
    ...lines,
    ...loaded,
  ].join("\n");
}
