import { describe, expect, it } from 'vitest';
import type { Outcome } from '../probe/outcome.ts';
import {
  emptySnapshot,
  type RoundEnd,
  type Snapshot,
  transitionsBetween,
  withRound,
} from '../probe/snapshot.ts';
import { createIndex } from './index.ts';
import { createRecorder } from './recorder.ts';
import { type Entries, type HistoryStore, MINUTE_MS, type Reader, StoreError } from './store.ts';

const START = Date.parse('2026-11-23T00:00:00Z');
const START_MINUTE = START / MINUTE_MS;
const limits = { failAfter: 1, recoverAfter: 1 };
const pass: Outcome = { status: 'pass', durationMs: 1 };
const fail: Outcome = { status: 'fail', code: 'timeout', durationMs: undefined };
const off: Outcome = { status: 'skipped', code: 'disabled', durationMs: 1 };

/** A store in memory that can be broken, and shared by several recorders. */
function createFakeStore() {
  const written: Entries[] = [];
  const fake = { broken: false, written, pruned: [] as number[] };
  const orFail = <T>(work: () => T) => {
    if (fake.broken) throw new StoreError('broken');
    return work();
  };
  const store: HistoryStore = {
    append: async (entries) => orFail(() => void written.push(entries)),
    read: async (from: number, reader: Reader) =>
      orFail(() => {
        for (const { minutes, transitions } of written) {
          for (const row of minutes) if (row.minute >= from) reader.minute(row);
          for (const row of transitions) reader.transition(row);
        }
      }),
    prune: async (before) => orFail(() => void fake.pruned.push(before)),
    close: async () => {},
  };
  return { fake, store };
}

/** A recorder whose clocks the test moves. */
function start(store: HistoryStore | undefined, isMaintenance = (_from: number, _to: number) => false) {
  const at = { monotonic: 0, offset: 0 };
  const index = createIndex();
  const told: string[] = [];
  const recorder = createRecorder({
    store,
    index,
    critical: ['server', 'tracking', 'registry'],
    isMaintenance,
    clock: {
      monotonic: () => at.monotonic,
      wall: () => new Date(START + at.monotonic + at.offset),
    },
    events: { down: () => told.push('down'), up: (lost) => told.push(`up ${lost}`) },
  });
  let rounds = 0;
  let snapshot: Snapshot = emptySnapshot(new Date(START), false);
  return {
    at,
    index,
    told,
    recorder,
    /** One round of the check `tracking`, and then time passes. */
    round(tracking: Outcome, artifacts: Outcome = pass, thenSeconds = 20) {
      const before = snapshot;
      rounds += 1;
      const outcomes = { tracking, artifacts, server: pass, registry: pass };
      const end: RoundEnd = { kind: 'direct', round: rounds, outcomes, time: new Date(), endedAt: 0 };
      snapshot = withRound(before, end, limits);
      for (const transition of transitionsBetween(before, snapshot)) recorder.transition(transition);
      recorder.round(snapshot, end);
      at.monotonic += thenSeconds * 1000;
    },
    overall: (from: number, to: number) => index.stretch('overall', START_MINUTE + from, START_MINUTE + to),
    settled: () => new Promise((resolve) => setTimeout(resolve, 0)),
  };
}

const kinds = [
  ['a store', true],
  ['memory only', false],
] as const;

describe.each(kinds)('the recorder with %s', (_, withStore) => {
  const make = () => start(withStore ? createFakeStore().store : undefined);

  it('notes each minute by the share of its rounds that did not fail', async () => {
    const world = make();
    for (const outcome of [pass, pass, pass, pass, fail, fail, pass]) world.round(outcome);
    await world.recorder.close();
    expect(world.overall(0, 1).availability).toBe(1);
    expect(world.overall(1, 2).availability).toBeCloseTo(1 / 3, 2);
    expect(world.overall(0, 3).known).toBe(1);
  });

  it('leaves a gap where no round ended', async () => {
    const world = make();
    world.round(pass, pass, 600);
    world.round(pass);
    await world.recorder.close();
    expect(world.overall(0, 11)).toEqual({ availability: 1, known: 2 / 11 });
  });

  it('leaves a gap for a check that is turned off', async () => {
    const world = make();
    world.round(pass, off, 60);
    await world.recorder.close();
    expect(world.index.stretch('artifacts', START_MINUTE, START_MINUTE + 1).known).toBe(0);
    expect(world.overall(0, 1).known).toBe(1);
  });

  it('notes changes, but not that a check became known after a start', async () => {
    const world = make();
    for (const outcome of [pass, fail, pass]) world.round(outcome);
    await world.recorder.close();
    const changes = world.index.transitionsSince(START_MINUTE);
    expect(changes.map(({ check, status, code }) => [check, status, code])).toEqual([
      ['tracking', 'fail', 'timeout'],
      ['tracking', 'pass', undefined],
    ]);
  });

  it('writes nothing down for five minutes after the wall clock jumped', async () => {
    const world = make();
    world.round(pass, pass, 60);
    world.at.offset = 40 * 86_400_000;
    for (let index = 0; index < 4; index += 1) world.round(fail, pass, 60);
    world.at.offset = 0;
    for (let index = 0; index < 7; index += 1) world.round(pass, pass, 60);
    await world.recorder.close();
    const day = 24 * 60;
    expect(world.index.stretch('overall', START_MINUTE + 39 * day, START_MINUTE + 41 * day).known).toBe(0);
    expect(world.overall(0, 12)).toEqual({ availability: 1, known: 3 / 12 });
    expect(world.index.transitionsSince(0)).toEqual([]);
  });
});

describe('announced maintenance', () => {
  it('marks the minutes that it touches, and leaves what was seen in them in the store', async () => {
    const { fake, store } = createFakeStore();
    const begins = START + 90_000;
    const world = start(store, (from, to) => from < begins + 60_000 && to > begins);
    for (let index = 0; index < 4; index += 1)
      world.round(index === 1 || index === 2 ? fail : pass, pass, 60);
    await world.recorder.close();
    expect(world.overall(0, 4)).toEqual({ availability: 1, known: 1 });
    expect(world.index.maintenance(START_MINUTE, START_MINUTE + 4)).toEqual([
      { from: START_MINUTE + 1, to: START_MINUTE + 3 },
    ]);
    const seen = fake.written.flatMap(({ minutes }) => minutes).filter(({ series }) => series === 'overall');
    expect(seen.map(({ share }) => share)).toEqual([250, 0, 0, 250]);
  });
});

describe('the recorder and its store', () => {
  it('counts a minute once when two instances write it, and both tell the same', async () => {
    const { store } = createFakeStore();
    const [one, two] = [start(store), start(store)];
    one.round(pass, pass, 60);
    two.round(fail, pass, 60);
    await one.recorder.close();
    await two.recorder.close();
    expect(one.overall(0, 1)).toEqual({ availability: 1, known: 1 });
    expect(two.overall(0, 1)).toEqual({ availability: 1, known: 1 });
  });

  it('tells once that the store is down and once that it is back, and then writes what had waited', async () => {
    const { fake, store } = createFakeStore();
    const world = start(store);
    fake.broken = true;
    for (let index = 0; index < 3; index += 1) world.round(pass, pass, 60);
    await world.settled();
    expect(world.told).toEqual(['down']);
    // What is known is shown all the same.
    expect(world.overall(0, 2)).toEqual({ availability: 1, known: 1 });
    fake.broken = false;
    world.round(pass, pass, 60);
    await world.recorder.close();
    expect(world.told).toEqual(['down', 'up 0']);
    const minutes = fake.written
      .flatMap((entries) => entries.minutes)
      .filter(({ series }) => series === 'overall');
    expect(minutes.map(({ minute }) => minute - START_MINUTE)).toEqual([0, 1, 2, 3]);
  });

  it('lets no more than an hour wait for a store that stays down', async () => {
    const { fake, store } = createFakeStore();
    const world = start(store);
    fake.broken = true;
    for (let index = 0; index < 100; index += 1) world.round(pass, pass, 60);
    await world.settled();
    fake.broken = false;
    world.round(pass, pass, 60);
    await world.recorder.close();
    const rows = fake.written.flatMap((entries) => entries.minutes);
    expect(rows.length).toBeLessThanOrEqual(490);
    expect(world.told.at(-1)).toMatch(/^up [1-9]/);
  });

  it('reads all that is there when it is loaded, and removes what is too old every hour', async () => {
    const { fake, store } = createFakeStore();
    await store.append({
      minutes: [{ series: 'overall', minute: START_MINUTE - 100, share: 250 }],
      transitions: [],
    });
    const world = start(store);
    await world.recorder.load();
    expect(world.overall(-100, -99).known).toBe(1);
    for (let index = 0; index <= 61; index += 1) world.round(pass, pass, 60);
    await world.recorder.close();
    expect(fake.pruned.length).toBeGreaterThan(0);
  });
});
