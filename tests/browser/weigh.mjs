// What pages weigh, from the files. Compressed as a host would: gzip.

import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const BUDGET = { ".css": 12_000, ".js": 8_000 };
const MARKUP = 30_000; // bytes of HTML beyond the page's own text
const NODES = 1_500;
const HTML = 10_000; // compressed, beside the compressed text of its own
const MOST = 30_000; // compressed, a list of 200 rows

/** Checks sizes of the theme's files and of every page. */
export async function weigh(root, pages, report) {
  const top = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isFile());
  for (const [ending, budget] of Object.entries(BUDGET)) {
    const files = top.map((entry) => entry.name).filter((name) => extname(name) === ending);
    const sizes = files.map((name) => [name, compressed(readFileSync(join(root, name)))]);
    const total = sizes.reduce((sum, [, size]) => sum + size, 0);
    const told = sizes.map(([name, size]) => `${name} ${size}`).join(", ");
    console.log(`${ending} compressed: ${total} of ${budget} bytes (${told})`);
    report.check("site", `${ending} is at most ${budget} bytes, compressed`, total > budget ? [`${total}: ${told}`] : []);
  }
  const sizes = [];
  for (const page of pages) {
    const bytes = readFileSync(join(root, page.path));
    const size = compressed(bytes);
    sizes.push(size);
    const markup = bytes.length - page.ownText;
    report.check(page.path, `at most ${MARKUP} bytes of HTML beyond its text`, markup > MARKUP ? [`${markup}`] : []);
    report.check(page.path, `at most ${NODES} elements`, page.nodes > NODES ? [`${page.nodes}`] : []);
    // Text compresses to about a third of its length.
    const isHeavy = size > MOST || size > HTML + page.ownText / 3;
    report.check(page.path, "compressed, at most 10 kB and its text", isHeavy ? [`${size}, ${page.ownText} of text`] : []);
  }
  sizes.sort((a, b) => a - b);
  console.log(`HTML compressed: median ${sizes[sizes.length >> 1]}, most ${sizes.at(-1)} bytes`);
}

const compressed = (bytes) => gzipSync(bytes, { level: 9 }).length;
