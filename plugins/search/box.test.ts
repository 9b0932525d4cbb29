// The watcher is part of every page, and the box stands between a press and the first result.
import { brotliCompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { buildSearchBox } from './box.ts';

const WATCHER_BUDGET = 1_000;
const BOX_BUDGET = 12_000;

it('has a watcher of at most 1 KB after brotli, which knows nothing of the box but its address in the page', async () => {
  const { watcher, box } = await buildSearchBox({ root: '.', mode: 'production' });
  const weights = { watcher: weigh(watcher.text), box: weigh(box.text) };
  console.table(weights);
  expect(weights.watcher).toBeLessThanOrEqual(WATCHER_BUDGET);
  expect(weights.box).toBeLessThanOrEqual(BOX_BUDGET);
  for (const { text } of [watcher, box])
    expect(text).not.toMatch(/\binnerHTML\b|\beval\b|new Function|process\.env/);
});

const weigh = (text: string): number => brotliCompressSync(text).length;
