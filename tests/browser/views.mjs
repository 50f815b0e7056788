// Opens pages of every kind, in every way that readers open them.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { lineLength, movement, smallTargets, smallText, unreachableBoxes } from "./measures.mjs";

const MOST_REQUESTS = 5;

const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

/** One function for every look at a page that is to be taken. */
export function* looks(pages) {
  for (const [kind, chosen] of chooseByKind(pages)) {
    for (const page of chosen) {
      for (const scheme of ["light", "dark"]) {
        for (const width of [360, 1280]) yield view(kind, page, { scheme, width });
      }
      yield view(kind, page, { scheme: "light", width: 1280, disk: true });
      yield view(kind, page, { scheme: "light", width: 320, narrow: true });
      yield withoutScript(kind, page);
    }
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

function view(kind, { path }, { scheme, width, disk = false, narrow = false }) {
  return async (browser, origin, root, report) => {
    const where = `${path} (${kind}, ${disk ? "from disk" : "http"}, ${scheme}, ${width} px)`;
    const options = { colorScheme: scheme, viewport: { width, height: 800 } };
    await open(browser, options, disk ? fromDisk(root, path) : onHost(origin, path), origin, async (page, faults, requests) => {
      report.check(where, "no error, no failed load, no other host", faults);
      report.check(where, "style sheets are loaded", await page.evaluate(unstyled));
      report.check(where, "nothing is wider than the window", await page.evaluate(tooWide));
      report.check(where, "nothing moves while it loads", await page.evaluate(movement));
      report.check(where, `at most ${MOST_REQUESTS} requests`, requests.length > MOST_REQUESTS ? requests : []);
      report.check(where, "what scrolls is reached by keyboard, and only that", await page.evaluate(unreachableBoxes));
      if (narrow) {
        report.check(where, "targets have 24 px", await page.evaluate(smallTargets));
        report.check(where, "text has 12 px", await page.evaluate(smallText));
      } else if (disk) {
        report.check(where, "lines have 55 to 80 characters", await page.evaluate(lineLength));
      }
      report.check(where, "text in drawings is read as it is written", await page.evaluate(smallLetters));
      if (narrow || disk) return;
      report.check(where, "axe finds nothing", await accessibility(page));
      if (await page.evaluate(openMenu)) {
        report.check(where, "axe finds nothing with the menu open", await accessibility(page));
        report.check(where, "nothing is wider than the window with the menu open", await page.evaluate(tooWide));
        await page.evaluate(() => document.querySelectorAll("header details").forEach((menu) => (menu.open = false)));
      }
      if (process.env.SHOTS) {
        const name = `${kind}-${path.replaceAll("/", "_")}-${scheme}-${width}.png`;
        const place = new URL(`shots/${encodeURIComponent(name)}`, import.meta.url).pathname;
        await page.screenshot({ path: decodeURIComponent(place), fullPage: true });
      }
    });
  };
}

/** Without script a page must say the same, and offer nothing that does not work. */
function withoutScript(kind, { path }) {
  return async (browser, origin, root, report) => {
    const where = `${path} (${kind}, without script)`;
    const viewport = { width: 1280, height: 800 };
    const text = (javaScriptEnabled) =>
      open(browser, { viewport, javaScriptEnabled }, onHost(origin, path), origin, async (page, faults) => {
        if (!javaScriptEnabled) {
          report.check(where, "no error, no failed load, no other host", faults);
          report.check(where, "no dead control", await page.evaluate(controls));
        }
        return page.evaluate(words);
      });
    const [withScript, without] = [await text(true), new Set(await text(false))];
    report.check(where, "has something to read", without.size > 0 ? [] : ["main is empty"]);
    report.check(where, "says all that it says with script", withScript.filter((word) => !without.has(word)));
  };
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
    // Images that are loaded late count as well.
    await page.evaluate(() => {
      window.scrolledAt = performance.now();
      scrollTo(0, document.body.scrollHeight);
    });
    await page.waitForLoadState("networkidle");
    await page.evaluate(() => scrollTo(0, 0));
    return await look(page, faults, requests);
  } finally {
    await context.close();
  }
}

export const onHost = (origin, path) => origin + path.split("/").map(encodeURIComponent).join("/");
export const fromDisk = (root, path) => pathToFileURL(join(root, path)).href;

export async function accessibility(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.flatMap(({ id, impact, nodes }) =>
    nodes.map((node) => `${id} (${impact}) at ${node.target.join(" ")}: ${node.html.slice(0, 160)}`),
  );
}

// The rest runs in the browser.

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
