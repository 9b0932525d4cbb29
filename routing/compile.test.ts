import { describe, expect, it } from 'vitest';
import { compile } from './compile.ts';
import { forward, table } from './fixtures/table.ts';
import { parseRequest, type RequestOptions } from './request.ts';
import type { Action, Condition, Routes, Rule } from './schema.ts';

function taken(routes: Routes, url: string, options: RequestOptions = {}): string | null {
  return compile(routes).explain(parseRequest(url, options)).rule;
}

/** A table of one rule, named `it`, on both listeners. */
function only(...conditions: Condition[]): Routes {
  return table([{ name: 'it', conditions }]);
}

function acting(action: Action): Routes {
  return table([{ name: 'it', conditions: [], action }]);
}

describe('the order of rules', () => {
  const path = (...values: string[]): Condition => ({ type: 'path-pattern', values });

  it('asks the lowest priority first, whatever the order in the file', () => {
    const routes = table([
      { name: 'late', priority: 20, conditions: [path('/a*')] },
      { name: 'early', priority: 10, conditions: [path('/a/*')] },
    ]);
    expect(taken(routes, 'https://x.ai/a/b')).toBe('early');
    expect(taken(routes, 'https://x.ai/ab')).toBe('late');
  });

  it('falls to the default action of the listener', () => {
    const decision = compile(only(path('/a'))).explain(parseRequest('https://x.ai/b'));
    expect(decision).toMatchObject({
      rule: null,
      action: { kind: 'fixed-response', status: 404, body: 'Not Found' },
    });
  });

  it('keeps the rules of one listener from the other', () => {
    const routes = table([{ name: 'it', listeners: ['http'], conditions: [path('/*')] }]);
    expect(taken(routes, 'http://x.ai/')).toBe('it');
    expect(taken(routes, 'https://x.ai/')).toBeNull();
  });

  it('names the ports it knows when nothing listens', () => {
    expect(() => taken(only(path('/*')), 'https://x.ai:8443/')).toThrow(/https on port 8443/);
  });
});

describe('conditions', () => {
  it.each<[Condition, string, RequestOptions, boolean]>([
    [{ type: 'host-header', values: ['*.Example.com'] }, 'https://A.example.COM/', {}, true],
    [{ type: 'host-header', values: ['*.example.com'] }, 'https://example.com/', {}, false],
    [{ type: 'path-pattern', values: ['/mlflow', '/mlflow/*'] }, 'https://x.ai/mlflow', {}, true],
    [{ type: 'path-pattern', values: ['/mlflow/*'] }, 'https://x.ai/mlflow', {}, false],
    [{ type: 'path-pattern', values: ['/mlflow'] }, 'https://x.ai/mlflow?a=/b', {}, true],
    [{ type: 'path-pattern', values: ['/mlflow'] }, 'https://x.ai/MLflow', {}, false],
    [{ type: 'path-pattern', values: ['/mlflow'] }, 'https://x.ai//mlflow', {}, false],
    [{ type: 'path-pattern', values: ['/b'] }, 'https://x.ai/a/../b', {}, false],
    [{ type: 'http-request-method', values: ['GET'] }, 'https://x.ai/', { method: 'get' }, false],
    [{ type: 'http-request-method', values: ['GET', 'HEAD'] }, 'https://x.ai/', { method: 'HEAD' }, true],
    [{ type: 'source-ip', values: ['10.0.0.0/8'] }, 'https://x.ai/', { sourceIp: '10.255.0.1' }, true],
    [{ type: 'source-ip', values: ['10.0.0.0/8'] }, 'https://x.ai/', { sourceIp: '11.0.0.0' }, false],
    [{ type: 'source-ip', values: ['10.0.0.0/8'] }, 'https://x.ai/', { sourceIp: '::ffff:10.0.0.1' }, true],
    [
      { type: 'source-ip', values: ['2001:db8::/33'] },
      'https://x.ai/',
      { sourceIp: '2001:db8:7fff::1' },
      true,
    ],
    [
      { type: 'source-ip', values: ['2001:db8::/33'] },
      'https://x.ai/',
      { sourceIp: '2001:db8:8000::' },
      false,
    ],
    [
      { type: 'http-header', name: 'X-A', values: ['Yes*'] },
      'https://x.ai/',
      { headers: [['x-a', 'yes!']] },
      true,
    ],
    [{ type: 'http-header', name: 'X-A', values: ['*'] }, 'https://x.ai/', {}, false],
    [
      { type: 'http-header', name: 'X-A', values: ['b'] },
      'https://x.ai/',
      {
        headers: [
          ['X-A', 'a'],
          ['X-A', 'b'],
        ],
      },
      true,
    ],
    [{ type: 'query-string', values: [{ key: 'v', value: '1' }] }, 'https://x.ai/?u=2&V=1', {}, true],
    [{ type: 'query-string', values: [{ key: 'v', value: '1' }] }, 'https://x.ai/?v=2&u=1', {}, false],
    [{ type: 'query-string', values: [{ value: '1' }] }, 'https://x.ai/?u=1', {}, true],
    [{ type: 'query-string', values: [{ value: '*' }] }, 'https://x.ai/', {}, false],
    [{ type: 'query-string', values: [{ key: 'v', value: 'a\\*' }] }, 'https://x.ai/?v=a*', {}, true],
    [{ type: 'query-string', values: [{ key: 'v', value: 'a\\*' }] }, 'https://x.ai/?v=ab', {}, false],
  ])('%j for %s %j is %s', (condition, url, options, expected) => {
    expect(taken(only(condition), url, options)).toBe(expected ? 'it' : null);
  });

  it('needs all conditions, and one value of each', () => {
    const routes = only(
      { type: 'host-header', values: ['a.ai', 'b.ai'] },
      { type: 'http-header', name: 'X', values: ['1'] },
      { type: 'http-header', name: 'X', values: ['2'] },
    );
    expect(
      taken(routes, 'https://b.ai/', {
        headers: [
          ['X', '1'],
          ['X', '2'],
        ],
      }),
    ).toBe('it');
    expect(taken(routes, 'https://b.ai/', { headers: [['X', '1']] })).toBeNull();
    expect(
      taken(routes, 'https://c.ai/', {
        headers: [
          ['X', '1'],
          ['X', '2'],
        ],
      }),
    ).toBeNull();
  });
});

describe('actions', () => {
  it('forwards with weights', () => {
    const targets = [...forward('a').targets, { target: 'b', weight: 3 }];
    const { action } = compile(acting({ type: 'forward', targets })).explain(parseRequest('https://x.ai/'));
    expect(action).toEqual({
      kind: 'forward',
      targets: [
        { target: 'a', weight: 1 },
        { target: 'b', weight: 3 },
      ],
    });
  });

  it.each([
    ['http://x.ai/a/b?c=d', 'https://x.ai:443/a/b?c=d'],
    ['http://x.ai/', 'https://x.ai:443/'],
    ['http://x.ai//a%20b', 'https://x.ai:443//a%20b'],
  ])('redirects %s to %s', (from, location) => {
    const redirect = { protocol: 'HTTPS', host: '#{host}', port: '443', path: '/#{path}', query: '#{query}' };
    const { action } = compile(acting({ type: 'redirect', status: 302, ...redirect })).explain(
      parseRequest(from),
    );
    expect(action).toEqual({ kind: 'redirect', status: 302, location });
  });

  it('fills every placeholder once, and not what a request puts there', () => {
    const redirect = {
      protocol: '#{protocol}',
      host: 'm.#{host}',
      port: '#{port}',
      path: '/#{port}/#{path}',
      query: 'q=#{query}',
    };
    const { action } = compile(acting({ type: 'redirect', status: 301, ...redirect })).explain(
      parseRequest('http://x.ai/#{host}?#{path}'.replaceAll('#', '%23')),
    );
    expect(action).toMatchObject({ location: 'http://m.x.ai:80/80/%23{host}?q=%23{path}' });
  });
});

describe('the trace', () => {
  const rules: Array<Partial<Rule>> = [
    { name: 'no', conditions: [{ type: 'path-pattern', values: ['/b'] }] },
    { name: 'yes', conditions: [{ type: 'path-pattern', values: ['/a'] }] },
    { name: 'also', conditions: [{ type: 'path-pattern', values: ['/*'] }] },
  ];

  it('says of every rule whether it took the request, would have, or why not', () => {
    const { trace } = compile(table(rules)).explain(parseRequest('https://x.ai/a'));
    expect(trace.map(({ rule, outcome }) => [rule, outcome])).toEqual([
      ['no', 'no-match'],
      ['yes', 'taken'],
      ['also', 'passed-over'],
    ]);
    expect(trace[0]?.conditions).toEqual([
      { type: 'path-pattern', expected: ['/b'], actual: ['/a'], matched: false },
    ]);
  });
});

describe('percent-encoding', () => {
  const routes = only({ type: 'path-pattern', values: ['/mlflow'] });

  it('decides by the raw path, and reports that decoding would change it', () => {
    const decision = compile(routes).explain(parseRequest('https://x.ai/%6Dlflow'));
    expect(decision.rule).toBeNull();
    expect(decision.ifDecoded).toMatchObject({ path: '/mlflow', rule: 'it' });
  });

  it('decodes once, not twice, and leaves what is no UTF-8', () => {
    expect(compile(routes).explain(parseRequest('https://x.ai/%256Dlflow')).ifDecoded).toBeNull();
    expect(compile(routes).explain(parseRequest('https://x.ai/%ff')).ifDecoded).toBeNull();
  });

  it('says nothing when decoding makes no difference', () => {
    expect(compile(routes).explain(parseRequest('https://x.ai/a%20b')).ifDecoded).toBeNull();
  });

  it('looks at the query string too', () => {
    const query = only({ type: 'query-string', values: [{ key: 'v', value: 'a@b' }] });
    expect(compile(query).explain(parseRequest('https://x.ai/?v=a%40b')).ifDecoded?.rule).toBe('it');
  });
});
