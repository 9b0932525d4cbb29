// Every page carries the script: its weight is the price of every page.
import { brotliCompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { buildSettings } from './build.ts';

/** Most bytes after Brotli. */
const SCRIPT = 1_536;
const FILE = 5_120;

it('weighs at most 1.5 KB on every page, and loads the panel and the check apart', async () => {
  const { script, files } = await buildSettings('.');
  const weights = [script, ...files].map(({ path, text }) => ({
    path,
    bytes: brotliCompressSync(text).length,
  }));
  console.table(weights);
  expect(weights[0]?.bytes).toBeLessThanOrEqual(SCRIPT);
  expect(weights.slice(1).filter(({ bytes }) => bytes > FILE)).toEqual([]);
  expect(files.every(({ path }) => script.text.includes(path))).toBe(true);
});
