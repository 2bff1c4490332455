// `npm run size`: what a browser loads before a page can be used, Office.js aside, as brotli; fails above the limits.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

const web = path.resolve(import.meta.dirname, "../../dist/web");
// The commands know all their names before anything is pressed, and nothing else.
const limits = { pane: 75, commands: 4 };
const eventsLimit = 11;
const brotli = (file) => {
  // The smallest files are not worth packing.
  const packed = path.join(web, `${file}.br`);
  return statSync(existsSync(packed) ? packed : path.join(web, file)).size / 1024;
};
let isTooLarge = false;
for (const [page, limit] of Object.entries(limits)) {
  const html = readFileSync(path.join(web, `${page}.html`), "utf8");
  const first = [...html.matchAll(/src="\/(static\/[^"]+)"/g)].reduce(
    (sum, [, file]) => sum + brotli(file),
    0,
  );
  console.log(`${page}: first load ${first.toFixed(1)} KB of at most ${limit} KB`);
  isTooLarge ||= first > limit;
}
const events = brotli("events.js");
console.log(`events: ${events.toFixed(1)} KB of at most ${eventsLimit} KB`);
isTooLarge ||= events > eventsLimit;
const later = readdirSync(path.join(web, "static")).filter((file) => /^\d+\..*\.js$/.test(file));
const sizes = later.map((file) => brotli(`static/${file}`));
console.log(
  `loaded when needed: ${later.length} pieces, ${sizes.reduce((a, b) => a + b, 0).toFixed(1)} KB in all`,
);
if (isTooLarge) {
  console.error("A page has outgrown its limit: load what it does not need at once later, or do without it.");
  process.exitCode = 1;
}
