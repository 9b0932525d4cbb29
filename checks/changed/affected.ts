/** Which checks a change can affect: by imports, and by what files read without importing it. */
import path from 'node:path';
import { SITE_INPUTS } from '../../stack/siteBuild.ts';
import type { Tier } from '../tiers.ts';
import type { Importers } from './graph.ts';
import { matches } from './matches.ts';
import { EVERYTHING, NOTHING, READS } from './reads.ts';

/** What has to run. */
export type Affected =
  | { all: true; because: string }
  | {
      all: false;
      /** Test files, by tier. */
      tests: ReadonlyMap<Tier, readonly string[]>;
      /** Every file that the change can affect. */
      files: ReadonlySet<string>;
      /** Guide pages whose code has to run; undefined for all. */
      pages: readonly string[] | undefined;
    };

/** Stands for the built site. */
const SITE_ENTRY = 'docusaurus.config.ts';

const GUIDE_TEST = 'tests/snippets/guide.stack.test.ts';

const isSite = (file: string) =>
  !/\.test\.tsx?$/.test(file) && SITE_INPUTS.some((input) => file === input || file.startsWith(`${input}/`));

const isPage = (file: string) => path.matchesGlob(file, 'docs/guide/**/*.mdx');

/**
 * Follows a change. A file that nothing is known of affects everything: better too many checks than one too few.
 *
 * @param changed paths from the project's root
 */
export function affected(
  changed: readonly string[],
  importers: Importers,
  tests: ReadonlyMap<string, Tier>,
): Affected {
  const unknown = changed.find((file) => matches(file, EVERYTHING) || !isKnown(file, importers));
  if (unknown !== undefined) return { all: true, because: unknown };
  const files = follow(changed, importers);
  const site = [...files].some(isSite);
  const stack = files.has('stack/stack.ts');
  const isAffected = (file: string, tier: Tier) =>
    files.has(file) ||
    (tier === 'stack' && stack) ||
    (site && (tier === 'site' || file.startsWith('tests/e2e/')));
  const found = new Map<Tier, string[]>();
  const add = (file: string, tier: Tier) => found.set(tier, [...(found.get(tier) ?? []), file]);
  for (const [file, tier] of tests) if (isAffected(file, tier)) add(file, tier);
  const pages = changed.filter(isPage);
  const whole = found.get('stack')?.includes(GUIDE_TEST) === true;
  if (!whole && pages.length > 0) add(GUIDE_TEST, 'stack');
  if (site) files.add(SITE_ENTRY);
  return { all: false, tests: found, files, pages: whole ? undefined : pages };
}

function isKnown(file: string, importers: Importers): boolean {
  return (
    importers.has(file) ||
    isSite(file) ||
    matches(file, NOTHING) ||
    READS.some(({ files }) => matches(file, files))
  );
}

/** The files, and everything that imports, reads or starts one of them, directly or not. */
function follow(changed: readonly string[], importers: Importers): Set<string> {
  const reached = new Set<string>();
  const queue = [...changed];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    const current = file;
    const readers = READS.filter(({ files }) => matches(current, files)).flatMap(({ by }) => by);
    queue.push(...(importers.get(file) ?? []), ...readers);
  }
  return reached;
}
