/** Reads what `aws elbv2 describe-rules` prints. */
import { z } from 'zod';
import type { Action, Condition } from '../schema.ts';
import type { ForeignRule, Names } from './foreign.ts';

const nothing = (what: string) =>
  z.array(z.unknown()).max(0, `expected none: ${what} are not modelled`).optional();

const valuesSchema = z
  .object({ Values: z.array(z.string()).default([]), RegexValues: nothing('regular expressions') })
  .optional();
const querySchema = z.object({
  Values: z.array(z.object({ Key: z.string().optional(), Value: z.string() })),
});
const headerSchema = z.object({
  HttpHeaderName: z.string(),
  Values: z.array(z.string()).default([]),
  RegexValues: nothing('regular expressions'),
});

const conditionSchema = z.object({
  Field: z.enum([
    'host-header',
    'path-pattern',
    'http-request-method',
    'source-ip',
    'http-header',
    'query-string',
  ]),
  Values: z.array(z.string()).optional(),
  RegexValues: nothing('regular expressions'),
  HostHeaderConfig: valuesSchema,
  PathPatternConfig: valuesSchema,
  HttpRequestMethodConfig: valuesSchema,
  SourceIpConfig: valuesSchema,
  HttpHeaderConfig: headerSchema.optional(),
  QueryStringConfig: querySchema.optional(),
});

const actionSchema = z.object({
  Type: z.string(),
  Order: z.number().default(0),
  TargetGroupArn: z.string().optional(),
  ForwardConfig: z
    .object({
      TargetGroups: z.array(z.object({ TargetGroupArn: z.string(), Weight: z.number().default(1) })),
    })
    .optional(),
  RedirectConfig: z
    .object({
      Protocol: z.string().default('#{protocol}'),
      Host: z.string().default('#{host}'),
      Port: z.string().default('#{port}'),
      Path: z.string().default('/#{path}'),
      Query: z.string().default('#{query}'),
      StatusCode: z.enum(['HTTP_301', 'HTTP_302']),
    })
    .optional(),
  FixedResponseConfig: z
    .object({
      MessageBody: z.string().default(''),
      StatusCode: z.coerce.number(),
      ContentType: z
        .enum(['text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json'])
        .default('text/plain'),
    })
    .optional(),
});

/** The answer of `describe-rules`, as far as routing goes. */
export const describeRulesSchema = z.object({
  Rules: z.array(
    z.object({
      RuleArn: z.string().regex(/:listener-rule\//, 'expected the ARN of a listener rule'),
      Priority: z.string().regex(/^(default|\d+)$/, 'expected a number or "default"'),
      Conditions: z.array(conditionSchema),
      Actions: z.array(actionSchema).min(1, 'expected at least one action'),
      Transforms: nothing('transforms'),
    }),
  ),
});

type DescribedRule = z.infer<typeof describeRulesSchema>['Rules'][number];

/** Old rules carry their values beside the configuration, new ones in it. */
function toCondition(described: z.infer<typeof conditionSchema>): Condition {
  const plain = (config: { Values: string[] } | undefined) => config?.Values ?? described.Values ?? [];
  switch (described.Field) {
    case 'host-header':
      return { type: described.Field, values: plain(described.HostHeaderConfig) };
    case 'path-pattern':
      return { type: described.Field, values: plain(described.PathPatternConfig) };
    case 'http-request-method':
      return { type: described.Field, values: plain(described.HttpRequestMethodConfig) };
    case 'source-ip':
      return { type: described.Field, values: plain(described.SourceIpConfig) };
    case 'http-header': {
      const { HttpHeaderName: name = '-', Values: values = [] } = described.HttpHeaderConfig ?? {};
      return { type: described.Field, name, values };
    }
    case 'query-string': {
      const pairs = described.QueryStringConfig?.Values ?? [];
      const values = pairs.map(({ Key, Value }) =>
        Key === undefined ? { value: Value } : { key: Key, value: Value },
      );
      return { type: described.Field, values };
    }
  }
}

/** The action that ends the rule; those before it only authenticate. */
function toAction(actions: DescribedRule['Actions']): Action {
  const last = actions.toSorted((one, other) => one.Order - other.Order).at(-1);
  const redirect = last?.RedirectConfig;
  const fixed = last?.FixedResponseConfig;
  if (redirect) {
    const { Protocol: protocol, Host: host, Port: port, Path: path, Query: query, StatusCode } = redirect;
    return {
      type: 'redirect',
      status: StatusCode === 'HTTP_301' ? 301 : 302,
      protocol,
      host,
      port,
      path,
      query,
    };
  }
  if (fixed) {
    return {
      type: 'fixed-response',
      status: fixed.StatusCode,
      contentType: fixed.ContentType,
      body: fixed.MessageBody,
    };
  }
  const groups = last?.ForwardConfig?.TargetGroups ?? [
    { TargetGroupArn: last?.TargetGroupArn ?? '', Weight: 1 },
  ];
  const targets = groups.map(({ TargetGroupArn, Weight }) => ({ target: TargetGroupArn, weight: Weight }));
  return {
    type: 'forward',
    targets: targets.length === 1 ? targets.map((only) => ({ ...only, weight: 1 })) : targets,
  };
}

const listenerOf = (ruleArn: string) =>
  ruleArn.replace(':listener-rule/', ':listener/').replace(/\/[^/]+$/, '');

/** The rules and the default actions of a `describe-rules` answer. */
export function fromDescribedRules({ Rules }: z.infer<typeof describeRulesSchema>): {
  rules: ForeignRule[];
  defaults: NonNullable<Names['defaults']>;
} {
  const defaults = new Map<string, Action>();
  const rules: ForeignRule[] = [];
  for (const { RuleArn, Priority, Conditions, Actions } of Rules) {
    const listener = listenerOf(RuleArn);
    const action = toAction(Actions);
    if (Priority === 'default') {
      defaults.set(listener, action);
    } else {
      const conditions = Conditions.map(toCondition);
      rules.push({
        source: RuleArn,
        name: `rule-${Priority}`,
        listener,
        priority: Number(Priority),
        conditions,
        action,
      });
    }
  }
  return { rules, defaults };
}
