// Makes dist/bench.cjs, which `npm run bench` runs.
import { build } from "esbuild";
import { messagesPlugin } from "./messagesPlugin.mjs";

await build({
  entryPoints: ["test/bench/bench.ts"],
  bundle: true,
  platform: "node",
  target: "node20",
  external: ["libsql", "pg", "playwright-core"],
  define: { __dirname: '"test/ledger"' },
  outfile: "dist/bench.cjs",
  plugins: [messagesPlugin],
  logLevel: "warning",
});
