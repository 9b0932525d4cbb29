/** A client that a generator made of `openapi/mlflow.yaml` works against a real MLflow, and has what answers always hold. */
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { STATE_DIR } from '../../machine/paths.js';
import { temporaryFolder } from '../../machine/temporary.ts';
import { ensureVenv } from '../../machine/venv.js';
import { DOCUMENT } from '../../openapi/generate/files.ts';
import { startTarget, type Target } from '../contract/target.ts';

/** What the generator prints when nothing is wrong. */
const QUIET = 'Generating registry_client';

let target: Target;
let said: string;
const cleanUp = new AsyncDisposableStack();
let folder: string;
let bin: string;

beforeAll(async () => {
  const requirements = path.join(import.meta.dirname, 'requirements.txt');
  ({ bin } = await ensureVenv({ folder: path.join(STATE_DIR, 'generator'), requirements }, console.log));
  ({ path: folder } = cleanUp.use(await temporaryFolder('generated')));
  target = await startTarget();
  cleanUp.defer(() => target.stop());
  const { all } = await execa(
    path.join(bin, 'openapi-python-client'),
    ['generate', '--path', DOCUMENT, '--meta', 'none', '--output-path', 'registry_client'],
    // The generator formats what it wrote, with a program that stands beside it.
    { all: true, cwd: folder, env: { PATH: `${bin}:${process.env.PATH ?? ''}` } },
  );
  said = all.trim();
}, 300_000);

afterAll(() => cleanUp.disposeAsync());

it('is generated without a warning', () => {
  expect(said).toBe(QUIET);
});

it('calls experiments, runs, artifacts, models and versions, and reads what their answers always hold', async () => {
  const program = path.join(import.meta.dirname, 'generated_client.py');
  const { stdout } = await execa(path.join(bin, 'python'), [program, folder, target.url], {
    env: { MLFLOW_TRACKING_TOKEN: target.key ?? '' },
  });
  expect(JSON.parse(stdout)).toEqual({
    experiment: ['generated', 'active'],
    runs_of_an_empty_experiment: 0,
    run: ['RUNNING', 'active'],
    empty_folder: 0,
    file: 'Tried three depths.',
    model: 'churn',
    version: ['1', 'None', 'READY'],
    missing: 'RESOURCE_DOES_NOT_EXIST',
  });
});
