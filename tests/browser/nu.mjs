// The Nu HTML checker over the smallest and the largest page of every kind, and over style sheets: node nu.mjs DIR
//
// Silent means silent: information and warnings count as well.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { extname, join, resolve } from "node:path";

const jar = new URL("node_modules/vnu-jar/build/dist/vnu.jar", import.meta.url).pathname;
// From a file the checker knows no origin, so that to it `'self'` is nothing.
const NO_ORIGIN = ".*Resource violates Content Security Policy \\(meta tag\\).*";

const root = resolve(process.argv[2]);
const names = (await readdir(root, { recursive: true })).sort();
const kinds = new Map();
for (const name of names.filter((name) => name.endsWith(".html"))) {
  const text = readFileSync(join(root, name), "utf8");
  const kind = /<html[^>]* data-kind="([^"]*)"/.exec(text)?.[1] ?? "none";
  kinds.set(kind, [...(kinds.get(kind) ?? []), { name, size: text.length }]);
}
const chosen = [...kinds.values()].flatMap((pages) => {
  pages.sort((a, b) => a.size - b.size);
  return [...new Set([pages[0].name, pages.at(-1).name])];
});
const others = names.filter((name) => [".css", ".svg"].includes(extname(name)));
const files = [...chosen, ...others].map((name) => join(root, name));
const flags = ["--stdout", "--format", "gnu", "--also-check-css", "--also-check-svg", "--filterpattern", NO_ORIGIN];
const run = spawnSync("java", ["-jar", jar, ...flags, ...files], { encoding: "utf8" });
if (run.error) throw run.error;
const told = (run.stdout + run.stderr).replaceAll(`file:${root}/`, "").trim();
if (told) console.log(told);
console.log(`${chosen.length} pages of ${kinds.size} kinds and ${others.length} other files: ${told ? "not silent" : "silent"}`);
process.exitCode = told || run.status !== 0 || chosen.length === 0 ? 1 : 0;
