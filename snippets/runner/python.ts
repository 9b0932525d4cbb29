/** The Python session of a page: blocks run one after the other in one interpreter that follows the page's shell. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { Sandbox } from './sandbox.ts';
import type { ShellState } from './shell.ts';
import { type Ending, type Limit, startWorker, type Worker } from './worker.ts';

interface PythonCode {
  /** Name that tracebacks show: the page's path. */
  page: string;
  /** Line of the opening fence; the code's first line is the next one. */
  line: number;
  code: string;
}

export interface Python {
  run: (folder: string, code: PythonCode, shell: ShellState, limit: Limit) => Promise<PythonEnding>;
  close: () => Promise<void>;
}

interface PythonEnding {
  ending: Ending;
  /** Whether the block ran to its end. */
  ok: boolean;
  /** Line of the page that failed. */
  line?: number;
}

const DRIVER = fileURLToPath(new URL('python_session.py', import.meta.url));

const Reply = z.object({ ok: z.boolean(), line: z.number().int().nullable() });

/** Opens the interpreter of a page. The process starts with the first block. */
export function openPython(sandbox: Sandbox, command: string): Python {
  let worker: Worker | undefined;
  let known: ShellState | undefined;
  return {
    run: async (folder, code, shell, limit) => {
      worker ??= startWorker(command, [DRIVER], {
        cwd: shell.cwd,
        env: shell.env,
        log: path.join(sandbox.blocks, 'python.log'),
      });
      const request = { ...code, ...changes(known ?? shell, shell) };
      known = shell;
      await writeFile(path.join(folder, 'request.json'), JSON.stringify(request));
      const ending = await worker.run(folder, limit);
      if (ending.kind !== 'done') return { ending, ok: false };
      const reply = Reply.parse(JSON.parse(await readFile(path.join(folder, 'reply.json'), 'utf8')));
      return { ending, ok: reply.ok, ...(reply.line === null ? {} : { line: reply.line }) };
    },
    close: async () => worker?.close(),
  };
}

/** Only what the shell changed since the last block: what Python code sets in `os.environ` itself stays. */
function changes(before: ShellState, now: ShellState) {
  const set = Object.entries(now.env).filter(([name, value]) => before.env[name] !== value);
  const unset = Object.keys(before.env).filter((name) => !(name in now.env));
  return { set: Object.fromEntries(set), unset, cwd: before.cwd === now.cwd ? null : now.cwd };
}
