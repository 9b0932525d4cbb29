/**
 * The shape of `routes.json`: listeners, targets and rules of an Application Load Balancer.
 *
 * The schema checks shape only. Limits of AWS (values per rule, legal characters, unique priorities) are the
 * linter's, so that a table that AWS would refuse can still be read, compiled and explained.
 */
import * as z from 'zod';

const nameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, 'expected a name of letters, digits and . _ / -');

/** Name of a target group, a key of `targets`. */
export const targetNameSchema = nameSchema;

const valuesSchema = z.array(z.string());

/** AWS takes either values or regular expressions. What an expression takes is not decided here. */
const regexesSchema = z
  .array(z.string())
  .min(1)
  .optional()
  .describe('Regular expressions in place of values; carried through, never decided.');

/** One condition of a rule; the types are the `Field` names of the AWS API. */
export const conditionSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('host-header'),
    values: valuesSchema.describe('Host patterns, case-insensitive; * and ? are wildcards.'),
    regexes: regexesSchema,
  }),
  z.strictObject({
    type: z.literal('path-pattern'),
    values: valuesSchema.describe(
      'Path patterns, case-sensitive, without the query; * also matches slashes.',
    ),
    regexes: regexesSchema,
  }),
  z.strictObject({
    type: z.literal('http-request-method'),
    values: valuesSchema.describe('Methods, compared exactly.'),
  }),
  z.strictObject({
    type: z.literal('source-ip'),
    values: valuesSchema.describe('CIDR blocks that the TCP peer must lie in.'),
  }),
  z.strictObject({
    type: z.literal('http-header'),
    name: z.string().min(1).describe('Header name, case-insensitive.'),
    values: valuesSchema.describe('Value patterns, case-insensitive.'),
    regexes: regexesSchema,
  }),
  z.strictObject({
    type: z.literal('query-string'),
    values: z
      .array(z.strictObject({ key: z.string().optional(), value: z.string() }))
      .describe('Patterns of one key and value; without a key, any key.'),
  }),
]);

/** Who may pass: actions that come before the one that routes. On HTTPS listeners only. */
export const authenticationSchema = z.strictObject({
  type: z.enum(['authenticate-oidc', 'authenticate-cognito', 'jwt-validation']),
  settings: z
    .record(z.string(), z.string())
    .describe('Settings by the names of the AWS API, such as Issuer; secrets are left out.'),
});

/** What a rule rewrites after it has taken a request and before the target sees it. */
export const transformSchema = z.strictObject({
  type: z.enum(['host-header-rewrite', 'url-rewrite']),
  rewrites: z.array(z.strictObject({ regex: z.string(), replace: z.string() })).min(1),
});

const authenticateSchema = z
  .array(authenticationSchema)
  .min(1)
  .optional()
  .describe('Asked in this order before the action.');

/** What happens to a request that a rule takes: the last action of its list, which routes. */
export const actionSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('forward'),
    targets: z
      .array(z.strictObject({ target: targetNameSchema, weight: z.int().min(0).max(999) }))
      .min(1)
      .describe('Target groups and their weights.'),
    stickySeconds: z
      .int()
      .min(1)
      .max(604_800)
      .optional()
      .describe('How long a client stays with the target group that it got; not at all when left out.'),
  }),
  z.strictObject({
    type: z.literal('redirect'),
    status: z.union([z.literal(301), z.literal(302)]),
    protocol: z.string().describe('HTTP, HTTPS or #{protocol}.'),
    host: z.string().describe('A host, or with #{host}.'),
    port: z.string().describe('A port, or #{port}.'),
    path: z.string().describe('Starts with a slash; #{path} stands for the path without its first slash.'),
    query: z.string().describe('Without the question mark, or with #{query}.'),
  }),
  z.strictObject({
    type: z.literal('fixed-response'),
    // AWS takes 2XX, 4XX and 5XX; a 3XX would be a redirect without a place to go.
    status: z.union([z.int().min(200).max(299), z.int().min(400).max(599)]),
    contentType: z.enum([
      'text/plain',
      'text/css',
      'text/html',
      'application/javascript',
      'application/json',
    ]),
    body: z.string(),
  }),
]);

/** One rule. Its name is its identity in Terraform and never changes. */
export const ruleSchema = z.strictObject({
  name: nameSchema,
  priority: z.int().describe('1 to 50000; the lowest number is asked first.'),
  listeners: z.array(nameSchema).min(1).describe('The listeners that carry this rule.'),
  conditions: z.array(conditionSchema).describe('All of them must hold.'),
  authenticate: authenticateSchema,
  action: actionSchema,
  transforms: z.array(transformSchema).min(1).optional(),
  why: z.string().min(1).describe('One sentence: why this rule exists.'),
});

/** Where requests arrive. */
export const listenerSchema = z.strictObject({
  protocol: z.enum(['http', 'https']),
  port: z.int().min(1).max(65535),
  shared: z
    .boolean()
    .describe('True when other hosts use this listener too: then every rule names its host.'),
  defaultAction: actionSchema
    .nullable()
    .describe('What happens when no rule matches; null when that is not known.'),
  defaultAuthenticate: authenticateSchema,
});

/** A range of priorities kept for one purpose. */
export const bandSchema = z.strictObject({
  name: nameSchema,
  from: z.int(),
  to: z.int(),
  why: z.string().min(1),
});

/** The whole table. */
export const routesSchema = z.strictObject({
  $schema: z.string().optional(),
  hosts: z.array(z.string()).describe('The hosts that these rules may serve; empty when not known.'),
  listeners: z.record(nameSchema, listenerSchema),
  targets: z.record(targetNameSchema, z.strictObject({ description: z.string() })),
  bands: z.array(bandSchema),
  rules: z.array(ruleSchema),
});

export type TargetName = z.infer<typeof targetNameSchema>;
export type Condition = z.infer<typeof conditionSchema>;
export type Authentication = z.infer<typeof authenticationSchema>;
export type Transform = z.infer<typeof transformSchema>;
export type Action = z.infer<typeof actionSchema>;
export type Rule = z.infer<typeof ruleSchema>;
export type Listener = z.infer<typeof listenerSchema>;
export type Routes = z.infer<typeof routesSchema>;
