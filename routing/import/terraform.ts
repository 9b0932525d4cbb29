/**
 * Reads listener rules and listeners from `terraform show -json`, be it a plan or a state. Written for the shapes of
 * provider aws 5.100; those of provider 6 (transforms, regular expressions, JWT validation) follow its documentation.
 * Every attribute of a rule is known or refused by name.
 */
import * as z from 'zod';
import { RoutingError } from '../error.ts';
import type { Action, Authentication, Condition } from '../schema.ts';
import { checkOrder, toFixedResponse, toForward, toRedirect } from './actions.ts';
import { type Actions, balancerOf, type ForeignListener, type ForeignRule, toName } from './foreign.ts';
import { toAuthentication } from './settings.ts';
import { unknownAttribute } from './unknown.ts';

const list = <T extends z.ZodType>(schema: T) =>
  z
    .array(schema)
    .nullish()
    .transform((value) => value ?? []);
const text = z.string().nullish();
const number = z.number().nullish();

const values = list(z.strictObject({ values: list(z.string()) }));
const patterns = list(z.strictObject({ values: list(z.string()), regex_values: list(z.string()) }));

const conditionSchema = z.strictObject({
  host_header: patterns,
  path_pattern: patterns,
  http_request_method: values,
  source_ip: values,
  http_header: list(
    z.strictObject({
      http_header_name: z.string(),
      values: list(z.string()),
      regex_values: list(z.string()),
    }),
  ),
  query_string: list(z.strictObject({ key: text, value: z.string() })),
});

const sessionSettings = {
  authentication_request_extra_params: z.record(z.string(), z.string()).nullish(),
  on_unauthenticated_request: text,
  scope: text,
  session_cookie_name: text,
  session_timeout: number,
};

const actionSchema = z.strictObject({
  type: z.string(),
  order: number,
  target_group_arn: text,
  forward: list(
    z.strictObject({
      target_group: list(z.strictObject({ arn: text, weight: number })),
      stickiness: list(z.strictObject({ enabled: z.boolean().nullish(), duration: number })),
    }),
  ),
  redirect: list(
    z.strictObject({
      status_code: z.enum(['HTTP_301', 'HTTP_302']),
      protocol: text,
      host: text,
      port: text,
      path: text,
      query: text,
    }),
  ),
  fixed_response: list(
    z.strictObject({
      status_code: z.coerce.number().default(200),
      content_type: text,
      message_body: text,
    }),
  ),
  authenticate_oidc: list(
    z.strictObject({
      issuer: text,
      authorization_endpoint: text,
      token_endpoint: text,
      user_info_endpoint: text,
      client_id: text,
      client_secret: text,
      ...sessionSettings,
    }),
  ),
  authenticate_cognito: list(
    z.strictObject({
      user_pool_arn: text,
      user_pool_client_id: text,
      user_pool_domain: text,
      ...sessionSettings,
    }),
  ),
  jwt_validation: list(
    z.strictObject({
      issuer: text,
      jwks_endpoint: text,
      additional_claim: list(
        z.strictObject({ format: z.string(), name: z.string(), values: list(z.string()) }),
      ),
    }),
  ),
});

const rewrite = list(
  z.strictObject({ rewrite: list(z.strictObject({ regex: z.string(), replace: z.string() })) }),
);

/** The attributes of an `aws_lb_listener_rule`; what is known only after apply is missing. */
export const ruleAttributesSchema = z.strictObject({
  arn: text,
  id: text,
  region: text,
  listener_arn: text,
  priority: number,
  condition: list(conditionSchema),
  action: list(actionSchema),
  transform: list(
    z.strictObject({
      type: z.enum(['host-header-rewrite', 'url-rewrite']),
      host_header_rewrite_config: rewrite,
      url_rewrite_config: rewrite,
    }),
  ),
  tags: z.record(z.string(), z.string().nullable()).nullish(),
  tags_all: z.record(z.string(), z.string().nullable()).nullish(),
  timeouts: z.unknown().optional(),
});

export type RuleAttributes = z.infer<typeof ruleAttributesSchema>;

/** The attributes of an `aws_lb_listener` that routing needs; the gate compares all of them. */
export const listenerAttributesSchema = z.looseObject({
  arn: text,
  load_balancer_arn: text,
  port: number,
  protocol: text,
  default_action: list(actionSchema),
});

export type ListenerAttributes = z.infer<typeof listenerAttributesSchema>;

/** Both names that the provider has for each resource. */
export const isListenerRule = (type: string): boolean => /^aws_a?lb_listener_rule$/.test(type);
export const isListener = (type: string): boolean => /^aws_a?lb_listener$/.test(type);
export const isLoadBalancer = (type: string): boolean => /^aws_a?lb$/.test(type);
export const isTargetGroup = (type: string): boolean => /^aws_a?lb_target_group$/.test(type);

/** Certificates beside the one that a listener names. */
export const isCertificate = (type: string): boolean => /^aws_a?lb_listener_certificate$/.test(type);

/** Whether a load balancer is one that has listener rules: the provider's default, but not its only kind. */
export function isApplicationBalancer(values: unknown): boolean {
  const { data } = z.object({ load_balancer_type: z.string().nullish() }).safeParse(values);
  return data !== undefined && (data.load_balancer_type ?? 'application') === 'application';
}

/**
 * Says what an ARN will be that is known only after apply.
 *
 * @param path - of the attribute, such as `action.0.target_group_arn`.
 * @returns another identity, or null when there is none.
 */
export type Resolve = (path: string) => string | null;

const NOTHING: Resolve = () => null;

function toConditions(block: z.infer<typeof conditionSchema>): Condition[] {
  const found: Condition[] = [];
  const withRegexes = (regexes: string[]) => (regexes.length > 0 ? { regexes } : {});
  for (const { values, regex_values } of block.host_header)
    found.push({ type: 'host-header', values, ...withRegexes(regex_values) });
  for (const { values, regex_values } of block.path_pattern)
    found.push({ type: 'path-pattern', values, ...withRegexes(regex_values) });
  for (const { values } of block.http_request_method) found.push({ type: 'http-request-method', values });
  for (const { values } of block.source_ip) found.push({ type: 'source-ip', values });
  for (const { http_header_name: name, values, regex_values } of block.http_header)
    found.push({ type: 'http-header', name, values, ...withRegexes(regex_values) });
  const pairs = block.query_string.map(({ key, value }) => (key ? { key, value } : { value }));
  return pairs.length > 0 ? [...found, { type: 'query-string', values: pairs }] : found;
}

type TerraformAction = z.infer<typeof actionSchema>;

/** `session_cookie_name` is SessionCookieName in the API; two names differ in more. */
function apiName(attribute: string): string {
  if (attribute === 'additional_claim') return 'AdditionalClaims';
  return attribute.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function toAuthentications(actions: readonly TerraformAction[]): Authentication[] {
  const read = (type: Authentication['type'], [block]: ReadonlyArray<Record<string, unknown>>) => {
    const named = Object.entries(block ?? {}).map(([name, value]) => [apiName(name), value] as const);
    const claims = named.map(([name, value]) => [
      name,
      name === 'AdditionalClaims' ? apiClaims(value) : value,
    ]);
    return toAuthentication(type, Object.fromEntries(claims));
  };
  return actions.flatMap((action) => {
    if (action.type === 'authenticate-oidc') return read(action.type, action.authenticate_oidc);
    if (action.type === 'authenticate-cognito') return read(action.type, action.authenticate_cognito);
    if (action.type === 'jwt-validation') return read(action.type, action.jwt_validation);
    return [];
  });
}

const claimsSchema = z.array(z.object({ format: z.string(), name: z.string(), values: z.array(z.string()) }));

function apiClaims(value: unknown): unknown {
  return claimsSchema
    .parse(value)
    .map(({ format, name, values }) => ({ Format: format, Name: name, Values: values }));
}

function toForwardAction(action: TerraformAction, index: number, address: string, resolve: Resolve): Action {
  const [forward] = action.forward;
  const groups = forward?.target_group ?? [];
  const at = `action.${index}`;
  const sticky = forward?.stickiness.find(({ enabled }) => enabled === true)?.duration;
  if (groups.length === 0) {
    const target = action.target_group_arn || resolve(`${at}.target_group_arn`);
    if (!target) throw unknownAttribute(address, 'action.target_group_arn');
    return toForward([{ target, weight: 1 }], sticky);
  }
  const targets = groups.map(({ arn, weight }, group) => {
    const target = arn || resolve(`${at}.forward.0.target_group.${group}.arn`);
    if (!target) throw unknownAttribute(address, 'action.forward.target_group.arn');
    return { target, weight: weight ?? 1 };
  });
  return toForward(targets, sticky);
}

function toRoutingAction(action: TerraformAction, index: number, address: string, resolve: Resolve): Action {
  const [redirect] = action.redirect;
  const [fixed] = action.fixed_response;
  if (redirect) return toRedirect({ ...redirect, code: redirect.status_code });
  if (fixed) return toFixedResponse(fixed.status_code, fixed.content_type, fixed.message_body);
  if (action.type !== 'forward') {
    throw new RoutingError(
      'not-understood',
      `${address}: action: "${action.type}" has no block that says how.`,
      'Expected a redirect or fixed_response block.',
    );
  }
  return toForwardAction(action, index, address, resolve);
}

/** The actions of a rule or a listener: all that authenticate, then the one that routes. */
function toActions(actions: TerraformAction[], address: string, resolve: Resolve = NOTHING): Actions {
  const ordered = actions
    .map((action, index) => ({ action, index }))
    .sort((one, other) => (one.action.order ?? one.index + 1) - (other.action.order ?? other.index + 1));
  const last = ordered.at(-1);
  if (last === undefined) throw unknownAttribute(address, 'action');
  checkOrder(
    ordered.map(({ action }) => action.type),
    address,
  );
  const authenticate = toAuthentications(ordered.map(({ action }) => action));
  return {
    action: toRoutingAction(last.action, last.index, address, resolve),
    ...(authenticate.length > 0 ? { authenticate } : {}),
  };
}

/**
 * The rule that a resource stands for.
 *
 * @param address - of the resource, such as `module.routing.aws_lb_listener_rule.this["mlflow"]`.
 * @throws RoutingError `not-understood` when what routing needs is known only after apply.
 */
export function toForeignRule(
  address: string,
  attributes: RuleAttributes,
  resolve: Resolve = NOTHING,
): ForeignRule {
  const listener = attributes.listener_arn || resolve('listener_arn');
  const { priority } = attributes;
  if (!listener) throw unknownAttribute(address, 'listener_arn');
  if (typeof priority !== 'number') throw unknownAttribute(address, 'priority');
  const [, key, label] = /\["(.*)"\]$|\.([^.[]+)(?:\[\d+\])?$/.exec(address) ?? [];
  const transforms = attributes.transform.map(({ type, host_header_rewrite_config, url_rewrite_config }) => ({
    type,
    rewrites: (type === 'url-rewrite' ? url_rewrite_config : host_header_rewrite_config).flatMap(
      ({ rewrite }) => rewrite,
    ),
  }));
  return {
    source: address,
    name: toName(key ?? label ?? address),
    listener,
    priority,
    conditions: attributes.condition.flatMap(toConditions),
    ...toActions(attributes.action, address, resolve),
    ...(transforms.length > 0 ? { transforms } : {}),
  };
}

/** HTTP is what AWS takes when nothing is told; listeners of Gateway Load Balancers have no port either. */
const protocolOf = ({ protocol, port }: Pick<ListenerAttributes, 'protocol' | 'port'>) =>
  protocol || (port ? 'HTTP' : null);

/** Whether a listener is one of an Application Load Balancer. */
export const isOfApplication = (attributes: Pick<ListenerAttributes, 'protocol' | 'port'>): boolean =>
  /^HTTPS?$/.test(protocolOf(attributes) ?? '');

/** The listener that a resource stands for, or null when it is none of an Application Load Balancer. */
export function toForeignListener(
  address: string,
  attributes: ListenerAttributes,
  resolve: Resolve = NOTHING,
): ForeignListener | null {
  const { arn, load_balancer_arn, port, default_action } = attributes;
  const protocol = protocolOf(attributes);
  if (!isOfApplication(attributes)) return null;
  const id = arn || address;
  return {
    id,
    protocol: protocol === 'HTTP' ? 'http' : 'https',
    port: port ?? (protocol === 'HTTP' ? 80 : 443),
    balancer:
      balancerOf(id) || (/loadbalancer\/(app\/[^/]+\/[^/]+)/.exec(load_balancer_arn ?? '')?.[1] ?? ''),
    defaults: default_action.length > 0 ? toActions(default_action, address, resolve) : null,
  };
}

const resourceSchema = z.object({
  address: z.string(),
  type: z.string(),
  values: z.record(z.string(), z.unknown()).default({}),
});

interface Module {
  resources?: Array<z.infer<typeof resourceSchema>> | undefined;
  child_modules?: Module[] | undefined;
}

const moduleSchema: z.ZodType<Module> = z.object({
  resources: z.array(resourceSchema).optional(),
  get child_modules() {
    return z.array(moduleSchema).optional();
  },
});

const valuesSchema = z.object({ root_module: moduleSchema });

/** What of a resource's new values is not known yet. */
const openSchema = z.object({
  address: z.string(),
  change: z.object({ after_unknown: z.unknown().optional() }),
});

/** As much of a plan or a state as routing needs. */
export const terraformSchema = z.object({
  format_version: z.string(),
  variables: z.record(z.string(), z.object({ value: z.unknown() })).optional(),
  values: valuesSchema.optional(),
  planned_values: valuesSchema.optional(),
  prior_state: z.object({ values: valuesSchema.optional() }).optional(),
  resource_changes: z.array(openSchema).default([]),
});

export type TerraformOutput = z.infer<typeof terraformSchema>;

/** Every resource of a module and the modules in it. */
export function resourcesOf(module: Module | undefined): Array<z.infer<typeof resourceSchema>> {
  if (!module) return [];
  return [...(module.resources ?? []), ...(module.child_modules ?? []).flatMap(resourcesOf)];
}
