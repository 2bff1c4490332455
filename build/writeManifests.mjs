// `npm run manifest`: writes manifest.xml, for the developer's own machine. `npm run manifest -- https://addin.example.com`:
// writes both manifests for an add-in that is served there into dist/.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { manifestOf } from "./manifest.mjs";

const root = path.resolve(import.meta.dirname, "..");
const wanted = process.argv[2];
if (wanted === undefined) {
  const manifest = manifestOf({ origin: "https://localhost:3000", withEvents: true });
  writeFileSync(path.join(root, "manifest.xml"), manifest);
} else {
  const url = URL.canParse(wanted) ? new URL(wanted) : null;
  if (url?.protocol !== "https:") {
    console.error("Outlook loads add-ins over https only: give an address such as https://addin.example.com");
    process.exit(2);
  }
  mkdirSync(path.join(root, "dist"), { recursive: true });
  for (const [name, withEvents] of Object.entries({ manifest: true, manifestWithoutEvents: false })) {
    const file = path.join(root, `dist/${name}.xml`);
    writeFileSync(file, manifestOf({ origin: url.origin, withEvents }));
    console.log(`wrote dist/${name}.xml`);
  }
}
