import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCondition, viewOf } from '../conditions.ts';
import type { RoutingRequest } from '../request.ts';
import type { Condition, Rule } from '../schema.ts';
import { RequestFinder } from './findRequest.ts';

const BASE: RoutingRequest = {
  protocol: 'https',
  port: 443,
  method: 'GET',
  host: 'x',
  path: '/',
  query: '',
  headers: [],
  sourceIp: '203.0.113.10',
};

/** Every request of a small world; `x` is written in no pattern and stands for every other character. */
const WORLD: Array<Array<Partial<RoutingRequest>>> = [
  ['x', 'a', 'aa', 'xa', 'x.a', 'a.a', 'a.x', 'x.x'].map((host) => ({ host })),
  [
    '/',
    ...['x', 'a', 'b', '/'].flatMap((c) => [`/${c}`, ...['x', 'a', 'b', '/'].map((d) => `/${c}${d}`)]),
  ].map((path) => ({ path })),
  ['GET', 'POST', 'X'].map((method) => ({ method })),
  [[], [''], ['a'], ['x'], ['a', 'x']].map((values) => ({
    headers: values.map((value) => ['h', value] as const),
  })),
  ['', 'k=a', 'k=x', 'x=a', '=', 'k=a&x=a'].map((query) => ({ query })),
  ['203.0.113.10', '10.0.0.0', '10.0.0.1', '::'].map((sourceIp) => ({ sourceIp })),
];

const some = <T>(items: readonly [T, ...T[]]) =>
  fc.array(fc.constantFrom(...items), { minLength: 1, maxLength: 2 });
const glob = (letters: string[], length: number) =>
  fc.string({ unit: fc.constantFrom(...letters, '*', '?'), maxLength: length });

const condition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 3, arbitrary: fc.array(glob(['a', '.'], 3), { minLength: 1, maxLength: 2 }).map(hosts) },
  { weight: 6, arbitrary: fc.array(glob(['a', 'b', '/'], 2), { minLength: 1, maxLength: 3 }).map(paths) },
  some(['GET', 'POST', 'X']).map((values): Condition => ({ type: 'http-request-method', values })),
  some(['a', '*', '?', 'a?']).map((values): Condition => ({ type: 'http-header', name: 'H', values })),
  some(['10.0.0.0/31', '10.0.0.1/32', '203.0.113.0/24', '::/0', '0.0.0.0/0']).map(
    (values): Condition => ({ type: 'source-ip', values }),
  ),
  some([{ key: 'k', value: 'a' }, { value: 'a' }, { key: '*', value: '*' }, { key: 'k', value: '?' }]).map(
    (values): Condition => ({ type: 'query-string', values }),
  ),
);

function hosts(values: string[]): Condition {
  return { type: 'host-header', values };
}

function paths(values: string[]): Condition {
  return { type: 'path-pattern', values: values.map((value) => `/${value}`) };
}

const rule: fc.Arbitrary<Rule> = fc.array(condition, { minLength: 1, maxLength: 3 }).map((conditions) => ({
  name: 'r',
  priority: 1,
  listeners: ['https'],
  conditions,
  action: { type: 'forward', targets: [{ target: 't', weight: 1 }] },
  why: 'generated',
}));

function matches({ conditions }: Rule, request: RoutingRequest): boolean {
  return conditions.every((one) => compileCondition(one).holds(viewOf(request)));
}

/** How large a request is: the measure by which a witness is smallest. */
function sizeOf({ host, path, query, headers }: RoutingRequest): number {
  return (
    host.length + path.length + query.length + headers.reduce((sum, [, value]) => sum + value.length + 1, 0)
  );
}

const AXES = [
  'host-header',
  'path-pattern',
  'http-request-method',
  'http-header',
  'query-string',
  'source-ip',
];

/** Which rules (as bits) have no failing condition on this axis when the request has this value there. */
function holding(
  rules: ReadonlyArray<readonly Condition[]>,
  axis: number,
  value: Partial<RoutingRequest>,
): number {
  const request = { ...BASE, ...value };
  return rules.reduce((bits, conditions, index) => {
    const holds = conditions.every(
      (one) => one.type !== AXES[axis] || compileCondition(one).holds(viewOf(request)),
    );
    return holds ? bits | (1 << index) : bits;
  }, 0);
}

/**
 * The size of the smallest request in the small world that `matched` match and `unmatched` do not, or null. All
 * values of all axes are tried with all others; those that the rules cannot tell apart are tried together.
 */
function enumerate(matched: readonly Rule[], unmatched: readonly Rule[]): number | null {
  const rules = [...matched, ...unmatched].map(({ conditions }) => conditions);
  const wanted = (1 << matched.length) - 1;
  let sizes = new Map([[(1 << rules.length) - 1, 0]]);
  for (const [axis, values] of WORLD.entries()) {
    const next = new Map<number, number>();
    for (const value of values) {
      const bits = holding(rules, axis, value);
      const grown = sizeOf({ ...BASE, host: '', path: '', ...value });
      for (const [alive, size] of sizes) {
        const known = next.get(alive & bits) ?? Number.POSITIVE_INFINITY;
        next.set(alive & bits, Math.min(known, size + grown));
      }
    }
    sizes = next;
  }
  return sizes.get(wanted) ?? null;
}

const inWorld = (request: RoutingRequest) =>
  WORLD.every((values) =>
    values.some((fields) =>
      Object.entries(fields).every(
        ([key, value]) => JSON.stringify(Reflect.get(request, key)) === JSON.stringify(value),
      ),
    ),
  );

describe('RequestFinder', () => {
  it('agrees with exhaustive enumeration on 10,000 random sets of rules; every witness is replayed', () => {
    let nones = 0;
    const rules = fc.tuple(fc.array(rule, { minLength: 1, maxLength: 2 }), fc.array(rule, { maxLength: 4 }));
    const property = fc.property(rules, ([matched, unmatched]) => {
      const found = new RequestFinder({ protocol: 'https', port: 443 }).find(matched, unmatched);
      const smallest = enumerate(matched, unmatched);
      // Not `expect`: so many calls of it take longer than the searches.
      if (found.kind === 'none') {
        nones++;
        return smallest === null && new RequestFinder(BASE).find(matched, found.because).kind === 'none';
      }
      if (found.kind === 'undecided') throw new Error('A case this small must be decided.');
      const size = sizeOf(found.request);
      return (
        matched.every((one) => matches(one, found.request)) &&
        !unmatched.some((one) => matches(one, found.request)) &&
        (smallest === null || size <= smallest) &&
        (!inWorld(found.request) || smallest === size)
      );
    });
    fc.assert(property, { numRuns: 10_000 });
    expect(nones).toBeGreaterThan(1_000);
  }, 60_000);
});
