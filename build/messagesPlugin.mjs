// esbuild's way to src/locales/messages: all tables in one module, of which it drops what is not used.
import { files, folder, moduleOfAll } from "./messages.mjs";

export const messagesPlugin = {
  name: "messages",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /\/locales\/messages$/ }, () => ({
      path: folder,
      namespace: "messages",
      sideEffects: false,
    }));
    onLoad({ filter: /.*/, namespace: "messages" }, () => ({ contents: moduleOfAll(), watchFiles: files }));
  },
};
