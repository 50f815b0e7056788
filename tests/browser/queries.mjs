// Questions with known answers: node queries.mjs AMENDS [CORPORA]
//
// Incidents in English, German and Chinese are written, built, and asked for. Then the corpora, where they are there,
// are imported into a project and built, and a browser asks what queries.tsv says, from disk: the right page has to
// be among the first three for at least 28 of 30.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";
import { Report } from "./report.mjs";

const WANTED = 28;
const CORPORA = [
  ["packit-status", "cstate", "incident"],
  ["dfds-postmortems", "markdown", "incident"],
  ["prometheus-runbooks", "markdown", "playbook"],
];

// A text, and what is asked for it: words of other forms, beginnings of compounds, letters without their marks.
const LANGUAGES = [
  ["en", "The certificate had expired", "The web shop refused every payment until the certificate was renewed.", ["expired certificates", "renewing certificate", "sertificate"]],
  ["de", "Überfällige Rückmeldung an die Kundin", "Das Zertifikatsproblem war behoben, doch niemand rief zurück.", ["uberfallig", "Rückmeldungen", "zertifikat", "Kundin ruckmeldung"]],
  ["zh", "合同里的价格写错了", "客户发现报价比合同低。", ["合同", "价格写错", "错", "报价比合同低"]],
  ["ja", "サーバーが止まった", "データベースの障害で予約が消えた。", ["データベース", "予約"]],
];

const [program, corpora] = process.argv.slice(2).map((path) => resolve(path));
const report = new Report();
const browser = await launch();
try {
  await inProject(LANGUAGES.map(document), async (ask) => {
    for (const [lang, , , queries] of LANGUAGES) {
      for (const query of queries) {
        const [first] = await ask(query);
        report.check(lang, `"${query}" is found`, first?.includes(`/in-${lang}.html`) ? [] : [`first is ${first}`]);
      }
    }
  });
  if (corpora && CORPORA.every(([name]) => existsSync(join(corpora, name)))) await askCorpora();
  else console.log("skipped: the corpora are not there, so the thirty questions were not asked");
} finally {
  await browser.close();
}
process.exitCode = report.end();

function document([lang, title, text]) {
  return [`content/incidents/in-${lang}.md`, `---\ntitle: ${title}\ndate: 2026-03-04\nclient: internal\nlang: ${lang}\n---\n\n## 1\n\n${text}\n`];
}

async function askCorpora() {
  const imports = CORPORA.map(([name, from, kind]) => ["import", "--from", from, "--kind", kind, join(corpora, name)]);
  await inProject([], async (ask) => {
    const lines = readFileSync(new URL("queries.tsv", import.meta.url), "utf8").split("\n");
    const wrong = [];
    let right = 0;
    for (const line of lines.filter((line) => line && !line.startsWith("#"))) {
      const [query, expected] = line.split("\t");
      const found = await ask(query);
      const place = found.findIndex((href) => href.split("#")[0].endsWith(`/${expected}`)) + 1;
      if (place > 0 && place <= 3) right += 1;
      else wrong.push(`${query}: ${expected} is ${place ? `number ${place}` : "not among the first ten"}`);
    }
    console.log(`${right} of ${right + wrong.length} known questions answered among the first three`, wrong);
    report.check("corpora", `${WANTED} questions are answered`, right >= WANTED ? [] : wrong);
  }, imports);
}

/** A project of some files and imports, built and opened from disk; `ask` gives the addresses of the first rows. */
async function inProject(files, use, commands = []) {
  const project = mkdtempSync(join(tmpdir(), "amends-queries-"));
  try {
    mkdirSync(join(project, "content/registry"), { recursive: true });
    mkdirSync(join(project, "content/incidents"));
    writeFileSync(join(project, "site.toml"), '[site]\ntitle = "Asked"\n');
    for (const [path, text] of files) writeFileSync(join(project, path), text);
    for (const args of [...commands, ["build"]]) {
      const run = spawnSync(program, ["-C", project, ...args], { encoding: "utf8" });
      if (run.status !== 0) throw new Error(`amends ${args.join(" ")} ended with ${run.status}: ${run.stderr}`);
    }
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(project, "public/search.html")).href);
    await page.focus("#at-query");
    await page.waitForFunction(() => window.search);
    await use((query) => page.evaluate(async (query) => (await search.tell(await search.find(query), 10))[0].map(({ href }) => href), query));
    await page.close();
  } finally {
    rmSync(project, { recursive: true });
  }
}
