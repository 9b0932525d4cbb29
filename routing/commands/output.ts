/**
 * What the tool prints with `--json`: documented by `routing/output.schema.json`, which `npm run routes:schemas` writes
 * from here. New fields may come at any time, so the schema allows fields that it does not name.
 */
import * as z from 'zod';
import { expectedSchema } from '../expectations.ts';
import {
  authenticationSchema,
  conditionSchema,
  routesSchema,
  ruleSchema,
  transformSchema,
} from '../schema.ts';

/** Raised when a field of an answer changes its meaning or goes. */
export const JSON_VERSION = 1;

const requestSchema = z
  .object({
    protocol: z.enum(['http', 'https']),
    port: z.int(),
    method: z.string(),
    host: z.string(),
    path: z.string().describe('Raw: nothing is decoded.'),
    query: z.string().describe('Raw, without the question mark.'),
    headers: z.array(z.tuple([z.string(), z.string()])),
    sourceIp: z.string(),
  })
  .meta({ id: 'Request', description: 'A request as it arrives.' });

const around = {
  authenticate: z.array(authenticationSchema).optional(),
  transforms: z.array(transformSchema).optional(),
};

const outcomeSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('forward'),
      targets: z.array(z.object({ target: z.string(), weight: z.int() })),
      stickySeconds: z.int().optional(),
      ...around,
    }),
    z.object({
      kind: z.literal('redirect'),
      status: z.union([z.literal(301), z.literal(302)]),
      location: z.string(),
      ...around,
    }),
    z.object({
      kind: z.literal('fixed-response'),
      status: z.int(),
      contentType: z.string(),
      body: z.string(),
      ...around,
    }),
    z.object({
      kind: z.literal('unknown').describe('A default action that the input does not tell.'),
      ...around,
    }),
  ])
  .meta({ id: 'Outcome', description: 'What the client meets.' });

const ruleNameSchema = z.string().nullable().describe("The rule; null is the listener's default action.");

const findingSchema = z
  .object({
    code: z.string().describe('Stays the same for the same kind of finding.'),
    severity: z.enum(['error', 'warning']),
    rules: z.array(z.string()).describe('The rules concerned, the one to mend first; for a plan, addresses.'),
    listeners: z.array(z.string()).optional(),
    message: z.string(),
    fix: z.string(),
    witness: requestSchema.optional().describe('A smallest request that shows it.'),
    effect: z.string().optional().describe('For --accept: what to agree to, word for word.'),
  })
  .meta({ id: 'Finding' });

const sideSchema = z.object({
  rule: ruleNameSchema,
  outcome: outcomeSchema,
  written: z.string().describe('The action as it is written, placeholders and all.'),
});

const changeSchema = z
  .object({
    listener: z.string(),
    requests: z.string().describe('The conditions that the requests of this class fit.'),
    before: sideSchema,
    after: sideSchema,
    witness: requestSchema.describe('A smallest request of the class.'),
    assumes: z.array(z.string()).describe('Regular expressions that the requests have to fit.'),
    unless: z
      .array(z.string())
      .describe('Rules with regular expressions that are asked before and may take the requests.'),
  })
  .meta({ id: 'Change', description: 'A class of requests that meets something else.' });

const matchSchema = z.object({
  request: requestSchema,
  listener: z.string(),
  rule: ruleNameSchema,
  action: outcomeSchema,
  undecided: z.array(z.string()).describe('Rules with regular expressions that may take the request first.'),
  ifDecoded: z
    .object({ path: z.string(), query: z.string(), rule: ruleNameSchema, action: outcomeSchema })
    .nullable()
    .describe('The other answer, when decoding %XX once would change it.'),
  trace: z.array(
    z.object({
      rule: z.string(),
      priority: z.int(),
      outcome: z.enum(['taken', 'passed-over', 'no-match', 'undecided']),
      conditions: z.array(
        z.object({
          type: z.enum(conditionSchema.options.map(({ shape }) => shape.type.value)),
          name: z.string().optional(),
          expected: z.array(z.string()),
          actual: z.array(z.string()),
          matched: z.boolean().nullable().describe('Null when it depends on a regular expression.'),
        }),
      ),
    }),
  ),
});

const lintSchema = z.object({
  tables: z
    .array(
      z.object({
        balancer: z.string().describe('Name of the load balancer; empty when the input does not tell.'),
        rules: z.int(),
        findings: z.array(findingSchema),
        reachable: z.array(z.object({ rule: z.string(), listener: z.string(), witness: requestSchema })),
        notes: z.array(z.string()).describe('What had to be assumed.'),
      }),
    )
    .describe('One for each load balancer.'),
  unused: z
    .array(z.object({ code: z.string(), rules: z.array(z.string()).optional(), reason: z.string() }))
    .describe('Entries of the ignore file that ignore nothing.'),
});

const testSchema = z.object({
  results: z.array(
    z.object({
      request: requestSchema,
      expected: expectedSchema,
      why: z.string(),
      rule: ruleNameSchema,
      action: outcomeSchema,
      passed: z.boolean(),
    }),
  ),
});

const diffSchema = z.object({
  changes: z.array(changeSchema),
  added: z.array(z.string()).describe('Listeners of the second table only.'),
  removed: z.array(z.string()).describe('Listeners of the first table only.'),
  undecided: z
    .array(z.object({ listener: z.string(), before: ruleNameSchema, after: ruleNameSchema }))
    .describe('Pairs of rules for which the search met its limit.'),
  assumptions: z.array(z.string()).describe('What had to be assumed.'),
});

const movedRuleSchema = ruleSchema
  .extend({ name: z.string().describe('The address of the resource.'), listeners: z.array(z.string()) })
  .nullable()
  .describe('Null is no rule.');

const gateSchema = z.object({
  passed: z.boolean(),
  findings: z.array(findingSchema),
  traffic: z.array(changeSchema),
  effects: z.array(z.object({ effect: z.string(), accepted: z.boolean() })),
  assumptions: z.array(z.string()).describe('What had to be assumed.'),
  changes: z.int().describe('Rules that change.'),
  requests: z.int().describe('Requests that were followed through the apply.'),
  moments: z.int().describe('States of the load balancer that they were tried in.'),
  sequence: z
    .array(z.array(z.object({ address: z.string(), from: movedRuleSchema, to: movedRuleSchema })))
    .nullable()
    .describe('Safe applies, one after another; null when none is needed or none was found.'),
});

const tableSchema = z.object({
  rows: z.array(
    z.object({
      listener: z.string(),
      priority: z.string().describe('A number, or "last" for the default action.'),
      rule: z.string(),
      conditions: z.array(z.string()),
      action: z.string(),
      why: z.string(),
    }),
  ),
});

function answerOf<const Name extends string, Shape extends z.ZodRawShape>(
  command: Name,
  answer: z.ZodObject<Shape>,
) {
  return z
    .object({ version: z.literal(JSON_VERSION), command: z.literal(command), ...answer.shape })
    .meta({ title: `routes ${command} --json` });
}

/** The answers by command. */
export const ANSWERS = {
  match: answerOf('match', matchSchema),
  lint: answerOf('lint', lintSchema),
  test: answerOf('test', testSchema),
  gate: answerOf('gate', gateSchema),
  diff: answerOf('diff', diffSchema),
  table: answerOf('table', tableSchema),
  import: routesSchema.meta({ title: 'routes import' }),
  consent: z
    .object({
      version: z.literal(1),
      accept: z.array(z.object({ effect: z.string(), why: z.string().describe('For you to fill in.') })),
    })
    .meta({ title: 'routes gate --consent' }),
  error: z
    .object({
      version: z.literal(JSON_VERSION),
      error: z.object({ code: z.string(), message: z.string(), hint: z.string() }),
    })
    .meta({ title: 'Bad input, on standard error' }),
} as const;

/** Everything that the tool prints with `--json`. */
export const outputSchema = z.union(Object.values(ANSWERS));
