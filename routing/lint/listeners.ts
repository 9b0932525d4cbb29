/** What a listener shares: with other hosts, and with the other listener. */
import { sameContent } from '../import/foreign.ts';
import type { RoutingRequest } from '../request.ts';
import type { Condition, Routes, Rule } from '../schema.ts';
import {
  type Check,
  type Finding,
  finding,
  type ListenerRules,
  listed,
  named,
  sameAction,
} from './finding.ts';

const hasHost = ({ conditions }: Rule) => conditions.some(({ type }) => type === 'host-header');

/** Rules of a shared listener that take, or can take, requests to hosts of others. */
function hosts(on: ListenerRules, { hosts, listeners }: Routes): Finding[] {
  if (listeners[on.name]?.shared !== true) return [];
  return on.rules.flatMap((rule) => {
    if (!hasHost(rule)) {
      const found = on.finder.find([rule], []);
      return finding('no-host-condition', [rule], {
        listeners: [on.name],
        message: `${named(rule)} names no host, so it takes requests to every host of a shared listener.`,
        fix: `Add a host-header condition${hosts.length > 0 ? ` with ${listed(hosts)}` : ''}.`,
        ...(found.kind === 'found' ? { witness: found.request } : {}),
      });
    }
    const ours: Rule = { ...rule, conditions: [{ type: 'host-header', values: hosts }] };
    const foreign = on.finder.find([rule], [ours]);
    if (hosts.length === 0 || foreign.kind !== 'found') return [];
    return finding('foreign-host', [rule], {
      listeners: [on.name],
      message: `${named(rule)} also takes ${foreign.request.host}, which is not a host of this table.`,
      fix: `Narrow its host to ${listed(hosts)}, or add the host to "hosts".`,
      witness: foreign.request,
    });
  });
}

const beforeOn = ({ rules }: ListenerRules, rule: Rule) => rules.slice(0, rules.indexOf(rule));

/** OPTIONS is not among them: a browser follows no redirect of a preflight request, so there is nothing to lose. */
const USUAL_METHODS: Condition = {
  type: 'http-request-method',
  values: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
};

/** The rule for the methods that clients use, unless it names methods itself. */
function withUsualMethods(rule: Rule): Rule {
  const hasMethods = rule.conditions.some(({ type }) => type === 'http-request-method');
  return hasMethods ? rule : { ...rule, conditions: [...rule.conditions, USUAL_METHODS] };
}

/** A request that two listeners treat differently, and the rule that takes it on the other, if one does. */
interface Drift {
  witness: RoutingRequest;
  rival: Rule | null;
}

/**
 * Whether a rule takes a request on one listener that the other forwards elsewhere or leaves to its default. A
 * redirect or a fixed response there is a decision, not a drift.
 */
function drifting(rule: Rule, on: ListenerRules, other: ListenerRules, routes: Routes): Drift | null {
  const before = beforeOn(on, rule);
  if (routes.listeners[other.name]?.defaultAction?.type !== 'redirect') {
    const lost = on.finder.find([withUsualMethods(rule)], [...before, ...other.rules]);
    if (lost.kind === 'found') return { witness: lost.request, rival: null };
  }
  const rivals = other.rules
    .filter(({ action }) => action.type === 'forward')
    .filter((one) => !sameAction(one, rule));
  for (const rival of rivals) {
    const elsewhere = on.finder.find([rule, rival], [...before, ...beforeOn(other, rival)]);
    if (elsewhere.kind === 'found') return { witness: elsewhere.request, rival };
  }
  return null;
}

/**
 * Whether two listeners are meant to say the same: they have a rule in common, or the table says which hosts it is for.
 * Other listeners of a load balancer, an old port for old clients for example, are strangers to each other.
 */
function belongTogether(on: ListenerRules, other: ListenerRules, { hosts }: Routes): boolean {
  return hosts.length > 0 || on.rules.some((rule) => other.rules.some((twin) => sameContent(rule, twin)));
}

function drift(on: ListenerRules, other: ListenerRules, routes: Routes): Finding[] {
  if (!belongTogether(on, other, routes)) return [];
  return on.rules.flatMap((rule) => {
    if (rule.action.type !== 'forward' || other.rules.includes(rule)) return [];
    const found = drifting(rule, on, other, routes);
    if (found === null) return [];
    const instead =
      found.rival === null ? 'no rule takes its requests there' : `${named(found.rival)} takes some there`;
    return finding('listener-drift', found.rival === null ? [rule] : [rule, found.rival], {
      listeners: [other.name],
      message: `${named(rule)} is on ${on.name} but missing on ${other.name}: ${instead}.`,
      fix: `Add ${other.name} to its listeners, or redirect on ${other.name}.`,
      witness: found.witness,
    });
  });
}

/** The same drift, seen from the other listener, is no second finding. */
function withoutMirrors(findings: readonly Finding[]): Finding[] {
  const key = ({ rules, listeners }: Finding) =>
    [...rules, ...(rules.length > 1 ? [] : (listeners ?? []))].sort().join();
  return findings.filter((one, index) => findings.findIndex((other) => key(other) === key(one)) === index);
}

/** AWS takes authentication on HTTPS listeners only. */
function authentication(on: ListenerRules, { listeners }: Routes): Finding[] {
  if (listeners[on.name]?.protocol !== 'http') return [];
  return on.rules
    .filter(({ authenticate }) => authenticate !== undefined)
    .map((rule) =>
      finding('illegal-action', [rule], {
        listeners: [on.name],
        message: `${named(rule)} authenticates on ${on.name}; AWS does so on HTTPS listeners only.`,
        fix: 'Redirect to HTTPS, and authenticate there.',
      }),
    );
}

/** Hosts of others, and listeners that have grown apart. */
export const checkListeners: Check = ({ routes, listeners }) => [
  ...listeners.flatMap((on) => [...hosts(on, routes), ...authentication(on, routes)]),
  ...withoutMirrors(
    listeners.flatMap((on) => listeners.flatMap((other) => (on === other ? [] : drift(on, other, routes)))),
  ),
];
