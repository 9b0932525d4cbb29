/** The command itself: it starts, it says what is wrong, and it never leaves a process behind. */
import { execFile } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ROOT } from '../../machine/paths.js';
import { listen } from '../../machine/ports.ts';
import { testFolder } from '../../machine/testing/folder.ts';
import { type Command, childrenOf, livingIn, peakMemory, stackCommand } from './command.ts';
import { upAndDown } from './transfer.ts';

const run = promisify(execFile);

const READY = 'Ctrl-C stops everything.';

/** MLflow takes its time to start on a busy machine. */
const START_MS = 180_000;

/** A data folder for one test. */
const freshDir = () => testFolder('stack', onTestFinished);

/** Starts a stack that ends with the test at the latest. */
function start(...given: Parameters<typeof stackCommand>): Command {
  const command = stackCommand(...given);
  onTestFinished(() => end(command));
  return command;
}

async function end(command: Command): Promise<void> {
  command.kill('SIGTERM');
  await command.ended;
}

/** A process that got its SIGKILL needs a moment to go. */
async function expectNothingIn(groups: Iterable<number>): Promise<void> {
  const all = [...groups];
  await vi.waitFor(() => expect(livingIn(all)).toEqual([]), { timeout: 2000, interval: 20 });
}

/** The line that says what is wrong, and the one that says what to do. */
function complaint(command: Command): string {
  return command.output().slice(command.output().indexOf('stack: ')).trim();
}

describe('a running stack', async () => {
  const dataDir = await testFolder('stack');
  let stack: Command;
  let mlflow = '';

  beforeAll(async () => {
    stack = stackCommand(dataDir, []);
    await stack.until(READY);
    mlflow = /MLflow itself\s+(\S+)/.exec(stack.output())?.[1] ?? '';
  }, START_MS);

  afterAll(() => end(stack));

  it('prints its key, which only the owner may read', () => {
    expect(stack.output()).toContain(readFileSync(path.join(dataDir, 'key'), 'utf8').trim());
    expect(statSync(path.join(dataDir, 'key')).mode & 0o777).toBe(0o600);
  });

  it('prints a snippet that runs as it is', async () => {
    const [snippet = ''] = /export MLFLOW_TRACKING_URI[\s\S]*?\nEOF\n/.exec(stack.output()) ?? [];
    expect((await run('sh', ['-c', snippet], { cwd: ROOT })).stdout).toMatch(/Logged run [0-9a-f]{32}/);
  });

  it('passes 200 MB up and down in flat memory', async () => {
    const [, uri = '', key = ''] = /TRACKING_URI=(\S+)\n.*TOKEN=(\S+)/.exec(stack.output()) ?? [];
    const before = peakMemory(stack.pid);
    const { sent, received, bytes } = await upAndDown(
      `${uri}/api/2.0/mlflow-artifacts/artifacts/large.bin`,
      key,
    );
    expect(received).toBe(sent);
    // A body that is collected anywhere on the way costs its whole size at least once.
    expect((peakMemory(stack.pid) - before) / bytes).toBeLessThan(0.75);
  });

  it('refuses a second stack on the same data', async () => {
    const second = start(dataDir, []);
    expect(await second.ended).toBe(1);
    expect(complaint(second)).toContain(`(pid ${stack.pid})`);
  });

  it('lends its MLflow to another stack, which leaves it alone when it ends', async () => {
    const otherDir = await freshDir();
    const other = start(otherDir, [], { MLFLOW_TRACKING_URI: mlflow });
    await other.until(READY);
    expect(other.output()).toContain(mlflow);
    const children = childrenOf(otherDir);
    expect([...children.keys()]).toEqual(['health']);
    other.kill('SIGTERM');
    expect(await other.ended).toBe(0);
    await expectNothingIn(children.values());
    expect((await fetch(`${mlflow}/health`)).status).toBe(200);
  });

  it('takes signals that arrive together for one, ends at once on a later one, and still leaves nothing', async () => {
    const children = childrenOf(dataDir);
    // Stopped, MLflow cannot end when it is asked to, so that there is time for a second Ctrl-C.
    process.kill(children.get('mlflow') ?? 0, 'SIGSTOP');
    stack.kill('SIGINT');
    stack.kill('SIGINT');
    await stack.until('press Ctrl-C again');
    // That something does not happen can only be waited out.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(livingIn([children.get('mlflow') ?? 0])).not.toEqual([]);
    stack.kill('SIGINT');
    expect(await stack.ended).toBe(130);
    await expectNothingIn(children.values());
  });
});

describe('an end that was not asked for', () => {
  it('a SIGKILL: the next start ends what was left, keeps data and key, and is gone within 5 s of Ctrl-C', {
    timeout: 2 * START_MS,
  }, async () => {
    const dataDir = await freshDir();
    const killed = start(dataDir, []);
    await killed.until(READY);
    const left = childrenOf(dataDir);
    killed.kill('SIGKILL');
    await killed.ended;
    expect(livingIn(left.values())).not.toEqual([]);

    const key = readFileSync(path.join(dataDir, 'key'), 'utf8');
    const stack = start(dataDir, []);
    await stack.until(READY);
    for (const [name, pid] of left) expect(stack.output()).toContain(`Ended ${name} (pid ${pid})`);
    await expectNothingIn(left.values());
    expect(readFileSync(path.join(dataDir, 'key'), 'utf8')).toBe(key);

    const children = childrenOf(dataDir);
    const asked = performance.now();
    stack.kill('SIGINT');
    expect(await stack.ended).toBe(0);
    await expectNothingIn(children.values());
    expect(performance.now() - asked).toBeLessThan(5000);
  });

  it('a dead child: the rest ends too, with an error and the log', { timeout: START_MS }, async () => {
    const dataDir = await freshDir();
    const stack = start(dataDir, []);
    await stack.until(READY);
    const children = childrenOf(dataDir);
    process.kill(children.get('mlflow') ?? 0, 'SIGKILL');
    expect(await stack.ended).toBe(1);
    expect(complaint(stack)).toContain('MLflow ended unexpectedly (SIGKILL).');
    expect(complaint(stack)).toContain(path.join(dataDir, 'logs', 'mlflow.log'));
    expect(stack.output()).toMatch(/ {2}\| .*Uvicorn running/);
    await expectNothingIn(children.values());
  });
});

describe('a start that cannot work', () => {
  it('names the port that is taken, who has it, and the flag', async () => {
    await using holder = await listen(createServer());
    const { port } = holder;
    const stack = start(await freshDir(), ['--gateway-port', String(port)]);
    expect(await stack.ended).toBe(1);
    expect(complaint(stack)).toMatch(
      new RegExp(`^stack: Port ${port} is taken by .*\\(pid ${process.pid}\\)`),
    );
    expect(complaint(stack)).toContain('--gateway-port');
  });

  it.each([
    ['an MLflow that is not there', 'http://127.0.0.1:1', 'nothing answers there'],
    ['a database', 'sqlite:///mlflow.db', 'not the address of an MLflow server'],
    ['the production registry', 'https://registry.hokus.ai/api/mlflow', 'which the local stack never calls'],
  ])('with MLFLOW_TRACKING_URI naming %s says so', async (_name, uri, words) => {
    const stack = start(await freshDir(), [], { MLFLOW_TRACKING_URI: uri });
    expect(await stack.ended).toBe(1);
    expect(complaint(stack)).toContain(words);
    expect(complaint(stack)).toContain('unset it');
  });

  it.each([
    [['--prot', '1'], "Unknown option '--prot'"],
    [['--docs-port', 'x'], '--docs-port is "x"'],
    [['extra'], 'extra'],
  ])('with the arguments %j says so', async (args, words) => {
    const stack = start(await freshDir(), args);
    expect(await stack.ended).toBe(1);
    expect(complaint(stack)).toContain(words);
    expect(complaint(stack)).toContain('--help');
  });
});

it('--help names every option and touches nothing', async () => {
  const dataDir = path.join(await freshDir(), 'not-made');
  const command = start(dataDir, ['--help']);
  expect(await command.ended).toBe(0);
  for (const word of ['--docs-port', '--gateway-port', '--data-dir', '--no-site', 'MLFLOW_TRACKING_URI']) {
    expect(command.output()).toContain(word);
  }
  expect(() => statSync(dataDir)).toThrow();
});
