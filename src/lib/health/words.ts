/** What the widget says: one place for every word about a state, a check and a reason. */
import { type FailureCode, failureMeanings } from '../../../health/contract/failureCodes.ts';
import { type CheckName, type CheckStatus, stateWords } from '../../../health/contract/names.ts';
import type { SeenCheck } from './guard.ts';
import { type SeenWindow, windowsIn } from './maintenance.ts';
import type { HealthState, MissName, StateName } from './state.ts';

/** The signs: one for each state, and one for a check that says nothing. */
export type IconName = Exclude<StateName, 'limited'> | 'maintenance' | 'none';

export interface StateWords {
  icon: IconName;
  /** One or two words for the badge. */
  label: string;
  /** The label as the end of a sentence that starts with "MLflow endpoint:". */
  spoken: string;
  /** A sentence for the panel. */
  headline: string;
  /** What it means, and what it does not mean. */
  detail: string;
}

const STATE_WORDS: Readonly<Record<StateName, StateWords>> = {
  checking: {
    icon: 'checking',
    label: 'Checking',
    spoken: 'checking',
    headline: 'Checking the MLflow endpoint',
    detail: 'Your browser asks the endpoint for its health report.',
  },
  pass: {
    icon: 'pass',
    label: stateWords.pass,
    spoken: 'operational',
    headline: 'The MLflow endpoint is operational',
    detail: 'All of its checks pass.',
  },
  warn: {
    icon: 'warn',
    label: stateWords.warn,
    spoken: 'degraded',
    headline: 'The MLflow endpoint works, with a problem',
    detail: 'Part of it is slow or not available. The checks below say which.',
  },
  fail: {
    icon: 'fail',
    label: stateWords.fail,
    spoken: 'failing',
    headline: 'The MLflow endpoint is failing',
    detail:
      'A part that clients need does not work. The checks below say which. Retry later; your key is not the cause.',
  },
  'no-report': {
    icon: 'no-report',
    label: 'No report',
    spoken: 'answers, but gives no health report',
    headline: 'The endpoint answers, but gives no health report',
    detail:
      'Something answers at its address, but not the health service. An error page of the load balancer looks like this, and so does a proxy in your network.',
  },
  limited: {
    icon: 'no-report',
    label: 'Try later',
    spoken: 'unknown, too many requests from your network',
    headline: 'Too many requests from your network',
    detail:
      'The health service answers, but asks your network to wait. That says nothing about MLflow. It is asked again when the wait is over.',
  },
  unreachable: {
    icon: 'unreachable',
    label: 'Unreachable',
    spoken: 'cannot be reached from your browser',
    headline: 'The endpoint cannot be reached from your browser',
    detail:
      'This site answers and the endpoint does not. It may be down, or a firewall, VPN or browser extension may block it: a browser cannot tell which.',
  },
  offline: {
    icon: 'offline',
    label: "You're offline",
    spoken: 'unknown, you are offline',
    headline: 'You are offline',
    detail: 'Neither the endpoint nor this site answers. It is asked again when your network is back.',
  },
};

/** A report that fails only because nothing current is known says nothing about MLflow. */
const NO_RESULT: StateWords = {
  icon: 'no-report',
  label: stateWords.unknown,
  spoken: 'unknown, there is no current result',
  headline: 'The health service has no current result',
  detail: 'It answers, but has just started or cannot renew what it knows. MLflow itself may be well.',
};

const NO_RESULT_CODES: ReadonlySet<string | undefined> = new Set<FailureCode>([
  'starting',
  'stale',
  'draining',
]);

/** What to say of a state. */
export function wordsOf(state: HealthState): StateWords {
  const words = wordsOfStatus(state);
  const open = 'report' in state && windowsIn(state.report).find(({ isOpen }) => isOpen);
  return open ? duringMaintenance(words, open.message) : words;
}

/** The announced work comes first, and how things really are beside it. */
function duringMaintenance({ label, spoken, detail }: StateWords, message: string): StateWords {
  return {
    icon: 'maintenance',
    label: stateWords.maintenance,
    spoken: `under maintenance, ${spoken}`,
    headline: 'Maintenance is under way',
    detail: `${message} Right now: ${label.toLowerCase()}. ${detail}`,
  };
}

function wordsOfStatus(state: HealthState): StateWords {
  if (state.name !== 'fail') return STATE_WORDS[state.name];
  const failing = Object.values(state.report.checks).filter((check) => check?.status === 'fail');
  const nothingKnown = failing.length > 0 && failing.every((check) => NO_RESULT_CODES.has(check?.code));
  return nothingKnown ? NO_RESULT : STATE_WORDS.fail;
}

const STALE_WORDS: Readonly<Record<MissName | 'aged', string>> = {
  aged: 'This is the last known state; a new look is under way.',
  'no-report': 'This is the last known state: the newest look found no health report. Looking again.',
  limited:
    'This is the last known state: too many requests come from your network. Looking again after a wait.',
  unreachable: 'This is the last known state: the newest look got no answer. Looking again.',
  offline: 'This is the last known state: the newest look found no network. Looking again.',
};

/** Why what the state shows is not current; null when it is. */
export function staleWords(state: HealthState): string | null {
  return 'report' in state && state.stale !== null ? STALE_WORDS[state.stale] : null;
}

/** The badge's widest label; the badge keeps room for it, so that nothing moves when the state changes. */
export const WIDEST_LABEL = Object.values(STATE_WORDS)
  .map(({ label }) => label)
  .reduce((widest, label) => (label.length > widest.length ? label : widest));

/** The sentence that a screen reader hears when the state changes. */
export function announcement(state: HealthState): string {
  return `MLflow endpoint: ${wordsOf(state).spoken}`;
}

interface CheckWords {
  label: string;
  about: string;
}

/** What each check is about, in the reader's terms. */
const CHECK_WORDS: Readonly<Record<CheckName, CheckWords>> = {
  'front-door': { label: 'Front door', about: 'routing and API keys' },
  server: { label: 'Server', about: 'MLflow runs and answers' },
  tracking: { label: 'Tracking', about: 'experiments, runs, metrics' },
  registry: { label: 'Model registry', about: 'models and their versions' },
  artifacts: { label: 'Artifacts', about: 'files of runs and models' },
  writes: { label: 'Writes', about: 'new runs, metrics and tags' },
};

const WORDS_BY_CHECK: ReadonlyMap<string, CheckWords> = new Map(Object.entries(CHECK_WORDS));

/** What a check is about. One that only a newer service knows has its name alone. */
export function checkWords(name: string): CheckWords {
  return WORDS_BY_CHECK.get(name) ?? { label: name, about: '' };
}

const REASONS: Readonly<Record<CheckStatus, string>> = {
  pass: 'Answers as it should.',
  warn: 'Answers, but not as well as it should.',
  fail: "Doesn't answer as it should.",
  skipped: "Isn't checked, so it counts for nothing.",
};

const REASON_BY_CODE: ReadonlyMap<string, string> = new Map(Object.entries(failureMeanings));

/** One word for a check's state: `Unknown` for a check that no report names. */
export function checkWord(check: SeenCheck | undefined): string {
  return stateWords[check?.status ?? 'unknown'];
}

/** The sign of a check's state. */
export function checkIcon(check: SeenCheck | undefined): IconName {
  return check === undefined || check.status === 'skipped' ? 'none' : check.status;
}

/** Why a check is in its state, in plain words. A code that this page does not know is shown as it came. */
export function checkReason(check: SeenCheck | undefined): string {
  if (check === undefined) return 'The report does not name this check.';
  const { status, code } = check;
  if (code === undefined) return REASONS[status];
  return REASON_BY_CODE.get(code) ?? `${REASONS[status]} Code: ${code}.`;
}

const MOMENT = new Intl.DateTimeFormat('en', {
  weekday: 'short',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
});

/** When a window is, in the reader's time zone: "Sat, Dec 5, 10:00 – 11:00 PM UTC". */
export function windowTime({ start, end }: SeenWindow): string {
  return MOMENT.formatRange(start, end);
}

const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** How long ago something was, rounded so that it can be read: "just now", "20 seconds ago", "3 hours ago". */
export function timeAgo(then: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - then) / 1000));
  if (seconds < 10) return 'just now';
  if (seconds < 60) return RELATIVE.format(-(seconds - (seconds % 10)), 'second');
  if (seconds < 3600) return RELATIVE.format(-Math.floor(seconds / 60), 'minute');
  if (seconds < 86_400) return RELATIVE.format(-Math.floor(seconds / 3600), 'hour');
  return RELATIVE.format(-Math.floor(seconds / 86_400), 'day');
}
