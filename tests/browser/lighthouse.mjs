// Lighthouse over the largest pages, as a slow phone sees them: node lighthouse.mjs DIR [KIND …]
//
// Without a kind it takes those that differ most; `all-kinds` takes every kind.

import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import lighthouse from "lighthouse";
import { launch } from "./browser.mjs";
import { Report } from "./report.mjs";
import { serve } from "./server.mjs";

const WANTED = { performance: 98, accessibility: 100, "best-practices": 100, seo: 100 };
// A measurement that other work on the machine disturbed is taken again.
const TRIES = 3;
const DIFFERENT = ["home", "incident", "incident-list", "playbook", "charts", "prevention", "rule-list", "search", "all"];
// A page of ours does nothing after it is there, so there is little to wait for.
const QUIET = { pauseAfterFcpMs: 0, pauseAfterLoadMs: 0, networkQuietThresholdMs: 500, cpuQuietThresholdMs: 500 };
const NO_PAGES = ["redirect", "not-found"];

const [folder, ...asked] = process.argv.slice(2);
const wanted = asked.length > 0 ? asked : DIFFERENT;
const root = resolve(folder);
const report = new Report();
const server = await serve(root);
const port = await freePort();
const browser = await launch([`--remote-debugging-port=${port}`]);
try {
  for (const [kind, { name }] of await largest(root)) {
    if (!wanted.includes(kind) && wanted[0] !== "all-kinds") continue;
    let faults = [];
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      faults = await measure(kind, server.origin + name);
      if (!faults.some((fault) => fault.startsWith("performance"))) break;
    }
    report.check(`${name} (${kind})`, "Lighthouse", faults);
  }
} finally {
  await browser.close();
  await server.close();
}
process.exitCode = report.end();

async function measure(kind, address) {
  const flags = { port, logLevel: "error", disableFullPageScreenshot: true, onlyCategories: Object.keys(WANTED), ...QUIET };
  const { lhr } = await lighthouse(address, flags);
  const scores = Object.entries(WANTED).map(([name, wanted]) => ({ name, wanted, score: Math.round((lhr.categories[name].score ?? 0) * 100) }));
  const told = (id) => lhr.audits[id]?.displayValue?.replaceAll("\u00a0", " ") ?? "?";
  const vitals = ["largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"].map(told);
  console.log(`${kind}: ${scores.map(({ score }) => score).join(" / ")}; ${vitals.join(", ")}`);
  return scores.filter(({ score, wanted }) => score < wanted).map(({ name, score }) => `${name} ${score}: ${lost(lhr, name)}`);
}

/** The audits that cost a category its points. */
function lost(lhr, category) {
  const refs = lhr.categories[category].auditRefs.filter(({ weight }) => weight > 0);
  return refs.map(({ id }) => lhr.audits[id]).filter(({ score }) => score !== null && score < 0.9).map(({ id }) => id).join(", ");
}

/** By kind, the page with the most in it. */
async function largest(root) {
  const kinds = new Map();
  for (const name of (await readdir(root, { recursive: true })).sort().filter((name) => name.endsWith(".html"))) {
    const text = readFileSync(join(root, name), "utf8");
    const kind = /<html[^>]* data-kind="([^"]*)"/.exec(text)?.[1];
    if (!kind || NO_PAGES.includes(kind)) continue;
    if (text.length > (kinds.get(kind)?.size ?? 0)) kinds.set(kind, { name, size: text.length });
  }
  return kinds;
}

function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
