/** Expectations: that they hold, and that every rule is held by one. */
import { checkExpectations, requestOf } from '../checkExpectations.ts';
import { describeDecision, describeExpected, describeRequest } from '../describe.ts';
import { type Check, finding, named } from './finding.ts';

/** Failing expectations, and rules that none exercises. Silent when there is no list of expectations. */
export const checkCoverage: Check = ({ routes, router, expectations }) => {
  if (expectations === null) return [];
  const results = checkExpectations(router, expectations);
  const exercised = new Set(results.map(({ decision }) => decision.rule));
  const failing = results.filter(({ passed }) => !passed);
  return [
    ...failing.map(({ expectation, decision }) =>
      finding(
        'failing-expectation',
        routes.rules.filter(({ name }) => name === decision.rule),
        {
          listeners: [decision.listener],
          message: `${describeRequest(requestOf(expectation))}: expected ${describeExpected(expectation.expect)}, got ${describeDecision(decision)}: ${expectation.why}`,
          fix: 'Mend the rule; change the expectation only when its reason no longer holds.',
          witness: requestOf(expectation),
        },
      ),
    ),
    ...routes.rules
      .filter(({ name }) => !exercised.has(name))
      .map((rule) =>
        finding('not-exercised', [rule], {
          message: `No expectation exercises ${named(rule)}: it could vanish unseen.`,
          fix: 'Add a request that it takes to the expectations.',
        }),
      ),
  ];
};
