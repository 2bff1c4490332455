// Jest's way to src/locales/messages: all tables in one module.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { files, moduleOfAll } from "./messages.mjs";

const sources = [import.meta.filename, `${import.meta.dirname}/messages.mjs`, ...files];

export default {
  getCacheKey: () =>
    sources.reduce((hash, file) => hash.update(readFileSync(file)), createHash("sha256")).digest("hex"),
  process: () => ({ code: moduleOfAll().replace(/^export const (\w+)/gm, "const $1 = exports.$1") }),
};
