/** The gate between a Terraform plan and its apply: says no while a rule could clash, vanish or lose traffic. */
import { meets, requestOf } from './checkExpectations.ts';
import { describeDecision, describeExpected, describeOutcome, describeRequest } from './describe.ts';
import type { Expectation } from './expectations.ts';
import type { Change, Plan } from './gate/plan.ts';
import { beforeOf, freeNumber, heldPriorities } from './gate/priorities.ts';
import { type Apply, safeSequence } from './gate/sequence.ts';
import { type Progress, type Simulation, simulate } from './gate/simulate.ts';
import { sameContent } from './import/foreign.ts';
import type { RoutingRequest } from './request.ts';

export type GateCode =
  | 'priority-held'
  | 'unlisted-delete'
  | 'unlisted-replace'
  | 'traffic-astray'
  | 'failing-expectation'
  | 'undecided';

export type GateFinding = {
  code: GateCode;
  severity: 'error';
  /** Addresses of the resources concerned. */
  rules: readonly string[];
  message: string;
  fix: string;
  witness?: RoutingRequest;
};

export type GateReport = {
  findings: GateFinding[];
  /** How many rules change, and how many moments were gone through for how many expectations. */
  changes: number;
  expectations: number;
  moments: number;
  /** Safe applies in place of the refused one; null when none is needed or none was found. */
  sequence: Apply[] | null;
};

function priorities({ changes }: Plan): GateFinding[] {
  return heldPriorities(changes).map(({ change, rule, holder }) => {
    const itself = holder === change;
    return {
      code: 'priority-held',
      severity: 'error',
      rules: itself ? [change.address] : [change.address, holder.address],
      message: `${change.address} wants priority ${rule.priority}, which ${itself ? 'its own predecessor' : holder.address} holds when the apply starts.`,
      fix: itself
        ? 'Remove create_before_destroy: AWS takes a number once only.'
        : `Move it to a free number, such as ${freeNumber(changes, rule)}, or apply in the sequence below.`,
    };
  });
}

/** A rule that comes under another address with the same content was renamed. */
function renamedTo(change: Change, changes: readonly Change[]): Change | undefined {
  const [gone] = beforeOf(change);
  return changes.find(
    ({ kind, states }) => kind === 'create' && states.flat().some((rule) => gone && sameContent(rule, gone)),
  );
}

function deletions({ changes }: Plan, allowed: ReadonlySet<string>): GateFinding[] {
  return changes.flatMap((change): GateFinding[] => {
    const { address, kind } = change;
    if ((kind !== 'delete' && kind !== 'replace') || allowed.has(address)) return [];
    const renamed = kind === 'delete' ? renamedTo(change, changes) : undefined;
    const list = `If this is meant, say so: --allow-delete '${address}'.`;
    const fix = renamed ? `Add a block:\nmoved {\n  from = ${address}\n  to   = ${renamed.address}\n}` : list;
    const message =
      kind === 'delete'
        ? `${address} is deleted${renamed ? `, and ${renamed.address} with the same content created` : ''}.`
        : `${address} is replaced: for a moment it does not exist.`;
    return [{ code: `unlisted-${kind}`, severity: 'error', rules: [address], message, fix }];
  });
}

/** How far an apply is, in words. */
function describeProgress({ landed, halfway, pending }: Progress): string {
  const parts = [
    ...landed.map((address) => `${address} has landed`),
    ...halfway.map((address) => `${address} is between two calls`),
    ...pending.map((address) => `${address} has not begun`),
  ];
  return parts.join(', ');
}

function astray(request: RoutingRequest, { before, after, stray }: Simulation): GateFinding[] {
  if (stray === null) return [];
  const same = JSON.stringify(before) === JSON.stringify(after);
  const should = same
    ? describeOutcome(before)
    : `${describeOutcome(before)}, later ${describeOutcome(after)}`;
  const meets = describeDecision({ rule: stray.rule, action: stray.outcome });
  return [
    {
      code: 'traffic-astray',
      severity: 'error',
      rules: Object.values(stray.progress).flat(),
      message: `${describeRequest(request)} should meet ${should}, but meets ${meets} while ${describeProgress(stray.progress)}.`,
      fix: 'Split the plan: first what takes over, then what goes. If a sequence follows, it is such a split.',
      witness: request,
    },
  ];
}

/** Rules outside the plan are not ours: what they take, no rule of ours takes. */
function failing(
  expectation: Expectation,
  request: RoutingRequest,
  { after, afterRule }: Simulation,
  managed: ReadonlySet<string>,
): GateFinding[] {
  const rule = afterRule !== null && managed.has(afterRule) ? afterRule : null;
  const { expect, why } = expectation;
  if (meets(expect, { rule, action: after })) return [];
  return [
    {
      code: 'failing-expectation',
      severity: 'error',
      rules: [],
      message: `${describeRequest(request)}: expected ${describeExpected(expect)}, would get ${describeOutcome(after)}: ${why}`,
      fix: 'Mend the rules; change the expectation only when its reason no longer holds.',
      witness: request,
    },
  ];
}

/**
 * Judges a plan.
 *
 * @param expectations - requests that must meet their before- or after-outcome at every moment, and their expected
 * outcome in the end.
 * @param allowedDeletes - addresses that may be deleted or replaced.
 * @throws RoutingError when an expectation cannot be read.
 */
export function gate(
  plan: Plan,
  expectations: readonly Expectation[],
  allowedDeletes: ReadonlySet<string> = new Set(),
): GateReport {
  const findings = [...priorities(plan), ...deletions(plan, allowedDeletes)];
  const guarded = [];
  const managed = new Set(plan.changes.filter(({ isManaged }) => isManaged).map(({ address }) => address));
  let moments = 0;
  for (const expectation of expectations) {
    const request = requestOf(expectation);
    const simulation = simulate(plan, request);
    if (simulation === null) {
      const message = `${describeRequest(request)}: the calls can land in too many orders to go through.`;
      findings.push({
        code: 'undecided',
        severity: 'error',
        rules: [],
        message,
        fix: 'Split the plan.',
        witness: request,
      });
      continue;
    }
    moments += simulation.states;
    guarded.push({ request, allowed: [simulation.before, simulation.after] });
    findings.push(...astray(request, simulation));
    findings.push(...failing(expectation, request, simulation, managed));
  }
  const splits = findings.some(({ code }) => code === 'priority-held' || code === 'traffic-astray');
  const sequence = splits ? safeSequence(plan, guarded) : null;
  return {
    findings,
    changes: plan.changes.filter(({ kind }) => kind !== 'none').length,
    expectations: expectations.length,
    moments,
    sequence: sequence?.length ? sequence : null,
  };
}
