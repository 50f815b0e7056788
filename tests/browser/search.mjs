// Searching as readers do: by keyboard and on the page of its own, over loopback and from disk.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { accessibility, fromDisk, onHost, open } from "./views.mjs";

const desk = { viewport: { width: 1280, height: 800 } };
const FEW = 40_000; // compressed, all that a first search loads
const MANY = 300_000; // the same where there are thousands of pages
const SOON = 150; // ms from typing to the result

// What is asked of the knowledge base in content/, and where the answer is.
const KNOWN = [
  ["form in the wrong language", "incidents/2025-10-30-halden-repair-form.html"],
  ["invoice counted twice", "incidents/2026-05-28-orrin-vale-double-invoice.html"],
  ["lost recordings", "incidents/"],
  ["appologise", "playbooks/"],
  ["kind:playbook before launch", "playbooks/before-launch.html"],
  ["adresses of patients seen by others", "incidents/2026-01-20-brightwater-reminder-addresses.html"],
  ["postline", "vendors/postline.html"],
  ["lessons third party", "lessons/cause-third-party.html"],
  ["web team", "teams/web-team.html"],
];

// Pages that every site makes are found by their names.
const MADE = [
  ["missing-client-brief", "rules/missing-client-brief.html"],
  ["hour of the week", "charts/index.html#hours"],
  ["founding texts", "founding.html"],
];

/** Each behaviour of the search, if the site has one. */
export function* searches(pages) {
  if (!pages.some((page) => page.path === "search.html")) return;
  yield cutting();
  const isOurs = pages.some((page) => page.path === KNOWN[0][1]);
  for (const disk of [false, true]) {
    yield asking(disk, isOurs ? [...KNOWN, ...MADE] : MADE);
    yield byKeyboard(disk);
    // What is filtered there has more than one row and less than a page of them in ours.
    if (isOurs) yield onItsPage(disk);
  }
  for (const scheme of ["light", "dark"]) for (const width of [360, 1280]) yield shown(scheme, width);
  yield first();
}

const place = (origin, root, path, disk) => (disk ? fromDisk(root, path) : onHost(origin, path));
const told = (report, where) => (what, isSo, but = "it is not so") => report.check(where, what, isSo ? [] : [but]);
const rows = (page) => page.evaluate(() => [...document.querySelectorAll("main .hits a")].map((row) => row.href));
const settled = (page) => page.waitForFunction(() => document.querySelector("main [role=status]")?.textContent);

/** The browser cuts words as the index does; a part of a word is only in the index. */
function cutting() {
  return async (browser, origin, root, report) => {
    const table = readFileSync(new URL("words.tsv", import.meta.url), "utf8").split("\n");
    const lines = table.filter((line) => line && !line.startsWith("#")).map((line) => line.split("\t"));
    await open(browser, desk, onHost(origin, "search.html") + "#q=words", origin, async (page) => {
      await settled(page);
      for (const [text, words] of lines) {
        const whole = words.split(" ").filter((word) => word && !word.startsWith("+")).join(" ");
        const cut = await page.evaluate((text) => search.cut(text).map(({ word }) => word).join(" "), text);
        report.check("search", `words of "${text}"`, cut === whole ? [] : [`${cut}, not ${whole}`]);
      }
    });
  };
}

function asking(disk, known) {
  return async (browser, origin, root, report) => {
    const where = `search.html (${disk ? "from disk" : "http"})`;
    await open(browser, desk, place(origin, root, "search.html", disk), origin, async (page, faults) => {
      for (const [query, expected] of known) {
        await page.fill("#at-query", query);
        const found = page.waitForFunction(
          (expected) => [...document.querySelectorAll("main .hits a")].slice(0, 3).some((row) => row.href.includes(`/${expected}`)),
          expected,
          { timeout: 3_000 },
        );
        const isThere = await found.then(() => true, () => false);
        report.check(where, `"${query}" is answered`, isThere ? [] : [`first are ${(await rows(page)).slice(0, 3).join(", ")}`]);
      }
      await page.fill("#at-query", "zzqqxx");
      await page.waitForFunction(() => /No results/.test(document.querySelector("main [role=status]").textContent));
      const way = await page.evaluate(() => document.querySelector("main [role=status] a")?.getAttribute("href") ?? "");
      told(report, where)("a search without result leads to A to Z", way.endsWith("all.html"), way);
      report.check(where, "no error", faults);
    });
  };
}

function byKeyboard(disk) {
  return async (browser, origin, root, report) => {
    const where = `index.html (search by keyboard, ${disk ? "from disk" : "http"})`;
    const check = told(report, where);
    await open(browser, desk, place(origin, root, "index.html", disk), origin, async (page, faults) => {
      const dialog = page.locator("dialog.search");
      await page.focus(".finder input");
      await page.keyboard.press("Control+k");
      await dialog.waitFor();
      await page.keyboard.type("apology");
      await page.waitForFunction(() => document.querySelectorAll(".search .hits a").length > 1);
      check("the number is told", /\d+ found/.test(await page.locator(".search [role=status]").innerText()));
      const chosen = () => page.evaluate(() => [...document.querySelectorAll(".search .hits a")].findIndex((row) => row.ariaSelected === "true"));
      check("the first row is chosen", (await chosen()) === 0);
      await page.keyboard.press("ArrowDown");
      check("arrow down goes on", (await chosen()) === 1);
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("ArrowUp");
      check("arrow up goes round", (await chosen()) === (await page.locator(".search .hits a").count()) - 1);
      await page.keyboard.press("Escape");
      check("Escape closes", !(await dialog.isVisible()));
      check("and gives the focus back", await page.evaluate(() => document.activeElement.matches(".finder input")));
      await page.evaluate(() => document.activeElement.blur());
      await page.keyboard.press("/");
      await dialog.waitFor();
      check("what was asked is kept", (await page.locator(".search input").inputValue()) === "apology");
      await page.waitForFunction(() => document.querySelector(".search .hits a"));
      const href = await page.evaluate(() => document.querySelector(".search .hits a").href);
      await Promise.all([page.waitForURL((url) => url.href !== page.url() || true), page.keyboard.press("Enter")]);
      await page.waitForFunction((href) => location.href === href, href, { timeout: 5_000 }).catch(() => 0);
      check("Enter opens the row", page.url() === href, page.url());
      report.check(where, "no error", faults);
    });
  };
}

function onItsPage(disk) {
  return async (browser, origin, root, report) => {
    const where = `search.html (address, ${disk ? "from disk" : "http"})`;
    const check = told(report, where);
    const address = place(origin, root, "search.html", disk);
    const value = (page) => page.inputValue("#at-query");
    await open(browser, desk, `${address}#q=client&sev=1`, origin, async (page, faults) => {
      await settled(page);
      check("filters of an address hold", (await value(page)) === "client sev:1" && (await page.isChecked("[id='sev:1']")));
      const severe = (await rows(page)).length;
      await page.click("[id='sev:1']");
      await page.waitForFunction((severe) => document.querySelectorAll("main .hits a").length > severe, severe);
      check("a filter can be taken away", (await value(page)) === "client", await value(page));
      await page.check("[id='kind:playbook']");
      await page.waitForFunction(() => [...document.querySelectorAll("main .hits a")].every((row) => row.href.includes("/playbooks/")));
      check("a filter stands in the address", /q=kind%3Aplaybook\+client/.test(page.url()), page.url());
      check("the focus stays on it", await page.evaluate(() => document.activeElement.id === "kind:playbook"));
      const before = await rows(page);
      await page.reload();
      await page.waitForFunction(() => document.querySelector("main .hits a"));
      check("a reload keeps it", JSON.stringify(await rows(page)) === JSON.stringify(before));
      await page.goto(`${address}?q=apology`);
      await page.waitForFunction(() => document.querySelector("main .hits a"));
      check("the address of a form is understood", (await value(page)) === "apology");
      report.check(where, "no error", faults);
    });
  };
}

function shown(scheme, width) {
  return async (browser, origin, root, report) => {
    const where = `search (${scheme}, ${width} px)`;
    const options = { colorScheme: scheme, viewport: { width, height: 800 } };
    const look = async (page, what) => {
      report.check(where, `axe finds nothing ${what}`, await accessibility(page));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      report.check(where, `nothing is wider than the window ${what}`, wide > 0 ? [`by ${wide} px`] : []);
      if (process.env.SHOTS) {
        await page.screenshot({ path: new URL(`shots/search-${what.replaceAll(" ", "-")}-${scheme}-${width}.png`, import.meta.url).pathname });
      }
    };
    await open(browser, options, onHost(origin, "search.html") + "#q=sorry+call", origin, async (page) => {
      await settled(page);
      await page.evaluate(() => document.querySelectorAll(".facets").forEach((it) => (it.open = true)));
      await look(page, "with results");
    });
    await open(browser, options, onHost(origin, "index.html"), origin, async (page) => {
      await page.keyboard.press("/");
      await page.locator("dialog.search").waitFor();
      await page.keyboard.type("sorry call");
      await page.waitForFunction(() => document.querySelector(".search .hits a"));
      await look(page, "with the dialog open");
    });
  };
}

/** What a first search loads, and how long one takes: the best of some, for the machine has other work. */
function first() {
  return async (browser, origin, root, report) => {
    await open(browser, desk, onHost(origin, "index.html"), origin, async (page, faults, requests) => {
      await page.keyboard.press("/");
      await page.locator("dialog.search").waitFor();
      const times = [];
      for (const word of ["client", "apology", "invoice", "prices", "drill"]) {
        await page.fill(".search input", "");
        await page.waitForFunction(() => !document.querySelector(".search .hits a"));
        const took = page.evaluate(() => {
          const [input, list] = [".search input", ".search .hits"].map((name) => document.querySelector(name));
          const at = (target, start) => new Promise((done) => start(() => done(performance.now())));
          const typed = at(input, (note) => input.addEventListener("input", note, { once: true, capture: true }));
          const seen = at(list, (note) => new MutationObserver(() => list.children.length && note()).observe(list, { childList: true }));
          return Promise.all([typed, seen]).then(([typed, seen]) => Math.round(seen - typed));
        });
        await page.fill(".search input", word);
        times.push(await took);
        if (times.length > 1) continue;
        await page.waitForLoadState("networkidle");
        const parts = requests.filter((url) => url.includes("/search/")).map((url) => url.slice(url.lastIndexOf("/search/") + 1));
        const size = parts.reduce((sum, part) => sum + gzipSync(readFileSync(join(root, part)), { level: 9 }).length, 0);
        const entries = Number(/"entries":(\d+)/.exec(readFileSync(join(root, "search/head.js"), "utf8"))[1]);
        console.log(`a first search among ${entries}: ${parts.length} scripts, ${size} bytes compressed`);
        const budget = entries > 200 ? MANY : FEW;
        report.check("search", "a first search loads little", size > budget ? [`${size} bytes`] : []);
      }
      console.log(`from typing to the result: ${times.join(", ")} ms`);
      report.check("search", "a result comes soon", Math.min(...times) > SOON ? [`${times.join(", ")} ms`] : []);
    });
  };
}
