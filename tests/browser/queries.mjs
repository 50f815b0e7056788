// Questions with known answers: node queries.mjs AMENDS CORPORA
//
// The corpora are imported into a new project and built; then a browser asks what queries.tsv says, from disk. The
// right page has to be among the first three for at least 28 of 30.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";

const WANTED = 28;
const CORPORA = [
  ["packit-status", "cstate", "incident"],
  ["dfds-postmortems", "markdown", "incident"],
  ["prometheus-runbooks", "markdown", "playbook"],
];

const [program, corpora] = process.argv.slice(2).map((path) => resolve(path));
if (!corpora || !CORPORA.every(([name]) => existsSync(join(corpora, name)))) {
  console.log("skipped: the corpora are not there, so no known questions were asked");
  process.exit(0);
}
const project = mkdtempSync(join(tmpdir(), "amends-queries-"));
const amends = (...args) => {
  const run = spawnSync(program, ["-C", project, ...args], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`amends ${args.join(" ")} ended with ${run.status}: ${run.stderr}`);
};
const browser = await launch();
let right = 0;
try {
  mkdirSync(join(project, "content/registry"), { recursive: true });
  writeFileSync(join(project, "site.toml"), '[site]\ntitle = "Imported"\n');
  for (const [name, from, kind] of CORPORA) amends("import", "--from", from, "--kind", kind, join(corpora, name));
  amends("build");

  const page = await browser.newPage();
  await page.goto(pathToFileURL(join(project, "public/search.html")).href);
  const lines = readFileSync(new URL("queries.tsv", import.meta.url), "utf8").split("\n");
  for (const line of lines.filter((line) => line && !line.startsWith("#"))) {
    const [query, expected] = line.split("\t");
    const found = await page.evaluate(async (query) => ((await search.tell(await search.find(query), 10))[0]).map(({ href }) => href), query);
    const place = found.findIndex((href) => href.split("#")[0].endsWith(`/${expected}`)) + 1;
    if (place > 0 && place <= 3) right += 1;
    else console.log(`${query}: ${expected} is ${place ? `number ${place}` : "not among the first ten"}; first: ${found.slice(0, 3).map((href) => href.replace(/.*\//, "")).join(", ")}`);
  }
} finally {
  await browser.close();
  rmSync(project, { recursive: true });
}
console.log(`${right} of 30 among the first three`);
process.exit(right >= WANTED ? 0 : 1);
