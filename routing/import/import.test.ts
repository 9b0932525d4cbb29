import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkExpectations } from '../checkExpectations.ts';
import { compile } from '../compile.ts';
import { lint } from '../lint.ts';
import { loadRoutes as load, loadExpectations } from '../load.ts';
import type { Routes } from '../schema.ts';
import { describeRulesSchema, fromDescribedRules } from './describeRules.ts';
import { sameContent } from './foreign.ts';
import { describe as describeAnswers, readRoutes, readTables } from './read.ts';

/** The table that the plans were made of; ours has changed since. */
const loadRoutes = () => load(fixture('plans/routes'));
const fixture = (name: string) => new URL(`../fixtures/${name}.json`, import.meta.url);
const LISTENER = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/1/2';

const FORWARD = { Type: 'forward', TargetGroupArn: 'arn:aws:elasticloadbalancing:x:1:targetgroup/web/1' };

/** An answer with one rule that has these actions. */
function withActions(...Actions: object[]) {
  const RuleArn = `${LISTENER.replace(':listener/', ':listener-rule/')}/3`;
  return { Rules: [{ RuleArn, Priority: '7', Actions }] };
}

/** The same rules, whatever the order of conditions and values. */
function expectSameRules(imported: Routes, ours: Routes): void {
  const key = ({ name, priority, listeners }: Routes['rules'][number]) => [name, priority, ...listeners];
  expect(imported.rules.map(key)).toEqual(ours.rules.map(key));
  for (const [index, rule] of ours.rules.entries()) {
    const other = imported.rules[index];
    expect(other && sameContent(other, rule), rule.name).toBe(true);
  }
}

describe('a Terraform plan of our rules', () => {
  it('reads back as our rules, with the names that its variables give', async () => {
    const imported = await readRoutes(fixture('plans/create'));
    expectSameRules(imported, await loadRoutes());
    expect(Object.keys(imported.targets).sort()).toEqual(['api', 'health']);
  });

  it('lints clean, and with no room between numbers that are not ours to give', async () => {
    expect(lint(await readRoutes(fixture('plans/create'))).findings).toEqual([]);
  });

  it('carries every kind of condition and weighted targets', async () => {
    const imported = await readRoutes(fixture('plans/all-conditions'));
    const mirror = imported.rules.find(({ name }) => name === 'mlflow-mirror');
    expect(mirror?.conditions).toEqual(
      expect.arrayContaining([
        { type: 'http-header', name: 'X-Mirror', values: ['yes'] },
        { type: 'query-string', values: expect.arrayContaining([{ key: 'm', value: '1' }, { value: 'a*' }]) },
        { type: 'source-ip', values: ['10.0.0.0/8'] },
      ]),
    );
    expect(mirror?.action).toEqual({
      type: 'forward',
      targets: expect.arrayContaining([
        { target: 'api', weight: 9 },
        { target: 'health', weight: 1 },
      ]),
    });
  });
});

describe('a Terraform state', () => {
  it('asks what its listeners are called when it does not tell', async () => {
    await expect(readRoutes(fixture('state'))).rejects.toThrow(
      /Which listeners are these\? .*listener\/app\/shared/,
    );
  });

  it('reads back as our rules when it is told', async () => {
    const names = { listeners: await listenerArns(), targets: new Map() };
    const imported = await readRoutes(fixture('state'), names);
    expectSameRules(imported, await loadRoutes());
  });
});

async function listenerArns(): Promise<Map<string, string>> {
  const { default: plan } = await import('../fixtures/plans/create.json');
  return new Map(Object.entries(plan.variables.listener_arns.value));
}

describe('what aws elbv2 describe-rules prints', () => {
  it('reads as a table that meets every expectation of its listener', async () => {
    const imported = await readRoutes(fixture('describe-rules'));
    const expectations = (await loadExpectations()).filter(
      ({ request, expect }) => request.url.startsWith('https://registry.') && expect.kind !== 'default',
    );
    const failed = checkExpectations(compile(imported), expectations).filter(({ passed }) => !passed);
    expect(failed.map(({ expectation }) => expectation.request.url)).toEqual([]);
    expect(imported.rules.map(({ name }) => name)).toContain('rule-200');
  });

  it('takes the default rule for the default action, also when it is the only one', () => {
    const RuleArn = `${LISTENER.replace(':listener/', ':listener-rule/')}/3`;
    const Actions = [
      { Type: 'forward', TargetGroupArn: 'arn:aws:elasticloadbalancing:x:1:targetgroup/web/9' },
    ];
    const answer = describeRulesSchema.parse({
      Rules: [{ RuleArn, Priority: 'default', Conditions: [], Actions }],
    });
    const { rules, defaults } = fromDescribedRules(answer);
    expect(rules).toEqual([]);
    expect(defaults.get(LISTENER)).toMatchObject({ action: { type: 'forward' } });
  });

  it('takes old rules, whose values stand beside the configuration', () => {
    const RuleArn = `${LISTENER.replace(':listener/', ':listener-rule/')}/3`;
    const rule = {
      RuleArn,
      Priority: '7',
      Conditions: [{ Field: 'path-pattern', Values: ['/a'] }],
      Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '410' } }],
    };
    const { rules } = fromDescribedRules(describeRulesSchema.parse({ Rules: [rule] }));
    expect(rules).toMatchObject([
      { name: 'rule-7', listener: LISTENER, conditions: [{ values: ['/a'] }], action: { status: 410 } },
    ]);
  });

  it('carries the whole list of actions, regular expressions, transforms, and nulls as SDKs print them', async () => {
    const imported = await readRoutes(fixture('describe-all'));
    expect(imported.rules).toMatchObject([
      {
        name: 'rule-10',
        authenticate: [
          { type: 'authenticate-oidc', settings: { Issuer: 'https://id.example.com', Scope: 'openid' } },
        ],
        action: { type: 'forward', stickySeconds: 600, targets: [{ weight: 9 }, { weight: 1 }] },
      },
      {
        conditions: [{ type: 'path-pattern', values: [], regexes: ['^/v[0-9]+/'] }],
        transforms: [
          { type: 'url-rewrite', rewrites: [{ regex: '^/v[0-9]+/(.*)$', replace: '/$1' }] },
          { type: 'host-header-rewrite' },
        ],
      },
      {
        authenticate: [{ type: 'jwt-validation', settings: { JwksEndpoint: 'https://id.example.com/keys' } }],
      },
    ]);
    expect(JSON.stringify(imported)).not.toContain('Secret');
    expect(lint(imported).findings.map(({ code }) => code)).toContain('opaque');
  });

  it.each([
    [
      'a rule',
      {
        Rules: [
          {
            RuleArn: `${LISTENER.replace(':listener/', ':listener-rule/')}/3`,
            Priority: '7',
            Actions: [{ Type: 'forward' }],
            Weather: 1,
          },
        ],
      },
      /Weather/,
    ],
    [
      'an action',
      {
        Rules: [
          {
            RuleArn: `${LISTENER.replace(':listener/', ':listener-rule/')}/3`,
            Priority: '7',
            Actions: [{ Type: 'forward', Mirror: 1 }],
          },
        ],
      },
      /Mirror/,
    ],
    ['a list that goes on', { Rules: [], NextMarker: 'x' }, /expected the whole list/],
    ['a list of two actions that route', withActions(FORWARD, FORWARD), /got forward, forward/],
    ['a list of none that routes', withActions({ Type: 'jwt-validation' }), /got jwt-validation/],
    ['a forward to nothing', withActions({ Type: 'forward' }), /does not say where requests go/],
    ['a document of another kind', { rules: [] }, /is no answer of AWS/],
  ])('refuses by name what it does not know in %s', (_, answer, message) => {
    expect(() => describeAnswers([{ name: 'rules.json', value: answer }])).toThrow(message);
  });
});

describe('answers given twice', () => {
  const answer = (Priority: string) => {
    const rules = withActions(FORWARD).Rules.map((rule) => ({ ...rule, Priority }));
    return { name: `${Priority}.json`, value: { Rules: rules } };
  };

  it('count once', () => {
    expect(describeAnswers([answer('7'), answer('7')]).rules).toHaveLength(1);
  });

  it('are refused when they contradict each other', () => {
    expect(() => describeAnswers([answer('7'), answer('8')])).toThrow(/two files say different things/);
  });
});

describe('several load balancers', () => {
  const arn = (name: string, id: string, kind = 'listener') =>
    `arn:aws:elasticloadbalancing:us-east-1:123456789012:${kind}/app/${name}/1/${id}`;
  const answers = [
    {
      Listeners: [
        {
          ListenerArn: arn('one', 'a'),
          Port: 443,
          Protocol: 'HTTPS',
          DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
        },
        {
          ListenerArn: arn('two', 'b'),
          Port: 443,
          Protocol: 'HTTPS',
          DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503' } }],
        },
      ],
    },
    {
      Rules: [
        {
          RuleArn: `${arn('two', 'b', 'listener-rule')}/1`,
          Priority: '1',
          Conditions: [{ Field: 'path-pattern', Values: ['/a'] }],
          Actions: [
            { Type: 'forward', TargetGroupArn: 'arn:aws:elasticloadbalancing:x:1:targetgroup/web/1' },
          ],
        },
      ],
    },
    {
      TagDescriptions: [
        { ResourceArn: `${arn('two', 'b', 'listener-rule')}/1`, Tags: [{ Key: 'Name', Value: 'web' }] },
      ],
    },
  ];

  it('are kept apart, with default actions and names as AWS tells them', async () => {
    const files = await Promise.all(
      answers.map(async (answer, index) => {
        const file = path.join(tmpdir(), `answers-${process.pid}-${index}.json`);
        await writeFile(file, JSON.stringify(answer));
        return file;
      }),
    );
    const tables = await readTables(files);
    await Promise.all(files.map((file) => rm(file)));
    expect(tables.map(({ balancer }) => balancer)).toEqual(['one', 'two']);
    expect(tables.map(({ routes }) => routes.listeners.https?.defaultAction)).toMatchObject([
      { status: 404 },
      { status: 503 },
    ]);
    expect(tables.map(({ routes }) => routes.rules.map(({ name }) => name))).toEqual([[], ['web']]);
  });
});
