import { expect, it } from 'vitest';
import { systemClock } from '../probe/clock.ts';
import { type Ask, UpstreamError } from '../probe/upstream.ts';
import { createCanary } from './canary.ts';

/** Denies every name at once, as the front door does for unused ones, and leaves everything else to `behind`. */
function canaryBefore(behind: Ask, timeoutMs: number) {
  const ask: Ask = async (path, signal, sent) => {
    const name = /name=(hokusai-health-[0-9a-f-]{36})/.exec(path)?.[1];
    if (name === undefined) return behind(path, signal, sent);
    const body = JSON.stringify({ error_code: 'RESOURCE_DOES_NOT_EXIST', message: `No ${name}` });
    return { status: 404, mediaType: 'application/json', body, durationMs: 1 };
  };
  return createCanary({
    ask,
    keys: () => ['made-up'],
    intervalMs: 60_000,
    timeoutMs,
    runEveryMs: 3_600_000,
    slowAfterMs: 1000,
    certificateDays: 14,
    clock: systemClock,
    mlflowAnswers: () => true,
  });
}

/** Waits until the request is given up. */
const hang: Ask = (_path, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new UpstreamError('timeout')), { once: true });
  });

it('fails when a request takes as long as one may', async () => {
  const { outcomes } = await canaryBefore(hang, 30).run(new AbortController().signal, () => {});
  expect(outcomes['front-door'].status).toBe('pass');
  expect(outcomes.writes).toEqual({ status: 'fail', code: 'timeout', durationMs: undefined });
  expect(outcomes.uploads).toEqual({ status: 'fail', code: 'timeout', durationMs: undefined });
});

it('is slow when the round ends before any request took that long', async () => {
  const round = new AbortController();
  const run = canaryBefore(hang, 60_000).run(round.signal, () => {});
  setTimeout(() => round.abort(), 30);
  const { outcomes } = await run;
  expect(outcomes.writes).toMatchObject({ status: 'warn', code: 'slow' });
  expect(outcomes.uploads).toMatchObject({ status: 'warn', code: 'slow' });
});

it('gives a round twice the time of a request', () => {
  expect(canaryBefore(hang, 30_000).timeoutMs).toBe(60_000);
});
