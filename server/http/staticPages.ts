import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { CodedError } from "../codedError";
import { methodNotAllowed } from "./loopback";

/** Thrown when there is nothing to serve. */
class MissingBuildError extends CodedError<"BUILD_MISSING"> {
  override name = "MissingBuildError";
  constructor(options?: ErrorOptions) {
    super("BUILD_MISSING", "no", "The pages are not built yet: run `npm run build`.", options);
  }
}

interface PagesOptions {
  /** The folder that webpack built. */
  folder: string;
  /** Whether the pages may also be framed by pages of our own origin (the preview). */
  framedBySelf: boolean;
}

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".xml": "application/xml; charset=utf-8",
};

const outlookHosts =
  "https://outlook.live.com https://outlook.office.com https://outlook.office365.com https://*.cloud.microsoft";
// Office.js comes from Microsoft's host and loads Microsoft's Ajax library from the second.
const officeScripts = "https://appsforoffice.microsoft.com https://ajax.aspnetcdn.com";

/**
 * Serves the built pages from memory: brotli where the browser takes it, hashed files for ever, all else revalidated.
 * Answers null for a path that was not built. Throws MissingBuildError when there is no build.
 */
export function createStaticPages({
  folder,
  framedBySelf,
}: PagesOptions): (request: Request) => Response | null {
  const files = readBuild(folder);
  const policy = contentSecurityPolicy(framedBySelf);
  return (request) => {
    const { pathname } = new URL(request.url);
    const file = files.get(pathname === "/" ? "/index.html" : pathname);
    if (!file) return null;
    if (request.method !== "GET" && request.method !== "HEAD") return methodNotAllowed(["GET"]);
    const headers = new Headers({
      "Content-Type": file.type,
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
      "Cache-Control": pathname.startsWith("/static/") ? "public, max-age=31536000, immutable" : "no-cache",
      ETag: file.etag,
      Vary: "Accept-Encoding",
    });
    if (file.type.startsWith("text/html")) headers.set("Content-Security-Policy", policy);
    if (request.headers.get("If-None-Match") === file.etag)
      return new Response(null, { status: 304, headers });
    const takesBrotli = /\bbr\b/.test(request.headers.get("Accept-Encoding") ?? "");
    if (file.brotli && takesBrotli) headers.set("Content-Encoding", "br");
    const bytes = file.brotli && takesBrotli ? file.brotli : file.bytes;
    return new Response(request.method === "HEAD" ? null : bytes, { headers });
  };
}

interface BuiltFile {
  bytes: Uint8Array<ArrayBuffer>;
  brotli: Uint8Array<ArrayBuffer> | null;
  type: string;
  etag: string;
}

function readBuild(folder: string): Map<string, BuiltFile> {
  let names: string[];
  try {
    names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch (cause) {
    throw new MissingBuildError({ cause });
  }
  const files = new Map<string, BuiltFile>();
  for (const name of names) {
    const type = types[path.extname(name)];
    if (type === undefined) continue;
    const bytes = new Uint8Array(readFileSync(path.join(folder, name)));
    const brotli = names.includes(`${name}.br`)
      ? new Uint8Array(readFileSync(path.join(folder, `${name}.br`)))
      : null;
    const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
    files.set(`/${name.split(path.sep).join("/")}`, { bytes, brotli, type, etag });
  }
  if (!files.has("/index.html")) throw new MissingBuildError();
  return files;
}

function contentSecurityPolicy(framedBySelf: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${officeScripts}`,
    // Griffel inserts its rules at run time.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
    `frame-ancestors ${framedBySelf ? "'self' " : ""}${outlookHosts}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}
