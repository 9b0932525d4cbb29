/**
 * The shape of `routes.json`: listeners, targets and rules of an Application Load Balancer.
 *
 * The schema checks shape only. Limits of AWS (values per rule, legal characters, unique priorities) are the
 * linter's, so that a table that AWS would refuse can still be read, evaluated and explained.
 */
import * as z from 'zod';

const nameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, 'expected a name of letters, digits and . _ / -');

/** Name of a target group, a key of `targets`. */
export const targetNameSchema = nameSchema;

const valuesSchema = z.array(z.string());

/** One condition of a rule; the types are the `Field` names of the AWS API. */
export const conditionSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('host-header'),
    values: valuesSchema.describe('Host patterns, case-insensitive; * and ? are wildcards.'),
  }),
  z.strictObject({
    type: z.literal('path-pattern'),
    values: valuesSchema.describe(
      'Path patterns, case-sensitive, without the query; * also matches slashes.',
    ),
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
  }),
  z.strictObject({
    type: z.literal('query-string'),
    values: z
      .array(z.strictObject({ key: z.string().optional(), value: z.string() }))
      .describe('Patterns of one key and value; without a key, any key.'),
  }),
]);

/** What happens to a request that a rule takes. */
export const actionSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('forward'),
    targets: z
      .array(z.strictObject({ target: targetNameSchema, weight: z.int().min(0).max(999) }))
      .min(1)
      .describe('Target groups and their weights.'),
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
  action: actionSchema,
  why: z.string().min(1).describe('One sentence: why this rule exists.'),
});

/** Where requests arrive. */
export const listenerSchema = z.strictObject({
  protocol: z.enum(['http', 'https']),
  port: z.int().min(1).max(65535),
  shared: z
    .boolean()
    .describe('True when other hosts use this listener too: then every rule names its host.'),
  defaultAction: actionSchema.describe('What happens when no rule matches.'),
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
export type Action = z.infer<typeof actionSchema>;
export type Rule = z.infer<typeof ruleSchema>;
export type Listener = z.infer<typeof listenerSchema>;
export type Routes = z.infer<typeof routesSchema>;
