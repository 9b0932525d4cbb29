/**
 * Reads what the AWS command line and the SDKs print about listeners, rules, target groups and their tags. Every
 * attribute is known or refused by name: what is dropped unseen could be what decides.
 */
import * as z from 'zod';
import { RoutingError } from '../error.ts';
import type { Action, Authentication, Condition, Transform } from '../schema.ts';
import { checkOrder, toFixedResponse, toForward, toRedirect } from './actions.ts';
import {
  type Actions,
  balancerOf,
  type ForeignListener,
  type ForeignRule,
  listenerArnOf,
} from './foreign.ts';
import { toAuthentication } from './settings.ts';

/** SDKs print null for what is not there. */
const list = <T extends z.ZodType>(schema: T) =>
  z
    .array(schema)
    .nullish()
    .transform((value) => value ?? []);
const text = z.string().nullish();

const valuesSchema = z.strictObject({ Values: list(z.string()), RegexValues: list(z.string()) }).nullish();
const plainValuesSchema = z.strictObject({ Values: list(z.string()) }).nullish();

const conditionSchema = z.strictObject({
  Field: z.enum([
    'host-header',
    'path-pattern',
    'http-request-method',
    'source-ip',
    'http-header',
    'query-string',
  ]),
  Values: list(z.string()),
  RegexValues: list(z.string()),
  HostHeaderConfig: valuesSchema,
  PathPatternConfig: valuesSchema,
  HttpRequestMethodConfig: plainValuesSchema,
  SourceIpConfig: plainValuesSchema,
  HttpHeaderConfig: z
    .strictObject({ HttpHeaderName: z.string(), Values: list(z.string()), RegexValues: list(z.string()) })
    .nullish(),
  QueryStringConfig: z
    .strictObject({ Values: list(z.strictObject({ Key: text, Value: z.string() })) })
    .nullish(),
});

const sessionSettings = {
  OnUnauthenticatedRequest: text,
  Scope: text,
  SessionCookieName: text,
  SessionTimeout: z.number().nullish(),
  AuthenticationRequestExtraParams: z.record(z.string(), z.string()).nullish(),
};

const actionSchema = z.strictObject({
  Type: z.enum([
    'forward',
    'redirect',
    'fixed-response',
    'authenticate-oidc',
    'authenticate-cognito',
    'jwt-validation',
  ]),
  Order: z.number().nullish(),
  TargetGroupArn: text,
  ForwardConfig: z
    .strictObject({
      TargetGroups: list(z.strictObject({ TargetGroupArn: z.string(), Weight: z.number().nullish() })),
      TargetGroupStickinessConfig: z
        .strictObject({ Enabled: z.boolean().nullish(), DurationSeconds: z.number().nullish() })
        .nullish(),
    })
    .nullish(),
  RedirectConfig: z
    .strictObject({
      Protocol: text,
      Host: text,
      Port: text,
      Path: text,
      Query: text,
      StatusCode: z.enum(['HTTP_301', 'HTTP_302']),
    })
    .nullish(),
  FixedResponseConfig: z
    .strictObject({ MessageBody: text, StatusCode: z.coerce.number(), ContentType: text })
    .nullish(),
  AuthenticateOidcConfig: z
    .strictObject({
      Issuer: z.string(),
      AuthorizationEndpoint: z.string(),
      TokenEndpoint: z.string(),
      UserInfoEndpoint: z.string(),
      ClientId: z.string(),
      ClientSecret: text,
      UseExistingClientSecret: z.boolean().nullish(),
      ...sessionSettings,
    })
    .nullish(),
  AuthenticateCognitoConfig: z
    .strictObject({
      UserPoolArn: z.string(),
      UserPoolClientId: z.string(),
      UserPoolDomain: z.string(),
      ...sessionSettings,
    })
    .nullish(),
  JwtValidationConfig: z
    .strictObject({
      Issuer: z.string(),
      JwksEndpoint: z.string(),
      AdditionalClaims: list(
        z.strictObject({ Format: z.string(), Name: z.string(), Values: list(z.string()) }),
      ),
    })
    .nullish(),
});

const rewritesSchema = z
  .strictObject({ Rewrites: list(z.strictObject({ Regex: z.string(), Replace: z.string() })) })
  .nullish();

/** A list that goes on elsewhere would be half of the rules. */
const wholeSchema = { NextMarker: z.null('expected the whole list; it goes on').optional() };

/** The answer of `describe-rules`. */
export const describeRulesSchema = z.strictObject({
  ...wholeSchema,
  Rules: z.array(
    z.strictObject({
      RuleArn: z.string().regex(/:listener-rule\//, 'expected the ARN of a listener rule'),
      Priority: z.string().regex(/^(default|\d+)$/, 'expected a number or "default"'),
      Conditions: list(conditionSchema),
      Actions: z.array(actionSchema).min(1, 'expected at least one action'),
      IsDefault: z.boolean().nullish(),
      Transforms: list(
        z.strictObject({
          Type: z.enum(['host-header-rewrite', 'url-rewrite']),
          HostHeaderRewriteConfig: rewritesSchema,
          UrlRewriteConfig: rewritesSchema,
        }),
      ),
    }),
  ),
});

/** The answer of `describe-listeners`. What does not route, such as certificates, is let through as it is. */
export const describeListenersSchema = z.strictObject({
  ...wholeSchema,
  Listeners: z.array(
    z.strictObject({
      ListenerArn: z
        .string()
        .regex(/:listener\/app\//, 'expected a listener of an Application Load Balancer'),
      LoadBalancerArn: text,
      Port: z.number(),
      Protocol: z.enum(['HTTP', 'HTTPS']),
      DefaultActions: list(actionSchema),
      Certificates: z.unknown().optional(),
      SslPolicy: z.unknown().optional(),
      AlpnPolicy: z.unknown().optional(),
      MutualAuthentication: z.unknown().optional(),
    }),
  ),
});

/** The answers of `describe-tags` and `describe-target-groups`, as far as they give names. */
export const describeTagsSchema = z.object({
  TagDescriptions: z.array(
    z.object({ ResourceArn: z.string(), Tags: list(z.object({ Key: z.string(), Value: z.string() })) }),
  ),
});
export const describeTargetGroupsSchema = z.object({
  TargetGroups: z.array(z.object({ TargetGroupArn: z.string(), TargetGroupName: z.string() })),
});

type DescribedActions = z.infer<typeof actionSchema>[];
type DescribedCondition = z.infer<typeof conditionSchema>;

/** Old rules carry their values beside the configuration, new ones in it. */
function toCondition(described: DescribedCondition): Condition {
  const { Field: type } = described;
  const plain = (config: { Values: string[] } | null | undefined) => {
    const values = config?.Values ?? [];
    return values.length > 0 ? values : described.Values;
  };
  const regexes = (config: { RegexValues: string[] } | null | undefined) => {
    const found = config?.RegexValues.length ? config.RegexValues : described.RegexValues;
    return found.length > 0 ? { regexes: found } : {};
  };
  switch (type) {
    case 'host-header': {
      const { HostHeaderConfig: config } = described;
      return { type, values: plain(config), ...regexes(config) };
    }
    case 'path-pattern': {
      const { PathPatternConfig: config } = described;
      return { type, values: plain(config), ...regexes(config) };
    }
    case 'http-request-method':
      return { type, values: plain(described.HttpRequestMethodConfig) };
    case 'source-ip':
      return { type, values: plain(described.SourceIpConfig) };
    case 'http-header': {
      const { HttpHeaderConfig: config } = described;
      return { type, name: config?.HttpHeaderName ?? '-', values: config?.Values ?? [], ...regexes(config) };
    }
    case 'query-string': {
      const pairs = described.QueryStringConfig?.Values ?? [];
      return {
        type,
        values: pairs.map(({ Key, Value }) => (Key ? { key: Key, value: Value } : { value: Value })),
      };
    }
  }
}

function toAuthentications(actions: DescribedActions): Authentication[] {
  return actions.flatMap((action) => {
    const { Type: type } = action;
    if (type === 'authenticate-oidc') return toAuthentication(type, action.AuthenticateOidcConfig ?? {});
    if (type === 'authenticate-cognito')
      return toAuthentication(type, action.AuthenticateCognitoConfig ?? {});
    if (type === 'jwt-validation') return toAuthentication(type, action.JwtValidationConfig ?? {});
    return [];
  });
}

function toRoutingAction(action: DescribedActions[number] | undefined, source: string): Action {
  const redirect = action?.RedirectConfig;
  const fixed = action?.FixedResponseConfig;
  if (redirect) {
    const {
      StatusCode: code,
      Protocol: protocol,
      Host: host,
      Port: port,
      Path: path,
      Query: query,
    } = redirect;
    return toRedirect({ code, protocol, host, port, path, query });
  }
  if (fixed) return toFixedResponse(fixed.StatusCode, fixed.ContentType, fixed.MessageBody);
  const groups = action?.ForwardConfig?.TargetGroups ?? [];
  const sticky = action?.ForwardConfig?.TargetGroupStickinessConfig;
  const targets =
    groups.length > 0
      ? groups.map(({ TargetGroupArn, Weight }) => ({ target: TargetGroupArn, weight: Weight ?? 1 }))
      : action?.TargetGroupArn
        ? [{ target: action.TargetGroupArn, weight: 1 }]
        : [];
  if (targets.length === 0) {
    throw new RoutingError(
      'not-understood',
      `${source}: the action ${action?.Type} does not say where requests go.`,
      'Expected TargetGroupArn, ForwardConfig, RedirectConfig or FixedResponseConfig.',
    );
  }
  return toForward(targets, sticky?.Enabled === true ? sticky.DurationSeconds : null);
}

function toActions(actions: DescribedActions, source: string): Actions {
  const ordered = actions
    .map((action, index) => ({ ...action, place: action.Order ?? index + 1 }))
    .sort((one, other) => one.place - other.place);
  checkOrder(
    ordered.map(({ Type }) => Type),
    source,
  );
  const authenticate = toAuthentications(ordered);
  return {
    action: toRoutingAction(ordered.at(-1), source),
    ...(authenticate.length > 0 ? { authenticate } : {}),
  };
}

function toTransforms(described: z.infer<typeof describeRulesSchema>['Rules'][number]['Transforms']): {
  transforms?: Transform[];
} {
  const transforms = described.map(({ Type: type, HostHeaderRewriteConfig, UrlRewriteConfig }) => {
    const { Rewrites } = (type === 'url-rewrite' ? UrlRewriteConfig : HostHeaderRewriteConfig) ?? {
      Rewrites: [],
    };
    return { type, rewrites: Rewrites.map(({ Regex, Replace }) => ({ regex: Regex, replace: Replace })) };
  });
  return transforms.length > 0 ? { transforms } : {};
}

/** The rules of a `describe-rules` answer, and what it says of default actions by the ARN of the listener. */
export function fromDescribedRules({ Rules }: z.infer<typeof describeRulesSchema>): {
  rules: ForeignRule[];
  defaults: Map<string, Actions>;
} {
  const defaults = new Map<string, Actions>();
  const rules: ForeignRule[] = [];
  for (const { RuleArn, Priority, Conditions, Actions: described, Transforms } of Rules) {
    const listener = listenerArnOf(RuleArn);
    const actions = toActions(described, RuleArn);
    if (Priority === 'default') {
      defaults.set(listener, actions);
      continue;
    }
    rules.push({
      source: RuleArn,
      name: `rule-${Priority}`,
      listener,
      priority: Number(Priority),
      conditions: Conditions.map(toCondition),
      ...actions,
      ...toTransforms(Transforms),
    });
  }
  return { rules, defaults };
}

/** The listeners of a `describe-listeners` answer. */
export function fromDescribedListeners({
  Listeners,
}: z.infer<typeof describeListenersSchema>): ForeignListener[] {
  return Listeners.map(({ ListenerArn: id, Protocol, Port: port, DefaultActions }) => ({
    id,
    protocol: Protocol === 'HTTP' ? 'http' : 'https',
    port,
    balancer: balancerOf(id),
    defaults: DefaultActions.length > 0 ? toActions(DefaultActions, id) : null,
  }));
}
