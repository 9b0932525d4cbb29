/** What the linter says, and what its checks work on. */
import type { Router } from '../compile.ts';
import type { Expectation } from '../expectations.ts';
import type { Found, RequestFinder } from '../reach/findRequest.ts';
import type { RoutingRequest } from '../request.ts';
import type { Routes, Rule } from '../schema.ts';

/** Errors: AWS rejects it, or a request reaches the wrong target. Warnings: it works, but may surprise you. */
const SEVERITIES = {
  'duplicate-name': 'error',
  'duplicate-priority': 'error',
  'limit-exceeded': 'error',
  'illegal-value': 'error',
  'illegal-action': 'error',
  'repeated-condition': 'error',
  'empty-condition': 'error',
  'unknown-target': 'error',
  'unknown-listener': 'error',
  shadowed: 'error',
  'identical-rules': 'error',
  'never-matches': 'error',
  undecided: 'error',
  'failing-expectation': 'error',
  'redirect-loop': 'error',
  'wildcard-limit': 'warning',
  opaque: 'warning',
  'partial-overlap': 'warning',
  'missing-bare-path': 'warning',
  'over-match': 'warning',
  'no-host-condition': 'warning',
  'foreign-host': 'warning',
  'encoding-sensitive': 'warning',
  'listener-drift': 'warning',
  'narrow-gap': 'warning',
  'outside-bands': 'warning',
  'not-exercised': 'warning',
} as const;

export type FindingCode = keyof typeof SEVERITIES;

export interface Finding {
  code: FindingCode;
  severity: 'error' | 'warning';
  /** The rules concerned, the one to mend first. */
  rules: readonly string[];
  /** The listeners where it shows. */
  listeners?: readonly string[];
  message: string;
  /** How to mend it. */
  fix: string;
  /** A smallest request that shows it. */
  witness?: RoutingRequest;
}

/** A listener with its rules in the order they are asked. */
export interface ListenerRules {
  name: string;
  rules: readonly Rule[];
  /** For each rule, a smallest request that it gets, none before it does. */
  reached: readonly Found[];
  finder: RequestFinder;
}

export interface LintContext {
  routes: Routes;
  router: Router;
  listeners: readonly ListenerRules[];
  /** Null when nobody gave any: then nothing is said about them. */
  expectations: readonly Expectation[] | null;
}

/** One family of checks. */
export type Check = (context: LintContext) => Finding[];

/** Builds a finding; its severity follows from its code. */
export function finding(
  code: FindingCode,
  rules: readonly Rule[],
  rest: Omit<Finding, 'code' | 'severity' | 'rules'>,
) {
  return {
    code,
    severity: SEVERITIES[code],
    rules: rules.map(({ name }) => name),
    ...rest,
  } satisfies Finding;
}

/** A rule as messages name it. */
export const named = ({ name, priority }: Rule): string => `${name} (${priority})`;

/** Names in a sentence: "a, b and c". */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** A copy of a rule whose path condition has only this pattern. */
export function withPath(rule: Rule, pattern: string): Rule {
  const conditions = rule.conditions.map((condition) =>
    condition.type === 'path-pattern' ? { ...condition, values: [pattern] } : condition,
  );
  return { ...rule, conditions };
}

/** The path patterns of a rule. */
export function pathPatterns(rule: Rule): string[] {
  return rule.conditions.flatMap((condition) => (condition.type === 'path-pattern' ? condition.values : []));
}

/** Whether two rules do the same with a request. */
export function sameAction(one: Rule, other: Rule): boolean {
  const text = ({ authenticate, action, transforms }: Rule) =>
    JSON.stringify([authenticate, action, transforms]);
  return text(one) === text(other);
}
