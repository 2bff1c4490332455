import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/microsoft-edge",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

// In a process of its own: the package is ESM only, and it sets the environment that its Chromium needs.
const unpack = `
  process.env.VERCEL = "1";
  const { default: chromium } = await import("@sparticuz/chromium");
  const executablePath = await chromium.executablePath();
  console.log(JSON.stringify({ executablePath, libraries: process.env.LD_LIBRARY_PATH ?? "" }));
`;

/** Starts the machine's Chromium, Chrome or Edge, else the one that comes through npm. */
export async function launchBrowser(): Promise<Browser> {
  const own = installed.find((file) => existsSync(file));
  const { executablePath, libraries } = own
    ? { executablePath: own, libraries: "" }
    : (JSON.parse(
        execFileSync(process.execPath, ["--input-type=module", "-e", unpack], { encoding: "utf8" }),
      ) as { executablePath: string; libraries: string });
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...(libraries && { LD_LIBRARY_PATH: libraries }) },
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // Pages of one context share what was compiled.
      "--process-per-site",
    ],
  });
}
