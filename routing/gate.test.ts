import { describe, expect, it } from 'vitest';
import type { Expectation } from './expectations.ts';
import { readPlan } from './gate/plan.ts';
import { gate } from './gate.ts';
import { NO_NAMES } from './import/names.ts';
import { describe as describeAnswers } from './import/read.ts';
import { readJson } from './load.ts';

const fixture = (name: string) => new URL(`./fixtures/${name}.json`, import.meta.url);
const address = (key: string) => `aws_lb_listener_rule.this["${key}"]`;

const expectation = (path: string, target: string): Expectation => ({
  request: { url: `https://registry.hokus.ai${path}` },
  expect: { kind: 'forward', targets: [target] },
  why: 'The plans are about it.',
});
const EXPECTATIONS = [
  expectation('/api/mlflow', 'api'),
  expectation('/mlflow/', 'api'),
  expectation('/api/health/mlflow', 'health'),
];

/** Judges one of the plans that Terraform 1.11 and provider aws 5.100 made of an earlier table of ours. */
async function judge(name: string, { allow = [] as string[], existing = null as string | null } = {}) {
  const documents = existing === null ? [] : [{ name: existing, value: await readJson(fixture(existing)) }];
  const plan = readPlan(await readJson(fixture(`plans/${name}`)), name, NO_NAMES, describeAnswers(documents));
  return gate(plan, { expectations: EXPECTATIONS, allowDelete: new Set(allow) });
}

const codes = ({ findings }: Awaited<ReturnType<typeof judge>>) => [
  ...new Set(findings.map(({ code }) => code)),
];

describe('gate', () => {
  it('lets a plan pass that changes nothing', async () => {
    expect(await judge('no-change')).toMatchObject({
      passed: true,
      findings: [],
      changes: 0,
      sequence: null,
    });
  });

  it('lets a rule move to a free number', async () => {
    const report = await judge('move');
    expect(report).toMatchObject({ findings: [], changes: 1 });
    expect(report.moments).toBeGreaterThan(report.requests);
  });

  it('refuses a swap of priorities, and gives a sequence of three applies instead', async () => {
    const report = await judge('swap');
    expect(codes(report)).toEqual(['priority-held']);
    expect(report.findings.map(({ rules }) => rules)).toEqual([
      [address('https/mlflow-alias'), address('https/mlflow-api')],
      [address('https/mlflow-api'), address('https/mlflow-alias')],
    ]);
    expect(report.sequence).toHaveLength(3);
  });

  it('refuses a delete that nobody listed, and what it costs', async () => {
    expect(codes(await judge('delete'))).toEqual([
      'unlisted-delete',
      'failing-expectation',
      'traffic-changed',
    ]);
    expect(codes(await judge('delete', { allow: [address('https/mlflow-alias')] }))).toEqual([
      'failing-expectation',
      'traffic-changed',
    ]);
  });

  it('refuses a replacement: for a moment the rule is gone', async () => {
    const report = await judge('replace');
    expect(codes(report)).toEqual(['unlisted-replace', 'traffic-astray']);
    expect(report.findings[1]?.message).toContain('should meet forward to api, but meets the default action');
    expect(report.sequence).toBeNull();
  });

  it('sees that a deleted and a created rule are one, renamed without a moved block', async () => {
    const { findings } = await judge('rename');
    const fix = findings.find(({ code }) => code === 'unlisted-delete')?.fix;
    expect(fix).toContain(`from = ${address('https/mlflow-alias')}`);
    expect(fix).toContain(`to   = ${address('https/mlflow-old')}`);
  });

  it('finds the order in which a handover between two rules loses requests, and the order in which it does not', async () => {
    const report = await judge('handover');
    expect(codes(report)).toEqual(['traffic-astray', 'traffic-changed']);
    expect(report.findings[0]?.message).toContain(
      `while ${address('https/mlflow-alias')} has landed, ${address('https/mlflow-api')} has not begun`,
    );
    expect(report.sequence?.map((moves) => moves.map((move) => move.address))).toEqual([
      [address('https/mlflow-api')],
      [address('https/mlflow-alias')],
    ]);
  });

  it('refuses a new catch-all that ends up before health', async () => {
    const report = await judge('catch-all-before-health');
    expect(codes(report)).toEqual(
      expect.arrayContaining(['failing-expectation', 'traffic-changed', 'shadowed']),
    );
    expect(report.findings[0]?.message).toContain('expected forward to health, would get forward to api');
  });

  it('asks consent for the first apply of all rules, and for nothing else, in whatever order they land', async () => {
    const report = await judge('create');
    expect(codes(report)).toEqual(['traffic-changed']);
    expect(report).toMatchObject({ changes: 5, passed: false });
    const accept = new Set(report.effects.map(({ effect }) => effect));
    const plan = readPlan(await readJson(fixture('plans/create')), 'create', NO_NAMES);
    expect(gate(plan, { accept, expectations: EXPECTATIONS })).toMatchObject({ passed: true, findings: [] });
  });

  it('counts the rules of others on both listeners against the quota', async () => {
    const listener =
      'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/shared/2e29830e39d74534';
    const others = (count: number) => ({
      Rules: Array.from({ length: count }, (_, index) => ({
        RuleArn: `${listener}/${index % 2 === 0 ? 'f0de7913bb1cefd8' : '6c0a3ded32165518'}/${index}`,
        Priority: String(1000 + index),
        Conditions: [{ Field: 'path-pattern', Values: [`/others/${index}`] }],
        Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '410' } }],
      })),
    });
    const judgeBeside = async (count: number) => {
      const existing = describeAnswers([{ name: 'existing.json', value: others(count) }]);
      return codes(gate(readPlan(await readJson(fixture('plans/create')), 'create', NO_NAMES, existing)));
    };
    expect(await judgeBeside(95)).not.toContain('limit-exceeded');
    expect(await judgeBeside(96)).toContain('limit-exceeded');
  });

  it('asks which load balancer expectations are for when there are two', () => {
    const elb = 'arn:aws:elasticloadbalancing:us-east-1:123456789012';
    const listener = (name: string) => ({
      address: `aws_lb_listener.${name}`,
      type: 'aws_lb_listener',
      change: {
        actions: ['update'],
        ...Object.fromEntries(
          ['before', 'after'].map((side) => [
            side,
            {
              arn: `${elb}:listener/app/${name}/1/2`,
              port: 443,
              protocol: 'HTTPS',
              default_action: [{ type: 'fixed-response', fixed_response: [{ status_code: '404' }] }],
            },
          ]),
        ),
      },
    });
    const value = { format_version: '1.2', resource_changes: [listener('one'), listener('two')] };
    const plan = readPlan(value, 'plan.json', NO_NAMES);
    expect(() => gate(plan, { expectations: EXPECTATIONS })).toThrow('The plan has one, two.');
    expect(gate(plan, { expectations: EXPECTATIONS, balancer: 'two' }).findings).toHaveLength(
      EXPECTATIONS.length,
    );
    expect(gate(plan).passed).toBe(true);
  });

  it('knows rules made by hand when it is told of them', async () => {
    const existing = 'describe-rules-by-hand';
    expect(codes(await judge('move'))).toEqual([]);
    const report = await judge('move', { existing });
    expect(report.findings).toMatchObject([
      {
        code: 'priority-held',
        rules: [address('https/mlflow-api'), expect.stringContaining(':listener-rule/')],
      },
    ]);
  });
});

describe('readPlan', () => {
  const read = async (value: unknown) => readPlan(value, 'plan.json', NO_NAMES);

  it('names the file, the resource and the attribute that is not known yet', async () => {
    const after = { priority: 5, condition: [], action: [{ type: 'forward' }], listener_arn: 'arn:aws:x' };
    const change = { actions: ['create'], before: null, after };
    const plan = {
      format_version: '1.2',
      resource_changes: [{ address: 'aws_lb_listener_rule.a', type: 'aws_lb_listener_rule', change }],
    };
    await expect(read(plan)).rejects.toThrow(
      'aws_lb_listener_rule.a: action.target_group_arn: expected a value',
    );
  });

  it('names the path of what has another shape', async () => {
    const change = { actions: ['create'], before: null, after: { priority: 'high' } };
    const plan = {
      format_version: '1.2',
      resource_changes: [{ address: 'aws_lb_listener_rule.a', type: 'aws_lb_listener_rule', change }],
    };
    await expect(read(plan)).rejects.toThrow(
      /plan\.json: aws_lb_listener_rule\.a: after: priority: .*expected number/,
    );
  });

  it('refuses a plan without listener rules', async () => {
    await expect(read({ format_version: '1.2', resource_changes: [] })).rejects.toThrow(
      'at least one aws_lb_listener_rule',
    );
  });
});

describe('what a plan leaves open', () => {
  const ARN = 'arn:aws:elasticloadbalancing:us-east-1:123456789012';
  const before = {
    listener_arn: `${ARN}:listener/app/one/1/2`,
    priority: 1,
    condition: [{ path_pattern: [{ values: ['/a'] }] }],
    action: [{ type: 'forward', target_group_arn: `${ARN}:targetgroup/web/1` }],
  };
  const names = { ...NO_NAMES, listeners: new Map([['https', before.listener_arn]]) };
  const open = (after_unknown: object, after: object = {}) =>
    readPlan(
      {
        format_version: '1.2',
        resource_changes: [
          {
            address: 'aws_lb_listener_rule.a',
            type: 'aws_lb_listener_rule',
            change: { actions: ['update'], before, after: { ...before, ...after }, after_unknown },
          },
        ],
      },
      'plan.json',
      names,
    );

  it.each([
    ['condition', { condition: true }],
    ['condition.0.path_pattern.0.values', { condition: [{ path_pattern: [{ values: true }] }] }],
    ['action.0.redirect.0.host', { action: [{ redirect: [{ host: true }] }] }],
    ['action.0.fixed_response.0.message_body', { action: [{ fixed_response: [{ message_body: true }] }] }],
    ['transform', { transform: true }],
  ])('is refused by name: %s', (name, unknown) => {
    expect(() => open(unknown)).toThrow(`aws_lb_listener_rule.a: ${name}: expected a value`);
  });

  it('is no hindrance where AWS fills it in', () => {
    expect(gate(open({ tags_all: true, action: [{ order: true }] })).passed).toBe(true);
  });

  it('makes a difference where it is who may pass', () => {
    const login = (client_id: object) => ({
      type: 'authenticate-oidc',
      authenticate_oidc: [{ issuer: 'https://id.example.com', ...client_id }],
    });
    const after = { action: [login({}), before.action[0]] };
    const { findings } = gate(open({ action: [{ authenticate_oidc: [{ client_id: true }] }, {}] }, after));
    expect(findings.map(({ code }) => code)).toEqual(['traffic-changed']);
    expect(findings[0]?.effect).toContain('authenticate-oidc');
  });
});

describe('what somebody allows', () => {
  it('is told back when it deletes nothing', async () => {
    const { findings, passed } = await judge('move', { allow: ['aws_lb_listener_rule.absent'] });
    expect(findings).toMatchObject([{ code: 'stale-consent', severity: 'warning' }]);
    expect(passed).toBe(true);
  });
});
