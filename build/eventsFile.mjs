// Makes events.js, the one plain file that classic Outlook on Windows runs for events: no imports, no newer syntax.
import path from "node:path";
import { build } from "esbuild";
import { WINDOWS_TO_IANA_MAP } from "windows-iana";
import { files as locales } from "./messages.mjs";
import { messagesPlugin } from "./messagesPlugin.mjs";

const root = path.resolve(import.meta.dirname, "..");

const ending = " Standard Time";

/** One zone for each of Windows' names is all that is asked for: a fifth of the whole table. */
const zones = {
  name: "zones",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^windows-iana$/ }, ({ path }) => ({ path, namespace: "zones" }));
    onLoad({ filter: /.*/, namespace: "zones" }, () => {
      const usual = WINDOWS_TO_IANA_MAP.filter(({ territory }) => territory === "001");
      // As one text, "*" for the words in which most names end: smaller than a table.
      const lines = usual.map(({ windowsName, iana }) => `${windowsName.replace(ending, "*")}=${iana[0]}\n`);
      return {
        contents: `const zones = ${JSON.stringify(`\n${lines.join("")}`)};
export const findIana = (name) => [zones.split("\\n" + name.replace("${ending}", "*") + "=")[1]?.split("\\n")[0]];`,
      };
    });
  },
};

/** The file's text, and the paths of what it was made of. */
async function buildEvents() {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: ["src/commands/events/main.ts"],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "iife",
    target: "es2016",
    plugins: [zones, messagesPlugin],
    logLevel: "warning",
  });
  const sources = Object.keys(metafile.inputs).filter((source) => !/^\w{2,}:/.test(source));
  return {
    text: outputFiles[0].text,
    sources: [...sources.map((source) => path.join(root, source)), ...locales],
  };
}

/** Adds the file to what webpack builds, so that it is compressed, served and made anew like everything else. */
export function eventsFile(compiler) {
  const { sources, Compilation } = compiler.webpack;
  compiler.hooks.thisCompilation.tap("eventsFile", (compilation) => {
    const stage = Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL;
    compilation.hooks.processAssets.tapPromise({ name: "eventsFile", stage }, async () => {
      const file = await buildEvents();
      compilation.fileDependencies.addAll(file.sources);
      compilation.emitAsset("events.js", new sources.RawSource(file.text));
    });
  });
}
