// `npm run messages`: writes src/locales/messages.d.ts, the types of the messages.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { declarations, folder } from "./messages.mjs";

const file = path.join(folder, "messages.d.ts");
writeFileSync(file, await format(declarations(), { ...(await resolveConfig(file)), filepath: file }));
