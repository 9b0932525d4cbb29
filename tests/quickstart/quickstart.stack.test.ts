/** The quickstart leads on from every mistake that is easily made. `npm run bench -- newcomer` also tries an old client. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { REGISTRY_ORIGIN } from '../../endpoint.ts';
import { VENV_PYTHON } from '../../machine/paths.js';
import { testFolder } from '../../machine/testing/folder.ts';
import { openPlaces } from '../errors/places.ts';
import { runProgram } from '../examples/program.ts';
import { MISTAKES, make, sectionsFor, takeName } from './mistakes.ts';
import { readPrograms } from './programs.ts';

const stack = inject('stack');
const { source, programs } = await readPrograms();
const home = await testFolder('quickstart');
const reader = { python: VENV_PYTHON, programs, home };
let places: Awaited<ReturnType<typeof openPlaces>>;

beforeAll(async () => {
  places = await openPlaces(stack);
  await takeName(stack);
});
afterAll(() => places?.close());

it('says where it is connected, with which kind of key, and the versions', async () => {
  const program = programs['connect.py']?.replaceAll(REGISTRY_ORIGIN, stack.registryOrigin) ?? '';
  const { code, stdout } = await runProgram([VENV_PYTHON, '-c', program], {
    HOME: home,
    MLFLOW_TRACKING_URI: stack.trackingUri,
    MLFLOW_TRACKING_TOKEN: stack.key,
  });
  expect(code).toBe(0);
  expect(stdout).toContain(`connected to ${stack.trackingUri}\n`);
  expect(stdout).toMatch(/^key: hk_dev_…$/m);
  expect(stdout).toMatch(/^server: MLflow \d+\.\d+/m);
  expect(stdout).not.toContain(stack.key);
});

describe('with a mistake', () => {
  it.each(MISTAKES)('the guide says what to do: $name', async (mistake) => {
    const { code, seen } = await make(mistake, reader, places.uris, stack);
    expect(code).toBe(mistake.line === undefined ? 1 : 0);
    const { told } = mistake;
    if ('line' in told) return expect(seen).toMatch(told.line);
    if ('section' in told) return expect(await sectionsFor(seen), seen).toEqual([told.section]);
    expect(seen).not.toBe('');
    expect(source).toContain(`- ${told.quickstart}: `);
    const [, quoted = ''] = /`([^`]+)`/.exec(told.quickstart) ?? [];
    expect(seen).toContain(quoted);
  });
});
