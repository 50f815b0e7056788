// The preview in a real browser: node preview.mjs AMENDS PROJECT
//
// Works on a copy of the project. A page that is open shows an edit, then a fault, then the mended page, and
// nobody touches the browser; Ctrl-C ends the server.

import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { launch } from "./browser.mjs";
import { Report } from "./report.mjs";

const [program, project] = process.argv.slice(2).map((path) => resolve(path));
const PAGE = "content/pages/about.md";
const ADDRESS = "pages/about.html";

const report = new Report();
const copy = mkdtempSync(join(tmpdir(), "amends-preview-"));
for (const name of ["content", "themes", "site.toml"]) {
  if (existsSync(join(project, name))) cpSync(join(project, name), join(copy, name), { recursive: true });
}
const server = spawn(program, ["-C", copy, "serve", "--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
const ended = new Promise((done) => server.on("exit", (code, signal) => done(signal ?? code)));
const browser = await launch();
try {
  const origin = await address(server);
  const page = await browser.newPage();
  const faults = [];
  page.on("console", (message) => message.type() === "error" && faults.push(`${message.text()} ${message.location().url}`));
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(origin + ADDRESS);

  const file = join(copy, PAGE);
  const before = readFileSync(file, "utf8");
  const shows = async (what, text) => {
    const from = performance.now();
    const found = page.waitForFunction((text) => document.body?.innerText.includes(text), text, { timeout: 10_000 });
    const seen = await found.then(() => true, () => false);
    if (seen) console.log(`${what}: ${Math.round(performance.now() - from)} ms`);
    report.check("preview", what, seen ? [] : [`"${text}" is not shown`]);
  };
  writeFileSync(file, `${before}\nA sentence that was not there before.\n`);
  await shows("an edit is shown", "A sentence that was not there before.");
  report.check("preview", "no error while all is well", faults.splice(0));
  writeFileSync(file, '---\ntitle: "a quote that is not closed\n---\n');
  await shows("a fault is shown", "malformed-front-matter");
  // The browser itself tells that the page came with status 500.
  faults.length = 0;
  writeFileSync(file, `${before}\nMended again.\n`);
  await shows("the mended page is shown", "Mended again.");
  report.check("preview", "no error after it was mended", faults);

  server.kill("SIGINT");
  const late = new Promise((done) => setTimeout(done, 5_000, "nothing after 5 s").unref());
  const end = await Promise.race([ended, late]);
  report.check("preview", "Ctrl-C ends it with 0", end === 0 ? [] : [`ended with ${end}`]);
} finally {
  server.kill("SIGKILL");
  await browser.close();
  rmSync(copy, { recursive: true });
}
process.exitCode = report.end();

/** The first address that the server tells, on either stream. */
function address(server) {
  return new Promise((done, fail) => {
    let told = "";
    const hear = (text) => {
      told += text;
      const found = /http:\/\/(127\.0\.0\.1|localhost):\d+\//.exec(told);
      if (found) done(found[0]);
    };
    server.stdout.on("data", hear);
    server.stderr.on("data", hear);
    server.on("error", fail);
    server.on("exit", () => fail(new Error(`the server ended: ${told}`)));
  });
}
