// Looks at a built site as its readers do: node run.mjs DIR [--files-only]
//
// Every file is crawled (links, anchors, ids, nothing inline) and weighed; then one or more pages of every kind are
// opened in Chromium, over loopback and from the disk: looked at, walked by keyboard, ticked, printed, mirrored. SHOTS=1 keeps pictures in shots/.

import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { launch } from "./browser.mjs";
import { crawl } from "./crawl.mjs";
import { walks } from "./keyboard.mjs";
import { manners } from "./manners.mjs";
import { prints } from "./paper.mjs";
import { Report } from "./report.mjs";
import { searches } from "./search.mjs";
import { serve } from "./server.mjs";
import { shapes } from "./shapes.mjs";
import { looks } from "./views.mjs";
import { weigh } from "./weigh.mjs";

const AT_ONCE = 3;

const [folder, option] = process.argv.slice(2);
if (!folder || !existsSync(resolve(folder, "index.html"))) {
  console.error(`usage: node run.mjs DIR [--files-only]\nDIR holds a built site; ${folder ?? "nothing"} has no index.html`);
  process.exit(2);
}
const root = resolve(folder);
const report = new Report();
const browser = await launch();
const server = await serve(root);
try {
  const pages = await crawl(browser, root, report);
  await weigh(root, pages, report);
  if (option !== "--files-only") {
    await rm(new URL("shots", import.meta.url), { recursive: true, force: true });
    const work = [...searches(pages), ...manners(pages), ...walks(pages), ...prints(pages), ...shapes(pages), ...looks(pages)];
    const next = async () => {
      for (let look = work.shift(); look; look = work.shift()) {
        // What cannot be tried has failed, and the rest is tried all the same.
        await look(browser, server.origin, root, report).catch((error) => {
          report.check("site", "every look can be taken", [error.stack.split("\n").slice(0, 6).join(" ")]);
        });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, next));
  }
} finally {
  await browser.close();
  await server.close();
}
process.exitCode = report.end();
