// Pages on paper.

import { chooseByKind, onHost, open } from "./views.mjs";

const SHEETS = 3; // of a worst incident
const OF_PLAYBOOK = 10;

/** The worst incidents, a playbook, and one page of every other kind. */
export function* prints(pages) {
  for (const page of pages.filter((page) => page.isWorst && page.kind === "incident").slice(0, 3)) yield print(page, SHEETS);
  for (const [kind, [page]] of chooseByKind(pages)) yield print(page, kind === "playbook" ? OF_PLAYBOOK : Infinity);
}

function print({ path, kind }, most) {
  return async (browser, origin, root, report) => {
    const where = `${path} (${kind}, printed)`;
    await open(browser, { viewport: { width: 673, height: 1000 }, colorScheme: "dark" }, onHost(origin, path), origin, async (page, faults) => {
      report.check(where, "what is folded is opened for the print, and only for it", await page.evaluate(folding));
      if (most !== Infinity) {
        const pdf = await page.pdf({ preferCSSPageSize: true, format: "A4", printBackground: true });
        const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
        console.log(`${where}: ${sheets} sheets`);
        report.check(where, `on at most ${most} sheets`, sheets > most || sheets === 0 ? [`${sheets}`] : []);
      }
      await page.emulateMedia({ media: "print" });
      report.check(where, "on white, in dark ink, without bars and buttons", await page.evaluate(onPaper));
      report.check(where, "no error", faults);
    });
  };
}

// The rest runs in the browser.

function folding() {
  const all = [...document.querySelectorAll("main details")];
  const before = all.map((details) => details.open);
  dispatchEvent(new Event("beforeprint"));
  const closed = all.filter((details) => !details.open).map((details) => `closed: ${details.outerHTML.slice(0, 80)}`);
  dispatchEvent(new Event("afterprint"));
  const changed = all.filter((details, at) => details.open !== before[at]).map((details) => `left open: ${details.outerHTML.slice(0, 80)}`);
  return [...closed, ...changed];
}

function onPaper() {
  const light = (colour) => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    return alpha === 0 ? 255 : 0.3 * red + 0.6 * green + 0.1 * blue;
  };
  const { color, backgroundColor } = getComputedStyle(document.body);
  const faults = [];
  if (light(backgroundColor) < 250) faults.push(`the ground is ${backgroundColor}`);
  if (light(color) > 80) faults.push(`the ink is ${color}`);
  const unwanted = document.querySelectorAll(".skip, .top, .rail, .foot nav, .turn, button, dialog, form");
  const seen = [...unwanted].filter((element) => element.checkVisibility() && element.getClientRects().length > 0);
  return [...faults, ...seen.map((element) => element.outerHTML.slice(0, 100))];
}
