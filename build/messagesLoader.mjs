// Webpack's way to src/locales/messages: the table that the query asks for.
import { files, moduleOf } from "./messages.mjs";

export default function messagesLoader() {
  for (const file of files) this.addDependency(file);
  return moduleOf(this.resourceQuery);
}
