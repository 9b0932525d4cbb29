/**
 * The file that says which processes belong to a data directory, so that a second stack does not take the same one, and
 * so that what a killed stack left behind is ended by the next.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { endGroup } from '../machine/processes.js';
import { processStart } from '../machine/processIdentity.js';
import { StackError } from './error.ts';

const identitySchema = z.object({ pid: z.int().positive(), start: z.string() });

const stateSchema = z.object({
  stack: identitySchema,
  children: z.array(identitySchema.extend({ name: z.string() })),
});

type State = z.infer<typeof stateSchema>;

export interface StateFile {
  /** Notes a child; a child of the same name is replaced. */
  note: (name: string, pid: number) => void;
  /** Removes the file. */
  release: () => void;
}

/**
 * Takes a data directory for this process, and ends children of an earlier stack that can be proved to be its own: same
 * number and same start time.
 *
 * @throws StackError `already-running`
 */
export async function claim(file: string, say: (line: string) => void): Promise<StateFile> {
  const earlier = read(file);
  if (earlier && isAlive(earlier.stack)) {
    throw new StackError(
      'already-running',
      `A stack runs with this data directory already (pid ${earlier.stack.pid}).`,
      'Stop it with Ctrl-C, or give this one a directory of its own: npm start -- --data-dir DIR',
    );
  }
  for (const child of earlier?.children.filter(isAlive) ?? []) {
    await endGroup(child.pid, untilGone(child));
    say(`Ended ${child.name} (pid ${child.pid}), left behind by a stack that was killed.`);
  }
  const state: State = { stack: identify(process.pid), children: [] };
  write(file, state);
  return {
    note: (name, pid) => {
      state.children = [...state.children.filter((each) => each.name !== name), { name, ...identify(pid) }];
      write(file, state);
    },
    release: () => rmSync(file, { force: true }),
  };
}

function identify(pid: number): z.infer<typeof identitySchema> {
  return { pid, start: processStart(pid) ?? '' };
}

function isAlive({ pid, start }: z.infer<typeof identitySchema>): boolean {
  return start !== '' && processStart(pid) === start;
}

async function untilGone(identity: z.infer<typeof identitySchema>): Promise<void> {
  while (isAlive(identity)) await sleep(25);
}

function read(file: string): State | undefined {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Whoever reads meanwhile sees the old state or the new one, never half of it. */
function write(file: string, state: State): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}
