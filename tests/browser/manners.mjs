// What the theme's scripts do: light and dark, checklists, copying; and what they do where storage is refused.

import { accessibility, fromDisk, onHost, open } from "./views.mjs";

const desk = { viewport: { width: 1280, height: 800 }, patience: 10_000 };

/** Runs in the browser before the page does: a browser that remembers nothing. */
function refuseStorage() {
  Object.defineProperty(window, "localStorage", {
    get() {
      throw new DOMException("refused", "SecurityError");
    },
  });
}

/** Runs in the browser before the page does: one of those that have no clipboard for scripts. */
function refuseClipboard() {
  Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined });
}

/** Each behaviour, on a page that has what it needs. */
export function* manners(pages) {
  const bySize = [...pages].sort((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1));
  const home = pages.find((page) => page.path === "index.html");
  if (home) yield switching(home);
  if (home) yield switching(home, refuseStorage);
  const playbook = bySize.find((page) => page.hasChecklist);
  if (playbook) yield ticking(playbook);
  if (playbook) yield tickingForgetfully(playbook);
  const code = bySize.find((page) => page.hasCode);
  if (code) yield copying(code);
  if (code) yield copying(code, refuseClipboard);
}

const told = (report, where) => (what, isSo) => report.check(where, what, isSo ? [] : ["it is not so"]);

function switching({ path }, before) {
  return async (browser, origin, root, report) => {
    const where = `${path} (theme${before ? ", storage refused" : ""})`;
    const check = told(report, where);
    const options = { ...desk, colorScheme: "light", before };
    await open(browser, options, onHost(origin, path), origin, async (page, faults) => {
      const button = page.locator(".top .wrap > [data-slot=theme] button");
      const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = await ground();
      check("the button names what holds", /auto/.test(await button.innerText()));
      await button.click();
      await button.click();
      const dark = await ground();
      check("dark is chosen and named", dark !== light && /dark/.test(await button.innerText()));
      report.check(where, "axe finds nothing in the chosen theme", await accessibility(page));
      await page.reload();
      if (before) check("a reload forgets", (await ground()) === light);
      else check("a reload keeps it", (await ground()) === dark && /dark/.test(await button.innerText()));
      if (!before) await button.click();
      check("auto follows the system again", (await ground()) === light);
      report.check(where, "no error", faults);
    });
  };
}

function ticking({ path }) {
  return async (browser, origin, root, report) => {
    const where = `${path} (checklist)`;
    const check = told(report, where);
    await open(browser, desk, onHost(origin, path), origin, async (page, faults) => {
      const { boxes, steps, state, progress, reset } = parts(page);
      check("there is a box for each step and each thing to do", (await boxes.count()) > (await steps.count()));
      report.check(where, "every box has a label with words", await page.evaluate(unlabelled));
      await boxes.nth(1).check();
      await steps.nth(2).check();
      const before = await state();
      check("progress is told", /^1\D+\d+/.test(await progress.innerText()));
      await page.reload();
      check("ticks are kept", (await state()) === before && before.includes("1"));
      report.check(where, "axe finds nothing with ticks", await accessibility(page));
      await reset.click();
      check("reset clears them", !(await state()).includes("1"));
      await reset.click();
      check("a reset can be undone", (await state()) === before);
      await reset.click();
      await page.reload();
      check("cleared ticks stay away", !(await state()).includes("1"));
      report.check(where, "no error", faults);
    });
    await open(browser, desk, fromDisk(root, path), origin, async (page) => {
      const { steps, state } = parts(page);
      await steps.nth(0).check();
      const before = await state();
      await page.reload();
      check("ticks are kept from disk", (await state()) === before);
    });
  };
}

function tickingForgetfully({ path }) {
  return async (browser, origin, root, report) => {
    const where = `${path} (checklist, storage refused)`;
    await open(browser, { ...desk, before: refuseStorage }, onHost(origin, path), origin, async (page, faults) => {
      const { steps, state, progress, reset } = parts(page);
      await steps.nth(0).check();
      told(report, where)("ticks count", /^1\D/.test(await progress.innerText()));
      await reset.click();
      told(report, where)("reset clears them", !(await state()).includes("1"));
      report.check(where, "no error", faults);
    });
  };
}

/** A checklist and what goes with it. */
function parts(page) {
  const boxes = page.locator("[data-checklist] input");
  return {
    boxes,
    steps: page.locator("[data-checklist] .tick-all input"),
    state: () => boxes.evaluateAll((all) => all.map((box) => Number(box.checked)).join("")),
    progress: page.locator("[data-slot=progress] [role=status]"),
    reset: page.locator("[data-slot=progress] button"),
  };
}

/** Runs in the browser. */
function unlabelled() {
  const boxes = [...document.querySelectorAll("[data-checklist] input")];
  const name = (box) => box.ariaLabel || box.closest("label")?.textContent.trim();
  return boxes.filter((box) => !box.closest("label") || !name(box)).map((box) => box.outerHTML);
}

function copying({ path }, before) {
  return async (browser, origin, root, report) => {
    const where = `${path} (copy${before ? ", the older way" : ""})`;
    const options = { ...desk, before, permissions: ["clipboard-read", "clipboard-write"] };
    await open(browser, options, onHost(origin, path), origin, async (page, faults) => {
      const box = page.locator(".copies").first();
      const button = box.locator(".copy");
      await button.focus();
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.querySelector(".copy").textContent === "Copied", null, { timeout: 5_000 }).catch(() => {});
      told(report, where)("says that it has copied", (await button.innerText()) === "Copied");
      if (!before) {
        const wanted = await box.locator("pre").evaluate((pre) => pre.textContent);
        const got = await page.evaluate(() => navigator.clipboard.readText());
        told(report, where)("the code is in the clipboard", got === wanted);
      }
      report.check(where, "no error", faults);
    });
  };
}
