// Pages as they are without a mouse.

import { chooseByKind, onHost, open } from "./views.mjs";

const STOPS = 60;
const desk = { viewport: { width: 1280, height: 800 }, patience: 10_000 };

/** One walk through the largest page of every kind, and the keys of the theme. */
export function* walks(pages) {
  const chosen = chooseByKind(pages);
  for (const [kind, [page]] of chosen) yield walk(kind, page);
  const list = chosen.get("incident-list")?.[0];
  if (list) yield keys(list);
}

function walk(kind, { path }) {
  return async (browser, origin, root, report) => {
    const where = `${path} (${kind}, by keyboard)`;
    await open(browser, desk, onHost(origin, path), origin, async (page) => {
      const faults = { seen: [], shown: [], trapped: [] };
      await page.evaluate(() => document.activeElement.blur());
      const skipFirst = await skipLink(page);
      report.check(where, "the skip link comes first and leads to the content", skipFirst);
      await page.reload();
      for (let stop = 0; stop < STOPS; stop += 1) {
        await page.keyboard.press("Tab");
        const at = await page.evaluate(focused);
        if (!at) break;
        if (!at.isInView) faults.seen.push(at.html);
        if (!at.isShown) faults.shown.push(at.html);
        if (at.isSame) {
          faults.trapped.push(at.html);
          break;
        }
      }
      report.check(where, "what has the focus can be seen", faults.seen);
      report.check(where, "the focus itself can be seen", faults.shown);
      report.check(where, "nothing keeps the focus", faults.trapped);
    });
  };
}

async function skipLink(page) {
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => {
    const { left, width } = document.activeElement.getBoundingClientRect();
    return { href: document.activeElement.getAttribute("href"), isSeen: left >= 0 && width > 24 };
  });
  if (!first.href?.startsWith("#") || !first.isSeen) return [`the first stop is ${JSON.stringify(first)}`];
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const isIn = await page.evaluate(() => {
    const main = document.querySelector("main");
    return main.contains(document.activeElement) || !main.querySelector("a[href], button, input, summary");
  });
  return isIn ? [] : ["after it the focus is not in the content"];
}

/** Runs in the browser. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const isSame = window.lastFocused === element;
  window.lastFocused = element;
  const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const inWindow = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0;
  const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 40), 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
  const above = document.elementFromPoint(x, y);
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return {
    isSame,
    isInView: inWindow && Boolean(above) && (element.contains(above) || above.contains(element)),
    isShown: outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2,
    html: element.outerHTML.slice(0, 140),
  };
}

function keys({ path }) {
  return async (browser, origin, root, report) => {
    const where = `${path} (keys)`;
    await open(browser, desk, onHost(origin, path), origin, async (page, faults) => {
      const theme = () => page.evaluate(() => document.documentElement.dataset.theme ?? "auto");
      const isOpen = () => page.evaluate(() => document.querySelector("dialog[open]") !== null);
      const focusedLink = () => page.evaluate(() => document.activeElement.closest("main a")?.href ?? "");
      const check = (what, isSo) => report.check(where, what, isSo ? [] : ["it does not"]);
      await page.keyboard.press("?");
      check("? opens the help", await isOpen());
      await page.keyboard.press("t");
      check("no key acts behind a dialog", (await theme()) === "auto");
      await page.keyboard.press("Escape");
      check("Escape closes it", !(await isOpen()));
      await page.keyboard.press("j");
      const first = await focusedLink();
      await page.keyboard.press("j");
      const second = await focusedLink();
      await page.keyboard.press("k");
      check("j and k go from row to row", first !== "" && second !== first && (await focusedLink()) === first);
      await page.keyboard.press("t");
      check("t changes the theme", (await theme()) === "light");
      await page.keyboard.press("Control+t");
      await page.keyboard.press("Alt+t");
      check("with a modifier nothing happens", (await theme()) === "light");
      await page.evaluate(() => document.querySelector("main").append(document.createElement("input")));
      await page.locator("main input").last().focus();
      await page.keyboard.type("t?gp");
      check("in a field nothing happens", (await theme()) === "light" && !(await isOpen()) && page.url().endsWith(path));
      await page.evaluate(() => document.activeElement.blur());
      await page.keyboard.press("g");
      await page.keyboard.press("p");
      await page.waitForURL(/playbooks\/index\.html$/, { timeout: 5_000 }).catch(() => {});
      check("g and p lead to the playbooks", page.url().endsWith("playbooks/index.html"));
      await page.keyboard.press("?");
      await page.locator("dialog input[type=checkbox]").uncheck();
      await page.keyboard.press("Escape");
      await page.reload();
      await page.keyboard.press("t");
      await page.keyboard.press("?");
      check("switched off, keys do nothing, also later", (await theme()) === "light" && !(await isOpen()));
      await page.locator(".foot [data-slot=keys] button").click();
      check("the help can still be opened", await isOpen());
      report.check(where, "no error", faults);
    });
  };
}
