/** Requests close to one that meet another rule: what a slip of the reader, or of a rule, would change. Pure. */
import { type Decision, type Router, rulesOf } from '../../../routing/compile.ts';
import { type RoutingRequest, requestUrl } from '../../../routing/request.ts';
import type { Routes } from '../../../routing/schema.ts';
import { likeness } from './likeness.ts';

export interface NearMiss {
  /** The part that differs. */
  part: 'host' | 'listener' | 'method' | 'path';
  request: RoutingRequest;
  decision: Decision;
}

type Candidate = Pick<NearMiss, 'part' | 'request'>;

/** More would be a list to search, not a hint. */
const MOST = 5;

/** The fixed beginnings of the path patterns that a listener knows. */
function knownPaths(routes: Routes, listener: string): string[] {
  const patterns = rulesOf(routes, listener).flatMap(({ conditions }) =>
    conditions.flatMap((condition) => (condition.type === 'path-pattern' ? condition.values : [])),
  );
  const beginnings = patterns.map((pattern) => pattern.replace(/[*?].*$/, '').replace(/\/+$/, ''));
  return [...new Set(beginnings)].filter((path) => path !== '');
}

function otherPaths(routes: Routes, request: RoutingRequest, listener: string): Candidate[] {
  return knownPaths(routes, listener)
    .flatMap((known) => likeness(known, request.path) ?? [])
    .sort((one, other) => one.distance - other.distance)
    .map(({ path }) => ({ part: 'path', request: { ...request, path } }));
}

function otherHosts({ hosts }: Routes, request: RoutingRequest): Candidate[] {
  if (hosts.includes(request.host.toLowerCase())) return [];
  return hosts.map((host) => ({ part: 'host', request: { ...request, host } }));
}

function otherListeners({ listeners }: Routes, request: RoutingRequest, listener: string): Candidate[] {
  return Object.entries(listeners)
    .filter(([name]) => name !== listener)
    .map(([, { protocol, port }]) => ({ part: 'listener', request: { ...request, protocol, port } }));
}

function otherMethods(routes: Routes, request: RoutingRequest, listener: string): Candidate[] {
  const methods = rulesOf(routes, listener).flatMap(({ conditions }) =>
    conditions.flatMap((condition) => (condition.type === 'http-request-method' ? condition.values : [])),
  );
  return methods.map((method) => ({ part: 'method', request: { ...request, method } }));
}

/**
 * Changes one part of a request at a time and keeps the changes that lead to another rule, one for each rule and part.
 * Where no rule takes the request, these are the paths and hosts that it may have been meant for.
 */
export function nearMisses(
  router: Router,
  request: RoutingRequest,
  { rule, listener }: Decision,
): NearMiss[] {
  const { routes } = router;
  const candidates =
    rule === null
      ? [...otherHosts(routes, request), ...otherPaths(routes, request, listener)]
      : otherListeners(routes, request, listener);
  candidates.push(...otherMethods(routes, request, listener));
  const seen = new Set<string>();
  const found: NearMiss[] = [];
  for (const candidate of candidates) {
    const decision = router.decide(candidate.request);
    const key = `${candidate.part} ${decision.rule} ${candidate.part === 'path' ? requestUrl(candidate.request) : ''}`;
    if (decision.rule === rule || decision.rule === null || seen.has(key)) continue;
    seen.add(key);
    found.push({ ...candidate, decision });
  }
  return found.slice(0, MOST);
}
