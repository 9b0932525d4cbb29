/** Makes `dist/health.mjs`: the whole health service in one file that runs on plain Node 22 without `node_modules`. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { build } from 'rolldown';

const ROOT = path.join(import.meta.dirname, '..');

/**
 * Writes the bundle.
 * @param file where to
 * @returns its size in bytes
 */
export async function bundle(file: string): Promise<number> {
  await build({
    cwd: ROOT,
    input: path.join(import.meta.dirname, 'main.ts'),
    platform: 'node',
    transform: { target: 'node22' },
    // Names stay readable, for stack traces.
    output: {
      file,
      format: 'esm',
      codeSplitting: false,
      minify: { compress: true, mangle: false, codegen: false },
    },
    logLevel: 'warn',
  });
  return statSync(file).size;
}

if (import.meta.main) {
  const file = path.join(ROOT, 'dist', 'health.mjs');
  const size = await bundle(file);
  console.log(`${path.relative(process.cwd(), file)}: ${Math.round(size / 1024)} KiB`);
}
