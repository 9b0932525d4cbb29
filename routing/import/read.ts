/** Reads tables of rules whatever tool wrote them: ours, Terraform's or the AWS command line's. */
import { RoutingError } from '../error.ts';
import { checkRoutes, checkShape, displayName, readJson } from '../load.ts';
import type { Routes } from '../schema.ts';
import {
  describeListenersSchema,
  describeRulesSchema,
  describeTagsSchema,
  describeTargetGroupsSchema,
  fromDescribedListeners,
  fromDescribedRules,
} from './describeRules.ts';
import { type Actions, type ForeignListener, type ForeignRule, type Table, toTables } from './foreign.ts';
import { type GivenNames, NO_NAMES, namesOf } from './names.ts';
import {
  isListener,
  isListenerRule,
  listenerAttributesSchema,
  resourcesOf,
  ruleAttributesSchema,
  terraformSchema,
  toForeignListener,
  toForeignRule,
} from './terraform.ts';
import { LISTENER_DECIDES, RULE_DECIDES, withUnknowns } from './unknown.ts';

const has = (value: unknown, key: string) => typeof value === 'object' && value !== null && key in value;

const AWS_HINT = 'Expected the output of: aws elbv2 describe-rules --listener-arn ARN';
const TERRAFORM_HINT = 'Expected the output of: terraform show -json [PLAN]';

function fromTerraform(value: unknown, name: string, given: GivenNames): Table[] {
  const output = checkShape(terraformSchema, value, name, TERRAFORM_HINT);
  const resources = resourcesOf((output.planned_values ?? output.values)?.root_module);
  const opens = new Map(
    output.resource_changes.map(({ address, change }) => [address, change.after_unknown] as const),
  );
  const rules = resources
    .filter(({ type }) => isListenerRule(type))
    .map(({ address, values }) => {
      const told = withUnknowns(address, values, opens.get(address), RULE_DECIDES);
      const attributes = checkShape(ruleAttributesSchema, told, `${name}: ${address}`, TERRAFORM_HINT);
      return toForeignRule(address, attributes);
    });
  const listeners = resources
    .filter(({ type }) => isListener(type))
    .flatMap(({ address, values }) => {
      const told = withUnknowns(address, values, opens.get(address), LISTENER_DECIDES);
      const attributes = checkShape(listenerAttributesSchema, told, `${name}: ${address}`, TERRAFORM_HINT);
      return toForeignListener(address, attributes) ?? [];
    });
  if (rules.length === 0 && listeners.length === 0) {
    const hint = 'Run terraform show -json in the root that manages the rules.';
    throw new RoutingError('not-understood', `${name}: has no aws_lb_listener_rule.`, hint);
  }
  return toTables(rules, listeners, namesOf(output, given));
}

/** What several answers of AWS say together. */
export interface Described {
  rules: ForeignRule[];
  listeners: ForeignListener[];
  /** Default actions by the ARN of the listener. */
  defaults: Map<string, Actions>;
  ruleNames: Map<string, string>;
  targetNames: Map<string, string>;
}

/** Whether a document is one of the answers of AWS that `describe` understands. */
const isAwsAnswer = (value: unknown): boolean =>
  ['Rules', 'Listeners', 'TagDescriptions', 'TargetGroups'].some((key) => has(value, key));

/** Parts of one document: rules and listeners may stand together in one. */
function part(value: unknown, key: string): unknown {
  return {
    [key]: Object(value)[key],
    ...(has(value, 'NextMarker') ? { NextMarker: Object(value).NextMarker } : {}),
  };
}

function addAnswer(described: Described, value: unknown, name: string): void {
  if (has(value, 'Rules')) {
    const answer = fromDescribedRules(checkShape(describeRulesSchema, part(value, 'Rules'), name, AWS_HINT));
    described.rules.push(...answer.rules);
    for (const [listener, actions] of answer.defaults) described.defaults.set(listener, actions);
  }
  if (has(value, 'Listeners')) {
    const answer = checkShape(describeListenersSchema, part(value, 'Listeners'), name, AWS_HINT);
    described.listeners.push(...fromDescribedListeners(answer));
  }
  if (has(value, 'TagDescriptions')) {
    const { TagDescriptions } = checkShape(describeTagsSchema, value, name, AWS_HINT);
    for (const { ResourceArn, Tags } of TagDescriptions) {
      const own = Tags.find(({ Key }) => Key === 'Name')?.Value;
      if (own !== undefined) described.ruleNames.set(ResourceArn, own);
    }
  }
  if (has(value, 'TargetGroups')) {
    const { TargetGroups } = checkShape(describeTargetGroupsSchema, value, name, AWS_HINT);
    for (const { TargetGroupArn, TargetGroupName } of TargetGroups) {
      described.targetNames.set(TargetGroupArn, TargetGroupName);
    }
  }
}

/** A file that is read already. */
export interface Document {
  name: string;
  value: unknown;
}

/** Each thing once, by its ARN: an answer may be given twice, but two that differ cannot both be true. */
function eachOnce<T>(found: readonly T[], arnOf: (one: T) => string): T[] {
  const known = new Map<string, T>();
  for (const one of found) {
    const twin = known.get(arnOf(one));
    if (twin !== undefined && JSON.stringify(twin) !== JSON.stringify(one)) {
      throw new RoutingError(
        'not-understood',
        `${arnOf(one)}: two files say different things of it.`,
        'Leave out the older answer of AWS.',
      );
    }
    known.set(arnOf(one), one);
  }
  return [...known.values()];
}

/**
 * Puts answers of AWS together.
 *
 * @throws RoutingError `wrong-shape` when one has an attribute that is not known; `not-understood` when one is no answer
 * of AWS, or when two contradict each other.
 */
export function describe(documents: readonly Document[]): Described {
  const described: Described = {
    rules: [],
    listeners: [],
    defaults: new Map(),
    ruleNames: new Map(),
    targetNames: new Map(),
  };
  for (const { value, name } of documents) {
    if (!isAwsAnswer(value)) {
      throw new RoutingError(
        'not-understood',
        `${name}: is no answer of AWS: expected "Rules", "Listeners", "TagDescriptions" or "TargetGroups".`,
        'Give the output of aws elbv2 describe-rules or describe-listeners.',
      );
    }
    addAnswer(described, value, name);
  }
  const listeners = eachOnce(described.listeners, ({ id }) => id).map((one) => ({
    ...one,
    defaults: one.defaults ?? described.defaults.get(one.id) ?? null,
  }));
  return { ...described, rules: eachOnce(described.rules, ({ source }) => source), listeners };
}

function fromAws(documents: readonly Document[], given: GivenNames): Table[] {
  const { rules, listeners, defaults, ruleNames, targetNames } = describe(documents);
  const names = namesOf(null, given);
  const targets = new Map([...targetNames, ...names.targets]);
  const tables = toTables(rules, listeners, { ...names, targets, rules: ruleNames, defaults });
  if (tables.length > 0) return tables;
  const name = documents.map((document) => document.name).join(', ');
  throw new RoutingError('not-understood', `${name}: has neither rules nor listeners.`, AWS_HINT);
}

/**
 * Reads the tables of one source, one for each load balancer.
 *
 * @param files - one of ours or Terraform's, or several answers of AWS that belong together.
 * @param given - names of ARNs that the files do not tell.
 * @throws RoutingError when a file cannot be read, or is none of the known formats.
 */
export async function readTables(
  files: ReadonlyArray<string | URL>,
  given: GivenNames = NO_NAMES,
): Promise<Table[]> {
  const documents = await Promise.all(
    files.map(async (file) => ({ name: displayName(file), value: await readJson(file) })),
  );
  if (documents.every(({ value }) => isAwsAnswer(value))) return fromAws(documents, given);
  const [only, ...others] = documents;
  if (only === undefined || others.length > 0) {
    throw new RoutingError(
      'not-understood',
      `${documents.map(({ name }) => name).join(', ')}: only answers of aws elbv2 can be given together.`,
      'Give one file of another kind, or describe-listeners and describe-rules together.',
    );
  }
  const { name, value } = only;
  if (has(value, 'format_version')) return fromTerraform(value, name, given);
  if (has(value, 'rules')) {
    return [{ balancer: '', routes: checkRoutes(value, name), identities: new Map(), notes: [] }];
  }
  throw new RoutingError(
    'not-understood',
    `${name}: is no table of rules: expected "rules" (routes.json), "format_version" (terraform show -json), "Rules" or "Listeners" (aws elbv2 describe-…).`,
    'Give one of these files.',
  );
}

/**
 * Reads the only table of a file.
 *
 * @throws RoutingError as `readTables`, and `not-understood` when there are several load balancers.
 */
export async function readRoutes(file: string | URL, given: GivenNames = NO_NAMES): Promise<Routes> {
  return onlyTable(await readTables([file], given), null).routes;
}

/**
 * The table of the load balancer of this name, or the only one.
 *
 * @throws RoutingError `not-understood` when there are several, or none of this name.
 */
export function onlyTable(tables: readonly Table[], balancer: string | null): Table {
  const fitting = balancer === null ? tables : tables.filter((table) => table.balancer === balancer);
  const [table, ...others] = fitting;
  if (table && others.length === 0) return table;
  const names = tables.map((one) => one.balancer || 'one without a name').join(', ');
  const message =
    balancer === null
      ? `There are ${tables.length} load balancers: ${names}.`
      : `No load balancer is called ${balancer}. Found: ${names}.`;
  throw new RoutingError('not-understood', message, 'Say which one: --balancer NAME.');
}
