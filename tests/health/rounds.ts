/** The rounds of the health service, one at a time and when a test wants one: nothing here waits for a clock. */
import { createCanary } from '../../health/canary/canary.ts';
import { readConfig } from '../../health/config.ts';
import type { HealthReport } from '../../health/contract.ts';
import { createCalendar } from '../../health/maintenance.ts';
import { systemClock } from '../../health/probe/clock.ts';
import type { Outcome, Signal } from '../../health/probe/outcome.ts';
import { runDirectRound } from '../../health/probe/round.ts';
import { emptySnapshot, type RoundEnd, withRound } from '../../health/probe/snapshot.ts';
import { createAsk } from '../../health/probe/upstream.ts';
import { healthReport } from '../../health/report/report.ts';
import { CANARY_KEYS, type Endpoint } from './endpoint.ts';

export interface RoundsOptions {
  /** Where the direct rounds ask; MLflow itself when it is left out. */
  readonly mlflowUrl?: string;
  /** Done before each request of the canary: where somebody who wants to disturb it would come in between. */
  readonly beforeEach?: () => Promise<unknown>;
  /** Least time between two runs that the canary creates and deletes; an hour when it is left out. */
  readonly runEveryMs?: number;
}

export interface Played {
  /** What the round saw, before anything is held or averaged. */
  readonly outcomes: Readonly<Partial<Record<Signal, Outcome>>>;
  /** The report after it. */
  readonly report: HealthReport;
}

export interface Rounds {
  direct(): Promise<Played>;
  canary(): Promise<Played>;
}

/** Makes an instance that plays rounds. */
export function createRounds({ mlflow, trackingUri }: Endpoint, options: RoundsOptions = {}): Rounds {
  const config = readConfig({
    MLFLOW_URL: options.mlflowUrl ?? mlflow.url,
    // As long as the API waits: only what fails counts, however busy the machine is.
    SLOW_AFTER_MS: '29999',
  });
  const { thresholds } = config;
  const askDoor = createAsk({ url: new URL(`${trackingUri}/`) });
  const canary = createCanary({
    ask: async (...request) => {
      await options.beforeEach?.();
      return askDoor(...request);
    },
    keys: () => CANARY_KEYS.slice(0, 1),
    intervalMs: thresholds.intervalMs,
    timeoutMs: thresholds.roundTimeoutMs,
    runEveryMs: options.runEveryMs ?? 3_600_000,
    slowAfterMs: thresholds.slowAfterMs,
    certificateDays: 14,
    clock: systemClock,
    mlflowAnswers: () => true,
  });
  const ask = createAsk(config.upstream);
  const maintenance = createCalendar([]).announced();
  let snapshot = emptySnapshot(systemClock.wall(), true);
  let round = 0;

  function played(kind: RoundEnd['kind'], outcomes: RoundEnd['outcomes']): Played {
    round += 1;
    const at = { time: systemClock.wall(), endedAt: systemClock.monotonic() };
    snapshot = withRound(snapshot, { kind, round, outcomes, ...at }, thresholds);
    return { outcomes, report: healthReport({ snapshot, phase: 'live', maintenance }, config) };
  }

  return {
    async direct() {
      const asked = { ask, thresholds, sentinel: undefined };
      const { outcomes } = await runDirectRound(asked, new AbortController(), () => {});
      return played('direct', outcomes);
    },
    async canary() {
      // Without a limit on the round: what others do in between takes time, too.
      const { outcomes } = await canary.run(new AbortController().signal, () => {});
      return played('canary', outcomes);
    },
  };
}
