/** What a plan does to listeners and target groups themselves. */

import type { Action, Routes } from '../schema.ts';
import type { GateFinding } from './finding.ts';
import type { Plan, ResourceChange } from './plan.ts';

/** Settings of a target group that change how it works, not who gets a request. */
const HOW_IT_WORKS = new Set([
  'connection_termination',
  'deregistration_delay',
  'lambda_multi_value_headers_enabled',
  'load_balancing_algorithm_type',
  'load_balancing_anomaly_mitigation',
  'load_balancing_cross_zone_enabled',
  'name_prefix',
  'preserve_client_ip',
  'proxy_protocol_v2',
  'slow_start',
]);

const isUsed = (target: string, { rules, listeners }: Routes): boolean => {
  const uses = (action: Action | null) =>
    action?.type === 'forward' && action.targets.some((one) => one.target === target);
  return (
    rules.some(({ action }) => uses(action)) ||
    Object.values(listeners).some(({ defaultAction }) => uses(defaultAction))
  );
};

function finding(
  { address, resource }: ResourceChange,
  message: string,
  effect: string | null,
  fix: string,
): GateFinding {
  return {
    code: resource === 'target group' ? 'target-group-changed' : 'listener-changed',
    severity: 'error',
    rules: [address],
    message,
    fix,
    ...(effect === null ? {} : { effect }),
  };
}

const AGREE = 'If this is meant, agree to it in a file for --accept.';

function attributeFindings(change: ResourceChange, quiet: ReadonlySet<string>): GateFinding[] {
  return change.attributes
    .filter(({ name }) => !quiet.has(name))
    .map(({ name, before, after }) => {
      const effect = `${change.address}: ${name}: ${before} → ${after}`;
      return finding(
        change,
        `${change.address} changes its ${name}: now ${before}, after the plan ${after}.`,
        effect,
        AGREE,
      );
    });
}

function listenerFindings(change: ResourceChange): GateFinding[] {
  const { address, kind } = change;
  if (kind === 'delete') {
    return [
      finding(change, `${address} is deleted: nothing listens there any more.`, `${address}: deleted`, AGREE),
    ];
  }
  const replaced =
    kind === 'replace'
      ? [
          finding(
            change,
            `${address} is replaced: for a moment nothing listens there, and all its rules are made anew.`,
            `${address}: replaced`,
            'Change what can be changed in place, or agree to it in a file for --accept.',
          ),
        ]
      : [];
  // What becomes of requests is told as traffic, but only for listeners of Application Load Balancers.
  const told = new Set(change.resource === 'listener' ? ['default_action'] : []);
  return [...replaced, ...attributeFindings(change, told)];
}

/** A load balancer takes all its listeners with it; a certificate the hosts that it is for. */
function goingFindings(change: ResourceChange, loss: string): GateFinding[] {
  const { address, kind } = change;
  if (kind !== 'delete' && kind !== 'replace') return [];
  const word = kind === 'delete' ? 'deleted' : 'replaced';
  return [finding(change, `${address} is ${word}: ${loss}.`, `${address}: ${word}`, AGREE)];
}

function targetFindings(change: ResourceChange, plan: Plan, before: Routes, after: Routes): GateFinding[] {
  const { address, kind, createsFirst, identity, isAttached } = change;
  const target = plan.targets.nameOf(identity);
  const unseen = isAttached && !isUsed(target, before);
  const used = unseen || isUsed(target, before) || isUsed(target, after);
  const by = unseen ? 'AWS says that a load balancer uses it' : 'rules forward to it';
  const inUse = (message: string, fix: string): GateFinding => ({
    code: 'target-in-use',
    severity: 'error',
    rules: [address],
    message,
    fix,
  });
  if (kind === 'delete') {
    return unseen || isUsed(target, after)
      ? [inUse(`${address} is deleted while ${by}.`, 'Point the rules elsewhere first.')]
      : [];
  }
  if (kind === 'replace') {
    return used && (!createsFirst || unseen || isUsed(target, after))
      ? [
          inUse(
            `${address} is replaced while ${by}; AWS refuses to delete it.`,
            'Add create_before_destroy with a name_prefix, and have targets in the new group before rules use it.',
          ),
        ]
      : [];
  }
  return used ? attributeFindings(change, HOW_IT_WORKS) : [];
}

/**
 * Listeners that change in more than their default action, load balancers and certificates that go, and target groups
 * that vanish or change while used.
 */
export function resourceFindings(plan: Plan, before: Routes, after: Routes): GateFinding[] {
  const judge = (change: ResourceChange): GateFinding[] => {
    switch (change.resource) {
      case 'listener':
      case 'other listener':
        return listenerFindings(change);
      case 'certificate':
        return goingFindings(change, 'the hosts that it is for lose their certificate');
      case 'load balancer':
        return goingFindings(change, 'its listeners and rules go with it');
      case 'target group':
        return targetFindings(change, plan, before, after);
    }
  };
  return plan.resources.flatMap(judge);
}
