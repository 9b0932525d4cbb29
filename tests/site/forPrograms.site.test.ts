/** What programs read of the built site: Markdown, llms.txt, the feed of the changelog. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { BUILD_DIR } from '../budgets/builtSite.ts';

/** Bytes, with a tenth of air. A reader with a small context takes llms.txt, one with a large context both. */
const LIMITS = { 'llms.txt': 52_000, 'llms-full.txt': 650_000 };

const read = (file: string) => readFileSync(path.join(BUILD_DIR, file), 'utf8');
/** Old addresses are built too, as pages that lead on. */
const pages = globSync('{docs,api}/**/index.html', { cwd: BUILD_DIR })
  .filter((page) => !read(page).includes('http-equiv="refresh"'))
  .sort();
const addresses = (text: string) =>
  [...text.matchAll(/\]\((https:\/\/docs\.hokus\.ai[^)#\s]*)/g)].map(
    ([, address = '']) => new URL(address).pathname,
  );
const missing = (paths: readonly string[]) =>
  paths.filter((each) => !existsSync(path.join(BUILD_DIR, each.endsWith('/') ? `${each}index.html` : each)));

describe('every page', () => {
  const twins = new Map(
    pages.map((page) => [
      page,
      load(read(page))('link[rel=alternate][type="text/markdown"]').attr('href') ?? '',
    ]),
  );

  it('is there as Markdown at its own address', () => {
    expect(pages.length).toBeGreaterThan(250);
    const wrong = pages.filter((page) => twins.get(page) !== `/${path.dirname(page)}.md`);
    expect(wrong).toEqual([]);
    expect(missing([...twins.values()])).toEqual([]);
  });

  it('begins with its title in Markdown, and holds no HTML', () => {
    const guide = pages.filter((page) => page.startsWith('docs/'));
    const wrong = guide.filter((page) => {
      const twin = read(twins.get(page) ?? '');
      const words = twin.replaceAll(/```[\s\S]*?\n```|`[^`]*`/g, '');
      return (
        !twin.startsWith(`# ${load(read(page))('h1').first().text()}`) ||
        /<\/?(div|span|p|svg|button)\b/.test(words)
      );
    });
    expect(wrong).toEqual([]);
  });

  it('keeps its code as it is', () => {
    const $ = load(read('docs/quickstart/index.html'));
    const blocks = $('.theme-code-block')
      .toArray()
      .map((block) => $(block).find('code').first().text());
    expect(blocks.length).toBeGreaterThan(5);
    const twin = read('docs/quickstart.md');
    expect(blocks.filter((code) => !twin.includes(code))).toEqual([]);
  });

  it('leads only to pages that exist', () => {
    expect(missing(addresses(read('llms-full.txt')))).toEqual([]);
  });
});

describe('llms.txt', () => {
  it('lists every page once, in the order of the sidebar', () => {
    const listed = addresses(read('llms.txt'));
    const all = pages.map((page) => `/${path.dirname(page)}.md`);
    expect(new Set(listed).size).toBe(listed.length);
    expect(all.filter((page) => !listed.includes(page) && !page.startsWith('/api/'))).toEqual([]);
    expect(missing(listed)).toEqual([]);
    expect(listed.slice(0, 2)).toEqual(['/docs.md', '/docs/quickstart.md']);
  });

  it.each(Object.entries(LIMITS))('stays within its size: %s', (file, limit) => {
    expect(Buffer.byteLength(read(file))).toBeLessThanOrEqual(limit);
  });
});

describe('the feed of the changelog', () => {
  const $ = load(read('changelog.atom'), { xml: true });

  it('has an entry for each date, newest first, that leads to its heading', () => {
    const dates = $('entry > title')
      .toArray()
      .map((title) => $(title).text());
    expect(dates.length).toBeGreaterThan(1);
    expect(dates).toEqual(dates.toSorted().reverse());
    const page = load(read('docs/reference/changelog/index.html'));
    const ids = $('entry > id')
      .toArray()
      .map((id) => new URL($(id).text()).hash);
    expect(ids.filter((id) => page(`[id="${id.slice(1)}"]`).length !== 1)).toEqual([]);
  });

  it('is named in the head of every page', () => {
    const feeds = pages.map((page) => load(read(page))('link[type="application/atom+xml"]').attr('href'));
    expect(new Set(feeds)).toEqual(new Set(['/changelog.atom']));
  });

  it('holds HTML that a reader of feeds can show', () => {
    const [content = ''] = $('entry > content')
      .toArray()
      .map((each) => $(each).text());
    expect(load(content)('li a[href^="https://"]').length).toBeGreaterThan(0);
  });
});
