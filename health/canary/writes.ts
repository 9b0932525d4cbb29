/** Whether what a user writes to the tracking database is there when it is read. */
import type { FailureCode } from '../contract.ts';
import type { Clock } from '../probe/clock.ts';
import { verdictOf } from './attempts.ts';
import type { Budget } from './budget.ts';
import { calls, disturbed, type Reply, tagIn, unspoiled } from './calls.ts';
import { type Knock, Unproven } from './door.ts';
import { FRESH, MARK, METRIC, NONCE, SLOTS, tagOf } from './names.ts';
import type { Place, PlaceFinder } from './place.ts';

export interface WriterOptions {
  readonly place: PlaceFinder;
  readonly budget: Budget;
  readonly clock: Clock;
  /** Least time between two runs that are created and deleted, in milliseconds. */
  readonly runEveryMs: number;
  /** A number from 0 to 1. */
  readonly random: () => number;
}

export interface Writer {
  /**
   * Writes, reads back and compares.
   * @returns the code of a fault; undefined when what was written was there
   * @throws Unproven `contested` when others disturbed every attempt
   */
  check(knock: Knock, nonce: string): Promise<FailureCode | undefined>;
}

const done = { kind: 'ok', value: undefined } as const;

/** Makes the writer. */
export function createWriter({ place, budget, clock, runEveryMs, random }: WriterOptions): Writer {
  let slot = Math.floor(random() * SLOTS) % SLOTS;
  /** When a fresh run last succeeded, by the monotonic clock. */
  let lastFresh: number | undefined;

  /** Rewrites the slot's tag: deleted, inserted and read, so that rows are inserted and none is added. */
  async function beat(knock: Knock, { runId }: Place, nonce: string): Promise<Reply<undefined>> {
    const key = tagOf(slot);
    const deleted = await calls.deleteTag(knock, runId, key);
    if (deleted.kind === 'fault' || deleted.kind === 'suspect') return deleted;
    const logged = await calls.logBatch(knock, runId, { metrics: [METRIC], tags: [{ key, value: nonce }] });
    if (logged.kind !== 'ok') return logged;
    const read = await calls.getRun(knock, runId);
    if (read.kind !== 'ok') return read;
    if (tagIn(read.value.run.data.tags, key) === nonce) return done;
    // Another instance may use the slot too.
    slot = (slot + 1 + Math.floor(random() * (SLOTS - 1))) % SLOTS;
    return disturbed;
  }

  /**
   * Creates a run, reads it and deletes it. Nobody knows it before it exists, and its experiment has held a run, so an error
   * in creating it needs no second attempt.
   */
  async function fresh(knock: Knock, { experimentId }: Place, nonce: string): Promise<Reply<undefined>> {
    if (!budget.take()) throw new Unproven('contested');
    const tags = [
      { key: MARK, value: FRESH },
      { key: NONCE, value: nonce },
    ];
    const made = await calls.createRun(knock, experimentId, tags, clock.wall().getTime());
    if (made.kind !== 'ok') {
      budget.giveBack();
      return unspoiled(made);
    }
    const { run_id: id } = made.value.run.info;
    const read = await calls.getRun(knock, id);
    const deleted = await calls.deleteRun(knock, id);
    if (read.kind !== 'ok') return read;
    if (tagIn(read.value.run.data.tags, NONCE) !== nonce) return disturbed;
    return deleted.kind === 'ok' ? done : deleted;
  }

  /** Whether no instance has created a run for long enough. MLflow remembers it, so restarts and instances share it. */
  async function freshIsDue(knock: Knock, { experimentId }: Place): Promise<boolean> {
    if (lastFresh !== undefined && clock.monotonic() - lastFresh < runEveryMs) return false;
    const newest = await calls.searchRuns(knock, {
      experimentId,
      tag: { key: MARK, value: FRESH },
      view: 'ALL',
      order: 'DESC',
      most: 1,
    });
    const startedAt = newest.kind === 'ok' ? newest.value.runs[0]?.info.start_time : undefined;
    const age = startedAt === undefined ? undefined : clock.wall().getTime() - startedAt;
    if (age === undefined || age < 0 || age >= runEveryMs) return true;
    lastFresh = clock.monotonic() - age;
    return false;
  }

  async function attempt(knock: Knock, nonce: string): Promise<Reply<undefined>> {
    const found = await place.find(knock);
    if (found.kind !== 'ok') return found;
    const beaten = await beat(knock, found.value, nonce);
    // An error in a place that others know is looked into in one that they do not.
    const confirm = beaten.kind === 'suspect';
    if (!confirm && (beaten.kind !== 'ok' || !(await freshIsDue(knock, found.value)))) return beaten;
    const created = await fresh(knock, found.value, nonce);
    if (created.kind === 'ok') lastFresh = clock.monotonic();
    return confirm && created.kind === 'ok' ? disturbed : created;
  }

  return {
    check: (knock, nonce) =>
      verdictOf(async () => {
        const reply = await attempt(knock, nonce);
        if (reply.kind !== 'ok') place.forget();
        return reply;
      }),
  };
}
