/** Clients that generators made of `openapi/mlflow.yaml` work against a real MLflow, and have what answers always hold. */
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STATE_DIR } from '../../machine/paths.js';
import { temporaryFolder } from '../../machine/temporary.ts';
import { ensureVenv } from '../../machine/venv.js';
import { DOCUMENT } from '../../openapi/generate/files.ts';
import { startTarget, type Target } from '../contract/target.ts';
import { compilerSays, GENERATORS, generate, run } from './typescript.ts';

/** What openapi-python-client prints when nothing is wrong. */
const QUIET = 'Generating registry_client';

/** What every client gets from an empty registry. */
const GOT = {
  run: ['RUNNING', 'active'],
  runs_of_an_empty_experiment: 0,
  empty_folder: 0,
  file: 'Tried three depths.',
  version: ['1', 'None', 'READY'],
  missing: 'RESOURCE_DOES_NOT_EXIST',
};

let target: Target;
const cleanUp = new AsyncDisposableStack();
let folder: string;

beforeAll(async () => {
  ({ path: folder } = cleanUp.use(await temporaryFolder('generated')));
  target = await startTarget();
  cleanUp.defer(() => target.stop());
}, 300_000);

afterAll(() => cleanUp.disposeAsync());

describe('openapi-python-client', () => {
  let said: string;
  let bin: string;

  beforeAll(async () => {
    const requirements = path.join(import.meta.dirname, 'requirements.txt');
    ({ bin } = await ensureVenv({ folder: path.join(STATE_DIR, 'generator'), requirements }, console.log));
    const { all } = await execa(
      path.join(bin, 'openapi-python-client'),
      ['generate', '--path', DOCUMENT, '--meta', 'none', '--output-path', 'registry_client'],
      // The generator formats what it wrote, with a program that stands beside it.
      { all: true, cwd: folder, env: { PATH: `${bin}:${process.env.PATH ?? ''}` } },
    );
    said = all.trim();
  }, 300_000);

  it('says nothing but what it does', () => {
    expect(said).toBe(QUIET);
  });

  it('makes a client that reads what answers always hold', async () => {
    const program = path.join(import.meta.dirname, 'generated_client.py');
    const { stdout } = await execa(path.join(bin, 'python'), [program, folder, target.url], {
      env: { MLFLOW_TRACKING_TOKEN: target.key ?? '' },
    });
    expect(JSON.parse(stdout)).toEqual({ ...GOT, experiment: ['generated', 'active'], model: 'churn' });
  });
});

describe.each(GENERATORS)('$name', (generator) => {
  const { program, quiet } = generator;
  let said: string;
  let place: string;

  beforeAll(async () => {
    place = path.join(folder, program);
    said = await generate(generator, place);
  }, 120_000);

  it('says nothing but what it does', () => {
    expect(said).toMatch(quiet);
  });

  it('makes a client in which the compiler knows what answers always hold', async () => {
    expect(await compilerSays(place)).toBe('');
  });

  it('makes a client that works', async () => {
    const got = await run(place, [target.url, program], target.key ?? '');
    expect(got).toEqual({ ...GOT, experiment: [program, 'active'], model: program, dataset: program });
  });
});
