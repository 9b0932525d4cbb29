/** Formats recorded files as Biome wants them, so that the lint of the whole repository stays green. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '..', '..');

/**
 * @param name file name that tells the language, such as `openapi/examples/runs.json`
 * @throws Error when Biome cannot read the text
 */
export function format(text: string, name: string): string {
  const biome = path.join(ROOT, 'node_modules/.bin/biome');
  const run = spawnSync(biome, ['format', '--stdin-file-path', name], {
    cwd: ROOT,
    input: text,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(`Biome cannot format ${name}: ${run.stderr}`);
  return run.stdout;
}
