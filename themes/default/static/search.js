// Searches in the scripts of the folder `search`, each loaded when it is needed. How they are written is told in
// src/search/shard.rs, how words are cut in src/search/words.rs. What is fixed in the dialog and on the page stands
// in the templates shell.html and search.html.
"use strict";

(() => {
  const root = document.currentScript.src.replace(/[^/]*$/, "");

  // Scripts that hold data

  const arrive = {};
  const loads = {};
  window.amends = (name, data) => arrive[name](data);
  const load = (name, read = (data) => data) =>
    (loads[name] ??= new Promise((done, fail) => {
      arrive[name] = done;
      const onerror = () => fail(delete loads[name]);
      document.head.append(make("script", { src: `${root}search/${name}.js`, onerror }));
    }).then(read));

  const head = () =>
    load("head", (it) => {
      it.bounds = it.bounds.split(" ");
      for (const facet of it.facets) facet.of = facet.of.map((values) => [values].flat());
      return it;
    });
  const shard = ([words, hits]) => words.split(" ").map((word, at) => ({ word, hits: hits[at] }));
  /** All words that begin so; of very many the first. */
  const beginning = async (text) => {
    const { bounds } = await head();
    const wanted = bounds.map((_, at) => at).filter((at) => bounds[at] <= text + "\uffff" && !(bounds[at + 1] <= text));
    const all = await Promise.all(wanted.slice(0, 3).map((at) => load(`w${at}`, shard)));
    return all.flat().filter(({ word }) => word.startsWith(text));
  };
  const shown = async (entry) => {
    const { share } = await head();
    return (await load(`t${(entry / share) | 0}`))[entry % share];
  };

  // Words

  const UNSPACED = "[\\u0e00-\\u0eff\\u3040-\\u30ff\\u3400-\\u9fff\\u{20000}-\\u{3ffff}]";
  const LETTER = "[\\p{Alphabetic}\\p{N}\\p{M}]";
  const PIECE = new RegExp(`((?=${UNSPACED})${LETTER})+|((?!${UNSPACED})${LETTER})+`, "gu");
  const LIKE = { ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", ł: "l", đ: "d", ð: "d", ı: "i", ς: "σ" };
  const fold = (text) =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[\u0300-\u036f\u3099\u309a]/g, "")
      .replace(/[ßæœþøłđðıς]/g, (letter) => LIKE[letter]);
  /** Words of a text as the index has them: folded, from, to, and whether it is only a part of one. */
  const cut = (text) => {
    const words = [];
    const add = (word, from, to, part) => /^[a-z]$/.test(word) || words.push({ word, from, to, part });
    for (const { 0: piece, 1: unspaced, index } of text.matchAll(PIECE)) {
      const word = fold(piece);
      if (unspaced) {
        const letters = [...word];
        const last = letters.length - 1;
        letters.forEach((letter, at) => {
          if (at < last) add(letter + letters[at + 1], index + at, index + at + 2);
          else add(letter, index + at, index + at + 1, last > 0);
        });
        continue;
      }
      add(word, index, index + piece.length);
      const humps = piece.split(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/);
      let at = index;
      if (humps[1]) for (const hump of humps) add(fold(hump), at, (at += hump.length), true);
    }
    return words;
  };
  const asked = (text) => cut(text).flatMap(({ word, part }) => (part ? [] : word));
  /** What English words of one family share. Of German ones it takes as little from both sides. */
  const stem = (word) =>
    word.length < 4 || /[^a-z]/.test(word)
      ? word
      : word
          .replace(/(ss|sh|ch|x|z)es$|([^suis])s$/, "$1$2")
          .replace(/(.{3})(ing|ed)$/, "$1")
          .replace(/([^lsz])\1$/, "$1")
          .replace(/e$/, "")
          .replace(/y$/, "i");
  /** How many letters to change, leave out, put in or swap; of `word` only the beginning counts where `open`. */
  const off = (typed, word, most, open) => {
    while (typed && typed[0] === word[0]) [typed, word] = [typed.slice(1), word.slice(1)];
    if (!typed || !word) return typed.length + (open ? 0 : word.length);
    if (!most--) return 9;
    const [rest, next] = [typed.slice(1), word.slice(1)];
    const swap = typed[0] === word[1] && typed[1] === word[0] ? off(rest.slice(1), next.slice(1), most, open) : 9;
    return 1 + Math.min(swap, off(rest, next, most, open), off(rest, word, most, open), off(typed, next, most, open));
  };
  /** Words that may have been meant, the commonest first. */
  const near = async (typed, most, open) => {
    const words = await load("common", (words) => words.split(" "));
    for (let far = 1; far <= most; far++) {
      const found = words.filter((word) => off(typed, word, far, open) <= far);
      if (found[0]) return found.slice(0, 6);
    }
    return [];
  };

  // A query

  /** Words, phrases and filters of what is typed: `sev:1 "not told" certificate`. */
  const parse = (text, facets) => {
    const [terms, phrases, filters] = [[], [], facets.map(() => new Map())];
    for (const [all, key, quoted, bare] of text.matchAll(/(?:(\w+):)?(?:"([^"]*)"?|([^\s"]+))/g)) {
      const number = facets.findIndex((it) => it.key === key);
      const { values, labels } = facets[number] ?? { values: [], labels: [] };
      const at = values.concat(labels).findIndex((it) => fold(it).startsWith(fold(quoted ?? bare)));
      if (at >= 0) filters[number].set(at % values.length, all);
      else {
        const words = asked(quoted ?? all);
        if (quoted && words[1]) phrases.push(` ${words.join(" ")} `);
        for (const word of words) terms.push({ word, exact: quoted, open: text.endsWith(bare) });
      }
    }
    return [terms, phrases, filters];
  };

  /** The words of the index that a term stands for, each with how well it does. */
  const expand = async (term) => {
    const { word, open, exact } = term;
    const family = stem(word);
    const fit = (it) => {
      if (it === word) return 1;
      if (exact) return 0;
      if (stem(it) === family) return 0.9;
      const may = open || word.length > 4 || word > "\u0e00";
      return may && it.startsWith(word) ? (open ? 0.5 : 0.3) + (0.3 * word.length) / it.length : 0;
    };
    const all = await beginning(family.replace(/i$/, ""));
    term.found = all.map((it) => ({ ...it, fit: fit(it.word) })).filter((it) => it.fit);
    if (term.found[0] || exact || /\d/.test(word) || word.length < 5) return;
    const meant = await near(word, word.length < 9 ? 1 : 2, open);
    const found = await Promise.all(meant.map(async (like) => (await beginning(like)).find((it) => it.word === like)));
    term.found = found.filter(Boolean).map((it) => ({ ...it, fit: 0.6 }));
    term.meant = term.found[0]?.word;
  };

  const find = async (text, newest) => {
    const { entries, facets } = await head();
    const [terms, phrases, filters] = parse(text, facets);
    await Promise.all(terms.map(expand));
    const all = Array.from({ length: entries }, (_, entry) => ({ entry, score: 0, count: 0 }));
    for (const { found } of terms) {
      const best = new Map();
      for (const { hits, fit } of found) {
        let entry = 0;
        for (const hit of hits) {
          entry += hit >> 3;
          best.set(entry, Math.max(best.get(entry) ?? 0, fit * 2 ** ((hit & 7) / 2)));
        }
      }
      for (const [entry, value] of best) {
        all[entry].score += Math.log(1 + entries / best.size) ** 1.5 * value;
        all[entry].count++;
      }
    }
    let wanted = all.filter(({ count }) => count * 2 >= terms.length && (count || !terms[0]));
    for (const it of wanted) {
      it.fails = filters.map((on, at) => on.size && !facets[at].of[it.entry].some((value) => on.has(value)));
      it.failed = it.fails.filter(Boolean).length;
      it.full = it.count === terms.length;
      it.score *= it.count ** 2;
    }
    // All words are wanted. Where hardly anything has them all, what has the most of them follows.
    const whole = wanted.filter((it) => it.full && !it.failed).length;
    if (whole > 4) wanted = wanted.filter((it) => it.full);
    // For each value: how much there is of it, or for one that is filtered out, how much there would be.
    const totals = facets.map(({ of, values }, at) => {
      const total = values.map(() => 0);
      for (const { entry, fails, failed } of wanted) if (failed - !!fails[at] < 1) for (const value of of[entry]) total[value]++;
      return total;
    });
    let found = wanted.filter((it) => !it.failed);
    found.sort((a, b) => b.full - a.full || (newest ? 0 : b.score - a.score) || a.entry - b.entry);
    if (phrases[0]) {
      found = found.slice(0, 100);
      const has = ([, title, , , , , parts]) => [title, ...parts].some((text) => phrases.every((phrase) => ` ${asked(text).join(" ")} `.includes(phrase)));
      for (const it of found) it.has = shown(it.entry).then(has);
      for (const it of found) it.has = await it.has;
      found = found.filter((it) => it.has);
    }
    return { text, terms, found: found.map((it) => it.entry), totals, filters, facets, whole };
  };

  // What is shown

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children.filter(Boolean));
    return element;
  };
  const link = (href, text) => make("a", { href: root + href }, text);
  /** A text from and to, its hits marked. */
  const marked = (text, hits, from = 0, to = text.length) => {
    const parts = [];
    for (const hit of hits) {
      if (hit.from < from || hit.to > to) continue;
      parts.push(text.slice(from, hit.from), make("mark", {}, text.slice(hit.from, hit.to)));
      from = hit.to;
    }
    return [...parts, text.slice(from, to)];
  };
  const kinds = (hits) => new Set(hits.map(({ term }) => term)).size;
  const row = ([href, title, kind, severity, date, lang, parts], test) => {
    let place = { most: 0, from: 0, heading: "", text: parts[2] ?? "", hits: [] };
    for (let at = 0; at < parts.length; at += 3) {
      const [anchor, heading, text] = parts.slice(at, at + 3);
      const hits = test(text);
      // The stretch that holds the most terms.
      let [from, near] = [0, 0];
      for (const { from: start } of hits) {
        const here = kinds(hits.filter((it) => it.from >= start && it.to < start + 170));
        if (here > near) [from, near] = [start, here];
      }
      const most = kinds([...hits, ...test(heading)]) * 2 + near;
      if (most > place.most) place = { most, from, anchor, heading, text, hits };
    }
    const { anchor, heading, text, hits } = place;
    const from = place.from < 60 ? 0 : text.indexOf(" ", place.from - 60) + 1;
    const end = from + 210;
    const to = end < text.length ? Math.max(text.lastIndexOf(" ", end), end - 20) : end;
    return make(
      "a",
      { href: root + href + (anchor ? `#${anchor}` : "") },
      make("span", { className: "row" }, kind, severity && make("span", { className: `sev s${severity}` }, `SEV ${severity}`), date && make("time", {}, date)),
      make("b", { dir: "auto", ...(lang && { lang }) }, ...marked(title, test(title))),
      make("small", { dir: "auto" }, heading && make("i", {}, ...marked(heading, test(heading)), ": "), from && "…", ...marked(text, hits, from, to), end < text.length && "…"),
    );
  };
  /** The first rows of an answer as links, and what is to be said above them. */
  const tell = async ({ text, terms, found, whole }, count) => {
    const all = new Map(terms.flatMap(({ found }, at) => found.map(({ word }) => [word, at])));
    const test = (text) => cut(text).filter((it) => (it.term = all.get(it.word)) >= 0);
    const rows = (await Promise.all(found.slice(0, count).map(shown))).map((entry) => row(entry, test));
    if (found[0]) {
      const notes = [`${found.length} ${found[1] ? "pages" : "page"}.`];
      for (const { word, meant } of terms) if (meant) notes.push(`Shown for “${meant}” instead of “${word}”.`);
      if (whole < found.length) notes.push(`${whole || "None"} with all of these words, then those with the most of them.`);
      return [rows, notes.join(" ")];
    }
    const meant = await Promise.all(terms.map(({ word, found }) => (found[0] ? [] : near(word, Math.min(3, word.length >> 1)))));
    const like = meant.flat()[0];
    return [rows, `No results for “${text.trim()}”. `, ...(like ? ["Did you mean ", link(`search.html#q=${like}`, like), "? "] : []), "See ", link("all.html", "A to Z"), "."];
  };
  /** Asks, and shows the answer unless another question was asked meanwhile. */
  const asker = (show) => {
    let last = 0;
    return async (count, ...question) => {
      const own = ++last;
      const answer = await find(...question);
      const [rows, ...said] = await tell(answer, count);
      if (own === last) show(rows, said, answer);
    };
  };
  const parts = (element, ...names) => names.map((name) => element.querySelector(name));

  // The dialog

  let dialog;
  const build = () => {
    [dialog] = document.querySelector("#at-dialog").content.children;
    document.body.append(dialog);
    const [input, close, said, list, all] = parts(dialog, "input", "button", "[role=status]", "[role=listbox]", "a");
    let at = 0;
    const select = (next) => {
      const rows = [...list.children];
      at = (next + rows.length) % rows.length;
      rows.forEach((row, number) => (row.ariaSelected = number === at));
      rows[at]?.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", rows[at]?.id ?? "");
    };
    const ask = asker((rows, words) => {
      said.replaceChildren(...(input.value.trim() ? words : []));
      list.replaceChildren(...rows);
      rows.forEach((row, number) => Object.assign(row, { id: `at-hit-${number}`, role: "option", tabIndex: -1 }));
      list.hidden = !rows[0];
      input.ariaExpanded = !list.hidden;
      select(0);
    });
    dialog.oninput = () => {
      all.hash = `q=${encodeURIComponent(input.value)}`;
      ask(input.value.trim() ? 10 : 0, input.value);
    };
    dialog.onkeydown = (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) select(at + step);
      else if (event.key === "Escape") dialog.close();
      else if (event.key === "Enter" && event.target === input) list.children[at]?.click();
      else return;
      event.preventDefault();
    };
    dialog.onclick = ({ target }) => (target === dialog || target === close || target.closest("a")) && dialog.close();
  };
  const open = (text) => {
    const page = document.querySelector("#at-query");
    if (page) return page.focus();
    if (!dialog) build();
    if (dialog.open) return;
    dialog.showModal();
    const [input] = parts(dialog, "input");
    if (text) input.value = text;
    input.select();
    dialog.oninput();
  };

  // The page

  const page = (form) => {
    form.after(document.querySelector("#at-found").content);
    const [said, sort, side, list, more] = parts(document, "main [role=status]", "main select", ".facets", "main .hits", ".found>div>button");
    const input = form.q;
    let count = 10;
    side.open = matchMedia("(min-width:52.01rem)").matches;
    const look = asker((rows, words, { found, facets, totals, filters }) => {
      said.replaceChildren(...words);
      list.replaceChildren(...rows.map((row) => make("li", {}, row)));
      more.hidden = found.length <= count;
      const had = document.activeElement.id;
      side.replaceChildren(side.firstElementChild, ...facets.map((facet, at) => group(facet, totals[at], filters[at])));
      if (had) document.getElementById(had)?.focus();
    });
    const ask = () => look(count, input.value, sort.value);
    /** A filter is a word in the box: one state, which can be seen, typed and shared. */
    const group = ({ key, label, values, labels }, totals, on) => {
      const rows = [...values.keys()].filter((at) => totals[at] || on.has(at));
      if (key === "year") rows.reverse();
      else if (key !== "sev") rows.sort((a, b) => on.has(b) - on.has(a) || totals[b] - totals[a]);
      const boxes = rows.map((at) => {
        const onchange = () => {
          input.value = on.has(at) ? input.value.replace(on.get(at), "").trim() : `${key}:${values[at]} ${input.value}`;
          change();
        };
        return make("label", {}, make("input", { type: "checkbox", id: `at-${key}-${values[at]}`, checked: on.has(at), onchange }), ` ${labels[at]} `, make("span", { className: "n" }, String(totals[at])));
      });
      const rest = boxes.splice(8);
      return rows[0] ? make("fieldset", {}, make("legend", {}, label), ...boxes, rest[0] && make("details", {}, make("summary", {}, `${rest.length} more`), ...rest)) : "";
    };
    const change = () => {
      count = 10;
      history.replaceState(null, "", `#${new URLSearchParams({ q: input.value, ...(sort.value && { sort: sort.value }) })}`);
      ask();
    };
    /** Also an address that names filters by themselves: `#q=certificate&sev=1`. */
    const read = () => {
      const state = new URLSearchParams(location.hash.slice(1) || location.search);
      const { q = "", sort: order = "", ...filters } = Object.fromEntries(state);
      input.value = Object.entries(filters).map((it) => it.join(":") + " ").join("") + q;
      sort.value = order;
      count = 10;
      ask();
    };
    input.oninput = sort.onchange = change;
    more.onclick = () => ask((count += 20));
    form.onsubmit = (event) => event.preventDefault();
    window.onhashchange = read;
    read();
  };

  const form = document.querySelector("#at-search");
  if (form) page(form);
  window.search = { open, cut, find, tell };
})();
