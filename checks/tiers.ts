/** Which tests there are, and what each needs around it: its file's suffix says so, and nothing else does. */
import { globSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../machine/paths.js';

/** Rooms that may hold tests. */
export const ROOMS = [
  'checks',
  'config',
  'examples',
  'health',
  'machine',
  'openapi',
  'plugins',
  'prose',
  'routing',
  'setup',
  'snippets',
  'src',
  'stack',
  'status',
  'tests',
  'verify',
] as const;

/** Suffixes that name a tier: `name.site.test.ts`. Without one, `name.test.ts` is a unit test. */
const SUFFIXES = ['dom', 'site', 'terraform', 'mlflow', 'stack', 'long'] as const;

/** What a test needs around it. */
export type Tier = 'unit' | (typeof SUFFIXES)[number];

/** A test file that no tier takes. The message names the file and says what to do. */
export class TierError extends Error {}

/** Folders without tests of ours. */
const FOREIGN = new Set(['node_modules', 'build', 'dist', '.git', '.docusaurus', '.stack', '.venv']);

/**
 * The tier of a test file.
 *
 * @param file its path from the project's root
 * @throws TierError when it stands outside the rooms, or its name follows no convention
 */
export function tierOf(file: string): Tier {
  const [room = ''] = file.split('/');
  if (!ROOMS.some((known) => known === room))
    throw new TierError(
      `${file} is a test outside the rooms that have tests. Move it to one of them, or add its room to ROOMS in checks/tiers.ts.`,
    );
  const [matched, suffix] = /^[^.]+(?:\.([^.]+))?\.test\.tsx?$/.exec(path.basename(file)) ?? [];
  if (matched !== undefined && suffix === undefined) return 'unit';
  const tier = SUFFIXES.find((known) => known === suffix);
  if (tier !== undefined) return tier;
  throw new TierError(
    `The name of ${file} says no tier. Call it NAME.test.ts, or NAME.TIER.test.ts with one of: ${SUFFIXES.join(', ')}.`,
  );
}

/**
 * Every test file of the project, by its path from the root, with its tier.
 *
 * @throws TierError for the first file that no tier takes
 */
export function findTests(root = ROOT): Map<string, Tier> {
  const files = globSync('**/*.{test,spec}.*', {
    cwd: root,
    exclude: (name) => FOREIGN.has(path.basename(name)),
  });
  const tests = files.filter((file) => /\.[cm]?[jt]sx?$/.test(file)).sort();
  return new Map(tests.map((file) => [file, tierOf(file)]));
}
