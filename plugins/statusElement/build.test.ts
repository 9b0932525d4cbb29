// The element stands on other people's pages: its weight is part of what it promises.
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { buildStatusElement } from './build.ts';

const ELEMENT_BUDGET = 4_096;
const PANEL_BUDGET = 9_216;

it('weighs at most 4 KB after brotli, and loads its panel apart', async () => {
  const { element, panel } = await buildStatusElement('.');
  const weights = Object.entries({ element, panel }).map(([name, { text }]) => ({
    name,
    raw: Buffer.byteLength(text),
    gzip: gzipSync(text, { level: 9 }).length,
    brotli: brotliCompressSync(text).length,
  }));
  console.table(weights);
  expect(weights[0]?.brotli).toBeLessThanOrEqual(ELEMENT_BUDGET);
  expect(weights[1]?.brotli).toBeLessThanOrEqual(PANEL_BUDGET);
  expect(element.text).toContain(panel.path);
  expect(element.text).not.toMatch(/\binnerHTML\b|\beval\b|new Function/);
});

it('is the same whenever it is built from the same source', async () => {
  const [once, again] = await Promise.all([buildStatusElement('.'), buildStatusElement('.')]);
  expect(again).toEqual(once);
});
