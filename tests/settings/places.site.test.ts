/** Every block of the built site, in the guide and in the reference: what follows the settings, and what is copied. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { PLACEHOLDER_KEY, REGISTRY_ORIGIN } from '../../endpoint.ts';
import { BUILD_DIR } from '../budgets/builtSite.ts';

/** A `<pre>` of a page, and what stands behind it up to the next one. */
const BLOCK = /<pre\b[^>]*>([\s\S]*?)<\/pre>([\s\S]*?)(?=<pre\b|$)/g;
const PROMPT = /^(?:\$|>>>|\.\.\.|PS .*>|[\w@-]+:.*\$|C:\\.*>) /m;

const blocks = globSync('**/*.html', { cwd: BUILD_DIR }).flatMap((page) =>
  [...readFileSync(path.join(BUILD_DIR, page), 'utf8').matchAll(BLOCK)].map(([, html = '', behind = '']) => {
    const $ = load(html);
    const places = $('[data-setting]').length;
    const text = $('code').first().text();
    $('[data-setting]').remove();
    return { page, text, rest: $.text(), places, isCopied: behind.includes('data-action=settings') };
  }),
);

describe('the code of every page', () => {
  it('follows the registry and the key of the settings wherever it names one', () => {
    const names = (text: string) =>
      text.includes(PLACEHOLDER_KEY) ||
      new RegExp(`${REGISTRY_ORIGIN.replaceAll('.', '\\.')}(?![\\w-]|[.:]\\w)`).test(text);
    expect(blocks.filter(({ rest }) => names(rest)).map(({ page, text }) => [page, text])).toEqual([]);
    const following = blocks.filter(({ places }) => places > 0);
    console.table({
      blocks: blocks.length,
      following: following.length,
      pages: new Set(following.map(({ page }) => page)).size,
    });
    expect(following.length).toBeGreaterThan(700);
  });

  it('has no prompt to be copied', () => {
    expect(
      blocks.filter(({ text, isCopied }) => isCopied && PROMPT.test(text)).map(({ page }) => page),
    ).toEqual([]);
  });
});
