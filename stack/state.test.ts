import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { processStart } from '../machine/processIdentity.js';
import { testFolder } from '../machine/testing/folder.ts';
import { claim } from './state.ts';

// Each test starts processes, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const GONE = { pid: 2 ** 30, start: 'never' };

async function stateFile(content?: object | string): Promise<string> {
  const dir = await testFolder('state', onTestFinished);
  const file = path.join(dir, 'stack.json');
  if (content !== undefined)
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** A process in a group of its own that does nothing. */
async function idle() {
  const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'spawn');
  return { pid: child.pid ?? 0, exited: once(child, 'exit') };
}

async function claimed(file: string): Promise<string[]> {
  const lines: string[] = [];
  const state = await claim(file, (line) => lines.push(line));
  state.release();
  return lines;
}

describe('claim', () => {
  it('ends a child that a killed stack left behind, and says so', async () => {
    const { pid, exited } = await idle();
    const child = { name: 'mlflow', pid, start: processStart(pid) };
    const lines = await claimed(await stateFile({ stack: GONE, children: [child] }));
    expect(lines).toEqual([`Ended mlflow (pid ${pid}), left behind by a stack that was killed.`]);
    expect((await exited)[1]).toBe('SIGTERM');
  });

  it('spares a process that only has the same number', async () => {
    const { pid } = await idle();
    const child = { name: 'mlflow', pid, start: 'another boot/1' };
    expect(await claimed(await stateFile({ stack: GONE, children: [child] }))).toEqual([]);
    expect(processStart(pid)).toBeDefined();
  });

  it('refuses while the other stack lives', async () => {
    const { pid } = await idle();
    const file = await stateFile({ stack: { pid, start: processStart(pid) }, children: [] });
    await expect(claim(file, () => {})).rejects.toThrow(`(pid ${pid})`);
  });

  it.each(['', '{"stack":1}', '{'])('starts afresh from a file that holds %j', async (content) => {
    expect(await claimed(await stateFile(content))).toEqual([]);
  });

  it('removes its file at the end', async () => {
    const file = await stateFile();
    const state = await claim(file, () => {});
    state.note('health', process.pid);
    expect(existsSync(file)).toBe(true);
    state.release();
    expect(existsSync(file)).toBe(false);
  });
});
