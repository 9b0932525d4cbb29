import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Thresholds } from '../config.ts';
import { eventually } from '../testing/eventually.ts';
import { createProber, type Prober, type ProberOptions } from './prober.ts';
import type { Phase, Transition } from './snapshot.ts';
import { type Answer, type Ask, UpstreamError } from './upstream.ts';

const thresholds: Thresholds = {
  intervalMs: 40,
  roundTimeoutMs: 100,
  slowAfterMs: 80,
  staleAfterMs: 400,
  failAfter: 2,
  recoverAfter: 1,
};

interface Seen {
  readonly rounds: number[];
  readonly transitions: Transition[];
  readonly phases: Phase[];
  readonly discarded: Array<number | string>;
  readonly defects: unknown[];
}

let prober: Prober | undefined;
afterEach(() => prober?.stop());

/** Starts a prober and collects what it tells. */
function start(ask: Ask, changes: Partial<ProberOptions> = {}) {
  const seen: Seen = { rounds: [], transitions: [], phases: [], discarded: [], defects: [] };
  const started = createProber({
    ask,
    thresholds,
    sentinel: undefined,
    canary: undefined,
    clock: { monotonic: () => performance.now(), wall: () => new Date() },
    random: () => 0,
    events: {
      round: () => seen.rounds.push(performance.now()),
      transition: (transition) => seen.transitions.push(transition),
      phase: (_, to) => seen.phases.push(to),
      discarded: ({ reason, stallMs }) => seen.discarded.push(stallMs ?? reason),
      defect: (error) => seen.defects.push(error),
    },
    ...changes,
  });
  prober = started;
  started.start();
  return { prober: started, seen };
}

const json = { mediaType: 'application/json', durationMs: 1 };
const good = (path: string): Answer => {
  const name = path.split('=')[1];
  if (path === '/health' || name === undefined) return { ...json, status: 200, body: 'OK' };
  if (path.includes('mlflow-artifacts')) return { ...json, status: 200, body: '{}' };
  const body = JSON.stringify({ error_code: 'RESOURCE_DOES_NOT_EXIST', message: `No ${name}` });
  return { ...json, status: 404, body };
};
const healthy: Ask = async (path) => good(path);
const never: Ask = () => new Promise(() => {});
const broken: Ask = async () => {
  throw new UpstreamError('reset');
};

const statusOf = (running: Prober) => running.snapshot().checks.tracking.held.status;

/** Keeps this process from doing anything else. */
function standStill(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

describe('the probe loop', () => {
  it('knows nothing before the first round and says so', () => {
    const { prober: running } = start(never);
    expect(running.phase()).toBe('starting');
    expect(statusOf(running)).toBe('unknown');
  });

  it('asks once per check and round, and once for the version', async () => {
    const asked: string[] = [];
    const { seen } = start(
      async (path) => {
        asked.push(path);
        return good(path);
      },
      { thresholds: { ...thresholds, intervalMs: 60_000 } },
    );
    await eventually(() => seen.rounds.length).toBe(1);
    expect(new Set(asked).size).toBe(5);
    expect(asked).toHaveLength(5);
  });

  it('starts rounds an interval or more apart, and adds chance to it', async () => {
    const starts: number[] = [];
    const note: Ask = async (path) => {
      if (path === '/health') starts.push(performance.now());
      return good(path);
    };
    // On a busy machine the way from a timer to a request takes as long as it likes, which says nothing about the schedule.
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    start(note, { random: () => 1, thresholds: { ...thresholds, intervalMs: 50 } });
    await vi.advanceTimersByTimeAsync(400);
    const gaps = starts.slice(1).map((time, index) => time - (starts[index] ?? 0));
    expect(gaps.length).toBeGreaterThan(5);
    for (const gap of gaps) expect(gap).toBeCloseTo(50 * 1.1, 0);
  });

  it('ends a round in time even when an answer never comes and the signal is ignored', async () => {
    const { prober: running, seen } = start(never);
    await eventually(() => statusOf(running)).toBe('fail');
    expect(running.snapshot().checks.server.held).toEqual({ status: 'fail', code: 'timeout' });
    await eventually(() => seen.rounds.length).toBeGreaterThan(2);
  });

  it('aborts what is under way when the round ends, and when it is stopped', async () => {
    const signals: AbortSignal[] = [];
    const hold: Ask = (_, signal) => {
      signals.push(signal);
      return never(_, signal);
    };
    const { prober: running, seen } = start(hold);
    await eventually(() => seen.rounds.length).toBeGreaterThan(0);
    expect(signals[0]?.aborted).toBe(true);
    await eventually(() => signals.length).toBeGreaterThan(5);
    running.stop();
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
  });

  it('leaves at most four rounds waiting, so that its connections are bounded', async () => {
    const signals: AbortSignal[] = [];
    const hold: Ask = (_, signal) => {
      signals.push(signal);
      return never(_, signal);
    };
    start(hold, { thresholds: { ...thresholds, intervalMs: 10, roundTimeoutMs: 60_000 } });
    await eventually(() => signals.length).toBeGreaterThan(40);
    expect(signals.filter(({ aborted }) => !aborted).length).toBeLessThanOrEqual(4 * 5);
  });

  it('tells transitions, not rounds that change nothing', async () => {
    let ask: Ask = healthy;
    const { seen } = start((path, signal) => ask(path, signal));
    await eventually(() => seen.rounds.length).toBeGreaterThan(3);
    expect(seen.transitions).toHaveLength(4);
    ask = broken;
    await eventually(() => seen.transitions.length).toBe(8);
    expect(seen.transitions[4]).toMatchObject({
      from: { status: 'pass' },
      to: { status: 'fail', code: 'reset' },
    });
    ask = healthy;
    await eventually(() => seen.transitions.length).toBe(12);
    expect(seen.phases).toEqual(['live']);
  });

  it('names the database when it alone hangs', async () => {
    const { prober: running } = start((path, signal) =>
      /experiments|registered/.test(path) ? never(path, signal) : healthy(path, signal),
    );
    await eventually(() => statusOf(running)).toBe('fail');
    const { checks } = running.snapshot();
    expect(checks.tracking.held).toEqual({ status: 'fail', code: 'db_unavailable' });
    expect(checks.registry.held).toEqual({ status: 'fail', code: 'db_unavailable' });
    expect(checks.server.held.status).toBe('pass');
  });

  it('does not name the database when one of its two checks answers', async () => {
    const { prober: running } = start((path, signal) =>
      /registered/.test(path) ? never(path, signal) : healthy(path, signal),
    );
    await expect
      .poll(() => running.snapshot().checks.registry.held)
      .toEqual({ status: 'fail', code: 'timeout' });
  });
});

describe('when this process is at fault', () => {
  it('throws a round away in which it stood still, instead of blaming MLflow', async () => {
    let stall = false;
    const ask: Ask = async (path, signal) => {
      if (!stall) return healthy(path, signal);
      if (path === '/health') setTimeout(standStill, 5, 150);
      return never(path, signal);
    };
    const { prober: running, seen } = start(ask);
    await eventually(() => seen.rounds.length).toBeGreaterThan(0);
    stall = true;
    await eventually(() => seen.discarded.length).toBeGreaterThan(1);
    expect(statusOf(running)).toBe('pass');
    expect(running.snapshot().roundsDiscarded).toBeGreaterThan(1);
    expect(Math.min(...seen.discarded.map(Number))).toBeGreaterThan(50);
  });

  it('throws a round away in which the wall clock was set, instead of blaming MLflow', async () => {
    let offset = 0;
    let jumps = false;
    const ask: Ask = async (path, signal) => {
      if (!jumps) return healthy(path, signal);
      offset += 3_600_000;
      return broken(path, signal);
    };
    const clock = { monotonic: () => performance.now(), wall: () => new Date(Date.now() + offset) };
    const { prober: running, seen } = start(ask, { clock });
    await eventually(() => seen.rounds.length).toBeGreaterThan(0);
    jumps = true;
    await eventually(() => seen.discarded.length).toBeGreaterThan(1);
    expect(statusOf(running)).toBe('pass');
    expect(Math.min(...seen.discarded.map(Number))).toBeGreaterThan(3_599_000);
  });

  it('goes stale when no round ends any more, and live again when one does', async () => {
    let defect = false;
    const ask: Ask = async (path, signal) => {
      if (defect) throw new TypeError('a defect');
      return healthy(path, signal);
    };
    const { prober: running, seen } = start(ask);
    await eventually(() => running.phase()).toBe('live');
    defect = true;
    await eventually(() => running.phase()).toBe('stale');
    expect(seen.defects.length).toBeGreaterThan(0);
    // The watchdog looks once a second and tells it without being asked.
    await eventually(() => seen.phases).toEqual(['live', 'stale']);
    defect = false;
    await eventually(() => seen.phases).toEqual(['live', 'stale', 'live']);
  });

  it('is alive while rounds are started, whatever comes of them, and dead when none has been for a minute', async () => {
    let shift = 0;
    const clock = { monotonic: () => performance.now() + shift, wall: () => new Date() };
    const { prober: running, seen } = start(never, { clock });
    await eventually(() => seen.rounds.length).toBeGreaterThan(1);
    expect(running.alive()).toBe(true);
    running.stop();
    shift = 59_000;
    expect(running.alive()).toBe(true);
    shift = 61_000;
    expect(running.alive()).toBe(false);
  });

  it('is not confused by a jump of the wall clock', async () => {
    let offset = 0;
    const clock = {
      monotonic: () => performance.now(),
      wall: () => new Date(Date.now() + offset),
    };
    const { prober: running, seen } = start(healthy, { clock });
    await eventually(() => seen.rounds.length).toBeGreaterThan(0);
    for (const jump of [86_400_000, -86_400_000]) {
      offset = jump;
      const before = seen.rounds.length;
      await eventually(() => seen.rounds.length).toBeGreaterThan(before + 1);
      expect(running.phase()).toBe('live');
      expect(Math.abs(running.snapshot().time.getTime() - Date.now() - jump)).toBeLessThan(5000);
    }
    expect(seen.phases).toEqual(['live']);
  });
});
