// Jest's globalSetup: Fluent as one file, because its 2,000 modules and all icons take each pane test two seconds.
import { build } from "esbuild";
import { statSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
const outfile = path.join(root, ".cache/fluent.cjs");
const changedAt = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

export default async function bundleFluent() {
  const causes = [import.meta.filename, path.join(root, "package-lock.json")];
  if (causes.every((file) => changedAt(file) < changedAt(outfile))) return;
  await build({
    stdin: { contents: 'export * from "@fluentui/react-components";', resolveDir: root },
    outfile,
    bundle: true,
    format: "cjs",
    target: "es2022",
    mainFields: ["module", "main"],
    external: ["react", "react-dom"],
    define: { "process.env.NODE_ENV": '"test"' },
  });
}
