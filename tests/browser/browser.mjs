// Starts the Chromium of this machine; none is downloaded.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PLACES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const FLAGS = [
  "--no-sandbox", // root has none; the pages are our own
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

export async function launch(more = []) {
  const executablePath = PLACES.find((path) => path && existsSync(path));
  if (!executablePath) {
    console.error("no Chromium found; name one in CHROMIUM");
    process.exit(2);
  }
  return chromium.launch({ executablePath, args: [...FLAGS, ...more] });
}
