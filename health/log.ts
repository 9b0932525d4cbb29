/** The log: JSON lines of what changed, never of single probes or requests, and never a secret. */
import { type Logger, pino } from 'pino';
import type { ProberEvents } from './probe/prober.ts';

export type { Logger };

/** Makes the logger. It writes to standard output before it returns, so nothing is lost when the process ends. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: { service: 'health' },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
  });
}

/** A name that somebody gave to a kind of error, as `ENOENT` or `dynamodb TimeoutError`; nothing quoted looks like it. */
const PLAIN_CODE = /^\w{1,40}( \w{1,40})?$/;

/** What is written of an error: its kind, its code and where it arose, not its message, which may quote what it met. */
export function describeError(error: unknown): { kind: string; at: string | undefined } {
  if (!(error instanceof Error)) return { kind: typeof error, at: undefined };
  const code =
    'code' in error && typeof error.code === 'string' && PLAIN_CODE.test(error.code) ? error.code : '';
  return {
    kind: `${error.name} ${code}`.trim(),
    at: error.stack
      ?.split('\n')
      .find((line) => line.trimStart().startsWith('at '))
      ?.trim(),
  };
}

/** Writes what the prober tells. */
export function loggedEvents(log: Logger): Omit<ProberEvents, 'round'> {
  return {
    transition({ check, from, to }) {
      const line = {
        event: 'transition',
        check,
        from: from.status,
        to: to.status,
        ...('code' in to && { code: to.code }),
      };
      const text = `${check}: ${from.status} to ${to.status}`;
      if (to.status === 'fail') log.warn(line, text);
      else log.info(line, text);
    },
    phase(from, to) {
      const line = { event: 'phase', from, to };
      if (to === 'stale') log.error(line, 'no round has ended for too long: the report is stale');
      else log.info(line, 'the report can be believed');
    },
    discarded: ({ reason, stallMs }) =>
      log.warn(
        { event: 'discarded', reason, ...(stallMs !== undefined && { stallMs: Math.round(stallMs) }) },
        reason === 'stall'
          ? 'this process stood still: round thrown away'
          : 'this process is short of files, ports or memory: round thrown away',
      ),
    defect: (error) => log.error({ event: 'defect', ...describeError(error) }, 'defect in the probe loop'),
  };
}
