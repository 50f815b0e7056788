// What a page gains with script. The page is complete without it: controls that need script are made here, and
// what is made here carries `data-js`.
(function () {
  const words = {
    theme: "Theme: ",
    auto: "auto",
    light: "light",
    dark: "dark",
    copy: "Copy",
    copied: "Copied",
    refused: "Refused",
    code: "Code",
    table: "Table",
    done: "Done: ",
    progress: "{} of {} done",
    reset: "Reset",
    undo: "Undo",
    keys: "Keys",
    singleKeys: "Single keys work",
    close: "Close",
    help: [
      ["?", "this help"],
      ["t", "theme"],
      ["g h", "home"],
      ["j k", "next, previous row"],
      ["[ ]", "previous, next page"],
      ["/", "search"],
    ],
  };

  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    element.append(...children);
    return element;
  };
  const button = (name, act, ...children) => {
    const made = make("button", { type: "button", class: name, "data-js": "" }, ...children);
    made.onclick = act;
    return made;
  };

  // A browser may refuse to remember. Then all of it works until the page is left.
  const recall = (key) => {
    try {
      return localStorage.getItem("amends:" + key);
    } catch {
      return null;
    }
  };
  const remember = (key, value) => {
    try {
      if (value) localStorage.setItem("amends:" + key, value);
      else localStorage.removeItem("amends:" + key);
    } catch {}
  };

  const status = make("p", { class: "vh", role: "status", "data-js": "" });
  document.body.append(status);

  // Light or dark

  const themes = ["auto", "light", "dark"];
  const theme = () => root.dataset.theme || "auto";
  const nextTheme = () => {
    const next = themes[(themes.indexOf(theme()) + 1) % 3];
    if (next === "auto") delete root.dataset.theme;
    else root.dataset.theme = next;
    remember("theme", root.dataset.theme);
    showTheme();
    status.textContent = words.theme + words[next];
  };
  const themeNames = all("[data-slot=theme]").map((slot) => {
    const name = make("span");
    slot.append(button("switch", nextTheme, make("span", { class: "vh" }, words.theme), name));
    return name;
  });
  const showTheme = () => themeNames.forEach((name) => (name.textContent = words[theme()]));
  showTheme();

  // Boxes that scroll are reached by keyboard, and only those

  const fits = new ResizeObserver((changes) =>
    changes.forEach(({ target: box }) => {
      const table = box.querySelector("table");
      const name = table ? table.ariaLabel || words.table : words.code;
      const scrolls = box.scrollWidth > box.clientWidth + 1;
      box.role = scrolls ? "group" : null;
      box.ariaLabel = scrolls ? name : null;
      if (scrolls) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }),
  );
  all("main pre, main .tbl").forEach((box) => fits.observe(box));

  // Copy: the newer way works over https only, the older one also from disk

  all("main pre").forEach((pre) => {
    const tell = (text) => {
      control.textContent = status.textContent = text;
      setTimeout(() => (control.textContent = words.copy), 2000);
    };
    const copyOld = () => {
      getSelection().selectAllChildren(pre);
      tell(document.execCommand("copy") ? words.copied : words.refused);
      getSelection().removeAllRanges();
    };
    const copy = () => {
      if (!navigator.clipboard) return copyOld();
      navigator.clipboard.writeText(pre.textContent).then(() => tell(words.copied), copyOld);
    };
    const control = button("copy", copy, words.copy);
    const box = make("div", { class: "copies" });
    pre.before(box);
    box.append(pre, control);
  });

  // Checklists: a box for each step, and for each thing to do in it. A tick is kept under the words that it stands
  // at, so that it never moves to a step that was put in before them.

  const ticks = new Map();
  const steps = all("[data-checklist] > li").map((step) => {
    const box = (text) => {
      const made = make("input", { type: "checkbox" });
      ticks.set(step.id + " " + text, made);
      return made;
    };
    all(".check > li", step).forEach((item) => {
      item.replaceChildren(make("label", {}, box(item.textContent), ...item.childNodes));
    });
    const title = step.querySelector("h3, h4").textContent;
    const own = box("");
    own.ariaLabel = words.done + title;
    step.prepend(make("label", { class: "tick-all", "data-js": "" }, own));
    return own;
  });

  if (steps.length) {
    const key = "ticks:" + location.pathname;
    const count = make("span", { role: "status" });
    let now = "[]";
    let undone = "";
    const show = () => {
      const ticked = [...ticks.keys()].filter((name) => ticks.get(name).checked);
      const done = steps.filter((box) => box.checked).length;
      count.textContent = words.progress.replace("{}", done).replace("{}", steps.length);
      reset.textContent = undone ? words.undo : words.reset;
      reset.disabled = !ticked.length && !undone;
      now = JSON.stringify(ticked);
      remember(key, ticked.length && now);
    };
    const tick = (kept) => {
      try {
        const names = JSON.parse(kept) || [];
        ticks.forEach((box, name) => (box.checked = names.includes(name)));
      } catch {}
    };
    const reset = button("quiet", () => {
      const before = undone ? "" : now;
      tick(undone || "[]");
      undone = before;
      show();
    });
    const change = () => {
      undone = "";
      show();
    };
    ticks.forEach((box) => (box.onchange = change));
    all("[data-slot=progress]").forEach((slot) => slot.append(make("div", { "data-js": "" }, count, reset)));
    tick(recall(key));
    show();
  }

  // Print: what is folded is opened, and folded again

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("main details:not([open])");
    folded.forEach((details) => (details.open = true));
  });
  addEventListener("afterprint", () => folded.forEach((details) => (details.open = false)));

  // Keys

  const move = (by) => () => {
    const links = all("main :is(tbody tr, .list > li, .names > li, .grid > .card)")
      .map((row) => row.querySelector("th a, h3 a") || row.querySelector("a"))
      .filter((link) => link && link.checkVisibility());
    const at = links.indexOf(document.activeElement);
    links[at < 0 && by < 0 ? links.length - 1 : at + by]?.focus();
  };
  const follow = (selector) => () => document.querySelector(selector)?.click();
  const go = { h: follow(".brand") };
  const sections = { i: "incidents", p: "playbooks", l: "lessons", v: "prevention", c: "charts" };
  for (const key in sections) {
    const link = document.querySelector(`nav a[href$="${sections[key]}/index.html"]`);
    if (!link) continue;
    go[key] = () => link.click();
    words.help.push(["g " + key, link.textContent]);
  }
  const openHelp = () => help().showModal();
  const keys = {
    "?": openHelp,
    t: nextTheme,
    j: move(1),
    k: move(-1),
    "[": follow("a[rel=prev]"),
    "]": follow("a[rel=next]"),
  };

  // search: its script is loaded when somebody is about to search, and opens the dialog

  const finder = document.querySelector(".finder input");
  const page = document.querySelector("#at-query");
  const src = document.currentScript.src.replace("site.js", "search.js");
  let script;
  const search = () => {
    if (window.search) window.search.open(finder.value);
    else script ??= document.head.appendChild(Object.assign(make("script"), { src, onload: search }));
  };
  if (finder) {
    keys["/"] = search;
    finder.onclick = finder.oninput = search;
  }
  if (finder && page) {
    page.onfocus = search;
    if (location.hash || location.search) search();
  }

  let afterG = false;
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (key === "Escape") closeMenus();
    const isCommand = event.ctrlKey || event.metaKey;
    if (finder && isCommand && key === "k") {
      event.preventDefault();
      return search();
    }
    if (isCommand || event.altKey || event.defaultPrevented || key === "Shift") return;
    if (root.dataset.keys || document.querySelector("dialog[open]")) return;
    if (target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    const act = (afterG ? go : keys)[key];
    afterG = !afterG && key === "g";
    if (act) {
      event.preventDefault();
      act();
    }
  });

  const closeMenus = () =>
    all("header details[open]").forEach((menu) => {
      if (menu.contains(document.activeElement)) menu.firstElementChild.focus();
      menu.open = false;
    });

  // `data-keys="off"` is what other scripts ask before they act on a single key.
  const useKeys = (off) => {
    if (off) root.dataset.keys = "off";
    else delete root.dataset.keys;
    remember("keys", off);
  };
  useKeys(recall("keys"));

  let dialog;
  const help = () => {
    if (dialog) return dialog;
    const box = make("input", { type: "checkbox" });
    box.checked = !root.dataset.keys;
    box.onchange = () => useKeys(box.checked ? "" : "off");
    const rows = words.help.map(([pressed, does]) => {
      const caps = pressed.split(" ").map((key) => make("kbd", {}, key));
      return make("div", {}, make("dt", {}, ...caps), make("dd", {}, does));
    });
    dialog = make(
      "dialog",
      { class: "help", "aria-label": words.keys, "data-js": "" },
      make("h2", {}, words.keys),
      make("dl", {}, ...rows),
      make("label", {}, box, words.singleKeys),
      button("quiet", () => dialog.close(), words.close),
    );
    document.body.append(dialog);
    return dialog;
  };
  all("[data-slot=keys]").forEach((slot) => slot.append(button("quiet", openHelp, words.keys)));
})();
