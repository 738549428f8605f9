// The front page: filters over the list of works. The list is in the page; a filter only hides.
'use strict';

(() => {
  const form = document.getElementById('ui-filters');
  const shown = document.getElementById('ui-shown');
  const items = Array.from(document.querySelectorAll('.works > li'), (item) => ({ item, title: null }));
  // Small letters without accents: enough for titles, whose table of letters is not loaded here.
  const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

  function apply() {
    const wanted = new FormData(form);
    const title = plain(wanted.get('title').trim());
    let count = 0;
    for (const entry of items) {
      const data = entry.item.dataset;
      entry.title ??= plain(entry.item.textContent);
      const fits = ['author', 'year', 'class'].every((name) => !wanted.get(name) || data[name] === wanted.get(name))
        && (!wanted.get('language') || data.language.split(' ').includes(wanted.get('language')))
        && entry.title.includes(title);
      entry.item.hidden = !fits;
      count += fits ? 1 : 0;
    }
    shown.textContent = declc.words.shown.replace('{n}', count).replace('{m}', items.length);
  }

  form.hidden = false;
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  apply();
})();
