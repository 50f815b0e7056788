// Searches in the scripts of the folder `search`, each loaded when it is needed. How they are written is told in
// src/search/shard.rs, how words are cut in src/search/words.rs. What is fixed in the dialog and on the page stands
// in the templates shell.html and search.html. Names are short, for all scripts together may weigh 8 kB.
(() => {
  const root = document.currentScript.src.replace(/[^/]*$/, "");

  // Scripts that hold data

  const come = {};
  const loads = {};
  window.amends = (name, data) => come[name](data);
  const load = (name, read) =>
    (loads[name] ??= new Promise((done) => {
      come[name] = done;
      document.head.append(make("script", { src: `${root}search/${name}.js`, onerror: () => delete loads[name] }));
    }).then(read));

  const head = () => load("head");
  // All words that begin so; of very many the first.
  const begin = async (text) => {
    const { bounds } = await head();
    const shards = [...bounds.keys()].filter((at) => bounds[at] <= text + "\uffff" && !(bounds[at + 1] <= text));
    const read = ([words, hits]) => words.split(" ").map((word, at) => ({ word, hits: hits[at] }));
    const all = await Promise.all(shards.slice(0, 3).map((at) => load(`w${at}`, read)));
    return all.flat().filter((it) => it.word.startsWith(text));
  };
  const shown = async (entry) => {
    const { share, written } = await head();
    return entry < written ? (await load(`t${(entry / share) | 0}`))[entry % share] : (await load("made"))[entry - written];
  };

  // Words

  const LIKE = { ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", ł: "l", đ: "d", ð: "d", ı: "i", ς: "σ" };
  const fold = (text) =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[\u0300-\u036f\u3099\u309a]/g, "")
      .replace(/[^\0-\x7f]/g, (it) => LIKE[it] ?? it);
  // Words of a text as the index has them, without the parts that it has besides: folded, from, to.
  const cut = (text) => {
    const words = [];
    for (const { 0: run, index } of text.matchAll(/[\p{Alphabetic}\p{N}\p{M}]+/gu)) {
      let from = index;
      run.split(/([\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\u{20000}-\u{3ffff}]+)/u).forEach((piece, number) => {
        const word = fold(piece);
        const all = [...word];
        if (number % 2 && all[1]) all.forEach((it, at) => all[at + 1] && words.push({ word: it + all[at + 1], from: from + at, to: from + at + 2 }));
        else if (word && !/^[a-z]$/.test(word)) words.push({ word, from, to: from + piece.length });
        from += piece.length;
      });
    }
    return words;
  };
  const asked = (text) => cut(text).map((it) => it.word);
  // What English words of one family share. Of German ones it takes as little from both sides.
  const stem = (word) =>
    /^[a-z]{4,}$/.test(word)
      ? word
          .replace(/(ss|sh|ch|x|z)es$|([^suis])s$/, "$1$2")
          .replace(/(.{3})(ing|ed)$/, "$1")
          .replace(/([^lsz])\1$/, "$1")
          .replace(/e$/, "")
          .replace(/y$/, "i")
      : word;
  // How many letters to change, leave out, put in or swap; of `b` only the beginning counts where `open`.
  const off = (a, b, most, open) => {
    while (a && a[0] === b[0]) [a, b] = [a.slice(1), b.slice(1)];
    if (!a || !b) return a.length + (open ? 0 : b.length);
    if (!most--) return 9;
    const [c, d] = [a.slice(1), b.slice(1)];
    const swap = a[0] === b[1] && a[1] === b[0] ? off(c.slice(1), d.slice(1), most, open) : 9;
    return 1 + Math.min(swap, off(c, d, most, open), off(c, b, most, open), off(a, d, most, open));
  };
  // Words that may have been meant, the commonest first.
  const near = async (typed, most, open) => {
    const words = await load("common", (it) => it.split(" "));
    let found = [];
    for (let far = 1; far <= most && !found[0]; far++) found = words.filter((it) => off(typed, it, far, open) <= far);
    return found.slice(0, 6);
  };

  // A query

  // Words, phrases and filters of what is typed: `sev:1 "not told" certificate`.
  const parse = (text, facets) => {
    const [terms, phrases, filters] = [[], [], facets.map(() => new Map())];
    for (const [all, key, quoted, bare] of text.matchAll(/(?:(\w+):)?(?:"([^"]*)"?|([^\s"]+))/g)) {
      const number = facets.findIndex((it) => it.key === key);
      const at = facets[number]?.values.indexOf(fold(quoted ?? bare));
      if (at >= 0) filters[number].set(at, all);
      else {
        const words = asked(quoted ?? all);
        if (quoted && words[1]) phrases.push(` ${words.join(" ")} `);
        for (const word of words) terms.push({ word, exact: quoted, open: text.endsWith(bare) });
      }
    }
    return [terms, phrases, filters];
  };

  // The words of the index that a term stands for, each with how well it does.
  const expand = async (term) => {
    const { word, open, exact } = term;
    const family = stem(word);
    const may = open || word.length > 4 || word > "\u0e00";
    const fit = (it) =>
      it === word ? 1
      : exact ? 0
      : stem(it) === family ? 0.9
      : may && it.startsWith(word) ? ((open ? 0.8 : 0.6) * word.length) / it.length
      : 0;
    term.found = (await begin(family.replace(/i$/, ""))).map((it) => ({ ...it, fit: fit(it.word) })).filter((it) => it.fit);
    if (term.found[0] || exact || /\d/.test(word) || word.length < 5) return;
    for (const like of await near(word, word.length < 9 ? 1 : 2, open)) {
      for (const it of await begin(like)) if (it.word === like) term.found.push({ ...it, fit: 0.6 });
      term.meant ??= like;
    }
  };

  const find = async (text) => {
    const { entries, facets } = await head();
    const [terms, phrases, filters] = parse(text, facets);
    await Promise.all(terms.map(expand));
    let all = Array.from({ length: entries }, (_, entry) => ({ entry, score: 0, count: 0 }));
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
        all[entry].score += Math.log1p(entries / best.size) ** 1.5 * value;
        all[entry].count++;
      }
    }
    all = all.filter((it) => it.count * 2 >= terms.length && (it.count || !terms[0]));
    for (const it of all) {
      it.out = filters.map((on, at) => on.size && !facets[at].of[it.entry].some((value) => on.has(value)));
      it.outs = it.out.filter(Boolean).length;
      it.full = it.count === terms.length;
      it.score *= it.count ** 2;
    }
    // All words are wanted. Where hardly anything has them all, what has the most of them follows.
    const whole = all.filter((it) => it.full && !it.outs).length;
    if (whole > 4) all = all.filter((it) => it.full);
    // For each value: how much there is of it, or for one that is filtered out, how much there would be.
    const totals = facets.map(({ of, values }, at) => {
      const total = values.map(() => 0);
      for (const it of all) if (it.outs <= !!it.out[at]) for (const value of of[it.entry]) total[value]++;
      return total;
    });
    let found = all.filter((it) => !it.outs);
    // The only value of the last facet is that the newest come first, which is how entries are numbered.
    if (!filters.at(-1).size) found.sort((a, b) => b.full - a.full || b.score - a.score);
    if (phrases[0]) {
      const texts = await Promise.all(found.slice(0, 100).map((it) => shown(it.entry)));
      const has = (it) => phrases.every((phrase) => [it[1], ...it[6]].some((text) => ` ${asked(text).join(" ")} `.includes(phrase)));
      found = found.filter((_, at) => texts[at] && has(texts[at]));
    }
    return { terms, found, totals, filters, facets, whole };
  };

  // What is shown

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children.filter(Boolean));
    return element;
  };
  // A text from and to, its hits marked.
  const marked = (text, hits, from = 0, to = text.length) => {
    const parts = [];
    for (const hit of hits) {
      if (hit.from < from || hit.to > to) continue;
      parts.push(text.slice(from, hit.from), make("mark", {}, text.slice(hit.from, hit.to)));
      from = hit.to;
    }
    return [...parts, text.slice(from, to)];
  };
  const row = ([href, title, kind, severity, date, lang, parts], test) => {
    // The stretch that holds the most terms, with its heading.
    let most = 0;
    let place = ["", "", parts[2] ?? "", [], 0];
    for (let at = 0; at < parts.length; at += 3) {
      const [anchor, heading, text] = parts.slice(at, at + 3);
      const hits = test(text);
      for (const { from } of [{ from: 0 }, ...hits]) {
        const near = hits.filter((it) => it.from >= from && it.to < from + 170);
        const count = new Set([...near, ...test(heading)].map((it) => it.term)).size;
        if (count > most) [most, place] = [count, [anchor, heading, text, hits, from]];
      }
    }
    const [anchor, heading, text, hits, first] = place;
    const from = Math.max(text.lastIndexOf(" ", first - 40) + 1, first - 60);
    return make(
      "a",
      { href: root + href + (anchor && `#${anchor}`) },
      make("span", { className: "row" }, kind, severity && make("span", { className: `sev s${severity}` }, `SEV ${severity}`), date && make("time", {}, date)),
      make("b", lang && { lang }, ...marked(title, test(title))),
      make("small", {}, heading && make("i", {}, ...marked(heading, test(heading)), ": "), from && "…", ...marked(text, hits, from, from + 400)),
    );
  };
  // The first rows of an answer as links, and what is to be said above them.
  const tell = async ({ terms, found, whole }, count) => {
    const all = new Map(terms.flatMap(({ found }, at) => found.map((it) => [it.word, at])));
    const test = (text) => cut(text).filter((it) => (it.term = all.get(it.word)) >= 0);
    const rows = await Promise.all(found.slice(0, count).map(async (it) => row(await shown(it.entry), test)));
    const said = [];
    if (found[0]) {
      said.push(`${found.length} found. `);
      for (const { word, meant } of terms) if (meant) said.push(`Shown with “${meant}” for “${word}”. `);
      if (whole < found.length) said.push(`${whole} with all of these words, then those with most.`);
    } else {
      said.push(`No results for “${terms.map((it) => it.word).join(" ")}”. `);
      for (const { word, found } of terms) {
        const [like] = found[0] ? [] : await near(word, Math.min(3, word.length >> 1));
        if (like) said.push("Did you mean ", make("a", { href: `${root}search.html#q=${like}` }, like), "? ");
      }
      said.push("See ", make("a", { href: `${root}all.html` }, "A to Z"));
    }
    return [rows, said];
  };
  // Asks what stands in a box, and shows the answer unless something else stands there by then.
  const ask = async (input, count, show) => {
    const text = input.value;
    const answer = await find(text);
    const told = await tell(answer, count);
    if (input.value === text) show(...told, answer);
  };
  const pick = (within, ...names) => names.map((name) => within.querySelector(name));

  // The dialog

  let dialog;
  const build = () => {
    [dialog] = document.querySelector("#at-dialog").content.children;
    document.body.append(dialog);
    const [input, said, list, all] = pick(dialog, "input", "[role=status]", ".hits", "a");
    let at = 0;
    const select = (next) => {
      const rows = [...list.children];
      at = (next + rows.length) % rows.length;
      rows.forEach((row, number) => (row.ariaSelected = number === at));
      rows[at]?.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", rows[at]?.id ?? "");
    };
    const show = (rows, words) => {
      said.replaceChildren(...(input.value.trim() ? words : []));
      list.replaceChildren(...rows.map((row, number) => Object.assign(row, { id: `at-hit-${number}`, role: "option", tabIndex: -1 })));
      input.ariaExpanded = !!rows[0];
      select(0);
    };
    dialog.oninput = () => {
      all.hash = `q=${encodeURIComponent(input.value)}`;
      ask(input, input.value.trim() && 10, show);
    };
    input.onkeydown = (event) => {
      if (event.key === "ArrowDown") select(at + 1);
      else if (event.key === "ArrowUp") select(at - 1);
      else if (event.key === "Enter") list.children[at]?.click();
      else return;
      event.preventDefault();
    };
    dialog.onclick = ({ target }) => (target === dialog || target.closest("a, button")) && dialog.close();
  };
  const open = (text) => {
    const [page] = pick(document, "#at-query");
    if (page) return page.focus();
    if (!dialog) build();
    dialog.open || dialog.showModal();
    const [input] = pick(dialog, "input");
    if (text) input.value = text;
    input.select();
    dialog.oninput();
  };

  // The page

  const page = (form) => {
    form.parentElement.append(document.querySelector("#at-found").content);
    const [said, side, list, more] = pick(form.parentElement, "[role=status]", ".facets", ".hits", ".found button");
    const input = form.q;
    let count;
    side.open = innerWidth > 832;
    const show = (rows, words, { found, facets, totals, filters }) => {
      said.replaceChildren(...words);
      list.replaceChildren(...rows.map((row) => make("li", {}, row)));
      more.hidden = found.length <= count;
      const { id } = document.activeElement;
      side.replaceChildren(side.firstElementChild, ...facets.map((facet, at) => group(facet, totals[at], filters[at])));
      document.getElementById(id)?.focus();
    };
    // A filter is a word in the box: one state, which can be seen, typed and shared.
    const group = ({ key, label, values, labels }, totals, on) => {
      const rows = [...values.keys()].filter((at) => totals[at] || on.has(at));
      const boxes = rows.map((at) => {
        const id = `${key}:${values[at]}`;
        const checked = on.has(at);
        const onchange = () => change((input.value = checked ? input.value.replace(on.get(at), "").trim() : `${id} ${input.value}`));
        return make("label", {}, make("input", { type: "checkbox", id, checked, onchange }), ` ${labels[at]} `, make("span", { className: "n" }, String(totals[at])));
      });
      return boxes[0] ? make("fieldset", {}, make("legend", {}, label), ...boxes) : "";
    };
    const change = () => {
      history.replaceState(null, "", `#${new URLSearchParams({ q: input.value })}`);
      ask(input, (count = 10), show);
    };
    // Also an address that names filters by themselves: `#q=certificate&sev=1`.
    const read = () => {
      const asked = [...new URLSearchParams(location.hash.slice(1) || location.search)];
      if (asked[0]) input.value = asked.map(([key, value]) => (key === "q" ? value : `${key}:${value}`)).join(" ");
      if (input.value) ask(input, (count = 10), show);
    };
    input.oninput = change;
    more.onclick = () => ask(input, (count += 20), show);
    form.onsubmit = () => false;
    onhashchange = read;
    read();
  };

  window.search = { open, cut, find, tell };
  const [form] = pick(document, "#at-search");
  if (form) page(form);
})();
