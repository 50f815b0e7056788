// Reads every file of the site, and follows every link within it.

import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";

/** Checks all pages as files; gives `{ path, kind, size }` of each. */
export async function crawl(browser, root, report) {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const paths = files.map((file) => file.slice(root.length + 1).split(sep).join("/")).sort();
  const known = new Set(paths);
  const pages = await readPages(browser, root, paths.filter((path) => path.endsWith(".html")));
  const byPath = new Map(pages.map((page) => [page.path, page]));
  const linked = new Set(["index.html", "404.html"]);
  for (const page of pages) {
    const broken = [];
    for (const link of page.links) {
      const { fault, target } = follow(page, link, known, byPath);
      if (fault) broken.push(fault);
      if (target && target !== page.path) linked.add(target);
    }
    report.check(page.path, "links and anchors lead somewhere", broken);
    report.check(page.path, "ids are unique", page.duplicates);
    report.check(page.path, "nothing inline, nothing from elsewhere", page.inline);
    report.check(page.path, "says of what kind it is", page.kind ? [] : ["<html> has no data-kind"]);
    report.check(page.path, "says what it is about", page.about || page.kind === "redirect" ? [] : ["no description"]);
  }
  const orphans = pages.filter((page) => page.kind !== "redirect" && !linked.has(page.path));
  report.check("site", "some page links to every page", orphans.map((page) => page.path));
  console.log(`${paths.length} files, ${pages.length} pages crawled`);
  return pages;
}

/** What one link of a page leads to, or why it leads nowhere. */
function follow(page, link, known, byPath) {
  const { href, needed } = link;
  const tell = (why) => ({ fault: `${href}: ${why}` });
  if (/^[a-z][a-z0-9+.-]*:/i.test(href) || href.startsWith("//")) {
    if (needed && !href.startsWith("data:image/")) return tell("loaded from elsewhere");
    return /^(https?|mailto|tel):/i.test(href) ? {} : needed ? {} : tell("a scheme that no link should have");
  }
  if (href.startsWith("/")) return tell("works only at the root of a host");
  const [withoutFragment, fragment] = split(href, "#");
  const [relative] = split(withoutFragment, "?");
  let target;
  try {
    const base = `http://site/${page.path.split("/").map(encodeURIComponent).join("/")}`;
    const url = new URL(relative === "" ? base : relative, base);
    target = decodeURIComponent(url.pathname.slice(1));
    if (relative.endsWith("/") || /(^|\/)\.{0,2}$/.test(relative) && relative !== "") return tell("needs a server");
  } catch {
    return tell("is no address");
  }
  if (!known.has(target)) return tell("no such file");
  if (!fragment || fragment === "top") return { target };
  const ids = byPath.get(target)?.ids;
  return ids && !ids.includes(decode(fragment)) ? { ...tell(`no such place in ${target}`), target } : { target };
}

function split(text, at) {
  const index = text.indexOf(at);
  return index < 0 ? [text, ""] : [text.slice(0, index), text.slice(index + 1)];
}

function decode(fragment) {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** The browser's own parser reads the pages, so they are what a reader's browser takes them for. */
async function readPages(browser, root, paths) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  const pages = [];
  for (let at = 0; at < paths.length; at += 50) {
    const batch = paths.slice(at, at + 50);
    const texts = await Promise.all(batch.map((path) => readFile(join(root, path), "utf8")));
    const parsed = await tab.evaluate(parse, texts);
    parsed.forEach((page, index) => pages.push({ path: batch[index], size: texts[index].length, ...page }));
  }
  await context.close();
  return pages;
}

/** Runs in the browser. */
function parse(texts) {
  return texts.map((text) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    const ids = [...page.querySelectorAll("[id]")].map((element) => element.id);
    const all = (selector) => [...page.querySelectorAll(selector)];
    const links = [];
    const add = (href, needed) => href != null && links.push({ href: href.trim(), needed });
    for (const element of all("a[href], area[href]")) add(element.getAttribute("href"), false);
    for (const element of all("link[href]")) {
      const rel = element.getAttribute("rel") ?? "";
      if (!/canonical|alternate/.test(rel) || !/^https?:/.test(element.getAttribute("href"))) {
        add(element.getAttribute("href"), !/canonical|alternate|next|prev/.test(rel));
      }
    }
    for (const element of all("[src]")) add(element.getAttribute("src"), true);
    for (const element of all("[srcset]")) {
      for (const part of element.getAttribute("srcset").split(",")) add(part.trim().split(/\s+/)[0], true);
    }
    for (const element of all("use, image")) add(element.getAttribute("href"), true);
    for (const element of all("form[action]")) add(element.getAttribute("action"), true);
    for (const element of all("object[data]")) add(element.getAttribute("data"), true);
    for (const element of all("[poster]")) add(element.getAttribute("poster"), true);
    for (const element of all("meta[http-equiv=refresh i]")) {
      add(/url\s*=\s*['"]?([^'"]+)/i.exec(element.getAttribute("content"))?.[1], false);
    }
    const inline = [];
    for (const element of all("*")) {
      const name = element.localName;
      if (name === "style") inline.push("<style>");
      if (name === "script" && !element.hasAttribute("src") && element.type !== "application/json") inline.push("<script> without src");
      for (const attribute of element.attributes) {
        if (attribute.name === "style" || attribute.name.startsWith("on")) inline.push(`<${name} ${attribute.name}>`);
        if (/^\s*javascript:/i.test(attribute.value)) inline.push(`<${name} ${attribute.name}="javascript:…">`);
      }
    }
    return {
      kind: page.documentElement.dataset.kind ?? "",
      about: page.querySelector("meta[name=description]")?.content ?? "",
      nodes: all("*").length,
      ownText: page.body.textContent.replace(/\s+/g, " ").length,
      isWorst: page.querySelector("main .row .sev.s1") !== null,
      hasCode: page.querySelector("main pre") !== null,
      hasChecklist: page.querySelector("[data-checklist]") !== null,
      ids: [...ids, ...all("a[name]").map((element) => element.getAttribute("name"))],
      duplicates: [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))],
      links,
      inline,
    };
  });
}
