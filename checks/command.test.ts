import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testFolder } from '../machine/testing/folder.ts';
import { runCommand } from './command.ts';

async function run(script: string, { longestMs = 60_000, signal = new AbortController().signal } = {}) {
  const log = path.join(await testFolder('command', onTestFinished), 'log');
  const ended = await runCommand(['bash', '-c', script], { log, env: { WORD: 'hello' }, signal, longestMs });
  return { ...ended, printed: await readFile(log, 'utf8') };
}

describe('runCommand', { timeout: 30_000 }, () => {
  it('keeps what is printed, tells the exit code, and counts processor time', async () => {
    const { code, printed, cpuSeconds } = await run('echo $WORD; for i in {1..20000}; do :; done; exit 3');
    expect([code, printed]).toEqual([3, 'hello\n']);
    expect(cpuSeconds).toBeGreaterThan(0);
  });

  it('ends a command that hangs, and says so in its log', async () => {
    const { code, printed } = await run('echo begun; sleep 600', { longestMs: 500 });
    expect(code).toBe(1);
    expect(printed).toMatch(/^begun\n\nIt did not end within 0\.5 s, so it was stopped\.\n$/);
  });

  it('ends a command that is interrupted', async () => {
    const { code, printed } = await run('sleep 600', { signal: AbortSignal.timeout(200) });
    expect([code === 0, printed]).toEqual([false, '']);
  });
});
