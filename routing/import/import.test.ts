import { describe, expect, it } from 'vitest';
import { checkExpectations } from '../checkExpectations.ts';
import { lint } from '../lint.ts';
import { loadExpectations, loadRoutes } from '../load.ts';
import type { Routes } from '../schema.ts';
import { describeRulesSchema, fromDescribedRules } from './describeRules.ts';
import { sameContent } from './foreign.ts';
import { readRoutes } from './read.ts';

const fixture = (name: string) => new URL(`../fixtures/${name}.json`, import.meta.url);
const LISTENER = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/1/2';

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

  it('meets our expectations and lints clean', async () => {
    const imported = await readRoutes(fixture('plans/create'));
    const results = checkExpectations(imported, await loadExpectations());
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
    expect(lint(imported, await loadExpectations()).findings).toEqual([]);
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
    const expectations = (await loadExpectations()).filter(({ request }) =>
      request.url.startsWith('https://registry.'),
    );
    const failed = checkExpectations(imported, expectations).filter(({ passed }) => !passed);
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
    expect(defaults.get(LISTENER)).toMatchObject({ type: 'forward' });
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

  it('refuses regular expressions rather than ignore them', () => {
    const rule = {
      RuleArn: `${LISTENER.replace(':listener/', ':listener-rule/')}/3`,
      Priority: '7',
      Conditions: [{ Field: 'path-pattern', PathPatternConfig: { RegexValues: ['^/a'] } }],
      Actions: [{ Type: 'forward' }],
    };
    const result = describeRulesSchema.safeParse({ Rules: [rule] });
    expect(result.error?.issues[0]).toMatchObject({
      path: ['Rules', 0, 'Conditions', 0, 'PathPatternConfig', 'RegexValues'],
      message: 'expected none: regular expressions are not modelled',
    });
  });
});
