// What can be measured on a page. Each function runs in the browser and gives the faults that it finds.

/** How far things moved while the page loaded, as Lighthouse counts it. */
export async function movement() {
  const shifts = await new Promise((done) => {
    const seen = [];
    const observer = new PerformanceObserver((list) => seen.push(...list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done([...seen, ...observer.takeRecords()]), 100);
  });
  // While the page is scrolled by script, what sticks to the window counts as moved.
  const sticks = ({ node }) => node?.parentElement?.closest(".top, .rail");
  const byScrolling = (shift) => shift.startTime >= (window.scrolledAt ?? Infinity) && shift.sources.every(sticks);
  const unasked = shifts.filter((shift) => !shift.hadRecentInput && !byScrolling(shift));
  const total = unasked.reduce((sum, shift) => sum + shift.value, 0);
  const moved = unasked.flatMap((shift) => shift.sources.map(({ node }) => node?.outerHTML?.slice(0, 100) ?? "?"));
  return total > 0.01 ? [`moved by ${total.toFixed(4)}`, ...moved] : [];
}

/** Controls and links under 24 px; a link in a sentence may be as low as its line. */
export function smallTargets() {
  const inSentence = (link) => {
    const around = link.closest("p, li, td, th, dd, dt, small, figcaption, caption, summary, h1, h2, h3, h4");
    const alone = around && around.textContent.trim() === link.textContent.trim();
    return link.localName === "a" && getComputedStyle(link).display === "inline" && around && !alone;
  };
  const targets = [...document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea")];
  const small = targets.filter((target) => {
    const { width, height } = target.getBoundingClientRect();
    const isSeen = target.checkVisibility({ visibilityProperty: true }) && width > 1 && !target.closest(".skip");
    return isSeen && (height < 23.9 || width < 23.9) && !inSentence(target);
  });
  const told = (target) => {
    const { width, height } = target.getBoundingClientRect();
    return `${Math.round(width)} x ${Math.round(height)}: ${target.outerHTML.slice(0, 140)}`;
  };
  return small.map(told);
}

/** Text under 12 px. */
export function smallText() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const small = new Set();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const around = node.parentElement;
    const isSmall = Number.parseFloat(getComputedStyle(around).fontSize) < 11.9;
    if (node.data.trim() && isSmall && around.checkVisibility()) small.add(around);
  }
  return [...small].map((element) => `${getComputedStyle(element).fontSize}: ${element.outerHTML.slice(0, 140)}`);
}

/** Characters to a line, in paragraphs of three lines and more. */
export function lineLength() {
  const perLine = (paragraph) => {
    const lines = paragraph.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(paragraph).lineHeight);
    return lines < 2.9 ? 0 : paragraph.innerText.length / (Math.round(lines) - 0.5);
  };
  const long = [...document.querySelectorAll("main .body > p")].filter((it) => perLine(it) > 0);
  const told = (paragraph) => `${Math.round(perLine(paragraph))}: ${paragraph.innerText.slice(0, 60)}`;
  const outside = long.filter((it) => perLine(it) > 82 || perLine(it) < 50);
  // Long words and addresses make single lines short; most lines of a page are as they should be.
  return outside.length * 2 > long.length ? outside.map(told) : [];
}

/** Boxes that scroll sideways and cannot be reached by keyboard, and those that can and do not scroll. */
export async function unreachableBoxes() {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const boxes = [...document.querySelectorAll("main pre, main .tbl")].filter((box) => box.checkVisibility());
  const wrong = boxes.filter((box) => {
    const scrolls = box.scrollWidth > box.clientWidth + 1;
    return scrolls ? box.tabIndex !== 0 || !box.ariaLabel : box.tabIndex === 0 && box.hasAttribute("tabindex");
  });
  return wrong.map((box) => `${box.scrollWidth} in ${box.clientWidth} px: ${box.outerHTML.slice(0, 120)}`);
}
