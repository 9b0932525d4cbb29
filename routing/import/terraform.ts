/** Reads listener rules from `terraform show -json`, be it a plan or a state. */
import { z } from 'zod';
import { RoutingError } from '../error.ts';
import type { Action, Condition } from '../schema.ts';
import { type ForeignRule, toName } from './foreign.ts';

const values = z.array(z.object({ values: z.array(z.string()) })).default([]);

const conditionSchema = z.object({
  host_header: values,
  path_pattern: values,
  http_request_method: values,
  source_ip: values,
  http_header: z.array(z.object({ http_header_name: z.string(), values: z.array(z.string()) })).default([]),
  query_string: z.array(z.object({ key: z.string().nullish(), value: z.string() })).default([]),
});

const known = <T extends z.ZodType>(schema: T) => schema.nullish();

const actionSchema = z.object({
  type: z.string(),
  order: z.number().nullish(),
  target_group_arn: known(z.string()),
  forward: z
    .array(
      z.object({ target_group: z.array(z.object({ arn: known(z.string()), weight: z.number().nullish() })) }),
    )
    .default([]),
  redirect: z
    .array(
      z.object({
        status_code: z.enum(['HTTP_301', 'HTTP_302']),
        protocol: z.string().nullish(),
        host: z.string().nullish(),
        port: z.string().nullish(),
        path: z.string().nullish(),
        query: z.string().nullish(),
      }),
    )
    .default([]),
  fixed_response: z
    .array(
      z.object({
        status_code: z.coerce.number().default(200),
        content_type: z.enum([
          'text/plain',
          'text/css',
          'text/html',
          'application/javascript',
          'application/json',
        ]),
        message_body: z.string().nullish(),
      }),
    )
    .default([]),
});

/** The attributes of an `aws_lb_listener_rule` that routing needs; what is known only after apply is missing. */
export const ruleAttributesSchema = z.object({
  arn: known(z.string()),
  listener_arn: known(z.string()),
  priority: known(z.number()),
  condition: z.array(conditionSchema).default([]),
  action: z.array(actionSchema).default([]),
});

export type RuleAttributes = z.infer<typeof ruleAttributesSchema>;

/** Both names that the provider has for one resource. */
export const isListenerRule = (type: string) =>
  type === 'aws_lb_listener_rule' || type === 'aws_alb_listener_rule';

function unknown(address: string, attribute: string): RoutingError {
  return new RoutingError(
    'not-understood',
    `${address}: ${attribute}: expected a value, but it is known only after apply.`,
    'Give ARNs and priorities as inputs, or apply what they come from first.',
  );
}

function toConditions(block: z.infer<typeof conditionSchema>): Condition[] {
  const found: Condition[] = [];
  for (const { values } of block.host_header) found.push({ type: 'host-header', values });
  for (const { values } of block.path_pattern) found.push({ type: 'path-pattern', values });
  for (const { values } of block.http_request_method) found.push({ type: 'http-request-method', values });
  for (const { values } of block.source_ip) found.push({ type: 'source-ip', values });
  for (const { http_header_name: name, values } of block.http_header)
    found.push({ type: 'http-header', name, values });
  const pairs = block.query_string.map(({ key, value }) => (key ? { key, value } : { value }));
  return pairs.length > 0 ? [...found, { type: 'query-string', values: pairs }] : found;
}

type Redirect = z.infer<typeof actionSchema>['redirect'][number];

function toRedirect(redirect: Redirect): Action {
  return {
    type: 'redirect',
    status: redirect.status_code === 'HTTP_301' ? 301 : 302,
    protocol: redirect.protocol ?? '#{protocol}',
    host: redirect.host ?? '#{host}',
    port: redirect.port ?? '#{port}',
    path: redirect.path ?? '/#{path}',
    query: redirect.query ?? '#{query}',
  };
}

/** The action that ends the rule; those before it only authenticate. */
function toAction(actions: RuleAttributes['action'], address: string): Action {
  const last = actions.toSorted((one, other) => (one.order ?? 0) - (other.order ?? 0)).at(-1);
  const [redirect] = last?.redirect ?? [];
  const [fixed] = last?.fixed_response ?? [];
  if (redirect) return toRedirect(redirect);
  if (fixed) {
    const { status_code: status, content_type: contentType, message_body: body } = fixed;
    return { type: 'fixed-response', status, contentType, body: body ?? '' };
  }
  const groups = last?.forward.flatMap(({ target_group }) => target_group) ?? [];
  const arns = groups.length > 0 ? groups : [{ arn: last?.target_group_arn, weight: 1 }];
  const targets = arns.map(({ arn, weight }) => {
    if (!arn) throw unknown(address, 'action.target_group_arn');
    return { target: arn, weight: arns.length === 1 ? 1 : (weight ?? 1) };
  });
  return { type: 'forward', targets };
}

/**
 * The rule that a resource stands for.
 *
 * @param address - of the resource, such as `module.routing.aws_lb_listener_rule.this["mlflow"]`.
 * @throws RoutingError `not-understood` when what routing needs is known only after apply.
 */
export function toForeignRule(address: string, attributes: RuleAttributes): ForeignRule {
  const { listener_arn: listener, priority } = attributes;
  if (!listener) throw unknown(address, 'listener_arn');
  if (typeof priority !== 'number') throw unknown(address, 'priority');
  const [, key, label] = /\["(.*)"\]$|\.([^.[]+)(?:\[\d+\])?$/.exec(address) ?? [];
  return {
    source: address,
    name: toName(key ?? label ?? address),
    listener,
    priority,
    conditions: attributes.condition.flatMap(toConditions),
    action: toAction(attributes.action, address),
  };
}

const resourceSchema = z.object({
  address: z.string(),
  type: z.string(),
  values: z.record(z.string(), z.unknown()).default({}),
});

type Module = {
  resources?: Array<z.infer<typeof resourceSchema>> | undefined;
  child_modules?: Module[] | undefined;
};

const moduleSchema: z.ZodType<Module> = z.object({
  resources: z.array(resourceSchema).optional(),
  get child_modules() {
    return z.array(moduleSchema).optional();
  },
});

const valuesSchema = z.object({ root_module: moduleSchema });

/** As much of a plan or a state as routing needs. */
export const terraformSchema = z.object({
  format_version: z.string(),
  variables: z.record(z.string(), z.object({ value: z.unknown() })).optional(),
  values: valuesSchema.optional(),
  planned_values: valuesSchema.optional(),
  prior_state: z.object({ values: valuesSchema.optional() }).optional(),
});

export type TerraformOutput = z.infer<typeof terraformSchema>;

/** Every resource of a module and the modules in it. */
export function resourcesOf(module: Module | undefined): Array<z.infer<typeof resourceSchema>> {
  if (!module) return [];
  return [...(module.resources ?? []), ...(module.child_modules ?? []).flatMap(resourcesOf)];
}
