/** What one round saw of one thing. */
import type { FailureCode } from '../contract.ts';

/**
 * What is looked at. Six checks are reported; `uploads` is the canary's half of `artifacts`, so that both kinds of
 * probe keep a record of their own.
 */
export const directSignals = ['server', 'tracking', 'registry', 'artifacts'] as const;
export const canarySignals = ['front-door', 'writes', 'uploads'] as const;
export const signals = [...directSignals, ...canarySignals] as const;

export type DirectSignal = (typeof directSignals)[number];
export type CanarySignal = (typeof canarySignals)[number];
export type Signal = (typeof signals)[number];

/** Why something says nothing about MLflow. */
export type SkipCode = Extract<
  FailureCode,
  'disabled' | 'not_watched' | 'unproven' | 'contested' | 'canary_key' | 'starting'
>;

export type Outcome =
  | { readonly status: 'pass'; readonly durationMs: number }
  | { readonly status: 'warn'; readonly code: 'slow' | 'certificate'; readonly durationMs: number }
  | { readonly status: 'skipped'; readonly code: SkipCode; readonly durationMs: number | undefined }
  /** Asked, slow already, and not answered yet. `code` is what it becomes if the answer never comes. */
  | { readonly status: 'hanging'; readonly code: FailureCode; readonly durationMs: undefined }
  | { readonly status: 'fail'; readonly code: FailureCode; readonly durationMs: number | undefined };

/** A fault of this service or of its machine, which says nothing about MLflow: the round does not count. */
export class OwnFault extends Error {
  readonly code = 'self';
  readonly hint = 'Look at the limits of the process: open files, sockets, ports and memory.';

  constructor() {
    super('The health service itself is short of a resource.');
    this.name = 'OwnFault';
  }
}

/** An outcome without an answer. */
export function failed(code: FailureCode, durationMs?: number): Outcome {
  return { status: 'fail', code, durationMs };
}

/** An outcome that counts for nothing. */
export function skipped(code: SkipCode, durationMs?: number): Outcome {
  return { status: 'skipped', code, durationMs };
}

/** A right answer, which may have been slow. */
export function answered(durationMs: number, slowAfterMs: number): Outcome {
  return durationMs > slowAfterMs
    ? { status: 'warn', code: 'slow', durationMs }
    : { status: 'pass', durationMs };
}

/** Whether an outcome is held against MLflow. */
export function blames({ status }: Outcome): boolean {
  return status === 'fail' || status === 'warn';
}
