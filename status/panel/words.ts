/** What the panel says beyond the badge: sentences about a state, a check and a time. */
import { checkWords as CHECK_WORDS, type CheckWords } from '../../health/contract/checkWords.ts';
import { failureMeanings } from '../../health/contract/failureCodes.ts';
import { type CheckStatus, stateWords } from '../../health/contract/names.ts';
import type { SeenCheck } from '../guard.ts';
import { type SeenWindow, windowsIn } from '../maintenance.ts';
import type { HealthState, MissName, StateName } from '../state.ts';
import { knowsNothing, type SignName, wordsOf } from '../words.ts';

export interface Sentences {
  /** A sentence for the headline. */
  headline: string;
  /** What it means, and what it does not mean. */
  detail: string;
}

const SENTENCES: Readonly<Record<StateName, Sentences>> = {
  checking: {
    headline: 'Checking the MLflow endpoint',
    detail: 'Your browser is requesting the health report.',
  },
  pass: { headline: 'The MLflow endpoint is operational', detail: 'All of its checks pass.' },
  warn: {
    headline: 'The MLflow endpoint is degraded',
    detail: 'Part of it is slow or unavailable. The checks below show which.',
  },
  fail: {
    headline: 'The MLflow endpoint is failing',
    detail:
      "Something that clients need isn't working. The checks below show what. Try again later. Your key isn't the cause.",
  },
  'no-report': {
    headline: 'The endpoint responds, but without a health report',
    detail:
      "Something responds at this address, but it isn't the health service. A load balancer's error page or a proxy in your network can look like this.",
  },
  limited: {
    headline: 'Too many requests from your network',
    detail:
      "The health service is asking your network to wait. This doesn't say anything about MLflow. The next check follows when the wait is over.",
  },
  unreachable: {
    headline: "Your browser can't reach the endpoint",
    detail:
      "This site responds, but the endpoint doesn't. It may be down, or a firewall, VPN, or browser extension may be blocking it. Your browser can't tell which.",
  },
  offline: {
    headline: "You're offline",
    detail: 'Neither the endpoint nor this site responds. Checks resume when your network is back.',
  },
};

const NO_RESULT: Sentences = {
  headline: 'The health service has no current result',
  detail: "It responds, but it has just started or can't update its results. MLflow itself may be fine.",
};

/** What to say of a state, in sentences. */
export function sentencesOf(state: HealthState): Sentences {
  const own = knowsNothing(state) ? NO_RESULT : SENTENCES[state.name];
  const open = 'report' in state ? windowsIn(state.report).find(({ isOpen }) => isOpen) : undefined;
  if (open === undefined) return own;
  const now = wordsOf(state).spoken.replace('under maintenance, ', '');
  return {
    headline: 'Maintenance is in progress',
    detail: `Right now: ${now}. ${own.detail}`,
  };
}

const STALE_WORDS: Readonly<Record<MissName | 'aged', string>> = {
  aged: 'This is the last known state. Checking again.',
  'no-report': 'This is the last known state: the latest check found no health report. Checking again.',
  limited:
    'This is the last known state: your network has sent too many requests. The next check follows after a wait.',
  unreachable: 'This is the last known state: the latest check got no response. Checking again.',
  offline: 'This is the last known state: the latest check found no network. Checking again.',
};

/** Why what the state shows is not current; empty when it is. */
export function staleWords(state: HealthState): string {
  return 'report' in state && state.stale !== null ? STALE_WORDS[state.stale] : '';
}

const WORDS_BY_CHECK: ReadonlyMap<string, CheckWords> = new Map(Object.entries(CHECK_WORDS));

/** What a check is about. One that only a newer service knows has its name alone. */
export function checkWords(name: string): CheckWords {
  return WORDS_BY_CHECK.get(name) ?? { label: name, about: '', failing: '' };
}

const REASONS: Readonly<Record<CheckStatus, string>> = {
  pass: 'Responds normally.',
  warn: 'Responds, but not normally.',
  fail: "Doesn't respond normally.",
  skipped: "Not checked, so it doesn't affect the status.",
};

const REASON_BY_CODE: ReadonlyMap<string, string> = new Map(Object.entries(failureMeanings));

/** One word for a check's state: `Unknown` for a check that no report names. */
export function checkWord(check: SeenCheck | undefined): string {
  return stateWords[check?.status ?? 'unknown'];
}

/** The sign of a check's state. */
export function checkSign(check: SeenCheck | undefined): SignName {
  return check === undefined || check.status === 'skipped' ? 'no-report' : check.status;
}

/** Why a check is in its state, in plain words. A code that this page does not know is shown as it came. */
export function checkReason(check: SeenCheck | undefined): string {
  if (check === undefined) return "The report doesn't include this check.";
  const { status, code } = check;
  if (code === undefined) return REASONS[status];
  return REASON_BY_CODE.get(code) ?? `${REASONS[status]} Code: ${code}.`;
}

/** What a check's state means for a reader, when it means something: "New runs can't be logged. Reading works." */
export function checkMeaning(name: string, checks: Readonly<Partial<Record<string, SeenCheck>>>): string {
  if (checks[name]?.status !== 'fail') return '';
  const { failing } = checkWords(name);
  const reads =
    name === 'writes' && checks.tracking?.status === 'pass' && checks['front-door']?.status !== 'fail';
  return reads ? `${failing} Reading works.` : failing;
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
export function windowTime({ start, end }: Pick<SeenWindow, 'start' | 'end'>): string {
  return MOMENT.formatRange(start, end);
}

/** A moment in the reader's time zone: "Fri, Nov 27, 10:32 AM UTC". */
export function momentOf(time: number): string {
  return MOMENT.format(time);
}

/** The reader's time zone by its name: "Europe/Berlin". */
export const TIME_ZONE = MOMENT.resolvedOptions().timeZone;

const DAY = { weekday: 'short', month: 'short', day: 'numeric' } as const;
const LOCAL_DAY = new Intl.DateTimeFormat('en', DAY);
const UTC_DAY = new Intl.DateTimeFormat('en', { ...DAY, timeZone: 'UTC' });
const HALF_A_DAY = 43_200_000;

/** A day by its start, which is near midnight in the reader's time zone or in UTC: "Fri, Nov 27". */
export function dayOf(start: number, isLocal: boolean): string {
  return (isLocal ? LOCAL_DAY : UTC_DAY).format(start + HALF_A_DAY);
}

const CLOCK = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit' });

/** The reader's time of day: "1:00 AM". */
export function clockOf(time: number): string {
  return CLOCK.format(time);
}

/** An availability, rounded down, so that only a whole is 100%. */
export function percentOf(share: number | null): string {
  if (share === null) return 'no data';
  return share === 1 ? '100%' : `${(Math.floor(share * 10_000) / 100).toFixed(2)}%`;
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How long something took, in its two largest units: "1 hour 20 minutes". */
export function durationOf(ms: number): string {
  let rest = ms;
  const parts = UNITS.flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${count} ${unit}${count === 1 ? '' : 's'}`];
  });
  return parts.slice(0, 2).join(' ') || 'less than a minute';
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
