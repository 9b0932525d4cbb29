/** One verdict from several attempts, so that nobody's interference looks like a fault. */
import type { FailureCode } from '../contract.ts';
import type { Reply } from './calls.ts';
import { Unproven } from './door.ts';

/** Attempts in one round. */
const ATTEMPTS = 3;

/**
 * Attempts something until it succeeds.
 * @returns undefined when an attempt succeeded, else the code of the fault. Where a client could bring an error about, all
 * attempts must meet one: whoever races against us wins at times, but not every time.
 * @throws Unproven `contested` when others disturbed an attempt and none succeeded
 */
export async function verdictOf(attempt: () => Promise<Reply<undefined>>): Promise<FailureCode | undefined> {
  let code: FailureCode | undefined;
  let contested = false;
  for (let tried = 0; tried < ATTEMPTS; tried += 1) {
    const reply = await attempt();
    if (reply.kind === 'ok') return undefined;
    if (reply.kind === 'fault') return reply.code;
    if (reply.kind === 'disturbed') contested = true;
    else code = reply.code;
  }
  if (contested) throw new Unproven('contested');
  return code;
}
