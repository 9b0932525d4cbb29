/**
 * Runs the code of the page about PyTorch and XGBoost, whose packages are too large for the tests: `npm run bench -- frameworks`.
 * PyTorch's CPU build isn't on PyPI: set PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu where pip doesn't know it.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { STATE_DIR } from '../../machine/paths.js';
import { ensureVenv } from '../../machine/venv.js';
import { printPage } from '../../snippets/runner/print.ts';
import { runSuite } from '../../snippets/runner/suite.ts';
import { installedVersions } from '../../snippets/runner/versions.ts';
import { findStack } from '../../snippets/runningStack.ts';
import { PACKAGES, planAll, RESULT, type Result } from './result.ts';

const { signal } = new AbortController();
const folder = path.join(STATE_DIR, 'frameworks');
await ensureVenv({ folder, packages: PACKAGES }, console.log, signal);
const { plan, existing, identities } = await planAll();
const stack = await findStack({ origin: undefined, key: undefined }, signal);
try {
  const { pages } = await runSuite({
    selection: { existing, pages: [plan] },
    venv: folder,
    target: stack.target,
    onPage: (page) => console.log(printPage(page)),
  });
  const ran = pages.flatMap(({ blocks }) => blocks).filter(({ identity }) => identities.includes(identity));
  if (ran.length !== identities.length || ran.some(({ status }) => status !== 'passed'))
    throw new Error('Not all of the page ran.');
  const versions = await installedVersions(folder);
  const result: Result = {
    identities,
    measuredOn: new Date().toISOString().slice(0, 10),
    versions: Object.fromEntries(
      ['mlflow', 'torch', 'xgboost-cpu'].map((name) => [name, versions[name] ?? 'missing']),
    ),
  };
  await writeFile(RESULT, `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await stack.stop();
}
