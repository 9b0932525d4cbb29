import { describe, expect, it } from 'vitest';
import { compile } from './compile.ts';
import { IGNORE_FILE, loadIgnored, withoutIgnored } from './consent.ts';
import { b, FAULTS, https, method, pair, path } from './fixtures/faults.ts';
import { table } from './fixtures/table.ts';
import type { Finding } from './lint/finding.ts';
import { lint } from './lint.ts';
import { loadExpectations, loadRoutes } from './load.ts';
import type { Action, Condition } from './schema.ts';

const show = ({ code, rules }: Finding) => ({ code, rules });

describe('lint', () => {
  it('is clean on our own rules and expectations', async () => {
    const report = lint(await loadRoutes(), await loadExpectations());
    const { findings, unused } = withoutIgnored(report.findings, await loadIgnored(IGNORE_FILE));
    expect({ findings, unused }).toEqual({ findings: [], unused: [] });
    expect(report.reachable).toHaveLength(7);
  });

  it.each(FAULTS)('finds %s, and nothing else', (_, code, rules, routes) => {
    expect(lint(routes).findings.map(show)).toEqual([{ code, rules }]);
  });

  it.each(FAULTS.filter(([, code]) => code !== 'unknown-listener'))(
    'replays every witness: %s',
    (_, code, rules, routes) => {
      for (const { witness } of lint(routes).findings) {
        if (!witness) continue;
        const { trace, ifDecoded } = compile(routes).explain(witness);
        const matching = trace.filter(({ outcome }) => outcome !== 'no-match').map(({ rule }) => rule);
        const takers = code === 'partial-overlap' ? rules : rules.slice(0, 1);
        if (code === 'missing-bare-path') expect(matching).toEqual([]);
        else if (code === 'encoding-sensitive') expect(ifDecoded?.rule).toBe(rules[0]);
        else if (code === 'listener-drift') expect(compile(routes).explain(witness).rule).toBe(rules[0]);
        else expect(matching).toEqual(expect.arrayContaining(takers));
      }
    },
  );

  it('shows a smallest request, and who wins it', () => {
    const routes = https([
      { conditions: [path('/a/*', '/a'), method('POST')] },
      { ...b, conditions: [path('/a/?', '/c')] },
    ]);
    const [overlap] = lint(routes).findings;
    expect(overlap?.witness).toMatchObject({ method: 'POST', path: '/a/x' });
    expect(overlap?.message).toContain('rule-1 (10) takes some requests of rule-2 (20)');
  });

  it('accepts an exception before its general rule', () => {
    const routes = https([{ conditions: [pair('/a/b')] }, { ...b, conditions: [pair('/a')] }]);
    expect(lint(routes).findings).toEqual([]);
  });

  it('accepts a host that ends in a wildcard, as load balancers in use have it', () => {
    const hosts = { type: 'host-header', values: ['api.*', 'api.example.c??'] } as const;
    expect(lint(https([{ conditions: [{ ...hosts, values: [...hosts.values] }] }])).findings).toEqual([]);
  });

  it('asks no rule for a number below 1', () => {
    const all = { conditions: [path('/*')], priority: 1 };
    const [shadowed] = lint(https([all, { ...b, conditions: [path('/a')], priority: 2 }])).findings;
    expect(shadowed?.fix).toBe('Give rule-1 a free priority above 2, or remove rule-2.');
  });

  it('leaves listeners alone that have nothing in common', () => {
    const apart = table([
      { conditions: [path('/a')], listeners: ['https'] },
      { ...b, conditions: [path('/b')], listeners: ['http'] },
    ]);
    expect(lint(apart).findings).toEqual([]);
  });

  it('warns of an overlap only where a pattern names the request outright', () => {
    const orthogonal = https([
      { conditions: [path('/*/x'), method('GET')] },
      { ...b, conditions: [path('/a/*', '/a')] },
    ]);
    expect(lint(orthogonal).findings).toEqual([]);
  });

  it('accepts a bare path that another rule names outright', () => {
    const routes = https([{ ...b, conditions: [path('/a')] }, { conditions: [path('/a/*')] }]);
    expect(lint(routes).findings).toEqual([]);
  });

  it('says once what shows on both listeners, and names both', () => {
    const { findings } = lint(table([{ conditions: [path('/a/*')] }]));
    expect(findings).toHaveLength(1);
    expect(findings[0]?.listeners).toEqual(['https', 'http']);
  });

  it('does not call a redirect to the other listener a drift or a loop', () => {
    const action = {
      type: 'redirect',
      status: 301,
      protocol: 'HTTPS',
      host: '#{host}',
      port: '443',
      path: '/#{path}',
      query: '#{query}',
    } as const;
    const routes = table([
      { conditions: [pair('/a')], listeners: ['https'] },
      { conditions: [path('/*')], listeners: ['http'], action },
    ]);
    expect(lint(routes).findings).toEqual([]);
  });
});

describe('what is not known', () => {
  const elsewhere = {
    type: 'redirect',
    status: 301,
    protocol: 'HTTPS',
    host: 'docs.example.com',
    port: '443',
    path: '/#{path}',
    query: '#{query}',
  } as const;

  it('is what a regular expression takes: it overlaps with nothing for sure', () => {
    const regex: Condition = { type: 'path-pattern', values: [], regexes: ['^/v[0-9]'] };
    const routes = https([{ conditions: [regex], ...b }, { conditions: [pair('/x')] }]);
    expect(lint(routes).findings.map(show)).toEqual([{ code: 'opaque', rules: ['rule-1'] }]);
  });

  it('is who serves another host that a redirect leads to, unless the table names it', () => {
    expect(lint(https([{ conditions: [pair('/a')], action: elsewhere }])).findings).toEqual([]);
    const host: Condition = { type: 'host-header', values: ['*.example.com'] };
    const named = https([{ conditions: [host, pair('/a')], action: elsewhere }]);
    expect(lint(named).findings.map(({ code }) => code)).toEqual(['redirect-loop']);
  });

  it('is not a default action: it can loop, and be refused', () => {
    const defaultAction = { ...elsewhere, host: '#{host}', query: 'x' };
    const { https: listener } = https([]).listeners;
    if (!listener) throw new Error('The table has an https listener.');
    const on = (action: Action) =>
      lint(https([], { listeners: { https: { ...listener, defaultAction: action } } })).findings.map(
        ({ code, listeners }) => [code, listeners],
      );
    expect(on(defaultAction)).toEqual([['redirect-loop', ['https']]]);
    expect(on({ ...defaultAction, port: '0' })).toEqual([['illegal-action', ['https']]]);
  });
});

describe('expectations', () => {
  const routes = https([{ conditions: [path('/a')] }]);
  const expectation = (url: string, target: string) => ({
    request: { url },
    expect: { kind: 'forward' as const, targets: [target] },
    why: 'Somebody needs it.',
  });

  it('reports one that fails, with its reason', () => {
    const [finding, ...others] = lint(routes, [expectation('https://x.ai/a', 'b')]).findings;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ code: 'failing-expectation', rules: ['rule-1'] });
    expect(finding?.message).toContain(
      'expected forward to b, got forward to a (rule rule-1): Somebody needs it.',
    );
  });

  it('reports a rule that none exercises', () => {
    expect(lint(routes, []).findings.map(show)).toEqual([{ code: 'not-exercised', rules: ['rule-1'] }]);
    expect(lint(routes, [expectation('https://x.ai/a', 'a')]).findings).toEqual([]);
  });

  it('every rule of ours is missed when it is removed', async () => {
    const ours = await loadRoutes();
    const expectations = await loadExpectations();
    for (const { name } of ours.rules) {
      const without = { ...ours, rules: ours.rules.filter((rule) => rule.name !== name) };
      expect(lint(without, expectations).findings.map(({ code }) => code)).toContain('failing-expectation');
    }
  });
});
