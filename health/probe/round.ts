/** One direct round: all checks at once, news of it as soon as an answer is slow, and its end. */
import type { Thresholds } from '../config.ts';
import { askVersion, explainTogether, runCheck, type Sentinel, type VersionSeen } from './checks.ts';
import { type DirectSignal, directSignals, failed, type Outcome } from './outcome.ts';
import type { Ask } from './upstream.ts';

export type DirectOutcomes = Readonly<Partial<Record<DirectSignal, Outcome>>>;

export interface DirectRoundOptions {
  readonly ask: Ask;
  readonly thresholds: Thresholds;
  readonly sentinel: Sentinel | undefined;
}

const hanging: Outcome = { status: 'hanging', code: 'timeout', durationMs: undefined };

/**
 * Asks everything once. Nothing of the round outlasts its limit, whatever `ask` does with its signal.
 * @param slow hears what is known when the first answers are slow; not called when all came before
 * @throws OwnFault when this service could not ask
 */
export async function runDirectRound(
  { ask, thresholds, sentinel }: DirectRoundOptions,
  abort: AbortController,
  slow: (outcomes: DirectOutcomes) => void,
): Promise<{ readonly outcomes: DirectOutcomes; readonly version: VersionSeen | undefined }> {
  const found: Partial<Record<DirectSignal, Outcome>> = {};
  const ended = Promise.withResolvers<undefined>();
  const end = setTimeout(() => abort.abort(), thresholds.roundTimeoutMs);
  abort.signal.addEventListener('abort', () => ended.resolve(undefined), { once: true });
  const tell = setTimeout(() => slow(complete(found, hanging)), thresholds.slowAfterMs);
  const options = { slowAfterMs: thresholds.slowAfterMs, sentinel };
  const check = async (name: DirectSignal) => {
    const outcome = await Promise.race([runCheck(name, ask, options, abort.signal), ended.promise]);
    if (outcome !== undefined) found[name] = outcome;
  };
  try {
    const [version] = await Promise.all([
      Promise.race([askVersion(ask, abort.signal), ended.promise]),
      ...directSignals.map(check),
    ]);
    return { outcomes: complete(found, failed('timeout')), version };
  } finally {
    clearTimeout(end);
    clearTimeout(tell);
    // Nothing of a round outlives it, not even when a defect ends it early.
    abort.abort();
  }
}

function complete(found: DirectOutcomes, missing: Outcome): DirectOutcomes {
  const all = Object.fromEntries(directSignals.map((name) => [name, found[name] ?? missing]));
  return explainTogether(all);
}
