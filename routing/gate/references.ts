/**
 * What an attribute of a plan refers to while its value is not known: the plan's `configuration` says from which
 * resource it will come, through variables and outputs of modules.
 */
import * as z from 'zod';

const expressionSchema = z.unknown();

interface Configuration {
  resources: Array<{ type: string; name: string; expressions: Record<string, unknown> }>;
  outputs: Record<string, unknown>;
  calls: Record<string, { expressions: Record<string, unknown>; module: Configuration }>;
}

const moduleSchema: z.ZodType<Configuration> = z
  .object({
    resources: z
      .array(
        z.object({
          type: z.string(),
          name: z.string(),
          expressions: z.record(z.string(), expressionSchema).default({}),
        }),
      )
      .default([]),
    outputs: z.record(z.string(), z.object({ expression: expressionSchema })).default({}),
    get module_calls() {
      return z
        .record(
          z.string(),
          z.object({
            expressions: z.record(z.string(), expressionSchema).default({}),
            module: moduleSchema.optional(),
          }),
        )
        .default({});
    },
  })
  .transform(({ resources, outputs, module_calls }) => ({
    resources,
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, { expression }]) => [name, expression])),
    calls: Object.fromEntries(
      Object.entries(module_calls).map(([name, { expressions, module }]) => [
        name,
        { expressions, module: module ?? { resources: [], outputs: {}, calls: {} } },
      ]),
    ),
  }));

/** The `configuration` of a plan. */
export const configurationSchema = z.object({ root_module: moduleSchema });

export type PlanConfiguration = z.infer<typeof configurationSchema>;

/** A module on the way from the root: its configuration, how it was called, and where it stands. */
interface Scope {
  module: Configuration;
  /** Its address, such as "module.a.module.b"; empty for the root. */
  address: string;
  expressions: Record<string, unknown>;
  parent: Scope | null;
}

/** An attribute's place in nested blocks, such as `action.0.forward.0.target_group.1.arn`. */
function expressionAt(expressions: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Reflect.get(value, key);
  }, expressions);
}

function referencesOf(expression: unknown): string[] {
  const { data } = z.object({ references: z.array(z.string()) }).safeParse(expression);
  return data?.references ?? [];
}

function scopeAt(root: Configuration, moduleAddress: string): Scope | null {
  let scope: Scope | null = { module: root, address: '', expressions: {}, parent: null };
  for (const [, name = ''] of moduleAddress.matchAll(/module\.([^.[]+)(?:\[[^\]]*\])?/g)) {
    const call: Configuration['calls'][string] | undefined = scope?.module.calls[name];
    if (!scope || !call) return null;
    const address = [scope.address, `module.${name}`].filter(Boolean).join('.');
    scope = { module: call.module, address, expressions: call.expressions, parent: scope };
  }
  return scope;
}

type IsWanted = (type: string) => boolean;

/** A resource that an attribute may come from. */
export interface Source {
  /** Without indices: "module.a.aws_lb_target_group.b". */
  address: string;
  /** The key of its instance as JSON, when the reference names one; null for any. */
  key: string | null;
}

/** `aws_lb_target_group.web["a"].arn` in its parts. */
const REFERENCE = /^([\w-]+)\.([\w-]+)(?:\[("(?:[^"\\]|\\.)*"|\d+)\])?(?:\.([\w-]+))?/;

/** Terraform also lists the resource without the key that was named: that says nothing more. */
function sharpest(sources: readonly Source[]): Source[] {
  const named = new Set(sources.filter(({ key }) => key !== null).map(({ address }) => address));
  const sharp = sources.filter(({ address, key }) => key !== null || !named.has(address));
  return [...new Map(sharp.map((source) => [JSON.stringify(source), source])).values()];
}

function followAll(
  scope: Scope | null,
  references: readonly string[],
  isWanted: IsWanted,
  depth: number,
): Source[] {
  return sharpest(references.flatMap((one) => follow(scope, one, isWanted, depth)));
}

function follow(scope: Scope | null, reference: string, isWanted: IsWanted, depth: number): Source[] {
  if (scope === null || depth > 20) return [];
  const [, head = '', name = '', key = null, third = ''] = REFERENCE.exec(reference) ?? [];
  if (isWanted(head)) return [{ address: [scope.address, head, name].filter(Boolean).join('.'), key }];
  if (head === 'var') {
    return followAll(scope.parent, referencesOf(scope.expressions[name]), isWanted, depth + 1);
  }
  if (head === 'module') {
    const call = scope.module.calls[name];
    if (!call || third === '') return [];
    const address = [scope.address, `module.${name}`].filter(Boolean).join('.');
    const inner: Scope = { module: call.module, address, expressions: call.expressions, parent: scope };
    return followAll(inner, referencesOf(call.module.outputs[third]), isWanted, depth + 1);
  }
  return [];
}

/** A resource whose attribute is not known. */
export interface Asker {
  /** Address of its module; empty for the root. */
  moduleAddress: string;
  type: string;
  name: string;
}

const OWN_KEYS = new Set(['each.key', 'count.index']);
const isChoice = (reference: string): boolean => /^(each|count|local|path|terraform)\./.test(reference);

/**
 * The resources that an attribute may come from, and whether the asker's own key chooses among their instances.
 *
 * @param path - of the attribute in its resource, such as `action.0.target_group_arn`.
 * @param isWanted - tells the types of resources that it can come from.
 */
export function sourcesOf(
  { root_module }: PlanConfiguration,
  { moduleAddress, type, name }: Asker,
  path: string,
  isWanted: IsWanted,
): { sources: Source[]; byOwnKey: boolean } {
  const scope = scopeAt(root_module, moduleAddress);
  const resource = scope?.module.resources.find((one) => one.type === type && one.name === name);
  const references = referencesOf(expressionAt(resource?.expressions, path));
  const choices = references.filter((one) => isChoice(one) || follow(scope, one, isWanted, 0).length === 0);
  return {
    sources: followAll(scope, references, isWanted, 0),
    byOwnKey: choices.length > 0 && choices.every((one) => OWN_KEYS.has(one)),
  };
}
