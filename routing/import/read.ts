/** Reads a table of rules whatever tool wrote it: ours, Terraform's or the AWS command line's. */

import { RoutingError } from '../error.ts';
import { checkRoutes, checkShape, displayName, readJson } from '../load.ts';
import type { Routes } from '../schema.ts';
import { describeRulesSchema, fromDescribedRules } from './describeRules.ts';
import { type ForeignRule, toRoutes } from './foreign.ts';
import { type GivenNames, namesOf } from './names.ts';
import {
  isListenerRule,
  resourcesOf,
  ruleAttributesSchema,
  terraformSchema,
  toForeignRule,
} from './terraform.ts';

const NO_NAMES: GivenNames = { listeners: new Map(), targets: new Map() };
const has = (value: unknown, key: string) => typeof value === 'object' && value !== null && key in value;

const RULES_HINT = 'Expected the output of: aws elbv2 describe-rules --listener-arn ARN';
const TERRAFORM_HINT = 'Expected the output of: terraform show -json [PLAN]';

function fromTerraform(value: unknown, name: string, given: GivenNames): Routes {
  const output = checkShape(terraformSchema, value, name, TERRAFORM_HINT);
  const resources = resourcesOf((output.planned_values ?? output.values)?.root_module);
  const rules = resources
    .filter(({ type }) => isListenerRule(type))
    .map(({ address, values }) => {
      const attributes = checkShape(ruleAttributesSchema, values, `${name}: ${address}`, TERRAFORM_HINT);
      return toForeignRule(address, attributes);
    });
  if (rules.length === 0) {
    const hint = 'Run terraform show -json in the root that manages the rules.';
    throw new RoutingError('not-understood', `${name}: has no aws_lb_listener_rule.`, hint);
  }
  return toRoutes(rules, namesOf(output, given));
}

function fromAws(value: unknown, name: string, given: GivenNames): Routes {
  const { rules, defaults } = fromDescribedRules(checkShape(describeRulesSchema, value, name, RULES_HINT));
  return toRoutes(rules, { ...namesOf(null, given), defaults });
}

/**
 * Reads a table.
 *
 * @param given - names of ARNs that the file does not tell.
 * @throws RoutingError when the file cannot be read, or is none of the known formats.
 */
export async function readRoutes(file: string | URL, given: GivenNames = NO_NAMES): Promise<Routes> {
  const value = await readJson(file);
  const name = displayName(file);
  if (has(value, 'Rules')) return fromAws(value, name, given);
  if (has(value, 'format_version')) return fromTerraform(value, name, given);
  if (has(value, 'rules')) return checkRoutes(value, name);
  throw new RoutingError(
    'not-understood',
    `${name}: is no table of rules: expected "rules" (routes.json), "format_version" (terraform show -json) or "Rules" (aws elbv2 describe-rules).`,
    'Give one of these files.',
  );
}

/**
 * Reads the rules of one listener as AWS lists them, still with ARNs.
 *
 * @throws RoutingError when the file is not the output of `aws elbv2 describe-rules`.
 */
export async function readForeignRules(file: string): Promise<ForeignRule[]> {
  const value = await readJson(file);
  return fromDescribedRules(checkShape(describeRulesSchema, value, displayName(file), RULES_HINT)).rules;
}
