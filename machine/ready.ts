/** Waits until a service really answers. */
import { setTimeout as sleep } from 'node:timers/promises';
import { MachineError } from './error.js';
import { shown } from './paths.js';
import { logTail } from './processes.js';

const POLL_MS = 100;

/** One request; undefined when there was no answer. */
export async function ask(
  url: string | URL,
  signal?: AbortSignal,
): Promise<{ status: number; text: string } | undefined> {
  const timeout = AbortSignal.timeout(5000);
  try {
    const response = await fetch(url, {
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      redirect: 'manual',
    });
    return { status: response.status, text: await response.text() };
  } catch {
    return undefined;
  }
}

/**
 * Asks a URL again and again until it is answered with 200.
 *
 * @param signal ends the waiting at once; its reason is thrown
 * @throws MachineError `not-ready` after the time allowed, with the end of the log
 */
export async function untilReady(
  what: { name: string; url: string; logFile: string; timeoutMs: number },
  signal?: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + what.timeoutMs;
  for (;;) {
    const reply = await ask(what.url, signal);
    signal?.throwIfAborted();
    if (reply?.status === 200) return;
    if (performance.now() > deadline) {
      throw new MachineError(
        'not-ready',
        `${what.name} did not get ready within ${what.timeoutMs / 1000} s: ${what.url} ${reply ? `answers ${reply.status}` : 'does not answer'}.`,
        `Whole log: ${shown(what.logFile)}`,
        logTail(what.logFile),
      );
    }
    await sleep(POLL_MS, undefined, signal && { signal }).catch(() => signal?.throwIfAborted());
  }
}
