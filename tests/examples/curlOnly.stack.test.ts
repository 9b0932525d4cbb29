/** What the curl-only example does with odd names, busy servers and refusals; the guide's page shows that it works. */

import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import path from 'node:path';
import { afterEach, beforeAll, expect, inject, it } from 'vitest';
import * as z from 'zod';
import { listen } from '../../machine/ports.ts';
import { testFolder } from '../../machine/testing/folder.ts';
import { EXAMPLES, runProgram } from './program.ts';

const SCRIPT = path.join(EXAMPLES, 'curl-only', 'log-run.sh');
const { trackingUri, key } = inject('stack');

const pairs = z.array(z.object({ key: z.string(), value: z.union([z.string(), z.number()]) })).default([]);
const runsSchema = z.object({
  runs: z
    .array(
      z.object({
        info: z.object({ run_name: z.string(), status: z.string(), run_id: z.string() }),
        data: z.object({ params: pairs, metrics: pairs }),
      }),
    )
    .default([]),
});

const folder = await testFolder('curl-only');
let proxy: Server | undefined;

beforeAll(async () => {
  await mkdir(path.join(folder, 'odd', 'deep'), { recursive: true });
  await writeFile(path.join(folder, 'line.json'), '{}');
  await writeFile(path.join(folder, 'odd', 'a b+ü.txt'), 'odd');
  await writeFile(path.join(folder, 'odd', 'deep', 'c.txt'), 'deep');
});
afterEach(() => {
  proxy?.closeAllConnections();
  proxy?.close();
  proxy = undefined;
});

const script = (args: string[], env: Record<string, string> = {}) =>
  runProgram(
    ['bash', SCRIPT, ...args],
    { MLFLOW_TRACKING_URI: trackingUri, MLFLOW_TRACKING_TOKEN: key, ...env },
    folder,
  );

async function ask(path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${trackingUri}/api/2.0/${path}`, {
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
  });
  return response.json();
}

/** A name that no test before has used, on a stack that lives longer than one run of the tests. */
const fresh = (name: string) => `${name} ${Date.now()}`;

/** Runs of an experiment, found by its name. */
async function runsOf(experiment: string) {
  const found = z
    .object({ experiment: z.object({ experiment_id: z.string() }).optional() })
    .parse(await ask(`mlflow/experiments/get-by-name?experiment_name=${encodeURIComponent(experiment)}`));
  if (!found.experiment) return [];
  const ids = [found.experiment.experiment_id];
  return runsSchema.parse(await ask('mlflow/runs/search', { experiment_ids: ids })).runs;
}

/** Stands before the stack and answers 503 to the first call of each path that matches. */
async function busy(paths: RegExp): Promise<{ uri: string; refused: string[] }> {
  const refused: string[] = [];
  proxy = createServer(async (request, response) => {
    const url = request.url ?? '/';
    const name = url.replace(/\?.*/, '').replace(/.*\/api\/2\.0/, '');
    if (paths.test(name) && !refused.includes(name)) {
      refused.push(name);
      response.writeHead(503, { 'Retry-After': '0' }).end('{"detail":"busy"}');
      return;
    }
    const passed = await pass(request, url);
    response.writeHead(passed.status).end(Buffer.from(await passed.arrayBuffer()));
  });
  return { uri: (await listen(proxy)).origin, refused };
}

async function pass(request: IncomingMessage, url: string): Promise<Response> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { authorization = '', 'content-type': type = 'application/octet-stream' } = request.headers;
  return fetch(`${trackingUri}${url}`, {
    method: request.method ?? 'GET',
    headers: { authorization, 'content-type': type },
    ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
  });
}

it('keeps quotes, line breaks, foreign letters, NaN and odd names of files', async () => {
  const experiment = fresh('curl-only "odd" \\ names');
  const { code, stdout, stderr } = await script([
    ...['--experiment', experiment, '--name', 'näme "q"', '--param', 'a=b=c', '--param', 'text=two\nlines'],
    ...['--metric', 'loss=NaN', '--metric', 'acc=9.1e-1', 'odd', 'line.json'],
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [run] = await runsOf(experiment);
  expect(run).toMatchObject({ info: { run_name: 'näme "q"', status: 'FINISHED' } });
  expect(run?.data.params.map(({ key, value }) => [key, value]).sort()).toEqual([
    ['a', 'b=c'],
    ['text', 'two\nlines'],
  ]);
  expect(run?.data.metrics.map(({ key, value }) => [key, value]).sort()).toEqual([
    ['acc', 0.91],
    ['loss', 'NaN'],
  ]);
  expect(stdout).toBe(`run: ${run?.info.run_id}\n`);
  const files = await ask(`mlflow/artifacts/list?path=model&run_id=${run?.info.run_id}`);
  expect(files).toMatchObject({
    files: [{ path: 'model/a b+ü.txt', file_size: 3 }, { path: 'model/deep' }, { path: 'model/line.json' }],
  });
});

it('repeats reads, batches, uploads and updates when Hokusai is busy', async () => {
  const { uri, refused } = await busy(/get-by-name|log-batch|artifacts\/|runs\/update/);
  const experiment = fresh('curl-only-busy');
  const { code } = await script(['--experiment', experiment, 'line.json'], { MLFLOW_TRACKING_URI: uri });
  expect(code).toBe(0);
  expect(refused).toHaveLength(4);
  expect((await runsOf(experiment)).map(({ info }) => info.status)).toEqual(['FINISHED']);
});

it('does not repeat a create, and says what Hokusai answered', async () => {
  const { uri } = await busy(/runs\/create/);
  const experiment = fresh('curl-only-create');
  const ended = await script(['--experiment', experiment, 'line.json'], { MLFLOW_TRACKING_URI: uri });
  expect(ended).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('runs/create: HTTP 503: {"detail":"busy"}'),
  });
  expect(await runsOf(experiment)).toEqual([]);
});

it('sets a run that it began to FAILED when Hokusai refuses, and says why', async () => {
  const experiment = fresh('curl-only-refused');
  const ended = await script(['--experiment', experiment, '--param', `${'k'.repeat(251)}=1`, 'line.json']);
  expect(ended).toMatchObject({ code: 1, stderr: expect.stringMatching(/log-batch: HTTP 400: .*250/) });
  expect((await runsOf(experiment)).map(({ info }) => info.status)).toEqual(['FAILED']);
});

it.each([
  ['no experiment', ['line.json'], /--experiment is missing/],
  ['no file', ['--experiment', 'curl-only-arguments'], /at least one file/],
  [
    'a file that is not there',
    ['--experiment', 'curl-only-arguments', 'gone.json'],
    /gone\.json: no such file/,
  ],
  [
    'a metric that is no number',
    ['--experiment', 'curl-only-arguments', '--metric', 'a=high', 'line.json'],
    /KEY=NUMBER/,
  ],
  ['an option without a value', ['--experiment'], /--experiment needs a value/],
  ['an unknown option', ['--colour', 'line.json'], /unknown option --colour/],
])('refuses %s with exit code 2, before anything is created', async (_, args, message) => {
  expect(await script(args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) });
  expect(await runsOf('curl-only-arguments')).toEqual([]);
});

it('never prints the key', async () => {
  const { stdout, stderr } = await script(['--experiment', 'curl-only-key', 'line.json'], {
    MLFLOW_TRACKING_URI: 'http://127.0.0.1:9',
  });
  expect(stdout + stderr).toContain('no answer');
  expect(stdout + stderr).not.toContain(key);
});
