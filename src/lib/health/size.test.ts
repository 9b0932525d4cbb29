// The store is written by hand because libraries weigh three to five times as much. This holds it to that.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'rolldown';
import { expect, it } from 'vitest';

const BUDGET = 2_560;

it(`weighs less than ${BUDGET} bytes, minified and compressed, without words and React`, async () => {
  const { output } = await build({
    input: fileURLToPath(new URL('./browser.ts', import.meta.url)),
    output: { minify: true },
    platform: 'browser',
    write: false,
  });
  const bytes = gzipSync(output[0].code, { level: 9 }).length;
  console.log(`health store: ${bytes} bytes gzip`);
  expect(bytes).toBeGreaterThan(500);
  expect(bytes).toBeLessThan(BUDGET);
});
