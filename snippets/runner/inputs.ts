/** What a run of the guide depends on besides the pages: while it stays the same, a page that passed passes again. */
import { isDeepStrictEqual } from 'node:util';
import { fingerprint, inputFiles } from '../../machine/inputs.ts';
import type { PublishedReport } from '../published/report.ts';
import { isPublished, pageId } from './pages.ts';
import type { PlannedPage, Step } from './plan.ts';

const INPUTS = [
  'endpoint.ts',
  'examples',
  'machine/mlflow_server.py',
  'routing/routes.json',
  'snippets/marking',
  'snippets/runner',
  'stack',
];

/** Fingerprint of the programs, the packages and the stack that a run uses. */
export async function runInputs(): Promise<string> {
  return await fingerprint(await inputFiles(INPUTS));
}

/** The blocks that a step takes from its page. */
export function blocksOf(step: Step) {
  return step.kind === 'run' ? [step.block, ...step.outputs] : [step.block];
}

/**
 * Whether the published report doesn't speak of a page as it is now. The README is in no report.
 *
 * @param inputs what `runInputs` says now
 */
export function isStale({ page, steps }: PlannedPage, published: PublishedReport, inputs: string): boolean {
  if (!isPublished(page)) return false;
  const known = published.pages.find((each) => each.page === pageId(page))?.blocks ?? [];
  const identities = (blocks: readonly { identity: string }[]) =>
    blocks.map(({ identity }) => identity).sort();
  const same = isDeepStrictEqual(identities(steps.flatMap(blocksOf)), identities(known));
  return published.inputs !== inputs || !same;
}
