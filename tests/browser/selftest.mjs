// A check that never fails is none: a site with every fault must fail every check.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const SITE = {
  "index.html": `<!doctype html><html lang="en" dir="ltr" data-kind="home"><head><title>Faulty</title>
    <link rel="stylesheet" href="wide.css"><script src="faulty.js" defer></script></head><body>
    <header class="top"><div class="wrap"><a class="brand" href="index.html">Faulty</a><details><summary>Menu</summary><div
    class="wide"><img src="dot.svg"></div></details><nav aria-label="All"><a class="tiny" href="#a">tiny</a></nav>
    <span data-slot="theme"></span></div></header>
    <main><div class="row"><b class="sev s1">1</b></div><details><summary>Folded</summary>folded</details>
    <ol data-checklist><li id="step"><h3>Step</h3></li></ol><pre>${"code ".repeat(400)}</pre><div class="body">
    <p>${"A long paragraph whose lines are longer than anybody likes to read. ".repeat(40)}</p></div><h1 id="a">Faulty</h1><p id="a" style="color:red">two of one id</p><div class="wide">wide</div>
    <a href="nowhere.html">no file</a> <a href="#nowhere">no place</a> <a href="/index.html">root</a>
    <a href="folder/">folder</a> <a href="odd:thing">scheme</a> <a href="javascript:void 0">script</a>
    <img src="http://elsewhere.example/x.png" alt="x"><button>dead</button></main></body></html>`,
  "empty.html": `<!doctype html><html lang="en" data-kind="empty"><title>Empty</title><body><main></main></body></html>`,
  "kindless.html": `<!doctype html><html lang="en"><title>No kind</title><body><main>No kind</main></body></html>`,
  "wide.css": `.wide { width: 3000px } .tiny { font-size: 8px; display: block; width: 9px; height: 9px }
    :focus-visible { outline: none } main { transition: opacity 1s } pre { overflow: auto } .body { width: 1200px; line-height: 24px }
    header { position: fixed; inset: 0 0 auto 0; height: 100px }
    .late { height: 300px } body { background: black } /* ${Array.from({ length: 9000 }, (_, at) => at * 7919).join(" ")} */`,
  "dot.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`,
  "faulty.js": `document.querySelector("main").append("unexpectedly");
    setTimeout(() => document.querySelector("main").prepend(Object.assign(document.createElement("div"), { className: "late" })), 60);
    throw new Error("on purpose");`,
};

const EXPECTED = [
  "index.html: links and anchors lead somewhere",
  "nowhere.html: no such file",
  "#nowhere: no such place in index.html",
  "/index.html: works only at the root of a host",
  "folder/: needs a server",
  "odd:thing: a scheme that no link should have",
  "javascript:void 0: a scheme that no link should have",
  "http://elsewhere.example/x.png: loaded from elsewhere",
  "index.html: ids are unique",
  "index.html: nothing inline, nothing from elsewhere",
  "kindless.html: says of what kind it is",
  "kindless.html: says what it is about",
  "site: some page links to every page",
  "(home, http, 1280 px): no error, no failed load, no other host",
  "(home, from disk, 1280 px): no error, no failed load, no other host",
  "script: on purpose",
  "other host: http://elsewhere.example/x.png",
  "(empty, http, 360 px): style sheets are loaded",
  "(home, 320 px): nothing is wider than the window",
  "(home, http, 1280 px): axe finds nothing in light",
  "(home, http, 360 px): axe finds nothing in dark",
  "(home, http, 360 px): axe finds nothing in light with the menu open",
  "(home, without script): no dead control",
  "(home, without script): says all that it says with script",
  "(empty, without script): has something to read",
  "site: .css is at most 12000 bytes, compressed",
  "(home, 320 px): targets have 24 px",
  "(home, 320 px): text has 12 px",
  "(home, http, 1280 px): nothing moves while it loads",
  "(home, http, 1280 px): what scrolls is reached by keyboard, and only that",
  "(home, from disk, 1280 px): lines have 55 to 80 characters",
  "(home, by keyboard): the skip link comes first and leads to the content",
  "(home, by keyboard): the focus itself can be seen",
  "(home, printed): what is folded is opened for the print, and only for it",
  "(home, printed): on white, in dark ink, without bars and buttons",
  "(home, right to left, 360 px): it is mirrored",
  "(home, 400 %): nothing that stays covers the text",
  "(home, less motion): nothing moves",
  "(home, forced colours): marks have a border",
  "site: every look can be taken",
];

const folder = mkdtempSync(join(tmpdir(), "amends-faulty-"));
for (const [path, text] of Object.entries(SITE)) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
const run = spawnSync(process.execPath, [new URL("run.mjs", import.meta.url).pathname, folder], { encoding: "utf8", maxBuffer: 1 << 26 });
rmSync(folder, { recursive: true });
const missing = EXPECTED.filter((text) => !run.stdout.includes(text));
for (const text of missing) console.log(`FAILED not found in a faulty site: ${text}`);
if (missing.length > 0 || run.status !== 1) console.log(run.stdout, run.stderr);
console.log(`${EXPECTED.length - missing.length} passed, ${missing.length + (run.status === 1 ? 0 : 1)} failed`);
process.exitCode = missing.length === 0 && run.status === 1 ? 0 : 1;
