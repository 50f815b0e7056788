// Pages in other shapes: right to left, at 400 %, with wide text, in the reader's own colours, without motion.

import { chooseByKind, onHost, open, tooWide } from "./views.mjs";

/** The largest page of every kind in all of them. */
export function* shapes(pages) {
  for (const [kind, [page]] of chooseByKind(pages)) {
    yield mirrored(kind, page);
    yield reshaped(kind, page);
  }
}

function mirrored(kind, { path }) {
  return async (browser, origin, root, report) => {
    const address = onHost(origin, path);
    for (const width of [360, 1280]) {
      const where = `${path} (${kind}, right to left, ${width} px)`;
      await open(browser, { viewport: { width, height: 800 } }, "about:blank", origin, async (page, faults) => {
        // What a site in Arabic has in its shell.
        await page.route(address, async (route) => {
          const response = await route.fetch();
          const body = (await response.text()).replace(/<html lang="[^"]*" dir="ltr"/, '<html lang="ar" dir="rtl"');
          await route.fulfill({ response, body });
        });
        await page.goto(address, { waitUntil: "load" });
        report.check(where, "nothing is wider than the window", await page.evaluate(tooWide));
        report.check(where, "it is mirrored", await page.evaluate(unmirrored));
        if (process.env.SHOTS) await page.screenshot({ path: shot(`rtl-${kind}-${width}`) });
        report.check(where, "no error", faults);
      });
    }
  };
}

function reshaped(kind, { path }) {
  return async (browser, origin, root, report) => {
    const where = (how) => `${path} (${kind}, ${how})`;
    // 1280 x 800 at 400 %.
    await open(browser, { viewport: { width: 320, height: 200 } }, onHost(origin, path), origin, async (page) => {
      report.check(where("400 %"), "nothing is wider than the window", await page.evaluate(tooWide));
      report.check(where("400 %"), "nothing that stays covers the text", await page.evaluate(covered));
      await page.evaluate(spaced);
      report.check(where("wide text"), "nothing is wider than the window", await page.evaluate(tooWide));
    });
    await open(browser, { viewport: { width: 1280, height: 800 } }, onHost(origin, path), origin, async (page) => {
      await page.emulateMedia({ reducedMotion: "reduce", forcedColors: "active" });
      report.check(where("less motion"), "nothing moves", await page.evaluate(moving));
      report.check(where("forced colours"), "marks have a border", await page.evaluate(borderless));
      if (process.env.SHOTS) await page.screenshot({ path: shot(`forced-${kind}`) });
    });
  };
}

const shot = (name) => decodeURIComponent(new URL(`shots/${name}.png`, import.meta.url).pathname);

// The rest runs in the browser.

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
