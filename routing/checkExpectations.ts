/** Holds a table against its expectations. Safe in the browser. */
import type { Decision, Router } from './compile.ts';
import type { Expectation, Expected } from './expectations.ts';
import { parseRequest, type RoutingRequest } from './request.ts';

/** One expectation, what really happens, and whether that is what was expected. */
export interface ExpectationResult {
  expectation: Expectation;
  decision: Decision;
  passed: boolean;
}

/**
 * The request that an expectation is about.
 *
 * @throws RoutingError `bad-request` when its URL is none.
 */
export function requestOf({ request }: Expectation): RoutingRequest {
  return parseRequest(request.url, {
    ...(request.method === undefined ? {} : { method: request.method }),
    ...(request.headers === undefined ? {} : { headers: request.headers }),
    ...(request.from === undefined ? {} : { sourceIp: request.from }),
  });
}

/** Whether a decision is what was expected. */
export function meets(expected: Expected, decision: Pick<Decision, 'rule' | 'action'>): boolean {
  const { action } = decision;
  switch (expected.kind) {
    case 'default':
      return decision.rule === null;
    case 'forward': {
      if (action.kind !== 'forward') return false;
      const used = new Set(action.targets.filter(({ weight }) => weight > 0).map(({ target }) => target));
      return used.size === expected.targets.length && expected.targets.every((target) => used.has(target));
    }
    case 'redirect':
      return (
        action.kind === 'redirect' &&
        action.status === expected.status &&
        action.location === expected.location
      );
    case 'fixed-response':
      return action.kind === 'fixed-response' && action.status === expected.status;
  }
}

/**
 * Evaluates every expectation, in order.
 *
 * @throws RoutingError when an expectation's URL is none, or nothing listens on its port.
 */
export function checkExpectations(router: Router, expectations: readonly Expectation[]): ExpectationResult[] {
  return expectations.map((expectation) => {
    const decision = router.decide(requestOf(expectation));
    return { expectation, decision, passed: meets(expectation.expect, decision) };
  });
}
