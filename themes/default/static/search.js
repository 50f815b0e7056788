// Searches in the scripts of the folder `search`, each loaded when it is needed. How they are written is told in
// src/search/shard.rs, how words are cut in src/search/words.rs.
"use strict";

(() => {
  const root = document.currentScript.src.replace(/[^/]*$/, "");
  const SHOWN = 10;

  // Scripts that hold data

  const waiting = {};
  const loads = {};
  window.amends = (name, data) => waiting[name](data);
  const load = (name) =>
    (loads[name] ??= new Promise((done, fail) => {
      const script = document.createElement("script");
      waiting[name] = done;
      script.src = `${root}search/${name}.js`;
      script.onerror = () => fail(delete loads[name]);
      document.head.append(script);
    }));
  const once = (make) => {
    let made;
    return () => (made ??= make());
  };

  const numbers = (text) => {
    const all = [];
    let high = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code > 92) high = high * 34 + code - 93;
      else {
        all.push(high * 57 + code - 35);
        high = 0;
      }
    }
    return all;
  };
  const unpack = (text) => {
    let word = "";
    return Array.from(text.matchAll(/([A-Z])([^A-Z]*)/g), ([, same, rest]) => (word = word.slice(0, same.charCodeAt() - 65) + rest));
  };

  const head = once(async () => {
    const it = await load("head");
    it.bounds = it.bounds.split(" ");
    for (const facet of it.facets) {
      const values = numbers(facet.of);
      let at = 0;
      facet.of = Array.from({ length: it.entries }, () => {
        const own = [];
        do if (values[at]) own.push((values[at] >> 1) - 1);
        while (values[at++] & 1);
        return own;
      });
    }
    return it;
  });
  const shards = {};
  const shard = (number) =>
    (shards[number] ??= load(`w${number}`).then(([words, hits]) => {
      hits = numbers(hits);
      let at = 0;
      return unpack(words).map((word) => {
        const begin = at + 1;
        at = begin + hits[at];
        return { word, begin, end: at, hits };
      });
    }));
  /** All words that begin so; of very many the first. */
  const beginning = async (text) => {
    const { bounds } = await head();
    const last = text + "\uffff";
    const wanted = bounds.map((_, at) => at).filter((at) => bounds[at] <= last && !(bounds[at + 1] <= text));
    const all = await Promise.all(wanted.slice(0, 3).map(shard));
    return all.flat().filter(({ word }) => word.startsWith(text));
  };
  const shown = async (entry) => {
    const { share } = await head();
    return (await load(`t${(entry / share) | 0}`))[entry % share];
  };

  // Words

  const UNSPACED = "\\u0e00-\\u0eff\\u3040-\\u30ff\\u3400-\\u9fff\\u{20000}-\\u{3ffff}";
  const LETTER = "\\p{Alphabetic}\\p{N}\\p{M}";
  const PIECE = new RegExp(`((?=[${UNSPACED}])[${LETTER}])+|((?![${UNSPACED}])[${LETTER}])+`, "gu");
  const LIKE = { ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", ł: "l", đ: "d", ð: "d", ı: "i", ς: "σ" };
  const fold = (text) =>
    /^\w*$/.test(text)
      ? text.toLowerCase()
      : text
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
        letters.forEach((letter, at) => {
          const pair = at + 1 < letters.length;
          if (pair || !at) add(letter + (pair ? letters[at + 1] : ""), index + at, index + at + 1 + pair);
          if (!pair) add(letter, index + at, index + at + 1, at > 0 || letters.length > 1);
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
  /** What English words of one family share. Of German ones it takes as little from both sides. */
  const stem = (word) => {
    if (word.length < 4 || /[^a-z]/.test(word)) return word;
    let short = word.replace(/(ss|sh|ch|x|z)es$/, "$1").replace(/ies$/, "y").replace(/([^suis])s$/, "$1");
    if (short.length > 5) short = short.replace(/(ing|ed)$/, "").replace(/([^lsz])\1$/, "$1");
    return short.replace(/e$/, "").replace(/ied$|y$/, "i");
  };
  /** Letters to change, leave out, put in or swap; of `word` only the beginning where `open`. */
  const distance = (typed, word, most, open) => {
    if (word.length < typed.length - most || (!open && word.length > typed.length + most)) return 9;
    let [before, row] = [[], Array.from({ length: word.length + 1 }, (_, at) => at)];
    for (let i = 1; i <= typed.length; i++) {
      const next = [i];
      for (let j = 1; j <= word.length; j++) {
        const same = typed[i - 1] === word[j - 1];
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + !same);
        if (i > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      [before, row] = [row, next];
      if (Math.min(...row) > most) return 9;
    }
    return open ? Math.min(...row) : row[word.length];
  };
  const common = once(async () => {
    const [words, counts] = await load("common");
    const each = numbers(counts);
    return unpack(words).map((word, at) => ({ word, count: each[at] }));
  });
  /** Words that may have been meant, the likeliest first. */
  const near = async (typed, most, open) => {
    const found = (await common()).map(({ word, count }) => ({ word, count, off: distance(typed, word, most, open) }));
    const least = Math.min(most, ...found.map(({ off }) => off));
    return found
      .filter(({ off }) => off === least)
      .sort((a, b) => b.count - a.count)
      .slice(0, 6)
      .map(({ word }) => word);
  };

  // A query

  /** Words, phrases and filters of what is typed: `sev:1 "not told" certificate`. */
  const parse = async (text) => {
    const { facets } = await head();
    const query = { terms: [], phrases: [], filters: new Map() };
    let last;
    for (const [all, key, quoted, bare] of text.matchAll(/(?:(\w+):)?(?:"([^"]*)"?|([^\s"]+))/g)) {
      const value = fold(quoted ?? bare);
      const facet = facets.find((it) => it.key === key);
      const like = (it) => fold(it).startsWith(value);
      let at = facet ? facet.values.indexOf(value) : -1;
      if (facet && at < 0) at = facet.values.findIndex(like);
      if (facet && at < 0) at = facet.labels.findIndex(like);
      if (at >= 0) {
        query.filters.set(facet.key, (query.filters.get(facet.key) ?? new Set()).add(at));
        continue;
      }
      const words = cut(quoted ?? all).filter(({ part }) => !part);
      if (quoted !== undefined && words.length > 1) query.phrases.push(words.map(({ word }) => word).join(" "));
      for (const { word } of words) query.terms.push((last = { word, exact: quoted !== undefined }));
    }
    if (last && !last.exact && /[^\s"]$/.test(text)) last.open = true;
    return query;
  };

  /** The words of the index that a term stands for, each with how well it does. */
  const expand = async (term) => {
    const { word, open, exact } = term;
    const family = stem(word);
    const single = [...word].length < 2 && !/[\w]/.test(word);
    const all = await beginning(exact ? word : family.replace(/i$/, ""));
    const whole = open || single || word.length > 4;
    const fit = (it) =>
      it === word ? 1
      : exact ? 0
      : stem(it) === family ? 0.9
      : whole && it.startsWith(word) ? (open ? 0.5 : 0.3) + (0.3 * word.length) / it.length
      : 0;
    term.found = all.map((it) => ({ ...it, fit: fit(it.word) })).filter((it) => it.fit);
    const most = /\d/.test(word) || word.length < 5 ? 0 : word.length < 9 ? 1 : 2;
    if (term.found.length || exact || !most) return term;
    const meant = await near(word, most, open);
    const found = await Promise.all(meant.map(async (like) => (await beginning(like)).find((it) => it.word === like)));
    term.found = found.filter(Boolean).map((it) => ({ ...it, fit: 0.6 }));
    term.meant = term.found[0]?.word;
    return term;
  };

  const find = async (text, chosen = new Map(), newest = false) => {
    const { entries, facets } = await head();
    const query = await parse(text);
    const { terms, phrases } = query;
    await Promise.all(terms.map(expand));
    const scores = new Float64Array(entries);
    const counts = new Uint8Array(entries);
    for (const { found } of terms) {
      const best = new Float64Array(entries);
      let having = 0;
      for (const { begin, end, hits, fit } of found) {
        let entry = 0;
        for (let at = begin; at < end; at++) {
          entry += hits[at] >> 3;
          if (!best[entry]) having++;
          best[entry] = Math.max(best[entry], fit * 2 ** ((hits[at] & 7) / 2));
        }
      }
      const rare = Math.log(1 + entries / (having || 1)) ** 1.5;
      best.forEach((value, entry) => {
        if (!value) return;
        scores[entry] += rare * value;
        counts[entry]++;
      });
    }
    const filters = facets.map(({ key, values }) => {
      const own = new Set(query.filters.get(key));
      for (const value of chosen.get(key) ?? []) own.add(values.indexOf(value));
      return own;
    });
    // All words are wanted. Where hardly anything has them all, what has the most of them follows.
    const full = [];
    const part = [];
    for (let entry = 0; entry < entries; entry++) {
      if (counts[entry] * 2 < terms.length || (terms.length && !counts[entry])) continue;
      const fails = facets.map(({ of }, at) => filters[at].size && !of[entry].some((value) => filters[at].has(value)));
      const failed = fails.filter(Boolean).length;
      if (failed < 2) (counts[entry] < terms.length ? part : full).push({ entry, fails, failed });
    }
    const fits = (all) => all.filter(({ failed }) => !failed).map(({ entry }) => entry);
    const order = (a, b) => (newest ? 0 : scores[b] - scores[a]) || a - b;
    let found = fits(full).sort(order);
    const whole = found.length;
    const fewer = whole < 5 && fits(part).length > 0;
    if (fewer) {
      for (const { entry } of part) scores[entry] *= (counts[entry] / terms.length) ** 2;
      found.push(...fits(part).sort(order));
    }
    const totals = facets.map(({ values }) => values.map(() => 0));
    // Of another value than the chosen one: what one would get by choosing it.
    for (const { entry, fails, failed } of fewer ? full.concat(part) : full) {
      facets.forEach(({ of }, at) => (!failed || fails[at]) && of[entry].forEach((value) => totals[at][value]++));
    }
    let looked = found.length;
    if (phrases.length) [found, looked] = await holding(found, phrases);
    return { text, terms, phrases, found, looked, totals, filters, facets, whole: fewer ? whole : -1 };
  };
  /** The entries whose text holds the phrases, of the first hundred. */
  const holding = async (found, phrases) => {
    const some = found.slice(0, 100);
    const texts = await Promise.all(some.map(shown));
    const plain = ([, title, , , , , parts]) =>
      [title, ...parts].map((text) => ` ${cut(text).filter(({ part }) => !part).map(({ word }) => word).join(" ")} `);
    const has = (entry) => plain(entry).some((text) => phrases.every((phrase) => text.includes(` ${phrase} `)));
    return [some.filter((_, at) => has(texts[at])), some.length];
  };

  // What is shown

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children.filter((child) => child != null));
    return element;
  };
  /** The text from and to which hits are marked. */
  const marked = (text, hits, from = 0, to = text.length) => {
    const parts = [];
    let at = from;
    for (const hit of hits) {
      if (hit.from < at || hit.to > to) continue;
      parts.push(text.slice(at, hit.from), make("mark", {}, text.slice(hit.from, (at = hit.to))));
    }
    return [...parts, text.slice(at, to)];
  };
  /** For each term, the words that stand for it. */
  const tester = ({ terms }) => {
    const all = new Map();
    terms.forEach(({ found }, at) => found.forEach(({ word }) => all.set(word, at)));
    return (text) => cut(text).filter((it) => (it.term = all.get(it.word)) !== undefined);
  };
  const WIDTH = 170;
  /** The stretch of a text that holds the most terms. */
  const best = (hits) => {
    let [from, most] = [0, 0];
    hits.forEach(({ from: start }) => {
      const kinds = new Set(hits.filter((it) => it.from >= start && it.to <= start + WIDTH).map(({ term }) => term)).size;
      if (kinds > most) [from, most] = [start, kinds];
    });
    return [from, most];
  };
  const row = (entry, test) => {
    const [href, title, kind, severity, date, lang, parts] = entry;
    let place = ["", "", parts[2] ?? "", [], 0];
    let most = -1;
    for (let at = 0; at < parts.length; at += 3) {
      const [anchor, heading, text] = parts.slice(at, at + 3);
      const hits = test(text);
      const [from, near] = best(hits);
      const all = new Set([...hits, ...test(heading)].map(({ term }) => term)).size;
      if (all * 2 + near > most) [most, place] = [all * 2 + near, [anchor, heading, text, hits, from]];
    }
    const [anchor, heading, text, hits, first] = place;
    const from = first < 60 ? 0 : text.indexOf(" ", first - 60) + 1 || first - 60;
    const end = from + WIDTH + 40 < text.length ? text.lastIndexOf(" ", from + WIDTH + 40) : text.length;
    const to = end > first ? end : Math.min(text.length, from + WIDTH);
    return make(
      "a",
      { href: root + href + (anchor && most > 0 ? `#${anchor}` : "") },
      make("span", { className: "row" }, kind, severity ? make("span", { className: `sev s${severity}` }, `SEV ${severity}`) : "", date && make("time", { dateTime: date }, date)),
      make("b", { dir: "auto", ...(lang && { lang }) }, ...marked(title, test(title))),
      make("small", { dir: "auto" }, heading && make("i", {}, ...marked(heading, test(heading)), ": "), from ? "…" : "", ...marked(text, hits, from, to), to < text.length ? "…" : ""),
    );
  };
  const link = (href, text) => make("a", { href: root + href }, text);
  /** The first rows of an answer as links, and what is to be said above them. */
  const tell = async (answer, count) => {
    const { text, terms, phrases, found, looked, whole } = answer;
    const test = tester(answer);
    const entries = await Promise.all(found.slice(0, count).map(shown));
    const rows = entries.map((entry) => row(entry, test));
    const quoted = (words) => `“${words}”`;
    if (found.length) {
      const notes = [`${found.length} ${found.length === 1 ? "page" : "pages"}.`];
      for (const { word, meant } of terms) if (meant) notes.push(`Shown for ${quoted(meant)} instead of ${quoted(word)}.`);
      if (whole >= 0) notes.push(`${whole || "None"} with all of these words, then those with the most of them.`);
      if (phrases.length && looked === 100) notes.push("The phrase was looked for in the best hundred.");
      return { rows, said: [notes.join(" ")] };
    }
    const lost = terms.filter((term) => !term.found.length && term.word.length > 2);
    const meant = (await Promise.all(lost.map(({ word }) => near(word, Math.min(3, word.length >> 1))))).flat()[0];
    return {
      rows,
      said: [`No results for ${quoted(text.trim())}. `, ...(meant ? ["Did you mean ", link(`search.html#q=${encodeURIComponent(meant)}`, meant), "? "] : []), "See ", link("all.html", "A to Z"), "."],
    };
  };
  /** Asks, and shows the answer unless another question was asked meanwhile. */
  const asker = (show) => {
    let last = 0;
    return async (count, ...question) => {
      const own = ++last;
      const answer = await find(...question);
      const told = await tell(answer, count);
      if (own === last) show(told, answer);
    };
  };
  const set = (element, attributes) => {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };

  // The dialog

  const dialog = once(() => {
    const input = set(make("input", { type: "search", autocomplete: "off", spellcheck: false }), {
      role: "combobox", "aria-label": "Search this site", "aria-controls": "at-hits", "aria-autocomplete": "list", "aria-expanded": false,
    });
    const said = make("p", { role: "status", className: "small" });
    const list = make("div", { id: "at-hits", className: "hits", role: "listbox", ariaLabel: "Results", hidden: true });
    const all = link("search.html", "Filter and sort all results");
    const keys = make("p", { className: "keys" }, ...["↑", "↓"].map((key) => make("kbd", {}, key)), " move ", make("kbd", {}, "Enter"), " open ", make("kbd", {}, "Esc"), " close ", all);
    const close = make("button", { type: "button", onclick: () => box.close() }, "Close");
    const box = make("dialog", { className: "search", ariaLabel: "Search" }, make("div", { className: "row" }, input, close), said, list, keys);
    let at = 0;
    const select = (next) => {
      const rows = [...list.children];
      if (!rows.length) return input.removeAttribute("aria-activedescendant");
      at = (next + rows.length) % rows.length;
      rows.forEach((row, number) => (row.ariaSelected = number === at));
      rows[at].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", rows[at].id);
    };
    const ask = asker((told) => {
      said.replaceChildren(...told.said);
      list.replaceChildren(...told.rows.map((row, number) => Object.assign(row, { id: `at-hit-${number}`, role: "option", tabIndex: -1 })));
      list.hidden = !told.rows.length;
      input.ariaExpanded = !list.hidden;
      select(0);
    });
    box.look = () => {
      all.href = `${root}search.html#q=${encodeURIComponent(input.value)}`;
      if (/\S/.test(input.value)) return ask(SHOWN, input.value);
      said.textContent = "";
      list.replaceChildren();
      list.hidden = true;
    };
    input.oninput = box.look;
    box.onkeydown = (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) select(at + step);
      else if (event.key === "Escape") box.close();
      else if (event.key === "Enter" && event.target === input) list.children[at]?.click();
      else return;
      event.preventDefault();
    };
    box.onclick = (event) => event.target.closest("a") || event.target === box ? box.close() : 0;
    document.body.append(box);
    return Object.assign(box, { input });
  });
  const open = (text = "") => {
    const page = document.querySelector("#at-query");
    if (page) return page.focus();
    const box = dialog();
    if (box.open) return;
    box.showModal();
    head();
    if (text) box.input.value = text;
    box.input.select();
    box.look();
  };

  // The page

  const page = (form) => {
    const input = form.q;
    const chosen = new Map();
    let [newest, count] = [false, SHOWN];
    const said = make("p", { role: "status" });
    const list = make("ol", { className: "hits" });
    const more = make("button", { type: "button", onclick: () => ask((count += 20)) }, "More results");
    const sort = make("select", { onchange: () => change(() => (newest = sort.value === "new")) }, make("option", { value: "" }, "Best first"), make("option", { value: "new" }, "Newest first"));
    const side = make("details", { className: "facets", open: matchMedia("(min-width:52.01rem)").matches });
    form.after(make("div", { className: "row" }, said, make("label", {}, "Order ", sort)), make("div", { className: "found" }, side, make("div", {}, list, more)));

    const look = asker(({ rows, said: words }, answer) => {
      said.replaceChildren(...words);
      list.replaceChildren(...rows.map((row) => make("li", {}, row)));
      more.hidden = answer.found.length <= rows.length;
      const had = document.activeElement.id;
      side.replaceChildren(make("summary", {}, "Filters"), ...answer.facets.map((facet, at) => group(facet, answer.totals[at], answer.filters[at])).filter(Boolean));
      if (had) document.getElementById(had)?.focus();
    });
    const ask = () => look(count, input.value, chosen, newest);
    const group = ({ key, label, values, labels }, totals, on) => {
      const isRank = key === "sev" || key === "year";
      const rows = values.map((value, at) => ({ value, at, total: totals[at] })).filter(({ at, total }) => total || on.has(at));
      rows.sort((a, b) => (isRank ? 0 : on.has(b.at) - on.has(a.at) || b.total - a.total));
      if (key === "year") rows.reverse();
      if (!rows.length) return;
      const boxes = rows.map(({ value, at, total }) => {
        const onchange = () => change(() => {
          const own = chosen.get(key) ?? new Set();
          chosen.set(key, own);
          own.delete(value) || own.add(value);
        });
        return make("label", {}, make("input", { type: "checkbox", id: `at-${key}-${value}`, checked: on.has(at), onchange }), ` ${labels[at]} `, make("span", { className: "n" }, total));
      });
      const rest = boxes.splice(8);
      return make("fieldset", {}, make("legend", {}, label), ...boxes, rest.length ? make("details", {}, make("summary", {}, `${rest.length} more`), ...rest) : null);
    };
    const change = (how) => {
      how();
      count = SHOWN;
      const state = new URLSearchParams();
      if (input.value) state.set("q", input.value);
      for (const [key, values] of chosen) for (const value of values) state.append(key, value);
      if (newest) state.set("sort", "new");
      history.replaceState(null, "", `#${state}`);
      ask();
    };
    const read = () => {
      chosen.clear();
      const state = new URLSearchParams(location.hash.slice(1) || location.search);
      for (const [key, value] of state) chosen.set(key, (chosen.get(key) ?? new Set()).add(value));
      for (const key of ["q", "sort"]) chosen.delete(key);
      input.value = state.get("q") ?? "";
      sort.value = state.get("sort") ?? "";
      newest = sort.value === "new";
      ask();
    };
    input.oninput = () => change(() => 0);
    form.onsubmit = (event) => event.preventDefault();
    addEventListener("hashchange", read);
    read();
  };

  /** For tests: the addresses of the first rows. */
  const answer = async (text, count) => (await tell(await find(text), count)).rows;
  window.search = { open, cut, find, answer };
  const form = document.querySelector("#at-search");
  if (form) page(form);
})();
