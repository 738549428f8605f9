// The search page. The index names the documents that hold every term of a query; their texts are then read, some
// documents at a time, and the paragraphs found in them.
'use strict';

(async () => {
  const { words, query, element } = declc;
  const status = document.getElementById('ui-status');
  const results = document.getElementById('ui-results');
  const more = document.getElementById('ui-more');
  const batch = 12; // documents read at a time
  const excerpts = 4; // places shown of a document
  const unspaced = /[\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;

  const runs = /[\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+|(?:(?![\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}])[\p{Alphabetic}\p{N}])+/gu;

  const index = await declc.search();
  const wanted = new Set(index.documents.map(([, language]) => language));
  let round = 0; // a new search ends the one before

  // The terms of a part as the index has them: words, and each two characters of a text without spaces.
  function cut(part) {
    const terms = [];
    for (const run of part.match(runs) ?? []) {
      const letters = Array.from(run);
      if (letters.length === 1 || !unspaced.test(run)) {
        terms.push(run);
        continue;
      }
      for (let at = 0; at + 1 < letters.length; at += 1) terms.push(letters[at] + letters[at + 1]);
    }
    return terms.map((term) => Array.from(term).slice(0, 40).join(''));
  }

  // The order of the index: by code points, as UTF-8 sorts.
  function before(a, b) {
    const [x, y] = [Array.from(a), Array.from(b)];
    for (let at = 0; at < Math.min(x.length, y.length); at += 1) {
      if (x[at] !== y[at]) return x[at].codePointAt(0) < y[at].codePointAt(0);
    }
    return x.length < y.length;
  }

  // The last shard whose first term does not come after `term`.
  function shardOf(term) {
    let [low, high] = [0, index.shards.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(term, index.shards[middle])) high = middle;
      else low = middle + 1;
    }
    return Math.max(low - 1, 0);
  }

  // The numbers of the documents that hold a term, or a term that begins with it.
  async function holding(term, begins) {
    const found = new Set();
    for (let at = shardOf(term); at < index.shards.length; at += 1) {
      if (at > shardOf(term) && !(begins && index.shards[at].startsWith(term))) break;
      const shard = await declc.load(`search/${at}.js`, `shard:${at}`);
      for (const [key, steps] of Object.entries(shard)) {
        if (key !== term && !(begins && key.startsWith(term))) continue;
        let number = 0;
        for (const step of steps.split(',')) found.add(number += parseInt(step, 36));
      }
    }
    return found;
  }

  async function documents(parts) {
    let found = null;
    const terms = parts.flatMap(cut);
    for (const [at, term] of terms.entries()) {
      // The last word may still be growing; a lone ideograph stands for what begins with it.
      const begins = unspaced.test(term) ? Array.from(term).length === 1 : at === terms.length - 1;
      const those = await holding(term, begins);
      found = found ? found.intersection?.(those) ?? new Set([...found].filter((n) => those.has(n))) : those;
    }
    return [...(found ?? [])].filter((number) => wanted.has(index.documents[number][1]))
      .sort((a, b) => index.documents[b][2].localeCompare(index.documents[a][2]) || a - b);
  }

  // A text with what was found marked, cut to what stands around the first place.
  function excerpt(text, spans) {
    const start = Math.max(0, spans[0][0] - 90);
    const end = Math.min(text.length, spans[0][1] + 160);
    const pieces = [start > 0 ? '…' : ''];
    let done = start;
    for (const [from, to] of spans) {
      if (from < done || to > end) continue;
      pieces.push(text.slice(done, from), element('mark', {}, text.slice(from, to)));
      done = to;
    }
    pieces.push(text.slice(done, end), end < text.length ? '…' : '');
    return pieces;
  }

  // What a document shows: its title and the first places, those with the whole query before those with its parts.
  async function result(stem, { whole, parts }) {
    const version = await declc.data('units', stem);
    const found = [];
    for (const [key, , number, text] of version.units) {
      const exact = declc.places(text, [whole]);
      const spans = exact.length ? exact : declc.places(text, parts);
      const all = exact.length || parts.every((part) => declc.places(text, [part]).length);
      if (all && spans.length) found.push({ eid: key.split('~')[0], number, text, spans, exact: exact.length > 0 });
    }
    found.sort((a, b) => b.exact - a.exact);
    // A symbol is a name of the document itself.
    const named = declc.places(version.symbol, [whole]).length > 0;
    if (!found.length && !named) return null;
    const address = `${declc.page(stem)}?q=${encodeURIComponent(query)}`;
    const { lang, dir } = version;
    const head = element('p', { class: 'title' },
      element('bdi', { class: 'symbol' }, version.symbol || stem), ' ',
      element('a', { href: address, lang, dir, hreflang: lang }, version.title || words.no_title));
    const list = element('ul', { lang, dir });
    for (const { eid, number, text, spans } of found.slice(0, excerpts)) {
      const label = number ? [element('span', { class: 'number' }, number), ' '] : [];
      list.append(element('li', {}, element('a', { href: `${address}#${eid}` }, ...label, ...excerpt(text, spans))));
    }
    const rest = found.length - excerpts;
    const item = element('li', {}, head, list);
    if (rest > 0) item.append(element('p', { class: 'ui more' }, words.more_here.replace('{n}', rest)));
    return { item, exact: named || found.some((place) => place.exact) };
  }

  async function run() {
    const mine = round += 1;
    results.replaceChildren();
    more.hidden = true;
    if (!query.trim()) return;
    status.textContent = words.searching;
    const found = declc.patterns(query);
    const numbers = await documents(found.terms);
    let next = 0;
    async function show() {
      more.hidden = true;
      let shown = 0;
      while (next < numbers.length && shown < batch && mine === round) {
        const those = numbers.slice(next, next += batch);
        const made = await Promise.all(those.map((number) => result(index.documents[number][0], found)));
        if (mine !== round) return;
        const ranked = made.filter(Boolean).sort((a, b) => b.exact - a.exact);
        results.append(...ranked.map(({ item }) => item));
        shown += ranked.length;
      }
      more.hidden = next >= numbers.length;
      status.textContent = results.childElementCount
        ? words.found.replace('{n}', numbers.length) : words.nothing_found;
    }
    more.onclick = show;
    await show();
  }

  const group = document.getElementById('ui-languages');
  for (const language of [...wanted].sort()) {
    const button = element('button', { type: 'button', 'aria-pressed': 'true', lang: language }, declc.languageName(language));
    button.addEventListener('click', () => {
      const pressed = button.getAttribute('aria-pressed') === 'true';
      button.setAttribute('aria-pressed', String(!pressed));
      wanted[pressed ? 'delete' : 'add'](language);
      run();
    });
    group.append(button);
  }
  await run();
  if (!query) document.getElementById('ui-q').focus();
})();
