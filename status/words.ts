/** What badge, line and announcer say. The panel's longer words are in `panel/words.ts`: they load with it. */
import { stateWords } from '../health/contract/names.ts';
import { isObject } from './guard.ts';
import type { HealthState, StateName } from './state.ts';

/** The signs: one for each state that looks like no other. */
export type SignName = Exclude<StateName, 'limited'> | 'maintenance';

export interface StateWords {
  sign: SignName;
  /** One or two words for the badge. */
  label: string;
  /** The label as the end of a sentence that starts with "MLflow endpoint:". */
  spoken: string;
}

const words = (sign: SignName, label: string, spoken = label.toLowerCase()): StateWords => ({
  sign,
  label,
  spoken,
});

const STATE_WORDS: Readonly<Record<StateName, StateWords>> = {
  checking: words('checking', 'Checking'),
  pass: words('pass', stateWords.pass),
  warn: words('warn', stateWords.warn),
  fail: words('fail', stateWords.fail),
  'no-report': words('no-report', 'No report', 'responds without a report'),
  limited: words('no-report', 'Try later', 'unknown, too many requests'),
  unreachable: words('unreachable', 'Unreachable', "can't be reached from your browser"),
  offline: words('offline', "You're offline", "unknown, you're offline"),
};

/** A report that fails only because nothing current is known says nothing about MLflow. */
const NO_RESULT = words('no-report', stateWords.unknown, 'unknown, no current result');

/** The codes of the contract that say so. */
const NO_RESULT_CODE = /^(starting|stale|draining|self)$/;

/** Whether a report fails only because the health service knows nothing current. */
export function knowsNothing(state: HealthState): boolean {
  if (state.name !== 'fail') return false;
  const failing = Object.values(state.report.checks).filter((check) => check?.status === 'fail');
  return failing.length > 0 && failing.every((check) => NO_RESULT_CODE.test(check?.code ?? ''));
}

/** What to say of a state. Announced work comes first, and how things really are beside it. */
export function wordsOf(state: HealthState): StateWords {
  const own = knowsNothing(state) ? NO_RESULT : STATE_WORDS[state.name];
  const announced = 'report' in state ? state.report.maintenance : [];
  const isOpen = (entry: unknown): boolean => isObject(entry) && entry.status === 'in_progress';
  return Array.isArray(announced) && announced.some(isOpen)
    ? words('maintenance', stateWords.maintenance, `under maintenance, ${own.spoken}`)
    : own;
}

/**
 * The badge keeps room for this, so that nothing moves when the state changes: the longest label, and a dot more, because
 * in some fonts "Maintenance" is a fraction of a pixel wider.
 */
export const WIDEST_LABEL = `${STATE_WORDS.offline.label}.`;

/** What every sentence about the state starts with. */
export const SUBJECT = 'MLflow endpoint:';

/** The sentence that a screen reader hears when the state changes. */
export function announcement(state: HealthState): string {
  return `${SUBJECT} ${wordsOf(state).spoken}`;
}
