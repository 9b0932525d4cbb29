/** The linter: everything about a table of rules that AWS, a client or the next author would stumble over. */
import { compile, rulesOf } from './compile.ts';
import type { Expectation } from './expectations.ts';
import { checkCoverage } from './lint/coverage.ts';
import type { Check, Finding, ListenerRules } from './lint/finding.ts';
import { checkLimits } from './lint/limits.ts';
import { checkListeners } from './lint/listeners.ts';
import { checkPaths } from './lint/paths.ts';
import { checkRedirects } from './lint/redirects.ts';
import { checkReferences } from './lint/references.ts';
import { checkShadowing, type Reachable, reachable } from './lint/shadowing.ts';
import { RequestFinder } from './reach/findRequest.ts';
import type { Routes } from './schema.ts';

export interface LintReport {
  /** Errors first. */
  findings: Finding[];
  /** For every rule that gets requests, a smallest one on each of its listeners. */
  reachable: Reachable[];
}

const CHECKS: readonly Check[] = [
  checkReferences,
  checkLimits,
  checkShadowing,
  checkPaths,
  checkListeners,
  checkRedirects,
  checkCoverage,
];

function prepare(routes: Routes): ListenerRules[] {
  return Object.entries(routes.listeners).map(([name, { protocol, port }]) => {
    const rules = rulesOf(routes, name);
    const finder = new RequestFinder({ protocol, port });
    const reached = rules.map((rule, index) => finder.find([rule], rules.slice(0, index)));
    return { name, rules, reached, finder };
  });
}

/** What shows on several listeners is said once. */
function merge(findings: readonly Finding[]): Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.code, finding.rules, finding.message]);
    const known = merged.get(key);
    const listeners = [...new Set([...(known?.listeners ?? []), ...(finding.listeners ?? [])])];
    merged.set(key, { ...(known ?? finding), ...(listeners.length > 0 ? { listeners } : {}) });
  }
  return [...merged.values()];
}

/**
 * Checks a table. Nothing is executed or fetched.
 *
 * @param expectations - requests and what must become of them; null says nothing about coverage.
 * @throws RoutingError when an expectation's URL cannot be read or nothing listens on its port.
 */
export function lint(routes: Routes, expectations: readonly Expectation[] | null = null): LintReport {
  const listeners = prepare(routes);
  const router = compile(routes);
  const findings = CHECKS.flatMap((check) => check({ routes, router, listeners, expectations }));
  const rank = ({ severity }: Finding) => (severity === 'error' ? 0 : 1);
  return {
    findings: merge(findings).sort((one, other) => rank(one) - rank(other)),
    reachable: reachable(listeners),
  };
}
