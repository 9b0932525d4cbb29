/** Starts the health service inside a test, quick enough to see several rounds. */
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { HEALTH_PATH } from '../../endpoint.ts';
import { readConfig } from '../config.ts';
import type { HealthReport } from '../contract.ts';
import { healthReportSchema } from '../contract.ts';
import type { Ask } from '../probe/upstream.ts';
import { startService } from '../service.ts';

export interface RunningService {
  readonly origin: string;
  readonly metricsOrigin: string;
  /** All that was logged. */
  log(): string;
  /** The report now, by its schema. */
  report(): Promise<HealthReport>;
  stop(): Promise<void>;
}

/** What every test service has; a test's own variables win. */
const quick = {
  PORT: '0',
  METRICS_PORT: '0',
  PROBE_INTERVAL_MS: '100',
  ROUND_TIMEOUT_MS: '800',
  SLOW_AFTER_MS: '600',
  STALE_AFTER_MS: '60000',
  RATE_LIMIT_PER_MINUTE: '0',
  DRAIN_DELAY_MS: '0',
  DRAIN_TIMEOUT_MS: '2000',
  DETAILED_TOKEN: 'operators-token-here',
};

/**
 * Starts a service.
 * @param url of MLflow, or of what stands for it
 * @param changes environment variables
 * @param ask how MLflow is asked, when not over HTTP
 */
export async function startRunningService(
  url: string,
  changes: Record<string, string> = {},
  ask?: Ask,
): Promise<RunningService> {
  const config = readConfig({ ...quick, MLFLOW_URL: url, ...changes });
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const service = await startService(config, pino({ level: 'trace' }, sink), ask);
  const origin = `http://127.0.0.1:${service.port}`;
  return {
    origin,
    metricsOrigin: `http://127.0.0.1:${service.metricsPort}`,
    log: () => lines.join(''),
    async report() {
      return healthReportSchema.parse(await (await fetch(`${origin}${HEALTH_PATH}`)).json());
    },
    stop: () => service.drain(0),
  };
}
