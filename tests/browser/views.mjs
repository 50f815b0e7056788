// Opens pages of every kind, in every way that readers open them.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { lineLength, movement, smallTargets, smallText, unreachableBoxes } from "./measures.mjs";

const MOST_REQUESTS = 5;
/** Rules of axe that look at colours. */
const COLOURS = ["color-contrast", "link-in-text-block"];

const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

/**
 * One function for every look at a page that is to be taken. The largest page of a kind is looked at in every way; the
 * smallest, which has the same parts or says that there are none, on a desk in light and on a phone in dark.
 */
export function* looks(pages) {
  for (const [kind, [largest, smallest]] of chooseByKind(pages)) {
    yield view(kind, largest, { width: 1280, schemes: ["light", "dark"], also: withoutScript });
    yield view(kind, largest, { width: 360, schemes: ["light", "dark"] });
    yield view(kind, largest, { width: 1280, disk: true });
    if (!smallest) continue;
    yield view(kind, smallest, { width: 1280, schemes: ["light"] });
    yield view(kind, smallest, { width: 360, schemes: ["dark"] });
  }
}

/** The smallest and the largest page of every kind: most faults are at the ends. */
export function chooseByKind(pages) {
  const kinds = new Map();
  for (const page of pages) {
    // A redirect is gone before it can be looked at; where it leads to has been checked.
    if (page.kind !== "redirect") kinds.set(page.kind, [...(kinds.get(page.kind) ?? []), page]);
  }
  for (const [kind, all] of kinds) {
    all.sort((a, b) => a.size - b.size || (a.path < b.path ? -1 : 1));
    kinds.set(kind, [...new Set([all.at(-1), all[0]])]);
  }
  return kinds;
}

function view(kind, { path }, { width, schemes = [], disk = false, also = () => {} }) {
  return async (browser, origin, root, report) => {
    const where = `${path} (${kind}, ${disk ? "from disk" : "http"}, ${width} px)`;
    const options = { colorScheme: schemes[0] ?? "light", viewport: { width, height: 800 } };
    const said = await open(browser, options, disk ? fromDisk(root, path) : onHost(origin, path), origin, async (page, faults, requests) => {
      report.check(where, "no error, no failed load, no other host", faults);
      report.check(where, "style sheets are loaded", await page.evaluate(unstyled));
      report.check(where, "nothing is wider than the window", await page.evaluate(tooWide));
      // Before it may be loaded again.
      report.check(where, `at most ${MOST_REQUESTS} requests`, requests.length > MOST_REQUESTS ? requests : []);
      report.check(where, "nothing moves while it loads", await moved(page));
      report.check(where, "what scrolls is reached by keyboard, and only that", await page.evaluate(unreachableBoxes));
      if (disk) report.check(where, "lines have 55 to 80 characters", await page.evaluate(lineLength));
      report.check(where, "text in drawings is read as it is written", await page.evaluate(smallLetters));
      await inColours(page, schemes, { kind, path, width, where, report });
      if (width < 400) await narrowed(page, `${path} (${kind}, 320 px)`, report);
      return page.evaluate(words);
    });
    await also(kind, { path }, said, browser, origin, report);
  };
}

/** How far things moved, each time of three: a machine with other work may show a page before its bar has come whole. */
async function moved(page) {
  let faults = await page.evaluate(movement);
  for (let again = 0; again < 2 && faults.length > 0; again += 1) {
    await page.reload({ waitUntil: "load" });
    await page.evaluate(loadAll);
    faults = await page.evaluate(movement);
  }
  return faults;
}

/** What a page is on the narrowest of phones. */
async function narrowed(page, where, report) {
  await page.setViewportSize({ width: 320, height: 800 });
  report.check(where, "nothing is wider than the window", await page.evaluate(tooWide));
  report.check(where, "what scrolls is reached by keyboard, and only that", await page.evaluate(unreachableBoxes));
  report.check(where, "targets have 24 px", await page.evaluate(smallTargets));
  report.check(where, "text has 12 px", await page.evaluate(smallText));
  report.check(where, "text in drawings is read as it is written", await page.evaluate(smallLetters));
}

/** What a page is to axe in one scheme, and then in another: there all but the colours is the same. */
async function inColours(page, schemes, { kind, path, width, where, report }) {
  for (const scheme of schemes) {
    await page.emulateMedia({ colorScheme: scheme });
    const only = scheme === schemes[0] ? undefined : COLOURS;
    report.check(where, `axe finds nothing in ${scheme}`, await accessibility(page, { only }));
    if (process.env.SHOTS) {
      const name = `${kind}-${path.replaceAll("/", "_")}-${scheme}-${width}.png`;
      const place = new URL(`shots/${encodeURIComponent(name)}`, import.meta.url).pathname;
      await page.screenshot({ path: decodeURIComponent(place), fullPage: true });
    }
    if (!(await page.evaluate(openMenu))) continue;
    report.check(where, `axe finds nothing in ${scheme} with the menu open`, await accessibility(page, { only, within: "header" }));
    report.check(where, "nothing is wider than the window with the menu open", await page.evaluate(tooWide));
    await page.evaluate(() => document.querySelectorAll("header details").forEach((menu) => (menu.open = false)));
  }
}

/** Without script a page must say the same, and offer nothing that does not work. */
async function withoutScript(kind, { path }, withScript, browser, origin, report) {
  const where = `${path} (${kind}, without script)`;
  const options = { viewport: { width: 1280, height: 800 }, javaScriptEnabled: false };
  await open(browser, options, onHost(origin, path), origin, async (page, faults) => {
    report.check(where, "no error, no failed load, no other host", faults);
    report.check(where, "no dead control", await page.evaluate(controls));
    const without = new Set(await page.evaluate(words));
    report.check(where, "has something to read", without.size > 0 ? [] : ["main is empty"]);
    report.check(where, "says all that it says with script", withScript.filter((word) => !without.has(word)));
  });
}

/** Opens an address, gathers what goes wrong while it loads, and lets `look` look. */
export async function open(browser, options, address, origin, look) {
  const context = await browser.newContext(options);
  if (options.before) await context.addInitScript(options.before);
  const page = await context.newPage();
  page.setDefaultTimeout(options.patience ?? 30_000);
  const faults = [];
  const requests = [];
  const isOurs = (url) => url.startsWith(origin) || /^(file|data|blob):/.test(url);
  page.on("console", (message) => message.type() === "error" && faults.push(`console: ${message.text()} ${message.location().url}`));
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("requestfailed", (request) => faults.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  page.on("response", (response) => response.status() >= 400 && faults.push(`${response.status()}: ${response.url()}`));
  page.on("request", (request) => {
    if (!isOurs(request.url())) faults.push(`other host: ${request.url()}`);
    if (!request.url().startsWith("data:")) requests.push(request.url());
  });
  try {
    await page.goto(address, { waitUntil: "load" });
    if (options.javaScriptEnabled !== false) await page.evaluate(loadAll);
    return await look(page, faults, requests);
  } finally {
    await context.close();
  }
}

export const onHost = (origin, path) => origin + path.split("/").map(encodeURIComponent).join("/");
export const fromDisk = (root, path) => pathToFileURL(join(root, path)).href;

export async function accessibility(page, { only, within } = {}) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const options = { resultTypes: ["violations"], ...(only && { runOnly: { type: "rule", values: only } }) };
  const found = await page.evaluate(([within, options]) => axe.run(within ?? document, options), [within, options]);
  return found.violations.flatMap(({ id, impact, nodes }) =>
    nodes.map((node) => `${id} (${impact}) at ${node.target.join(" ")}: ${node.html.slice(0, 160)}`),
  );
}

// The rest runs in the browser.

/** Images that are loaded late count as well: the page is scrolled to its end and back. */
async function loadAll() {
  window.scrolledAt = performance.now();
  scrollTo(0, document.body.scrollHeight);
  for (let frames = 0; frames < 3; frames += 1) await new Promise((done) => requestAnimationFrame(done));
  // What is folded or hidden does not come.
  const coming = [...document.images].filter((image) => !image.complete && image.checkVisibility());
  const come = coming.map((image) => new Promise((done) => ["load", "error"].forEach((end) => image.addEventListener(end, done))));
  await Promise.race([Promise.all(come), new Promise((done) => setTimeout(done, 3000))]);
  scrollTo(0, 0);
}

function unstyled() {
  const sheets = [...document.querySelectorAll("link[rel~=stylesheet]")];
  if (sheets.length === 0) return ["the page has no style sheet"];
  return sheets.filter((link) => !link.sheet).map((link) => link.href);
}

export function tooWide() {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const scrolls = (element) => {
    for (let above = element; above && above !== document.body; above = above.parentElement) {
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(above).overflowX)) return true;
    }
    return false;
  };
  const wide = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > room + 0.5 && !scrolls(element));
  const name = (element) => `<${element.localName} class="${element.getAttribute("class") ?? ""}"> ${element.textContent.trim().slice(0, 60)}`;
  return [`${document.documentElement.scrollWidth} px in ${room} px`, ...wide.slice(-5).map(name)];
}

/** Letters in a drawing that are scaled with it, or smaller than any others; drawings without a name. */
function smallLetters() {
  const small = [...document.querySelectorAll("main svg text")].filter((text) => {
    const { a, d } = text.getScreenCTM();
    return text.checkVisibility() && (Math.abs(a - 1) > 0.01 || Math.abs(d - 1) > 0.01 || parseFloat(getComputedStyle(text).fontSize) < 12);
  });
  const nameless = [...document.querySelectorAll("main svg[role=img]")].filter((svg) => !svg.querySelector("title")?.textContent);
  return [...small, ...nameless].map((element) => element.outerHTML.slice(0, 160));
}

function openMenu() {
  const menus = [...document.querySelectorAll("header details")].filter((menu) => menu.checkVisibility());
  for (const menu of menus) menu.open = true;
  return menus.length > 0;
}

function controls() {
  const dead = [...document.querySelectorAll("button, select, textarea, input:not([type=hidden])")];
  const works = (element) => element.closest("form[action]") || element.closest("label")?.querySelector("input[type=checkbox]");
  return dead.filter((element) => element.checkVisibility() && !works(element)).map((element) => element.outerHTML.slice(0, 160));
}

function words() {
  const main = document.querySelector("main") ?? document.body;
  main.querySelectorAll("[data-js]").forEach((made) => made.remove());
  return [...new Set((main.innerText.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.toLowerCase()))];
}
