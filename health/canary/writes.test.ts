import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Answer } from '../probe/upstream.ts';
import { createBudget } from './budget.ts';
import { type Knock, Unproven } from './door.ts';
import { MARK } from './names.ts';
import { createWriter } from './writes.ts';

const HOUR_MS = 3_600_000;
const written = z.looseObject({
  run_id: z.string().optional(),
  start_time: z.number().optional(),
  tags: z.array(z.object({ key: z.string(), value: z.string() })).default([]),
});
interface Run {
  readonly run_id: string;
  readonly start_time: number;
  lifecycle_stage: string;
  readonly tags: Map<string, string>;
}

/** As much of MLflow as the writer asks. */
function createRuns() {
  const runs = new Map<string, Run>();
  const add = (run_id: string, start_time: number) => {
    const run: Run = { run_id, start_time, lifecycle_stage: 'active', tags: new Map() };
    runs.set(run_id, run);
    return run;
  };
  const shown = ({ tags, ...info }: Run) => ({
    info,
    data: { tags: [...tags].map(([key, value]) => ({ key, value })) },
  });
  const answer = (path: string, body: z.output<typeof written>): object => {
    if (path.endsWith('runs/search')) {
      const fresh = [...runs.values()].filter(({ tags }) => tags.has(MARK));
      return { runs: fresh.slice(-1).map(shown) };
    }
    const id = body.run_id ?? /run_id=(.+)$/.exec(path)?.[1] ?? `run-${runs.size}`;
    const run = runs.get(id) ?? add(id, body.start_time ?? 0);
    for (const { key, value } of body.tags) run.tags.set(key, value);
    if (path.endsWith('runs/delete')) run.lifecycle_stage = 'deleted';
    return /create|get\?/.test(path) ? { run: shown(run) } : {};
  };
  const knock: Knock = async (path, sent): Promise<Answer> => ({
    status: 200,
    mediaType: 'application/json',
    durationMs: 0,
    body: JSON.stringify(answer(path, written.parse(JSON.parse(sent?.body ?? '{}')))),
  });
  add('beat', 0);
  return { runs, knock };
}

it('creates one run an hour, however many instances write', async () => {
  let now = 10 * HOUR_MS;
  const clock = { wall: () => new Date(now), monotonic: () => now };
  const { runs, knock } = createRuns();
  const found = { kind: 'ok', value: { experimentId: '1', runId: 'beat' } } as const;
  const instances = [0, 0.3, 0.6].map((random) =>
    createWriter({
      place: { find: async () => found, forget: () => {} },
      budget: createBudget(100, clock),
      clock,
      runEveryMs: HOUR_MS,
      random: () => random,
    }),
  );
  for (let minute = 0; minute < 5 * 60; minute += 1) {
    for (const writer of instances) expect(await writer.check(knock, `nonce-${now}`)).toBeUndefined();
    now += 60_000;
  }
  const { beat, ...fresh } = Object.fromEntries(runs);
  expect(Object.values(fresh).map((run) => run.lifecycle_stage)).toEqual(Array(5).fill('deleted'));
});

describe('an error in the run that everyone knows', () => {
  const clock = { wall: () => new Date(0), monotonic: () => 0 };
  const place = {
    find: async () => ({ kind: 'ok', value: { experimentId: '1', runId: 'beat' } }) as const,
    forget: () => {},
  };
  const refusal: Answer = {
    status: 400,
    mediaType: 'application/json',
    durationMs: 0,
    body: '{"error_code":"BAD_REQUEST","message":"database or disk is full"}',
  };

  /** Writes while MLflow refuses some operations. */
  function writeWhile(refused: readonly string[]) {
    const asked: string[] = [];
    const { knock } = createRuns();
    const budget = createBudget(100, clock);
    const writer = createWriter({ place, budget, clock, runEveryMs: HOUR_MS, random: () => 0 });
    const verdict = writer.check((path, sent) => {
      asked.push(path);
      return refused.some((each) => path.endsWith(each)) ? Promise.resolve(refusal) : knock(path, sent);
    }, 'nonce');
    return { verdict, asked };
  }

  it("is MLflow's own when it stores no new run either, without another attempt", async () => {
    const { verdict, asked } = writeWhile(['runs/log-batch', 'runs/create']);
    expect(await verdict).toBe('write_refused');
    expect(asked.filter((path) => path.endsWith('runs/log-batch'))).toHaveLength(1);
  });

  it('may be the work of others when a new run is stored', async () => {
    await expect(writeWhile(['runs/log-batch']).verdict).rejects.toEqual(new Unproven('contested'));
  });
});
