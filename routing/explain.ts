/** Decisions in words, for the command line and the route explorer. Safe in the browser. */
import type { ConditionTrace } from './conditions.ts';
import type { Outcome } from './evaluate.ts';
import { type RoutingRequest, requestUrl } from './request.ts';

/** An outcome in a few words, for example "forward to api". */
export function describeOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'forward':
      return `forward to ${describeTargets(outcome.targets)}`;
    case 'redirect':
      return `redirect ${outcome.status} to ${outcome.location}`;
    case 'fixed-response':
      return `fixed response ${outcome.status}`;
  }
}

function describeTargets(targets: ReadonlyArray<{ target: string; weight: number }>): string {
  const [only, ...others] = targets;
  if (only !== undefined && others.length === 0) return only.target;
  const sum = targets.reduce((total, { weight }) => total + weight, 0);
  const share = (weight: number) => (sum === 0 ? '0%' : `${Math.round((100 * weight) / sum)}%`);
  return targets.map(({ target, weight }) => `${target} (${share(weight)})`).join(', ');
}

const SUBJECTS: Record<ConditionTrace['type'], string> = {
  'host-header': 'host',
  'path-pattern': 'path',
  'http-request-method': 'method',
  'source-ip': 'source address',
  'http-header': 'header',
  'query-string': 'query',
};

/** One condition in words: what the request has, and the patterns that it fits or does not fit. */
export function describeCondition({ type, name, expected, actual, matched }: ConditionTrace): string {
  const subject = name === undefined ? SUBJECTS[type] : `${SUBJECTS[type]} ${name}`;
  const has = actual.length === 0 ? 'absent' : actual.join(', ');
  const patterns = expected.length === 0 ? 'nothing' : expected.join(' or ');
  return `${subject} ${has} ${matched ? 'fits' : 'does not fit'} ${patterns}`;
}

/** A request on one line: method, URL, and what else sets it apart. */
export function describeRequest(request: RoutingRequest, usualSource?: string): string {
  const headers = request.headers.map(([name, value]) => ` with ${name}: ${value}`);
  const from =
    usualSource === undefined || request.sourceIp === usualSource ? '' : ` from ${request.sourceIp}`;
  return `${request.method} ${requestUrl(request)}${headers.join('')}${from}`;
}
