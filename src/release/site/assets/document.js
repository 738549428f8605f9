// The page of a document: its other versions, one of them beside it, its source beside it, notes as pop-ups, and the
// words that a search led to. Each part works alone; the text can be read without any of them.
'use strict';

(() => {
  const { words, element } = declc;
  const stem = document.body.dataset.stem;
  const text = document.getElementById('ui-text');
  const rows = Array.from(text.querySelectorAll('.row'));
  const own = new Map(rows.map((row) => [row.dataset.key, row]));
  const placeOf = (row) => row.closest('[id]')?.id ?? '';

  // The paragraph at the head of the window, so that another version opens at the same place.
  function current() {
    const row = rows.find((one) => one.getBoundingClientRect().bottom > 80);
    return row && window.scrollY > 200 ? `#${placeOf(row)}` : '';
  }

  // ---- versions, citations: known only once the whole release is.

  async function links() {
    const { versions, cited, citedBy } = await declc.data('links', stem);
    const nav = document.getElementById('ui-versions');
    for (const { stem: other, lang } of versions) {
      const name = declc.languageName(lang);
      const here = other === stem ? 'page' : undefined;
      const link = element('a', { href: declc.page(other), lang, hreflang: lang, 'aria-current': here }, name);
      const follow = () => { link.href = declc.page(other) + current(); };
      for (const event of ['pointerdown', 'focus', 'click']) link.addEventListener(event, follow);
      nav.append(link);
    }
    nav.hidden = versions.length < 2;
    chooseBeside(versions.filter((version) => version.stem !== stem));

    for (const link of text.querySelectorAll('a[data-cites]')) {
      const other = cited[link.dataset.cites];
      if (other === undefined) continue;
      link.href = declc.page(other);
      link.classList.add('here');
      link.removeAttribute('rel');
    }
    if (citedBy.length) {
      const section = document.getElementById('ui-cited-by');
      const list = element('ul', {});
      for (const { name, stem: other, lang, title } of citedBy) {
        list.append(element('li', { lang }, element('bdi', { class: 'symbol' }, name), ' ',
          element('a', { href: declc.page(other), hreflang: lang }, title || words.no_title)));
      }
      section.append(list);
      section.hidden = false;
    }
  }

  // ---- another version beside this one, text by text.

  function chooseBeside(versions) {
    const label = document.getElementById('ui-beside');
    const select = label.querySelector('select');
    for (const { stem: other, lang } of versions) {
      select.append(element('option', { value: other, lang }, declc.languageName(lang)));
    }
    select.addEventListener('change', () => setBeside(select.value));
    label.hidden = versions.length === 0;
  }

  async function setBeside(other) {
    for (const old of text.querySelectorAll('.other, .row.theirs')) old.remove();
    document.body.classList.toggle('beside', other !== '');
    if (!other) return;
    const version = await declc.data('units', other);
    const cell = (unit) => {
      const made = element('div', { class: 'other', lang: version.lang, dir: version.dir });
      if (!unit) {
        made.append(element('p', { class: 'absent', lang: words.tag }, words.absent_beside));
        return made;
      }
      const [, , number, words_, start, end] = unit;
      const letters = Array.from(words_);
      const slice = (from, to) => letters.slice(from, to).join('');
      if (number) made.append(element('span', { class: 'number' }, number));
      const paragraph = element('p', {}, slice(0, start));
      if (end > start) paragraph.append(element('span', { class: 'phrase' }, slice(start, end)));
      paragraph.append(slice(end));
      made.append(paragraph);
      return made;
    };
    const theirs = new Map(version.units.map((unit) => [unit[0], unit]));
    for (const [key, row] of own) row.append(cell(theirs.get(key)));
    // What only the other version has stands after what comes before it there.
    let last = null;
    for (const unit of version.units) {
      const row = own.get(unit[0]);
      if (row) {
        last = row;
        continue;
      }
      const alien = element('div', { class: 'row theirs' }, element('p', { class: 'absent' }, words.absent_beside), cell(unit));
      if (last) last.after(alien);
      else text.prepend(alien);
      last = alien;
    }
  }

  // ---- the source beside the text.

  const panel = document.getElementById('ui-source');
  const button = document.getElementById('ui-source-button');
  let lines = null; // the list items, once they are there

  // `3.0-4.12 9.0-9.7` as [line, column, line, column].
  const parse = (at) => (at ?? '').split(' ').filter(Boolean).map((range) => range.split(/[.-]/).map(Number));

  async function openSource() {
    if (!lines) {
      const texts = await declc.data('source', stem);
      const list = element('ol', { tabindex: '0', 'aria-label': words.source });
      lines = texts.map((line) => element('li', { dir: 'auto' }, line));
      list.append(...lines);
      const shut = element('button', { type: 'button' }, words.close);
      shut.addEventListener('click', () => { closeSource(); button.focus(); });
      const head = element('div', { class: 'head' }, element('h2', {}, words.source), shut);
      panel.append(head, element('p', { class: 'hint' }, words.source_hint), list);
      backwards(list);
    }
    panel.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    document.body.classList.add('with-source');
    for (const row of rows) row.tabIndex = 0;
  }

  function closeSource() {
    panel.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    document.body.classList.remove('with-source');
    light('', null);
    for (const row of rows) row.removeAttribute('tabindex');
  }

  // Lights up places of the source, and the row that they belong to.
  function light(at, row) {
    for (const old of document.querySelectorAll('.lit')) old.classList.remove('lit');
    CSS.highlights?.delete('declc-source');
    if (!lines) return;
    row?.classList.add('lit');
    const ranges = [];
    let first = null;
    for (const [from, start, to, end] of parse(at)) {
      for (let number = from; number <= to; number += 1) {
        const line = lines[number - 1];
        if (!line) continue;
        // A range that ends at the start of a line does not reach into it.
        if (number === to && end === 0 && number > from) continue;
        line.classList.add('lit');
        first ??= line;
        if (!line.firstChild) continue;
        const range = new Range();
        const length = line.firstChild.length;
        range.setStart(line.firstChild, number === from ? Math.min(start, length) : 0);
        range.setEnd(line.firstChild, number === to ? Math.min(end, length) : length);
        ranges.push(range);
      }
    }
    if (window.Highlight && CSS.highlights) CSS.highlights.set('declc-source', new Highlight(...ranges));
    if (first) {
      const list = first.parentElement;
      list.scrollTop = first.offsetTop - list.clientHeight / 3;
    }
  }

  // From a line of the source to the text that it became.
  function backwards(list) {
    const rowOf = new Map();
    for (const row of rows) {
      for (const [from, , to] of parse(row.dataset.at)) {
        for (let number = from; number <= to; number += 1) if (!rowOf.has(number)) rowOf.set(number, row);
      }
    }
    list.addEventListener('click', (event) => {
      const number = lines.indexOf(event.target.closest('li')) + 1;
      const row = rowOf.get(number);
      if (!row) return;
      row.scrollIntoView({ block: 'center' });
      light(row.dataset.at, row);
    });
  }

  if (button) {
    button.hidden = false;
    button.addEventListener('click', () => (panel.hidden ? openSource() : closeSource()));
    const show = (event) => {
      const row = event.target.closest?.('.row');
      if (row && !panel.hidden && !row.classList.contains('lit')) light(row.dataset.at, row);
    };
    text.addEventListener('pointerover', show);
    text.addEventListener('focusin', show);
    // A finding names a line: it becomes a button that shows it.
    for (const place of document.querySelectorAll('.findings .place')) {
      const to = element('button', { type: 'button', class: 'place' }, place.textContent);
      to.addEventListener('click', async () => {
        await openSource();
        light(place.dataset.at, null);
      });
      place.replaceWith(to);
    }
  }

  // ---- notes as pop-ups: on the pointer or on focus, closed by Escape; the link itself leads to the foot.

  const note = element('div', { id: 'ui-note', class: 'ui-note', popover: 'manual', role: 'note' });
  if (note.showPopover) {
    document.body.append(note);
    let timer = 0;
    let open = null;
    const hide = () => {
      if (open) open.removeAttribute('aria-describedby');
      open = null;
      if (note.matches(':popover-open')) note.hidePopover();
    };
    const later = () => { clearTimeout(timer); timer = setTimeout(hide, 250); };
    const show = (call) => {
      clearTimeout(timer);
      const body = document.getElementById(call.getAttribute('href').slice(1))?.querySelector('p');
      if (!body || open === call) return;
      hide();
      const copy = body.cloneNode(true);
      for (const part of copy.querySelectorAll('.back, .other')) part.remove();
      for (const part of copy.querySelectorAll('[id]')) part.removeAttribute('id');
      note.replaceChildren(copy);
      note.showPopover();
      const at = call.getBoundingClientRect();
      const left = Math.max(8, Math.min(at.left - 24, document.documentElement.clientWidth - note.offsetWidth - 8));
      const below = at.bottom + 6 + note.offsetHeight < window.innerHeight;
      note.style.left = `${left}px`;
      note.style.top = `${below ? at.bottom + 6 : at.top - note.offsetHeight - 6}px`;
      call.setAttribute('aria-describedby', 'ui-note');
      open = call;
    };
    for (const call of text.querySelectorAll('a.call')) {
      call.addEventListener('pointerenter', (event) => event.pointerType === 'mouse' && show(call));
      call.addEventListener('pointerleave', later);
      call.addEventListener('focus', () => call.matches(':focus-visible') && show(call));
      call.addEventListener('blur', later);
      call.addEventListener('click', hide);
    }
    note.addEventListener('pointerenter', () => clearTimeout(timer));
    note.addEventListener('pointerleave', later);
    document.addEventListener('keydown', (event) => event.key === 'Escape' && hide());
    document.addEventListener('scroll', hide, { passive: true });
  }

  // ---- the words that a search led to.

  async function mark() {
    if (!declc.query || !window.Highlight || !CSS.highlights) return;
    await declc.search();
    const { whole, parts } = declc.patterns(declc.query);
    const ranges = [];
    for (const paragraph of text.querySelectorAll('.row > :is(p, h1, h2, h3, h4, h5, h6)')) {
      const nodes = [];
      const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
      let length = 0;
      while (walker.nextNode()) {
        // Markers of notes are no part of the text.
        if (walker.currentNode.parentElement.closest('.call, .back')) continue;
        nodes.push([length, walker.currentNode]);
        length += walker.currentNode.length;
      }
      const all = nodes.map(([, node]) => node.data).join('');
      const exact = declc.places(all, [whole]);
      for (const [start, end] of exact.length ? exact : declc.places(all, parts)) {
        const range = new Range();
        const find = (at) => nodes.findLast(([from]) => from <= at);
        const [first, last] = [find(start), find(end - 1)];
        range.setStart(first[1], start - first[0]);
        range.setEnd(last[1], end - last[0]);
        ranges.push(range);
      }
    }
    CSS.highlights.set('declc-found', new Highlight(...ranges));
  }

  links();
  mark();
})();
