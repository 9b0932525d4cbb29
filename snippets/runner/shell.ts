/** The bash session of a page: runs scripts one after the other in one shell and remembers what they exported. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sandbox } from './sandbox.ts';
import { type Ending, type Limit, startWorker, type Worker } from './worker.ts';

export interface Shell {
  /**
   * Runs a script in the shell.
   *
   * @param folder the block's folder, for its output
   * @param script path of the script; messages of bash name it
   */
  run: (folder: string, script: string, limit: Limit) => Promise<ShellEnding>;
  /** Exported variables and working directory after the last script. */
  state: () => ShellState;
  close: () => Promise<void>;
}

export interface ShellState {
  env: Record<string, string>;
  cwd: string;
}

interface ShellEnding {
  ending: Ending;
  /** Line of the script whose command failed, when bash could say it. */
  line?: number;
}

const DRIVER = fileURLToPath(new URL('bash_session.sh', import.meta.url));

/** Variables that bash keeps for itself. */
const OWN_VARIABLES = new Set(['_', 'SHLVL', 'PWD', 'OLDPWD']);

/** Opens the shell of a page. The process starts with the first script. */
export function openShell(sandbox: Sandbox): Shell {
  let state: ShellState = { env: sandbox.env, cwd: sandbox.work };
  let worker: Worker | undefined;
  return {
    state: () => state,
    run: async (folder, script, limit) => {
      worker ??= startWorker('bash', ['--noprofile', '--norc', DRIVER], {
        cwd: state.cwd,
        env: state.env,
        log: path.join(sandbox.blocks, 'shell.log'),
      });
      await writeFile(path.join(folder, 'script'), script);
      const ending = await worker.run(folder, limit);
      if (ending.kind === 'done') state = await readState(folder);
      const line = await failedLine(folder, script);
      return line === undefined ? { ending } : { ending, line };
    },
    close: async () => worker?.close(),
  };
}

async function readState(folder: string): Promise<ShellState> {
  const variables = (await readFile(path.join(folder, 'env'), 'utf8')).split('\0').filter(Boolean);
  const pairs = variables.map((variable): [string, string] => {
    const equals = variable.indexOf('=');
    return [variable.slice(0, equals), variable.slice(equals + 1)];
  });
  const env = Object.fromEntries(pairs.filter(([name]) => !OWN_VARIABLES.has(name)));
  return { env, cwd: await readFile(path.join(folder, 'cwd'), 'utf8') };
}

async function failedLine(folder: string, script: string): Promise<number | undefined> {
  const failed = await readFile(path.join(folder, 'failed'), 'utf8').catch(() => '');
  const last = failed.trim().split('\n').at(-1) ?? '';
  return last.startsWith(`${script}:`) ? Number(last.slice(script.length + 1)) : undefined;
}
