// The box stands between a press and the first result.
import { brotliCompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { buildSearchBox } from './box.ts';

const BOX_BUDGET = 12_000;

it('has a box of at most 12 KB after brotli, which writes no HTML and evaluates nothing', async () => {
  const { text } = await buildSearchBox({ root: '.', mode: 'production' });
  expect(brotliCompressSync(text).length).toBeLessThanOrEqual(BOX_BUDGET);
  expect(text).not.toMatch(/\binnerHTML\b|\beval\b|new Function|process\.env/);
});
