/** Redirects that lead back to themselves. */
import { requestOf } from '../checkExpectations.ts';
import type { Router } from '../compile.ts';
import { RoutingError } from '../error.ts';
import { foldCase, matchGlob, parseGlob } from '../glob.ts';
import { parseRequest, type RoutingRequest } from '../request.ts';
import type { Routes, Rule } from '../schema.ts';
import {
  type Check,
  type Finding,
  finding,
  type LintContext,
  named,
  pathPatterns,
  withPath,
} from './finding.ts';

/** Browsers give up after about twenty. */
const MAX_HOPS = 10;

/** Where a redirect leads when it leads to a listener of this table, else null. */
function follow(router: Router, request: RoutingRequest): RoutingRequest | null {
  const { action } = router.decide(request);
  if (action.kind !== 'redirect') return null;
  const next = parseRequest(action.location, {
    method: request.method,
    headers: request.headers,
    sourceIp: request.sourceIp,
  });
  const known = Object.values(router.routes.listeners).some(
    ({ protocol, port }) => protocol === next.protocol && port === next.port,
  );
  return known && (next.host === request.host || isServed(router.routes, next.host)) ? next : null;
}

/** Whether the table names a host: another one that a redirect leads to may be served anywhere. */
function isServed({ hosts, rules }: Routes, host: string): boolean {
  const patterns = rules.flatMap(({ conditions }) =>
    conditions.flatMap((one) => (one.type === 'host-header' ? one.values : [])),
  );
  return [...hosts, ...patterns].some((pattern) =>
    matchGlob(parseGlob(pattern, { ignoreCase: true }), foldCase(host)),
  );
}

function loops(router: Router, first: RoutingRequest): boolean {
  try {
    let at: RoutingRequest | null = first;
    for (let hop = 0; at !== null && hop < MAX_HOPS; hop++) at = follow(router, at);
    return at !== null;
  } catch (error) {
    if (error instanceof RoutingError) return false;
    throw error;
  }
}

/** A smallest request for each path pattern of a redirect, and every expectation that meets it. */
function samples({ router, listeners, expectations }: LintContext, rule: Rule): RoutingRequest[] {
  const variants = pathPatterns(rule).map((pattern) => withPath(rule, pattern));
  const smallest = listeners
    .filter(({ rules }) => rules.includes(rule))
    .flatMap(({ rules, finder }) =>
      (variants.length > 0 ? variants : [rule]).map((variant) =>
        finder.find([variant], rules.slice(0, rules.indexOf(rule))),
      ),
    )
    .flatMap((found) => (found.kind === 'found' ? [found.request] : []));
  const expected = (expectations ?? [])
    .map(requestOf)
    .filter((request) => router.decide(request).rule === rule.name);
  return [...smallest, ...expected];
}

/** Default actions that redirect, from the smallest request that no rule takes. */
function defaultLoops({ routes, router, listeners }: LintContext): Finding[] {
  return listeners.flatMap(({ name, rules, finder }) => {
    if (routes.listeners[name]?.defaultAction?.type !== 'redirect') return [];
    const found = finder.find([], rules);
    if (found.kind !== 'found' || !loops(router, found.request)) return [];
    return finding('redirect-loop', [], {
      listeners: [name],
      message: `The default action of ${name} starts a chain of redirects that does not end within ${MAX_HOPS}.`,
      fix: 'Redirect to another protocol, host or port.',
      witness: found.request,
    });
  });
}

/** Follows each redirect from its smallest requests and from the expectations that meet it. */
export const checkRedirects: Check = (context) => [
  ...defaultLoops(context),
  ...context.routes.rules
    .filter(({ action }) => action.type === 'redirect')
    .flatMap((rule) => {
      const witness = samples(context, rule).find((request) => loops(context.router, request));
      if (witness === undefined) return [];
      return finding('redirect-loop', [rule], {
        message: `${named(rule)} starts a chain of redirects that does not end within ${MAX_HOPS}.`,
        fix: 'Redirect to a protocol, host, port or path that the rule itself does not match.',
        witness,
      });
    }),
];
