/** Reads what a Terraform plan does to listener rules, as the steps in which the provider's calls can land. */
import { z } from 'zod';
import { RoutingError } from '../error.ts';
import { type ForeignRule, listenerOf, type Names, nameTargets, sameContent } from '../import/foreign.ts';
import { type GivenNames, namesOf } from '../import/names.ts';
import { isListenerRule, ruleAttributesSchema, terraformSchema, toForeignRule } from '../import/terraform.ts';
import { checkShape } from '../load.ts';
import type { Routes, Rule } from '../schema.ts';

/** What becomes of one rule. */
export type Change = {
  address: string;
  kind: 'none' | 'create' | 'update' | 'delete' | 'replace';
  /** False for a rule that lives on the listener without being in the plan. */
  isManaged: boolean;
  /**
   * The states that the rule passes through: the rules that exist in each. The provider makes one call per state:
   * SetRulePriorities before ModifyRule, DeleteRule before CreateRule unless told otherwise.
   */
  states: ReadonlyArray<readonly Rule[]>;
};

export type Plan = { listeners: Routes['listeners']; changes: readonly Change[] };

const ACTIONS = z.array(z.enum(['no-op', 'create', 'read', 'update', 'delete', 'forget']));

const planSchema = terraformSchema.extend({
  resource_changes: z
    .array(
      z.object({
        address: z.string(),
        type: z.string(),
        mode: z.string().default('managed'),
        change: z.object({ actions: ACTIONS, before: z.unknown(), after: z.unknown() }),
      }),
    )
    .default([]),
});

type ResourceChange = z.infer<typeof planSchema>['resource_changes'][number];

/** The states of an update: the priority moves first, then the rest changes. */
function updateStates(before: Rule, after: Rule): Rule[][] {
  const moved = before.priority !== after.priority;
  const modified = !sameContent(before, after);
  if (moved && modified) return [[before], [{ ...before, priority: after.priority }], [after]];
  return moved || modified ? [[before], [after]] : [[before]];
}

function toChange(address: string, actions: string, before: Rule | null, after: Rule | null): Change {
  const old = before ? [before] : [];
  const fresh = after ? [after] : [];
  switch (actions) {
    case 'create':
      return { address, isManaged: true, kind: 'create', states: [[], fresh] };
    case 'delete':
      return { address, isManaged: true, kind: 'delete', states: [old, []] };
    case 'delete,create':
      return { address, isManaged: true, kind: 'replace', states: [old, [], fresh] };
    case 'create,delete':
      return { address, isManaged: true, kind: 'replace', states: [old, [...old, ...fresh], fresh] };
    case 'update':
      return before && after
        ? { address, isManaged: true, kind: 'update', states: updateStates(before, after) }
        : { address, isManaged: true, kind: 'none', states: [old] };
    default:
      return { address, isManaged: true, kind: 'none', states: [old] };
  }
}

/** Rules of the plan carry their address as name: it is what Terraform people look for. */
function toRule({ source, listener, priority, conditions, action }: ForeignRule, names: Names): Rule {
  const listeners = [names.listeners.get(listener) ?? names.onlyListener ?? 'https'];
  return {
    name: source,
    priority,
    listeners,
    conditions,
    action: nameTargets(action, names),
    why: 'In the plan.',
  };
}

function readChange({ address, change }: ResourceChange, name: string, names: Names): Change {
  const read = (value: unknown, side: string): Rule | null => {
    if (value === null || value === undefined) return null;
    const where = `${name}: ${address}: ${side}`;
    const attributes = checkShape(ruleAttributesSchema, value, where, 'Expected terraform show -json PLAN.');
    return toRule(toForeignRule(address, attributes), names);
  };
  return toChange(address, change.actions.join(), read(change.before, 'before'), read(change.after, 'after'));
}

/**
 * Reads the plan.
 *
 * @param value - `terraform show -json PLAN`, parsed.
 * @param name - of the file, for messages.
 * @param existing - rules that live on the same listeners without being in the plan.
 * @param ours - our table, for the default actions of its listeners, which a plan of rules does not tell.
 * @throws RoutingError when it is no plan, has no listener rule, or says too little before apply.
 */
export function readPlan(
  value: unknown,
  name: string,
  given: GivenNames,
  ours: Routes,
  existing: readonly ForeignRule[] = [],
): Plan {
  const plan = checkShape(planSchema, value, name, 'Expected the output of: terraform show -json PLAN');
  const touched = plan.resource_changes.filter(
    ({ type, mode }) => isListenerRule(type) && mode === 'managed',
  );
  if (touched.length === 0) {
    throw new RoutingError(
      'not-understood',
      `${name}: resource_changes: expected at least one aws_lb_listener_rule.`,
      'Make the plan with terraform plan -out=PLAN in the root that manages the rules, then terraform show -json PLAN.',
    );
  }
  const names = namesOf(plan, given);
  const managed = new Set(touched.map(({ change }) => arnOf(change.before)));
  const foreign = existing.filter(({ source }) => !managed.has(source));
  const changes = [
    ...touched.map((change) => readChange(change, name, names)),
    ...foreign.map(
      (rule): Change => ({
        address: rule.source,
        isManaged: false,
        kind: 'none',
        states: [[toRule(rule, names)]],
      }),
    ),
  ];
  return { listeners: listenersOf(changes, ours), changes };
}

function arnOf(value: unknown): string | null {
  return ruleAttributesSchema.safeParse(value).data?.arn ?? null;
}

function listenersOf(changes: readonly Change[], ours: Routes): Routes['listeners'] {
  const used = new Set(changes.flatMap(({ states }) => states.flat().flatMap(({ listeners }) => listeners)));
  return { ...Object.fromEntries([...used].map((name) => [name, listenerOf(name)])), ...ours.listeners };
}
