/** The connection check of the quickstart cannot pass where nothing reaches Hokusai, and its last line leads on. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { REGISTRY_ORIGIN } from '../../endpoint.ts';
import { ROOT, VENV_PYTHON } from '../../machine/paths.js';
import { freePort } from '../../machine/ports.ts';
import { testFolder } from '../../machine/testing/folder.ts';
import { projectFiles } from '../../snippets/marking/projectFiles.ts';
import { extractBlocks } from '../../snippets/runner/extract.ts';
import { type Ended, runProgram } from '../examples/program.ts';
import { tableRows } from './tables.ts';

const PAGE = 'docs/guide/quickstart.mdx';
const { registryOrigin, trackingUri, key } = inject('stack');
const { blocks } = extractBlocks(PAGE, await readFile(path.join(ROOT, PAGE), 'utf8'), projectFiles(ROOT));
const program = blocks.find(({ meta }) => meta.title === 'connect.py')?.code ?? '';
const home = await testFolder('quickstart');

beforeAll(async () => {
  await writeFile(path.join(home, 'connect.py'), program.replaceAll(REGISTRY_ORIGIN, registryOrigin));
});

function connect(env: Record<string, string>): Promise<Ended> {
  const right = { HOME: home, MLFLOW_TRACKING_URI: trackingUri, MLFLOW_TRACKING_TOKEN: key };
  return runProgram([VENV_PYTHON, 'connect.py'], { ...right, ...env }, home);
}

const lastLine = ({ stderr }: Ended): string => stderr.trimEnd().split('\n').at(-1) ?? '';

it('says where it is connected, with which kind of key, and the versions', async () => {
  const { code, stdout } = await connect({});
  expect(code).toBe(0);
  expect(stdout).toContain(`connected to ${trackingUri}\n`);
  expect(stdout).toMatch(/^key: hk_dev_…$/m);
  expect(stdout).toMatch(/^server: MLflow \d+\.\d+/m);
  expect(stdout).not.toContain(key);
});

describe('with a mistake', () => {
  it.each([
    ['no tracking URI', ''],
    ['a file', 'sqlite:///mlflow.db'],
    ['another server', 'http://127.0.0.1:9'],
  ])('does not pass: %s', async (_name, uri) => {
    const ended = await connect({ MLFLOW_TRACKING_URI: uri });
    expect(ended.code).toBe(1);
    expect(lastLine(ended)).toMatch(/^Not connected: MLflow logs to .*Set MLFLOW_TRACKING_URI to http/);
  });

  it.each<[string, Record<string, string>]>([
    ['no key', { MLFLOW_TRACKING_TOKEN: '' }],
    ['a wrong key', { MLFLOW_TRACKING_TOKEN: `hk_dev_${'x'.repeat(32)}` }],
    ['a user name and a password', { MLFLOW_TRACKING_USERNAME: 'ada', MLFLOW_TRACKING_PASSWORD: 'x' }],
  ])('ends with a line that the page about errors lists: %s', async (_name, env) => {
    const ended = await connect(env);
    expect(ended.code).toBe(1);
    const listed = (await tableRows('docs/guide/errors.mdx'))
      .map(([text = '']) => text.replace(/^`|`$/g, ''))
      .filter((text) => text.length > 8 && lastLine(ended).includes(text));
    expect(listed).toHaveLength(1);
  });

  it('says when the network is away', { timeout: 60_000 }, async () => {
    const proxy = `http://127.0.0.1:${await freePort()}`;
    const folder = path.join(home, 'away');
    await mkdir(folder);
    await writeFile(path.join(folder, 'connect.py'), program);
    const env = {
      HOME: folder,
      MLFLOW_TRACKING_URI: `${REGISTRY_ORIGIN}/api/mlflow`,
      MLFLOW_TRACKING_TOKEN: key,
      HTTPS_PROXY: proxy,
    };
    const ended = await runProgram([VENV_PYTHON, 'connect.py'], env, folder);
    expect(ended.code).toBe(1);
    expect(lastLine(ended)).toContain('Unable to connect to proxy');
  });
});
