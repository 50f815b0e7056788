// Untrusted text in a real browser: node attacks.mjs DIR
//
// DIR is the site that `cargo test --test attacks` leaves in target/tmp/attacks/public. Every text that would do harm
// calls `hit`; nothing may call it, no dialog may open, and nothing may be asked of another host, also after every
// element of a page has been pointed at, focused and opened.

import { readdirSync } from "node:fs";
import { relative, resolve } from "node:path";
import { launch } from "./browser.mjs";
import { Report } from "./report.mjs";
import { serve } from "./server.mjs";

const AT_ONCE = 4;
const EVENTS = ["mouseover", "mouseenter", "mousemove", "focus", "focusin", "toggle", "animationend", "load", "error"];

const root = resolve(process.argv[2] ?? "target/tmp/attacks/public");
const pages = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".html"))
  .map((entry) => relative(root, resolve(entry.parentPath, entry.name)))
  .sort();
const report = new Report();
const browser = await launch();
const server = await serve(root);

/** Points at, focuses and opens everything; the numbers of the strings that ran come back. */
const look = (page) =>
  page.evaluate(async (events) => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    for (const element of document.querySelectorAll("body, body *")) {
      for (const event of events) element.dispatchEvent(new Event(event));
    }
    await new Promise((done) => setTimeout(done, 20));
    return window.hits;
  }, EVENTS);

/** Opens a page. One that leads elsewhere may leave just then, and takes the next with it: that one is asked for again. */
const go = async (page, address, tries = 4) => {
  const again = (error) => {
    if (tries && /ERR_ABORTED|interrupted by another navigation/.test(error.message)) return go(page, address, tries - 1);
    throw error;
  };
  await page.goto(address, { waitUntil: "load" }).catch(again);
};

/** A page that leads elsewhere may leave while it is looked at; then the page behind it is looked at. */
const looked = (page) => look(page).catch(() => page.waitForLoadState("load").then(() => look(page)));

const work = [...pages];
const next = async () => {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    window.hits = [];
    window.hit = (number) => window.hits.push(String(number));
  });
  const page = await context.newPage();
  let faults = [];
  page.on("dialog", (dialog) => (faults.push(`a dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on("popup", (popup) => (faults.push(`a window: ${popup.url()}`), popup.close()));
  page.on("request", (request) => request.url().startsWith(server.origin) || faults.push(`a request: ${request.url()}`));
  page.on("console", (message) => /Content Security Policy/.test(message.text()) && faults.push(message.text()));
  for (let path = work.shift(); path; path = work.shift()) {
    faults = [];
    const address = server.origin + path.split("/").map(encodeURIComponent).join("/");
    const hits = await go(page, address).then(() => looked(page), (error) => (faults.push(error.message), []));
    report.check(path, "nothing of a document runs", [...faults, ...hits.map((number) => `string ${number} ran`)]);
  }
  await context.close();
};

try {
  const page = await browser.newPage();
  await page.setContent('<script>window.hits = []; window.hit = () => hits.push(1)</script><img src="x" onerror="hit(1)">');
  await page.waitForFunction(() => window.hits.length > 0, null, { timeout: 5000 });
  await page.close();
  await Promise.all(Array.from({ length: AT_ONCE }, next));
} finally {
  await browser.close();
  await server.close();
}
if (pages.length < 150) report.check("attacks", "enough pages", [`only ${pages.length} in ${root}`]);
process.exitCode = report.end();
