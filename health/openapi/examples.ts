/** Examples for the document: what the service itself answers in each state, not typed by hand. */

import { readConfig } from '../config.ts';
import { type CheckName, type FailureCode, seriesNames } from '../contract.ts';
import { createIndex, type HistoryIndex } from '../history/index.ts';
import { FULL_SHARE, MAINTENANCE, MINUTE_MS } from '../history/store.ts';
import type { Knowledge } from '../http/handler.ts';
import { processHandlers, publicHandlers } from '../http/handlers.ts';
import type { Reply } from '../http/replies.ts';
import { createCalendar, type MaintenanceWindow } from '../maintenance.ts';
import { failed, type Outcome, type Signal, skipped } from '../probe/outcome.ts';
import { emptySnapshot, type Phase, perCheck, type Snapshot, withRound } from '../probe/snapshot.ts';

const TIME = new Date('2026-11-23T00:25:35Z');
/** Stands for the operators' token; `config.ts` wants 16 characters. */
const TOKEN = 'operators-token-here';
const CERTIFICATE_ENDS = new Date('2027-01-31T23:59:59Z');
const VERSION = { version: '3.9.0', supported: true };

const config = readConfig({ MLFLOW_URL: 'http://127.0.0.1:5000', DETAILED_TOKEN: TOKEN });

/** A named state of the service. */
export interface State {
  readonly name: string;
  readonly summary: string;
  readonly snapshot: Snapshot;
  readonly phase: Phase;
  readonly draining?: boolean;
  readonly maintenance?: readonly MaintenanceWindow[];
}

const upgrade: MaintenanceWindow = {
  start: new Date('2026-11-23T00:00:00Z'),
  end: new Date('2026-11-23T01:00:00Z'),
  message: 'We upgrade the database. Runs may not be stored for a few minutes.',
};

const passed: Outcome = { status: 'pass', durationMs: 12.4 };

function after(changes: Partial<Record<CheckName, Outcome>>): Snapshot {
  const outcomes = perCheck((name) => changes[name] ?? passed);
  const limits = { failAfter: 1, recoverAfter: 1 };
  const at = { time: TIME, endedAt: 0, round: 1 };
  const all: Record<Signal, Outcome> = { ...outcomes, uploads: outcomes.artifacts };
  const direct = withRound(
    emptySnapshot(TIME, true),
    { kind: 'direct', outcomes: all, version: VERSION, ...at },
    limits,
  );
  return withRound(
    direct,
    { kind: 'canary', outcomes: {}, certificateEnds: CERTIFICATE_ENDS, ...at },
    limits,
  );
}

/** No check gets an answer: faults of the way to MLflow hit all of them. */
function unreachable(code: FailureCode): State {
  const changes = perCheck(() => failed(code));
  return { name: code, summary: `Fail: ${code} on every check`, snapshot: after(changes), phase: 'live' };
}

function failing(code: FailureCode, ...checks: CheckName[]): State {
  const changes = Object.fromEntries(checks.map((name) => [name, failed(code)]));
  return { name: code, summary: `Fail: ${code}`, snapshot: after(changes), phase: 'live' };
}

const slow: Outcome = { status: 'warn', code: 'slow', durationMs: 1910 };
const off: Outcome = { status: 'skipped', code: 'disabled', durationMs: 8 };

const live = (name: string, summary: string, changes: Partial<Record<CheckName, Outcome>>): State => ({
  name,
  summary,
  snapshot: after(changes),
  phase: 'live',
});

/** All is well. */
export const healthyState: State = live('pass', 'Pass', {});

/** States whose report is sent with 200. */
export const goodStates: readonly State[] = [
  healthyState,
  live('slow', 'Warn: artifacts are slow', { artifacts: slow }),
  live('artifacts_failing', 'Warn: artifacts fail, which is not critical', {
    artifacts: failed('upstream_error'),
  }),
  live('disabled', 'Pass: artifacts are turned off on purpose', { artifacts: off }),
  live('not_watched', 'Pass: the health service has no API key to write with', {
    'front-door': skipped('not_watched'),
    artifacts: skipped('unproven'),
    writes: skipped('not_watched'),
  }),
  live('canary_key', "Pass: the health service's own API key is refused", {
    'front-door': skipped('canary_key'),
    writes: skipped('canary_key'),
  }),
  live('contested', 'Pass: others keep changing what the health service writes', {
    writes: skipped('contested'),
  }),
  live('certificate', 'Warn: the certificate ends soon', {
    'front-door': { status: 'warn', code: 'certificate', durationMs: 31 },
  }),
];

/** An announced window is open, and MLflow is really away. */
export const maintenanceState: State = {
  ...failing('db_unavailable', 'tracking', 'registry', 'writes'),
  name: 'maintenance',
  summary: 'Fail: the database is away, in an announced maintenance window',
  maintenance: [upgrade],
};

/** States whose report is sent with 503. */
export const badStates: readonly State[] = [
  unreachable('dns'),
  unreachable('connect_refused'),
  unreachable('tls'),
  unreachable('timeout'),
  unreachable('reset'),
  failing('unauthorized', 'tracking', 'registry', 'artifacts'),
  failing('forbidden', 'tracking', 'registry', 'artifacts'),
  failing('host_not_allowed', 'tracking', 'registry', 'artifacts'),
  failing('not_found', 'tracking', 'registry'),
  failing('rate_limited', 'tracking', 'registry', 'artifacts'),
  failing('upstream_error', 'tracking', 'registry'),
  failing('db_unavailable', 'tracking', 'registry', 'writes'),
  failing('write_refused', 'artifacts', 'writes'),
  failing('route', 'front-door'),
  failing('key_service', 'front-door'),
  failing('intermittent', 'tracking'),
  failing('bad_content_type', 'tracking', 'registry', 'artifacts'),
  failing('bad_shape', 'server', 'tracking', 'registry', 'artifacts'),
  maintenanceState,
  {
    name: 'starting',
    summary: 'Fail: nothing is known yet',
    snapshot: emptySnapshot(TIME, true),
    phase: 'starting',
  },
  { name: 'stale', summary: 'Fail: nothing new is known', snapshot: after({}), phase: 'stale' },
  {
    name: 'self',
    summary: 'Fail: the health service is short of resources, so nothing new is known',
    snapshot: { ...after({}), selfAtFault: true },
    phase: 'stale',
  },
];

const startingState = badStates.find(({ name }) => name === 'starting') ?? healthyState;

export const readyStates = {
  good: [healthyState],
  bad: [
    startingState,
    { ...healthyState, name: 'draining', summary: 'Fail: about to end', draining: true },
  ] satisfies State[],
};

/** Two days of minutes: half an hour of outage, two hours of which nothing is known, and an hour of maintenance. */
function exampleHistory(): HistoryIndex {
  const index = createIndex();
  const now = Math.floor(TIME.getTime() / MINUTE_MS);
  for (let minute = now - 48 * 60; minute < now; minute += 1) {
    const ago = now - minute;
    if (ago > 1200 && ago <= 1320) continue;
    const isOut = ago > 600 && ago <= 630;
    for (const series of seriesNames) {
      const hit = isOut && series !== 'artifacts' && series !== 'server';
      index.minute({ series, minute, share: hit ? 0 : FULL_SHARE });
    }
  }
  for (let ago = 300; ago > 240; ago -= 1) {
    index.minute({ series: MAINTENANCE, minute: now - ago, share: FULL_SHARE });
  }
  const change = (ago: number, status: 'pass' | 'fail', code: FailureCode | undefined) => {
    for (const check of ['tracking', 'registry'] as const) {
      index.transition({ check, time: (now - ago) * MINUTE_MS, status, code });
    }
  };
  change(630, 'fail', 'db_unavailable');
  change(600, 'pass', undefined);
  return index;
}

/**
 * Asks the service's own handlers.
 * @param path a path of the contract
 * @param query its parameters
 */
export function replyIn(state: State, path: string, query: Record<string, string> = {}): Reply {
  const knowledge: Knowledge = {
    config,
    clock: { monotonic: () => 0, wall: () => TIME },
    maintenance: createCalendar(state.maintenance ?? [], () => TIME.getTime()),
    draining: () => state.draining === true,
    history: exampleHistory(),
    prober: {
      start() {},
      stop() {},
      snapshot: () => state.snapshot,
      phase: () => state.phase,
      alive: () => true,
      untilNextRound: () => 7000,
    },
  };
  const handler = processHandlers(knowledge).get(path) ?? publicHandlers(knowledge).get(path);
  if (handler === undefined) throw new RangeError(`no such path: ${path}`);
  return handler({
    header: (name) => (name === 'authorization' ? `Bearer ${TOKEN}` : undefined),
    query: (name) => query[name],
  });
}
