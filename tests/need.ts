/** What a machine may lack: a newcomer's tests are skipped with the reason, CI's fail. */
import { describe, it, type TestContext } from 'vitest';

const inCi = !['', '0', 'false', undefined].includes(process.env.CI);

/**
 * Skips the running test when something is missing.
 *
 * @param missing what, and how to get it
 * @throws Error in CI, where nothing may be missing
 */
export function need(missing: string | undefined, skip: TestContext['skip']): void {
  if (missing === undefined) return;
  if (inCi) throw new Error(missing);
  skip(missing);
}

/** A group of tests that all need the same; one skipped test stands for them when it is missing. */
export function describeWith(missing: string | undefined, name: string, tests: () => void): void {
  if (missing === undefined) describe(name, tests);
  else describe(name, () => it('has what it needs', ({ skip }) => need(missing, skip)));
}
