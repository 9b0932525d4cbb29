/** Whether one condition of a rule holds for one request: the six condition types of an ALB. */
import { inRange, parseCidr } from './cidr.ts';
import { foldCase, matchGlob, parseGlob } from './glob.ts';
import type { RoutingRequest } from './request.ts';
import type { Condition } from './schema.ts';

/** What was compared, and whether it fitted. */
export type ConditionTrace = {
  type: Condition['type'];
  /** The header's name, for `http-header`. */
  name?: string;
  /** The patterns of the condition, as written. */
  expected: readonly string[];
  /** What the request brought; empty when it has no such header or no query string. */
  actual: readonly string[];
  matched: boolean;
};

/** A condition made ready: patterns parsed once. */
export type Matcher = (request: RoutingRequest) => ConditionTrace;

type Test = (value: string) => boolean;

function tester(
  type: Condition['type'],
  expected: readonly string[],
  tests: readonly Test[],
  read: (request: RoutingRequest) => readonly string[],
): Matcher {
  return (request) => {
    const actual = read(request);
    return { type, expected, actual, matched: actual.some((value) => tests.some((test) => test(value))) };
  };
}

function globTests(values: readonly string[], options: { ignoreCase?: boolean; escapes?: boolean }): Test[] {
  return values.map((value) => {
    const glob = parseGlob(value, options);
    return (text) => matchGlob(glob, text);
  });
}

/** The pairs of a raw query string; a key without `=` has the empty value. */
export function queryPairs(query: string): Array<readonly [key: string, value: string]> {
  const pairs: Array<readonly [string, string]> = [];
  for (const part of query.split('&')) {
    if (part === '') continue;
    const cut = part.indexOf('=');
    pairs.push(cut < 0 ? [part, ''] : [part.slice(0, cut), part.slice(cut + 1)]);
  }
  return pairs;
}

function queryMatcher(values: ReadonlyArray<{ key?: string | undefined; value: string }>): Matcher {
  const options = { ignoreCase: true, escapes: true };
  const globs = values.map(
    ({ key = '*', value }) => [parseGlob(key, options), parseGlob(value, options)] as const,
  );
  const expected = values.map(({ key = '*', value }) => `${key}=${value}`);
  return ({ query }) => {
    const pairs = queryPairs(query);
    const matched = pairs.some(([key, value]) =>
      globs.some(([k, v]) => matchGlob(k, key) && matchGlob(v, value)),
    );
    return {
      type: 'query-string',
      expected,
      actual: pairs.map(([key, value]) => `${key}=${value}`),
      matched,
    };
  };
}

function headerMatcher(name: string, values: readonly string[]): Matcher {
  const folded = foldCase(name);
  const match = tester(
    'http-header',
    values,
    globTests(values, { ignoreCase: true, escapes: true }),
    (request) => request.headers.filter(([key]) => foldCase(key) === folded).map(([, value]) => value),
  );
  return (request) => ({ ...match(request), name });
}

function cidrTests(values: readonly string[]): Test[] {
  return values.map((value) => {
    const range = parseCidr(value);
    return (address) => range !== null && inRange(range, address);
  });
}

/**
 * Makes a condition ready. Values are alternatives: one that fits is enough. A header that comes several times
 * fits when any of its values does (AWS API, HttpHeaderConditionConfig).
 */
export function compileCondition(condition: Condition): Matcher {
  const { type, values } = condition;
  switch (type) {
    case 'host-header':
      return tester(type, values, globTests(values, { ignoreCase: true }), (request) => [request.host]);
    case 'path-pattern':
      return tester(type, values, globTests(values, {}), (request) => [request.path]);
    case 'http-request-method':
      return tester(
        type,
        values,
        values.map(
          (value): Test =>
            (method) =>
              method === value,
        ),
        (request) => [request.method],
      );
    case 'source-ip':
      return tester(type, values, cidrTests(values), (request) => [request.sourceIp]);
    case 'http-header':
      return headerMatcher(condition.name, condition.values);
    case 'query-string':
      return queryMatcher(values);
  }
}
