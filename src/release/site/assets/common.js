// What every page shares: data that come as scripts, since a page from disk may load nothing else; the folding of texts
// for search; the theme.
'use strict';

const declc = (() => {
  const given = new Map(); // key -> promise of its value
  const waiting = new Map(); // key -> its resolve

  // Called by every data script: give("units:a.zh", {...}).
  function give(key, value) {
    const resolve = waiting.get(key);
    if (resolve) resolve(value);
    else given.set(key, Promise.resolve(value));
  }

  // The value that the script at `src` gives under `key`. A script is loaded once.
  function load(src, key) {
    if (!given.has(key)) {
      given.set(key, new Promise((resolve, reject) => {
        waiting.set(key, resolve);
        const script = document.createElement('script');
        script.src = src;
        script.onerror = () => reject(new Error(`${src} cannot be read`));
        document.head.append(script);
      }));
    }
    return given.get(key);
  }

  const root = document.body.dataset.root;
  const words = declcWords; // of words.xx.js, in the language of the page

  // The address of a document's page, and of the data of a document.
  const page = (stem) => `${root}documents/${encodeURIComponent(stem)}.html`;
  const data = (kind, stem) => load(`${root}${kind}/${encodeURIComponent(stem)}.js`, `${kind}:${stem}`);

  // The folding of the index, by the table that stands in it: { from, to, drop }.
  let table = null;
  async function search() {
    const index = await load(`${root}search/documents.js`, 'search');
    if (!table) {
      const to = Array.from(index.fold.to);
      table = { letters: new Map(Array.from(index.fold.from, (c, at) => [c, to[at]])), drop: new Set(index.fold.drop) };
    }
    return index;
  }

  // A text as it is searched, and for each of its code units the place in the text that it came from.
  function fold(text) {
    let folded = '';
    const from = [];
    let at = 0;
    for (const c of text) {
      if (!table.drop.has(c)) {
        for (const small of c.toLowerCase()) {
          if (table.drop.has(small)) continue;
          const letter = table.letters.get(small) ?? small;
          for (let unit = 0; unit < letter.length; unit += 1) from.push(at);
          folded += letter;
        }
      }
      at += c.length;
    }
    from.push(text.length);
    return { folded, from };
  }

  const article = 'ال'; // of Arabic
  const escape = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

  // A query as patterns over folded texts: the whole, and each part. A part stands at the start of a word, but for texts
  // without spaces; Arabic particles may stand before an article. A query in quotation marks is one part.
  function patterns(query) {
    const bare = fold(query.trim()).folded;
    const quoted = /^"(.+)"$/.exec(bare);
    const whole = (quoted ? quoted[1] : bare).replaceAll('"', ' ').trim();
    const parts = quoted ? [whole] : whole.split(/\s+/);
    const pattern = (part) => {
      const body = part.split(/\s+/).map(escape).join('\\s+');
      if (/^[\u3400-\u9fff\uf900-\ufaff]|^[^\p{L}\p{N}]/u.test(part)) return new RegExp(body, 'gu');
      const start = '(?<![\\p{L}\\p{N}])';
      if (!part.startsWith(article)) return new RegExp(start + body, 'gu');
      return new RegExp(`${start}(?:[وفبكل]*${article}|لل)${body.slice(article.length)}`, 'gu');
    };
    return { whole: pattern(whole), parts: parts.filter(Boolean).map(pattern), terms: parts.filter(Boolean) };
  }

  // Every place of the patterns in a text: [start, end] in the text itself.
  function places(text, found) {
    const { folded, from } = fold(text);
    const spans = [];
    for (const pattern of found) {
      for (const match of folded.matchAll(pattern)) {
        if (match[0]) spans.push([from[match.index], from[match.index + match[0].length]]);
      }
    }
    return spans.sort((a, b) => a[0] - b[0]);
  }

  // A language by its own name.
  const languageName = (tag) => new Intl.DisplayNames([tag], { type: 'language' }).of(tag);

  // An element with attributes and children; a text stays text.
  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== '') made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  }

  const theme = document.getElementById('ui-theme');
  theme.hidden = false;
  theme.addEventListener('click', () => {
    const html = document.documentElement;
    const dark = html.dataset.theme ? html.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    html.dataset.theme = dark ? 'light' : 'dark';
    try {
      localStorage.setItem('declc-theme', html.dataset.theme);
    } catch {
      // The choice lasts as long as the page.
    }
  });

  // The query that led here stays in the field.
  const query = new URLSearchParams(location.search).get('q') ?? '';
  document.getElementById('ui-q').value = query;

  return { give, load, data, page, search, fold, patterns, places, element, languageName, words, query };
})();
