/** The command as it is called: what it prints, writes and ends with. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { REGISTRY_ORIGIN, TRACKING_ALIAS_PATH } from '../endpoint.ts';
import { PINNED_NODE, ROOT } from '../machine/paths.js';
import type { Listening } from '../machine/ports.ts';
import { type TemporaryFolder, temporaryFolder } from '../machine/temporary.ts';
import { KEY, startFake } from './testing/fake.ts';

let folder: TemporaryFolder;
let fake: Listening | undefined;
beforeAll(async () => {
  folder = await temporaryFolder('verify');
});
afterEach(() => fake?.close());
afterAll(() => folder.remove());

/** Not execFileSync: the fake answers in this process. */
function run(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(PINNED_NODE, ['verify/main.ts', ...args], { cwd: ROOT });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

const reportSchema = z.object({
  version: z.literal(1),
  passed: z.boolean(),
  rows: z.array(z.object({ name: z.string(), status: z.string() })),
});

describe('npm run verify', () => {
  it('ends with 0 and a table when nothing failed, and never prints the key', async () => {
    fake = await startFake();
    const keyFile = path.join(folder.path, 'key');
    writeFileSync(keyFile, `${KEY}\n`);
    const { code, stdout, stderr } = await run(
      '--origin',
      fake.origin,
      '--docs',
      fake.origin,
      '--key-file',
      keyFile,
    );
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^certificate\n/);
    expect(stdout).toContain('  ✓ /api/mlflow: a request with a key reaches MLflow: 200');
    expect(stdout).toMatch(/: \d+ passed, 0 failed, \d+ skipped\.\n$/);
    expect(stdout).not.toContain(KEY);
    expect(code).toBe(0);
  });

  it('ends with 1 and names the row that failed, in JSON and for JUnit too', async () => {
    fake = await startFake((asked, answer) =>
      asked.path === '/mlflow' ? { status: 200, headers: {}, body: 'OK' } : answer,
    );
    const junit = path.join(folder.path, 'junit.xml');
    const { code, stdout, stderr } = await run('--origin', fake.origin, '--json', '--junit', junit);
    expect(stderr).toBe(
      `failed: routes: GET ${REGISTRY_ORIGIN}${TRACKING_ALIAS_PATH}: mlflow answers 200, expected api\n`,
    );
    const { passed, rows } = reportSchema.parse(JSON.parse(stdout));
    expect(passed).toBe(false);
    expect(rows.filter(({ status }) => status === 'fail')).toHaveLength(1);
    expect(readFileSync(junit, 'utf8')).toContain('<failure message="mlflow answers 200, expected api"/>');
    expect(code).toBe(1);
  });

  it.each([
    [[], '--origin is missing'],
    [['--origin', 'registry.example.com'], 'expected https://HOST'],
    [['--origin', 'https://registry.example.com/api'], 'expected https://HOST'],
    [['--origin', 'https://registry.example.com', '--key-file', '/no/such/file'], "can't be read (ENOENT)"],
    [['--origin', 'https://registry.example.com', '--timeout', '0'], '--timeout "0"'],
    [['--orgin', 'x'], "Unknown option '--orgin'"],
  ])('ends with 2 for %j', async (args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect(stderr).toContain(message);
    expect(stderr).toContain('See npm run verify -- --help.');
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('explains itself', async () => {
    const { code, stdout } = await run('--help');
    expect(stdout).toContain('--key-file FILE');
    expect(code).toBe(0);
  });
});
