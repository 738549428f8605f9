// Reads the site as a reader does, in a browser, from disk: each step that the project promises, and what no page may do.
// Usage: node reading.cjs SITE PICTURES. Prints what failed; the last line is the result.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const [site, pictures] = process.argv.slice(2);
const address = (page) => `${pathToFileURL(path.resolve(site)).href}/${page}`;
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const faults = [];
let checks = 0;
function check(holds, what) {
  checks += 1;
  if (!holds) faults.push(what);
}

let browser;
// A page that may not say anything on its console, nor ask for anything but files of the site.
async function open(page, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const tab = await context.newPage();
  const where = () => path.basename(tab.url());
  tab.on('console', (message) => check(!['error', 'warning'].includes(message.type()), `${where()}: console: ${message.text()}`));
  tab.on('pageerror', (error) => check(false, `${where()}: ${error.message}`));
  tab.on('request', (request) => check(request.url().startsWith(address('')), `${where()} asks for ${request.url()}`));
  await tab.goto(address(page));
  return tab;
}

async function picture(tab, name) {
  await tab.screenshot({ path: path.join(pictures, `${name}.png`) });
}

const inView = (tab, selector) => tab.locator(selector).evaluate((element) => {
  const box = element.getBoundingClientRect();
  return box.bottom > 0 && box.top < window.innerHeight;
});
const hash = (tab) => decodeURIComponent(new URL(tab.url()).hash.slice(1));

async function notes() {
  const tab = await open('documents/model.en.html');
  const call = tab.locator('a.call').first();
  await call.hover();
  await tab.locator('#ui-note:popover-open').waitFor();
  check((await tab.locator('#ui-note').innerText()).includes('A/74/677'), 'a pop-up shows its note');
  check(await call.getAttribute('aria-describedby') === 'ui-note', 'a pop-up describes its call');
  await tab.keyboard.press('Escape');
  check(await tab.locator('#ui-note:popover-open').count() === 0, 'Escape closes a pop-up');
  // By keyboard: from the number of paragraph 3 the next stop is its call.
  await tab.mouse.move(0, 0);
  await tab.locator('#para_3 a.number').focus();
  await tab.keyboard.press('Tab');
  await tab.locator('#ui-note:popover-open').waitFor();
  await tab.keyboard.press('Enter');
  check(hash(tab) === 'authorialNote_2' && await inView(tab, '#authorialNote_2'), 'a call leads to its note');
  await tab.locator('#authorialNote_2 a.back').click();
  check(hash(tab) === 'call--authorialNote_2--1' && await inView(tab, '#para_3'), 'a note leads back to its call');
  check(await tab.title() !== 'run', 'a text that holds a script stays text');
  check((await tab.locator('#para_2').innerText()).includes('<script>document.title = "run"</script>'), 'and shows it');
  await tab.context().close();
}

async function references() {
  const tab = await open('documents/a-res-75-291.zh.html');
  await tab.locator('#ui-text a.inner[href^="#para_"]').first().click();
  check(/^para_/.test(hash(tab)) && await inView(tab, `[id="${hash(tab)}"]`), 'a reference leads to its paragraph');
  const un = await tab.locator('a[data-cites="A/RES/60/288"]').first().getAttribute('href');
  check(un === 'https://docs.un.org/zh/A/RES/60/288', `what is not here leads to the UN: ${un}`);
  await tab.goto(address('documents/model.en.html'));
  const local = tab.locator('a.here[data-cites="A/RES/75/291"]').first();
  await local.waitFor();
  await local.click();
  check(tab.url().endsWith('/a-res-75-291.zh.html'), 'a cited text of the release opens');
  await tab.locator('#ui-cited-by li').first().waitFor();
  check((await tab.locator('#ui-cited-by').innerText()).includes('A/RES/74/900'), 'and says who cites it');
  await tab.context().close();
}

async function languages() {
  const tab = await open('documents/model.en.html', { viewport: { width: 1280, height: 420 } });
  await tab.locator('#ui-versions a').first().waitFor();
  await tab.locator('#para_3').evaluate((element) => element.scrollIntoView());
  await tab.locator('#ui-versions a[hreflang="ar"]').focus({ preventScroll: true });
  await tab.locator('#para_3').evaluate((element) => element.scrollIntoView());
  const place = await tab.locator('#ui-versions a[hreflang="ar"]').evaluate((link) => { link.click(); return link.hash; });
  await tab.waitForURL(/model\.ar\.html/);
  check(place.length > 1 && hash(tab) === place.slice(1), `another version opens at the same place: ${place}`);
  check(await tab.locator('html').getAttribute('dir') === 'rtl', 'Arabic runs from right to left');
  await picture(tab, 'arabic');

  await tab.goto(address('documents/model.en.html'));
  await tab.locator('#ui-beside select').selectOption('model.zh');
  await tab.locator('.other').first().waitFor();
  const [mine, theirs] = [await tab.locator('#para_3 p').first().boundingBox(), await tab.locator('#para_3 .other').boundingBox()];
  check(Math.abs(mine.y - theirs.y) < 8 && theirs.x > mine.x, 'two languages stand side by side');
  check((await tab.locator('#para_3 .other').innerText()).includes('鼓励所有读者'), 'aligned by paragraph');
  check(await tab.locator('.absent').count() === 0, 'and nothing lacks');
  await picture(tab, 'beside');
  await tab.locator('#ui-beside select').selectOption('model.ar');
  await tab.locator('.other[dir="rtl"]').first().waitFor();
  check(await tab.locator('.other[lang="zh"]').count() === 0, 'one version at a time');
  await tab.context().close();
}

async function search() {
  for (const [query, language] of [['反恐', 'zh'], ['Secretary-General', 'en'], ['الأمين العام', 'ar'], ['ALL languages', 'en']]) {
    const tab = await open('index.html');
    await tab.locator('#ui-q').fill(query);
    await tab.keyboard.press('Enter');
    const hit = tab.locator('#ui-results ul a[href*="#para_"]').first();
    await hit.waitFor({ timeout: 5000 }).catch(() => {});
    check(await hit.count() === 1, `${query} is found`);
    if (await hit.count() !== 1) continue;
    check(await tab.locator('#ui-results mark').count() > 0, `${query} is marked`);
    await hit.click();
    await tab.waitForURL(/documents/);
    const place = `[id="${hash(tab)}"]`;
    check(await inView(tab, place), `${query} lands on the paragraph`);
    check(await tab.locator('html').getAttribute('lang') === language, `${query} in ${language}`);
    await tab.waitForFunction(() => CSS.highlights.get('declc-found')?.size > 0);
    const found = await tab.evaluate(() => [...CSS.highlights.get('declc-found')].map(String));
    const small = (text) => text.toLowerCase().replace(/[أإآ]/g, 'ا');
    check(found.some((text) => small(text).includes(small(query).split(' ')[0])), `${query}: ${found.slice(0, 3)}`);
    await tab.context().close();
  }
  const tab = await open('search.html?q=zzzznothing');
  await tab.waitForFunction(() => document.getElementById('ui-status').textContent !== '');
  await tab.waitForFunction(() => !document.getElementById('ui-status').textContent.endsWith('…'));
  check(await tab.locator('#ui-results > li').count() === 0, 'what is nowhere is not found');
  await tab.context().close();
}

async function source() {
  const tab = await open('documents/a-res-75-291.zh.html');
  await tab.locator('#ui-source-button').click();
  await tab.locator('#ui-source li').first().waitFor();
  const row = tab.locator('#para_15 .row').first();
  await row.scrollIntoViewIfNeeded();
  await row.hover();
  const lit = await tab.locator('#ui-source li.lit').allInnerTexts();
  check(lit.length >= 2 && lit[0].includes('又确认') && lit.at(-1).includes('照各自的优先重点'), `lines light up: ${lit}`);
  const squeeze = (text) => text.replace(/\s/g, '');
  const exact = squeeze((await tab.evaluate(() => [...CSS.highlights.get('declc-source')].map(String).join(''))));
  const shown = squeeze(await row.evaluate((one) => {
    const copy = one.cloneNode(true);
    copy.querySelectorAll('.call').forEach((call) => call.remove());
    return copy.textContent;
  }));
  check(exact === shown, `what lights up is the text itself:\n${exact}\n${shown}`);
  check(await inView(tab, '#ui-source li.lit >> nth=0'), 'and is in view');
  await picture(tab, 'source');
  await tab.locator('#para_16 .row').first().focus();
  check((await tab.locator('#ui-source li.lit').first().innerText()).startsWith('16.'), 'by keyboard too');
  await tab.locator('#ui-source .head button').click();
  check(!await tab.locator('#ui-source').isVisible(), 'the source closes');
  for (const link of await tab.locator('.downloads a').all()) {
    const file = new URL(await link.getAttribute('href'), tab.url());
    check(fs.existsSync(file), `${file.pathname} can be downloaded`);
  }
  await tab.context().close();
}

async function front() {
  const tab = await open('index.zh.html');
  const shown = () => tab.locator('.works > li:visible').count();
  const all = await shown();
  await tab.locator('#ui-filters select[name="language"]').selectOption('ar');
  check(all > 4 && await shown() === 1, 'the list narrows down by language');
  await tab.locator('#ui-filters select[name="language"]').selectOption('');
  await tab.locator('#ui-filters input').fill('反恐战略');
  check(await shown() >= 1 && await shown() < all, 'and by title');
  await tab.goto(address('overview.html'));
  check(await tab.locator('svg.chart').count() >= 4, 'pictures are drawn');
  const tables = tab.locator('details');
  check(await tables.count() === await tab.locator('svg.chart').count(), 'each has a table');
  await tables.first().locator('summary').press('Enter');
  check(await tables.first().locator('table').isVisible(), 'that opens by keyboard');
  await picture(tab, 'overview');
  await tab.locator('#ui-theme').click();
  const [dark, kept] = [await tab.locator('html').getAttribute('data-theme'), tab.url()];
  await tab.goto(kept);
  check(dark === 'dark' && await tab.locator('html').getAttribute('data-theme') === 'dark', 'a theme is remembered');
  await tab.context().close();
}

async function widths() {
  for (const page of ['index.ar.html', 'overview.ar.html', 'search.zh.html', 'documents/model.ar.html', 'documents/a-res-75-291.zh.html']) {
    const tab = await open(page, { viewport: { width: 390, height: 800 }, colorScheme: 'dark' });
    const width = await tab.evaluate(() => document.documentElement.scrollWidth);
    check(width <= 390, `${page} is ${width} wide on a phone`);
    await picture(tab, `phone-${page.replace(/\W/g, '-')}`);
    await tab.context().close();
  }
  const tab = await open('documents/model.en.html');
  await tab.emulateMedia({ media: 'print' });
  check(!await tab.locator('header.site').isVisible() && await tab.locator('#para_1').isVisible(), 'print holds the text alone');
  await tab.context().close();
}

async function without() {
  const tab = await open('documents/model.en.html', { javaScriptEnabled: false });
  await tab.locator('a.call').first().click();
  check(hash(tab) === 'authorialNote_1', 'notes work without scripts');
  check(!await tab.locator('#ui-source-button').isVisible(), 'and nothing is offered that does not');
  await tab.context().close();
}

// What a long page takes until it answers: it is loaded, its links are settled, and a pointer lights its source up. Judged
// by the work of its thread, in milliseconds of the processor; the clock also counts whatever else the machine does.
async function speed() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const tab = await context.newPage();
  const tools = await context.newCDPSession(tab);
  await tools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const start = Date.now();
  await tab.goto(address('documents/long.en.html'));
  await tab.locator('#ui-source-button').click();
  await tab.locator('#para_3 .row').hover();
  await tab.locator('#ui-source li.lit').first().waitFor();
  const clock = Date.now() - start;
  const { metrics } = await tools.send('Performance.getMetrics');
  const work = Math.round(metrics.find(({ name }) => name === 'TaskDuration').value * 1000);
  check(await tab.locator('.paragraph').count() === 500, 'the long page is long');
  check(work > 0 && work < 1000, `a page of 500 paragraphs takes ${work} ms`);
  await context.close();
  return `500 paragraphs: ${work} ms of work, ${clock} by the clock`;
}

async function accessibility() {
  const pages = ['index.html', 'index.ar.html', 'overview.zh.html', 'search.html?q=Secretary-General',
    'documents/model.en.html', 'documents/model.ar.html', 'documents/a-res-75-291.zh.html', 'documents/letter-17-20774.zh.html'];
  for (const page of pages) {
    for (const colorScheme of ['light', 'dark']) {
      const tab = await open(page, { colorScheme });
      await tab.waitForTimeout(300);
      if (page.endsWith('model.en.html')) {
        await tab.locator('#ui-source-button').click();
        await tab.locator('#ui-beside select').selectOption('model.ar');
        await tab.locator('.other').first().waitFor();
        await tab.locator('#para_1 .row').hover();
      }
      for (const details of await tab.locator('details > summary').all()) await details.click();
      await tab.evaluate(axe);
      const { violations } = await tab.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'], preload: false }));
      for (const { id, impact, nodes } of violations) {
        const where = `${page} (${colorScheme}): ${id}, ${impact}: ${nodes.slice(0, 2).map((node) => node.html.slice(0, 160)).join(' | ')}`;
        check(!['serious', 'critical'].includes(impact), where);
        if (!['serious', 'critical'].includes(impact)) console.log(`slight: ${where}`);
      }
      await tab.context().close();
    }
  }
}

(async () => {
  fs.mkdirSync(pictures, { recursive: true });
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: flags });
  for (const step of [notes, references, languages, search, source, front, widths, without, accessibility]) {
    await step().catch((error) => check(false, `${step.name}: ${error.message}`));
  }
  const took = await speed();
  await browser.close();
  faults.forEach((fault) => console.log(fault));
  console.log(`${checks} checks, ${faults.length} failed; ${took}`);
  process.exitCode = faults.length ? 1 : 0;
})();
