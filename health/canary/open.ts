/** Puts the canary together from the configuration. */
import { readFileSync } from 'node:fs';
import type { CanaryConfig, Config } from '../config.ts';
import type { Clock } from '../probe/clock.ts';
import type { Canary, Prober } from '../probe/prober.ts';
import { createAsk } from '../probe/upstream.ts';
import { createCanary } from './canary.ts';

/** Days before its end from which the front door's certificate is warned of. */
const CERTIFICATE_DAYS = 14;
/** Keys that are tried at most. */
const MOST_KEYS = 2;

/** Makes the canary; undefined when the front door is not watched. */
export function openCanary(config: Config, clock: Clock, prober: () => Prober): Canary | undefined {
  const { canary, thresholds } = config;
  if (canary === undefined) return undefined;
  return createCanary({
    ask: createAsk({ url: canary.url }),
    keys: () => readKeys(canary.keys),
    intervalMs: canary.intervalMs,
    timeoutMs: thresholds.roundTimeoutMs,
    runEveryMs: canary.runEveryMs,
    slowAfterMs: thresholds.slowAfterMs,
    certificateDays: CERTIFICATE_DAYS,
    clock,
    mlflowAnswers: () => {
      const { server, tracking } = prober().snapshot().signals;
      return [server, tracking].every(({ last }) => last?.status === 'pass' || last?.status === 'warn');
    },
  });
}

/** A file that is missing or empty for a moment gives no key, and the canary says so: `canary_key`. */
function readKeys(keys: CanaryConfig['keys']): readonly string[] {
  if ('given' in keys) return keys.given.slice(0, MOST_KEYS);
  try {
    return readFileSync(keys.file, 'utf8').split(/\s+/).filter(Boolean).slice(0, MOST_KEYS);
  } catch {
    return [];
  }
}
