import { expect, it } from 'vitest';
import { type Job, schedule } from './schedule.ts';

const ROOM = { cores: 2, memory: 4 };

const job = (name: string, more: Partial<Job> = {}): Job => ({ name, cores: 1, memory: 1, ...more });

/** Runs jobs whose ends the test decides; gives the names of those that run. */
function start(jobs: readonly Job[]) {
  const running = new Map<string, (ok: boolean) => void>();
  const blocked: string[] = [];
  const abort = new AbortController();
  const ended = schedule(jobs, ROOM, {
    run: ({ name }) =>
      new Promise((resolve) => {
        running.set(name, (ok) => {
          running.delete(name);
          resolve(ok);
        });
      }),
    onBlocked: ({ name }, by) => blocked.push(`${name} by ${by}`),
    signal: abort.signal,
  });
  const end = async (name: string, ok = true): Promise<void> => {
    running.get(name)?.(ok);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { names: () => [...running.keys()], end, blocked, abort, ended };
}

it('starts what fits, in order, and a later one where an earlier one does not fit', async () => {
  const run = start([job('a', { cores: 1.5 }), job('b'), job('c', { cores: 0.5 })]);
  expect(run.names()).toEqual(['a', 'c']);
  await run.end('a');
  expect(run.names()).toEqual(['c', 'b']);
  await run.end('b');
  await run.end('c');
  await run.ended;
});

it('keeps to the memory that is there, and runs alone what needs more than all', async () => {
  const run = start([job('a', { cores: 0.1, memory: 3 }), job('b', { cores: 0.1, memory: 9 })]);
  expect(run.names()).toEqual(['a']);
  await run.end('a');
  expect(run.names()).toEqual(['b']);
  await run.end('b');
  await run.ended;
});

it('waits for what comes before, and does not run what cannot succeed', async () => {
  const run = start([job('test', { after: ['build'] }), job('build'), job('more', { after: ['test'] })]);
  expect(run.names()).toEqual(['build']);
  await run.end('build', false);
  await run.ended;
  expect(run.blocked).toEqual(['test by build', 'more by test']);
});

it('does not wait for what is not in the list', async () => {
  const run = start([job('test', { after: ['build'] })]);
  expect(run.names()).toEqual(['test']);
  await run.end('test');
  await run.ended;
});

it('starts nothing more once it is aborted, and awaits what runs', async () => {
  const run = start([job('a', { cores: 2 }), job('b')]);
  run.abort.abort();
  await run.end('a');
  await run.ended;
  expect(run.names()).toEqual([]);
});
