/** The committed result of running the code for PyTorch and XGBoost, and which code that is. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { ROOT } from '../../machine/paths.js';
import { projectFiles } from '../../snippets/marking/projectFiles.ts';
import { ELSEWHERE } from '../../snippets/published/elsewhere.ts';
import { VERSIONS } from '../../snippets/published/versions.ts';
import { extractBlocks } from '../../snippets/runner/extract.ts';
import { type PlannedPage, planPage } from '../../snippets/runner/plan.ts';
import { selectAndPlan } from '../../snippets/runner/suite.ts';

export const RESULT = path.join(import.meta.dirname, 'result.json');
export const RENEW = 'Renew it: npm run bench -- frameworks';

const PAGE = 'docs/guide/models/pytorch-xgboost.mdx';

/** PyTorch without a GPU, and XGBoost in the same way. */
export const PACKAGES: readonly string[] = [
  `mlflow==${VERSIONS.server}`,
  'scikit-learn',
  'torch==2.13.0+cpu',
  'xgboost-cpu',
];

const resultSchema = z.strictObject({
  /** Fingerprints of the blocks that ran. */
  identities: z.array(z.string()),
  measuredOn: z.iso.date(),
  versions: z.record(z.string(), z.string()),
});
export type Result = z.output<typeof resultSchema>;

export async function readResult(): Promise<Result> {
  return resultSchema.parse(JSON.parse(await readFile(RESULT, 'utf8')));
}

/** The page, with those blocks to be run that the tests leave out; and the fingerprints of these. */
export async function planAll(): Promise<{ plan: PlannedPage; existing: string[]; identities: string[] }> {
  const { existing } = await selectAndPlan([PAGE]);
  const { blocks } = extractBlocks(PAGE, await readFile(path.join(ROOT, PAGE), 'utf8'), projectFiles(ROOT));
  const isLeftOut = ({ meta }: (typeof blocks)[number]) => meta.notest === ELSEWHERE.frameworks;
  const toRun = blocks.map((block) => {
    const { notest: _, ...meta } = block.meta;
    return isLeftOut(block) ? { ...block, meta } : block;
  });
  const identities = blocks.filter(isLeftOut).map(({ identity }) => identity);
  return { plan: { page: PAGE, ...planPage(toRun) }, existing, identities };
}
