import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";

// Office.js asks this page whether a host is to be trusted that is not https; here it is this very server.
const trustPage = `<!doctype html><meta charset="utf-8"><title>Trust</title><script>
addEventListener("message", (event) => {
  if (event.source === parent && event.origin === location.origin) {
    parent.postMessage(JSON.stringify({ hostUserTrusted: true }), event.origin);
  }
});
</script>`;

/**
 * Serves npm's Office.js as Outlook's page would find it: whatever the case of the letters. Answers null for a file that
 * is not there.
 */
export function createOfficeFiles(folder: string): (name: string) => Promise<Response | null> {
  const files = new Map(
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => [
      name.split(path.sep).join("/").toLowerCase(),
      name,
    ]),
  );
  return async (name) => {
    const wanted = name.toLowerCase();
    if (wanted === "agaveerrorux/index.html") {
      return new Response(trustPage, { headers: { "Content-Type": "text/html; charset=utf-8" } });
    }
    const file = files.get(wanted);
    if (file === undefined || !wanted.endsWith(".js")) return null;
    const bytes = new Uint8Array(await readFile(path.join(folder, file)));
    return new Response(bytes, {
      headers: { "Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "public, max-age=3600" },
    });
  };
}
