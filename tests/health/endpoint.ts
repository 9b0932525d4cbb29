/** The real MLflow behind the API stand-in, watched by the health service with its canary, for tests that break it. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { HEALTH_PATH, TRACKING_PATH } from '../../endpoint.ts';
import {
  type CheckName,
  type DetailedReport,
  detailedReportSchema,
  type HealthReport,
} from '../../health/contract.ts';
import { type RunningService, startRunningService } from '../../health/testing/runningService.ts';
import { send } from '../../health/testing/send.ts';
import { type MlflowServer, prepareMlflow } from '../../machine/mlflow.ts';
import { listen } from '../../machine/ports.ts';
import { temporaryFolder } from '../../machine/temporary.ts';
import { createApi } from '../../stack/api.ts';

/** A user's key, and the two of the canary: the second replaces the first. */
const USER_KEY = 'users-key-made-up';
export const CANARY_KEYS = ['canary-key-made-up', 'next-canary-key-made-up'] as const;

export interface Endpoint {
  readonly mlflow: MlflowServer;
  /** The tracking URI. */
  readonly trackingUri: string;
  /** Keys that are good; change it to expire one. */
  readonly goodKeys: Set<string>;
  /** Breaks and heals the service that knows keys. */
  breakKeyService(broken: boolean): void;
  /** Sends a request as a user does. */
  asUser(method: string, path: string, body?: object | string): Promise<{ status: number; body: string }>;
  remove(): Promise<void>;
}

/**
 * Starts MLflow and the API stand-in.
 * @param between puts something in front of MLflow, and gives its address
 */
export async function startEndpoint(
  between: (mlflowUrl: string) => Promise<string> = async (url) => url,
): Promise<Endpoint> {
  const folder = await temporaryFolder('health-endpoint');
  const mlflow = await prepareMlflow({ folder: folder.path });
  await mlflow.start();
  const goodKeys = new Set<string>([USER_KEY, CANARY_KEYS[0]]);
  let broken = false;
  const isValidKey = async (key: string) => {
    if (broken) throw new Error('the key service is down');
    return goodKeys.has(key);
  };
  const mlflowUrl = new URL(await between(mlflow.url));
  const api = await listen(createApi({ mlflow: mlflowUrl, isValidKey, corsOrigins: [] }));
  return {
    mlflow,
    trackingUri: `${api.origin}${TRACKING_PATH}`,
    goodKeys,
    breakKeyService(now) {
      broken = now;
    },
    async asUser(method, path, body) {
      const text = typeof body === 'object' ? JSON.stringify(body) : body;
      const headers = {
        authorization: `Bearer ${USER_KEY}`,
        ...(typeof body === 'object' && { 'content-type': 'application/json' }),
        ...(text !== undefined && { 'content-length': Buffer.byteLength(text) }),
      };
      const given = { method, headers, ...(text !== undefined && { body: text }) };
      return send(api.origin, `${TRACKING_PATH}${path}`, given);
    },
    async remove() {
      await api.close();
      await mlflow.stop(0);
      await folder.remove();
    },
  };
}

export interface WatchedEndpoint extends Endpoint {
  readonly service: RunningService;
  detailed(): Promise<DetailedReport>;
}

/** Starts everything. `settings` are the health service's. */
export async function startWatchedEndpoint(settings: Record<string, string> = {}): Promise<WatchedEndpoint> {
  const endpoint = await startEndpoint();
  const service = await startRunningService(endpoint.mlflow.url, {
    PROBE_INTERVAL_MS: '1000',
    ROUND_TIMEOUT_MS: '30000',
    // Far above what a busy machine needs, so that slow never hides what is tested.
    SLOW_AFTER_MS: '5000',
    TRACKING_URI: endpoint.trackingUri,
    CANARY_KEY: CANARY_KEYS.join(','),
    CANARY_INTERVAL_MS: '1000',
    ...settings,
  });
  return {
    ...endpoint,
    service,
    detailed: () => detailedOf(service),
    async remove() {
      await service.stop();
      await endpoint.remove();
    },
  };
}

/** The detailed report of a service. */
export async function detailedOf({ origin }: RunningService): Promise<DetailedReport> {
  const headers = { authorization: 'Bearer operators-token-here' };
  const { body } = await send(origin, `${HEALTH_PATH}/detailed`, { headers });
  return detailedReportSchema.parse(JSON.parse(body));
}

export type Codes = Partial<Record<CheckName, string>>;

/** The code of each check that has one. */
export function codesIn(report: Pick<HealthReport, 'checks'>): Codes {
  return Object.fromEntries(
    Object.entries(report.checks).flatMap(([name, [check]]) => (check?.code ? [[name, check.code]] : [])),
  );
}

/** Which rounds are counted: direct ones, the canary's, or as many of each. */
export type Rounds = 'ended' | 'canary' | 'both';

/**
 * Waits for a report.
 * @param most rounds of `kind` that may end before it comes, not counting one that was under way
 * @returns the report, and the rounds and milliseconds until it came
 */
export async function within(
  endpoint: Pick<WatchedEndpoint, 'detailed'>,
  most: number,
  kind: Rounds,
  wanted: (report: DetailedReport) => boolean,
): Promise<{ readonly report: DetailedReport; readonly rounds: number; readonly ms: number }> {
  const startedAt = performance.now();
  const before = (await endpoint.detailed()).rounds;
  const since = ({ rounds }: DetailedReport) => {
    const passed = { ended: rounds.ended - before.ended, canary: rounds.canary - before.canary };
    return kind === 'both' ? Math.min(passed.ended, passed.canary) : passed[kind];
  };
  for (;;) {
    const report = await endpoint.detailed();
    if (wanted(report)) return { report, rounds: since(report), ms: performance.now() - startedAt };
    // A round that was under way when the fault began may have seen things as they were.
    assert(since(report) <= most + 1, `not within ${most} rounds: ${JSON.stringify(codesIn(report))}`);
    await sleep(20);
  }
}
