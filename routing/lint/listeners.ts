/** What a listener shares: with other hosts, and with the other listener. */
import type { RoutingRequest } from '../request.ts';
import type { Routes, Rule } from '../schema.ts';
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
        listener: on.name,
        message: `${named(rule)} names no host, so it takes requests to every host on the shared listener ${on.name}.`,
        fix: `Add a host-header condition${hosts.length > 0 ? ` with ${listed(hosts)}` : ''}.`,
        ...(found.kind === 'found' ? { witness: found.request } : {}),
      });
    }
    const ours: Rule = { ...rule, conditions: [{ type: 'host-header', values: hosts }] };
    const foreign = on.finder.find([rule], [ours]);
    if (hosts.length === 0 || foreign.kind !== 'found') return [];
    return finding('foreign-host', [rule], {
      listener: on.name,
      message: `${named(rule)} also takes ${foreign.request.host}, which is not a host of this table.`,
      fix: `Narrow its host to ${listed(hosts)}, or add the host to "hosts".`,
      witness: foreign.request,
    });
  });
}

const beforeOn = ({ rules }: ListenerRules, rule: Rule) => rules.slice(0, rules.indexOf(rule));

/**
 * A request that a rule takes on one listener, and that the other forwards elsewhere or leaves to its default. A
 * redirect or a fixed response there is a decision, not a drift.
 */
function drifting(
  rule: Rule,
  on: ListenerRules,
  other: ListenerRules,
  routes: Routes,
): RoutingRequest | null {
  const before = beforeOn(on, rule);
  if (routes.listeners[other.name]?.defaultAction.type !== 'redirect') {
    const lost = on.finder.find([rule], [...before, ...other.rules]);
    if (lost.kind === 'found') return lost.request;
  }
  const rivals = other.rules
    .filter(({ action }) => action.type === 'forward')
    .filter((one) => !sameAction(one, rule));
  for (const rival of rivals) {
    const elsewhere = on.finder.find([rule, rival], [...before, ...beforeOn(other, rival)]);
    if (elsewhere.kind === 'found') return elsewhere.request;
  }
  return null;
}

function drift(on: ListenerRules, other: ListenerRules, routes: Routes): Finding[] {
  return on.rules.flatMap((rule) => {
    if (rule.action.type !== 'forward' || other.rules.includes(rule)) return [];
    const witness = drifting(rule, on, other, routes);
    if (witness === null) return [];
    return finding('listener-drift', [rule], {
      listener: other.name,
      message: `${named(rule)} is on ${on.name} but missing on ${other.name}, which treats its requests otherwise.`,
      fix: `Add ${other.name} to its listeners, or redirect on ${other.name}.`,
      witness,
    });
  });
}

/** Hosts of others, and listeners that have grown apart. */
export const checkListeners: Check = ({ routes, listeners }) => [
  ...listeners.flatMap((on) => hosts(on, routes)),
  ...listeners.flatMap((on) => listeners.flatMap((other) => (on === other ? [] : drift(on, other, routes)))),
];
