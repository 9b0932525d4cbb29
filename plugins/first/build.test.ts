// Every page carries the script: its weight is the price of every page.
import { brotliCompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { buildFirstScript } from './build.ts';

/** Most bytes after Brotli; the settings take 1.4 KB of the script. */
const SCRIPT = 5_120;
const FILE = 5_120;

it('weighs at most 5 KB on every page, and loads apart what few readers ask for', async () => {
  const { text, files } = await buildFirstScript({ root: '.', themeKey: 'theme' });
  const weights = [{ path: 'script', text }, ...files].map(({ path, text }) => ({
    path,
    bytes: brotliCompressSync(text).length,
  }));
  console.table(weights);
  expect(weights[0]?.bytes).toBeLessThanOrEqual(SCRIPT);
  expect(weights.slice(1).filter(({ bytes }) => bytes > FILE)).toEqual([]);
  expect(files.every(({ path }) => text.includes(path))).toBe(true);
});
