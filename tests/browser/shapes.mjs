// Pages in other shapes: right to left, at 400 %, with wide text, in the reader's own colours, without motion.

import { chooseByKind, onHost, open, tooWide } from "./views.mjs";

/** The largest page of every kind in all of them, one after the other. */
export function* shapes(pages) {
  for (const [kind, [page]] of chooseByKind(pages)) yield shaped(kind, page);
}

const DESK = { width: 1280, height: 800 };

function shaped(kind, { path }) {
  return async (browser, origin, root, report) => {
    const where = (how) => `${path} (${kind}, ${how})`;
    await open(browser, { viewport: DESK }, onHost(origin, path), origin, async (page, faults) => {
      const keep = async (name) => process.env.SHOTS && (await page.screenshot({ path: shot(`${name}-${kind}`) }));
      await page.emulateMedia({ reducedMotion: "reduce", forcedColors: "active" });
      report.check(where("less motion"), "nothing moves", await page.evaluate(moving));
      report.check(where("forced colours"), "marks have a border", await page.evaluate(borderless));
      await keep("forced");
      await page.emulateMedia({ reducedMotion: null, forcedColors: "none" });
      await page.evaluate(mirror);
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 800 });
        report.check(where(`right to left, ${width} px`), "nothing is wider than the window", await page.evaluate(tooWide));
        report.check(where(`right to left, ${width} px`), "it is mirrored", await page.evaluate(unmirrored));
        await keep(`rtl-${width}`);
      }
      await page.evaluate(mirror);
      // 1280 x 800 at 400 %.
      await page.setViewportSize({ width: 320, height: 200 });
      report.check(where("400 %"), "nothing is wider than the window", await page.evaluate(tooWide));
      report.check(where("400 %"), "nothing that stays covers the text", await page.evaluate(covered));
      await page.evaluate(spaced);
      report.check(where("wide text"), "nothing is wider than the window", await page.evaluate(tooWide));
      report.check(where("all shapes"), "no error", faults);
    });
  };
}

const shot = (name) => decodeURIComponent(new URL(`shots/${name}.png`, import.meta.url).pathname);

// The rest runs in the browser.

/** As in a site in Arabic, and back. */
function mirror() {
  const root = document.documentElement;
  [root.dir, root.lang] = root.dir === "rtl" ? ["ltr", "en"] : ["rtl", "ar"];
}

function unmirrored() {
  const brand = document.querySelector(".top .brand")?.getBoundingClientRect();
  const other = document.querySelector(".top nav, .top .menu");
  const bar = [...document.querySelectorAll(".top nav, .top .menu")].find((it) => it.checkVisibility()) ?? other;
  if (!brand || !bar) return ["the page has no bar"];
  return brand.right > bar.getBoundingClientRect().right ? [] : ["the name of the site is not on the right"];
}

function covered() {
  const stays = [...document.querySelectorAll("body *")].filter((it) => /sticky|fixed/.test(getComputedStyle(it).position));
  const high = stays.filter((it) => it.checkVisibility() && it.getBoundingClientRect().height > innerHeight / 3 && !it.closest(".rail"));
  return high.map((it) => it.outerHTML.slice(0, 100));
}

function spaced() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*{letter-spacing:.12em!important;word-spacing:.16em!important;line-height:1.5!important}p{margin-bottom:2em!important}");
  document.adoptedStyleSheets = [sheet];
}

function moving() {
  const seconds = (text) => Math.max(...text.split(",").map((part) => Number.parseFloat(part)));
  const all = [...document.querySelectorAll("body *")];
  const moves = all.filter((it) => {
    const { transitionDuration, animationDuration, animationName } = getComputedStyle(it);
    return seconds(transitionDuration) > 0 || (animationName !== "none" && seconds(animationDuration) > 0);
  });
  return moves.map((it) => it.outerHTML.slice(0, 100));
}

function borderless() {
  const marks = [...document.querySelectorAll("main :is(.pill, .sev, .callout, .own, .sorry)")];
  return marks.filter((it) => getComputedStyle(it).borderTopStyle === "none").map((it) => it.outerHTML.slice(0, 100));
}
