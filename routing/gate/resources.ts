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
    code: resource === 'listener' ? 'listener-changed' : 'target-group-changed',
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
  // What becomes of requests is told as traffic.
  return [...replaced, ...attributeFindings(change, new Set(['default_action']))];
}

function targetFindings(change: ResourceChange, plan: Plan, before: Routes, after: Routes): GateFinding[] {
  const { address, kind, createsFirst, identity } = change;
  const target = plan.targets.nameOf(identity);
  const used = isUsed(target, before) || isUsed(target, after);
  const inUse = (message: string, fix: string): GateFinding => ({
    code: 'target-in-use',
    severity: 'error',
    rules: [address],
    message,
    fix,
  });
  if (kind === 'delete') {
    return isUsed(target, after)
      ? [inUse(`${address} is deleted while rules still forward to it.`, 'Point the rules elsewhere first.')]
      : [];
  }
  if (kind === 'replace') {
    return used && !createsFirst
      ? [
          inUse(
            `${address} is replaced while rules forward to it; AWS refuses to delete it.`,
            'Add create_before_destroy with a name_prefix, and have targets in the new group before rules use it.',
          ),
        ]
      : [];
  }
  return used ? attributeFindings(change, HOW_IT_WORKS) : [];
}

/** Listeners that change in more than their default action, and target groups that vanish or change while used. */
export function resourceFindings(plan: Plan, before: Routes, after: Routes): GateFinding[] {
  return plan.resources.flatMap((change) =>
    change.resource === 'listener' ? listenerFindings(change) : targetFindings(change, plan, before, after),
  );
}
