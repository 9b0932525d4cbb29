import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from './compile.ts';
import { describeSides, difference, outcomeKey } from './difference.ts';
import { forward, table } from './fixtures/table.ts';
import { parseRequest, type RoutingRequest } from './request.ts';
import type { Action, Condition, Rule } from './schema.ts';

const LETTERS = ['a', 'b', 'x'];

/** What sets requests to one URL apart. */
const REST: Array<Partial<RoutingRequest>> = [
  {},
  { method: 'POST' },
  { headers: [['h', 'a']] },
  { method: 'POST', query: 'q=a', headers: [['h', 'a']] },
];

/** Every request of a small world; `x` is written in no pattern and stands for every other character. */
const WORLD: RoutingRequest[] = ['a.a', 'x.x'].flatMap((host) =>
  ['/', ...LETTERS.flatMap((one) => [`/${one}`, ...LETTERS.map((two) => `/${one}${two}`)])].flatMap((path) =>
    REST.map((rest) => ({ ...parseRequest(`https://${host}${path}`), ...rest })),
  ),
);

const pattern = fc
  .string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 2 })
  .map((text) => `/${text}`);
const condition: fc.Arbitrary<Condition> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .array(pattern, { minLength: 1, maxLength: 2 })
      .map((values): Condition => ({ type: 'path-pattern', values })),
  },
  fc.constantFrom('a.a', '?.?', '*.a').map((value): Condition => ({ type: 'host-header', values: [value] })),
  fc
    .constantFrom('GET', 'POST')
    .map((value): Condition => ({ type: 'http-request-method', values: [value] })),
  fc.constant<Condition>({ type: 'http-header', name: 'H', values: ['a'] }),
);

const redirect = fc
  .record({
    host: fc.constantFrom('#{host}', 'a.a'),
    path: fc.constantFrom('/#{path}', '/a'),
    query: fc.constantFrom('#{query}', ''),
  })
  .map((rest): Action => ({ type: 'redirect', status: 301, protocol: 'HTTP', port: '80', ...rest }));
const weighted = fc.constantFrom([1, 1], [2, 2], [1, 0]).map(
  ([a = 1, b = 1]): Action => ({
    type: 'forward',
    targets: [
      { target: 'a', weight: a },
      { target: 'b', weight: b },
    ],
  }),
);
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(forward('a'), forward('b')) },
  weighted,
  redirect,
  fc.constant<Action>({ type: 'fixed-response', status: 404, contentType: 'text/plain', body: 'Not Found' }),
);

const around: fc.Arbitrary<Partial<Rule>> = fc.constantFrom<Partial<Rule>>(
  {},
  {},
  { authenticate: [{ type: 'authenticate-oidc', settings: { Issuer: 'i' } }] },
  { authenticate: [{ type: 'jwt-validation', settings: { Issuer: 'i' } }] },
  { transforms: [{ type: 'url-rewrite', rewrites: [{ regex: '^/a', replace: '/b' }] }] },
);

const rule = fc.tuple(fc.array(condition, { minLength: 1, maxLength: 2 }), action, around).map(
  ([conditions, does, rest]): Partial<Rule> => ({
    listeners: ['https'],
    conditions,
    action: does,
    ...rest,
  }),
);

/** Two tables that share some rules, as tables before and after a change do. */
const tables = fc
  .tuple(fc.array(rule, { maxLength: 2 }), fc.array(rule, { maxLength: 2 }), fc.array(rule, { maxLength: 2 }))
  .map(([shared, before, after]) => [table([...before, ...shared]), table([...after, ...shared])] as const);

const pair = (one: string | null, other: string | null) => `${one} → ${other}`;

describe('difference', () => {
  it('equals enumeration on 10,000 pairs of tables, with authentication and transforms; witnesses are replayed', () => {
    let classes = 0;
    const property = fc.property(tables, ([before, after]) => {
      const { changes, undecided } = difference(before, after);
      if (undecided.length > 0) throw new Error('A case this small must be decided.');
      const [old, fresh] = [compile(before), compile(after)];
      // Pairs of rules that need no look: reported, or known to do the same with every request.
      const settled = new Set(changes.map((change) => pair(change.before.rule, change.after.rule)));
      for (const { witness, before: was, after: is } of changes) {
        const [one, other] = [old.decide(witness), fresh.decide(witness)];
        const replayed = one.rule === was.rule && other.rule === is.rule;
        if (!replayed || outcomeKey(one.action) === outcomeKey(other.action)) {
          throw new Error(`No witness: ${JSON.stringify(witness)}`);
        }
      }
      for (const request of WORLD) {
        const [one, other] = [old.decide(request), fresh.decide(request)];
        const both = pair(one.rule, other.rule);
        if (settled.has(both)) continue;
        if (outcomeKey(one.action) !== outcomeKey(other.action))
          throw new Error(`Missed: ${JSON.stringify(request)}`);
        if (one.action.kind !== 'redirect' && other.action.kind !== 'redirect') settled.add(both);
      }
      classes += changes.length;
    });
    fc.assert(property, { numRuns: 10_000 });
    expect(classes).toBeGreaterThan(10_000);
  }, 240_000);

  it('finds nothing where only words differ', () => {
    const path: Condition = { type: 'path-pattern', values: ['/a', '/b'] };
    const host: Condition = { type: 'host-header', values: ['a.ai'] };
    const to = (name: string): Action => ({
      type: 'redirect',
      status: 301,
      protocol: 'HTTPS',
      host: name,
      port: '443',
      path: '/x',
      query: '',
    });
    const before = table([{ conditions: [path, host], action: to('#{host}') }]);
    const after = table([{ conditions: [host, { ...path, values: ['/b', '/a'] }], action: to('a.ai') }]);
    expect(difference(before, after)).toEqual({ changes: [], added: [], removed: [], undecided: [] });
  });

  it('shows in full what the same words would hide', () => {
    const answer = (body: string): Partial<Rule> => ({
      conditions: [{ type: 'path-pattern', values: ['/a'] }],
      action: { type: 'fixed-response', status: 200, contentType: 'text/plain', body },
    });
    const [change] = difference(table([answer('one')]), table([answer('two')])).changes;
    expect(change && describeSides(change)).toEqual([
      expect.stringContaining('"body":"one"'),
      expect.stringContaining('"body":"two"'),
    ]);
  });

  it('says of a regular expression what it cannot decide, and only there', () => {
    const regex: Partial<Rule> = {
      conditions: [{ type: 'path-pattern', values: [], regexes: ['^/v[0-9]'] }],
      action: forward('b'),
    };
    const rest: Partial<Rule> = { conditions: [{ type: 'path-pattern', values: ['/a*'] }] };
    const { changes } = difference(table([regex, rest]), table([regex, { ...rest, action: forward('b') }]));
    expect(changes.map(({ before, assumes, unless }) => [before.rule, assumes, unless])).toEqual([
      ['rule-2', [], ['rule-1']],
      ['rule-2', [], ['rule-1']],
    ]);
    const on = (host: string, rule: Partial<Rule>): Partial<Rule> => ({
      ...rule,
      conditions: [{ type: 'host-header', values: [host] }, ...(rule.conditions ?? [])],
    });
    const [taker, behind] = [on('a.ai', regex), on('b.ai', rest)];
    const apart = difference(table([taker, behind]), table([taker, { ...behind, action: forward('b') }]));
    expect(apart.changes.map(({ unless }) => unless)).toEqual([[], []]);
    const removed = difference(table([regex, rest]), table([rest]));
    expect(removed.changes.every(({ assumes }) => assumes.length === 1)).toBe(true);
  });
});
