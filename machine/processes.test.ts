import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { MachineError } from './error.js';
import { type ChildSpec, runToEnd, startChild } from './processes.js';
import { processStart } from './processIdentity.js';
import { testFolder } from './testing/folder.ts';

vi.setConfig({ testTimeout: 30_000 });

let dir = '';

beforeEach(async () => {
  dir = await testFolder('processes', onTestFinished);
});

function shell(script: string, program = 'sh'): ChildSpec {
  return {
    name: 'The child',
    program,
    args: ['-c', script],
    cwd: dir,
    env: process.env,
    logFile: path.join(dir, 'log'),
  };
}

/** The number that a script wrote to a file. */
async function pidIn(file: string): Promise<number> {
  return await vi.waitFor(() => {
    const pid = Number(readFileSync(path.join(dir, file), 'utf8'));
    expect(pid).toBeGreaterThan(0);
    return pid;
  });
}

describe('startChild', () => {
  it('reports a death with its code and the end of the log, and takes what the child had started along', async () => {
    const deaths: MachineError[] = [];
    await startChild(shell('sleep 600 & echo $! > pid; echo last words; exit 3'), (error) =>
      deaths.push(error),
    );
    await vi.waitFor(() => expect(deaths).toHaveLength(1));
    expect(deaths[0]).toMatchObject({ code: 'child-died', detail: 'last words' });
    expect(deaths[0]?.message).toBe('The child ended unexpectedly (exit code 3).');
    const pid = await pidIn('pid');
    await vi.waitFor(() => expect(processStart(pid)).toBeUndefined());
  });

  it('stops a child and what it started, without calling that a death', async () => {
    const died = vi.fn();
    const child = await startChild(shell('sleep 600 & echo $! > pid; wait'), died);
    const pid = await pidIn('pid');
    await child.stop();
    await child.stop();
    await vi.waitFor(() => expect([child.pid, pid].map(processStart)).toEqual([undefined, undefined]));
    expect(died).not.toHaveBeenCalled();
  });

  it('kills a child that does not listen', async () => {
    const child = await startChild(shell("trap '' TERM; echo $$ > pid; while :; do sleep 1; done"), () => {});
    await pidIn('pid');
    await child.stop(100);
    expect(processStart(child.pid)).toBeUndefined();
  });

  it('says so when the program is not there', async () => {
    await expect(startChild(shell('', '/nowhere/program'), () => {})).rejects.toThrow('cannot be started');
  });
});

describe('runToEnd', () => {
  it('resolves when the program is done, and rejects with its log when it fails', async () => {
    await runToEnd(shell('exit 0'), new AbortController().signal);
    const failed = runToEnd(shell('echo why; exit 1'), new AbortController().signal);
    await expect(failed).rejects.toMatchObject({ code: 'child-died', detail: 'why' });
  });

  it('is ended by its signal', async () => {
    const abort = new AbortController();
    const running = runToEnd(shell('echo $$ > pid; sleep 600'), abort.signal);
    const pid = await pidIn('pid');
    abort.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
    expect(processStart(pid)).toBeUndefined();
  });
});

describe('startGroup', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'takes its groups along when %s ends the process that has no listener of its own',
    async (signal) => {
      const module = JSON.stringify(path.join(import.meta.dirname, 'processes.js'));
      const program = `
        const { startGroup } = await import(${module});
        console.log(startGroup('sleep', ['600'], { stdio: 'ignore' }).child.pid);
        setInterval(() => {}, 1000);`;
      const parent = spawn(process.execPath, ['--input-type=module', '-e', program]);
      const exited = once(parent, 'exit');
      const pid = Number(String((await once(parent.stdout, 'data'))[0]));
      expect(processStart(pid)).toBeDefined();
      parent.kill(signal);
      expect(await exited).toEqual([null, signal]);
      await vi.waitFor(() => expect(processStart(pid)).toBeUndefined());
    },
  );
});
