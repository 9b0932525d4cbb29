/** Whether one condition of a rule holds for one request: the six condition types of an ALB. */
import { inRange, parseCidr } from './cidr.ts';
import { foldCase, type GlobOptions, matchGlob, parseGlob } from './glob.ts';
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
export type Matcher = {
  holds: (request: RoutingRequest) => boolean;
  /** Like `holds`, and says what was compared. */
  trace: (request: RoutingRequest) => ConditionTrace;
};

/** Whether one value of the request fits one value of the condition. */
type Test = (value: string) => boolean;

const PATTERN = { ignoreCase: true, escapes: true };

/** A condition holds when any value that the request brings fits any value that the condition names. */
function matcher(
  shown: Omit<ConditionTrace, 'actual' | 'matched'>,
  read: (request: RoutingRequest) => readonly string[],
  tests: readonly Test[],
): Matcher {
  const fits = (value: string) => tests.some((test) => test(value));
  return {
    holds: (request) => read(request).some(fits),
    trace: (request) => {
      const actual = read(request);
      return { ...shown, actual, matched: actual.some(fits) };
    },
  };
}

function globTests(values: readonly string[], options: GlobOptions): Test[] {
  return values.map((value) => {
    const glob = parseGlob(value, options);
    return (text) => matchGlob(glob, text);
  });
}

/** The pairs of a raw query string as `key=value`; a key without `=` has the empty value. */
function queryPairs(query: string): string[] {
  const parts = query.split('&').filter((part) => part !== '');
  return parts.map((part) => (part.includes('=') ? part : `${part}=`));
}

function pairTests(values: ReadonlyArray<{ key?: string | undefined; value: string }>): Test[] {
  return values.map(({ key: keyPattern = '*', value: valuePattern }) => {
    const key = parseGlob(keyPattern, PATTERN);
    const value = parseGlob(valuePattern, PATTERN);
    return (pair) => {
      const cut = pair.indexOf('=');
      return matchGlob(key, pair.slice(0, cut)) && matchGlob(value, pair.slice(cut + 1));
    };
  });
}

function cidrTests(values: readonly string[]): Test[] {
  return values.map((value) => {
    const range = parseCidr(value);
    return (address) => range !== null && inRange(range, address);
  });
}

function headerReader(name: string) {
  const wanted = foldCase(name);
  return ({ headers }: RoutingRequest) =>
    headers.filter(([key]) => foldCase(key) === wanted).map(([, value]) => value);
}

/**
 * Makes a condition ready. Values are alternatives: one that fits is enough. A header that comes several times
 * fits when any of its values does (AWS API, HttpHeaderConditionConfig).
 */
export function compileCondition(condition: Condition): Matcher {
  const { type } = condition;
  switch (type) {
    case 'host-header': {
      const tests = globTests(condition.values, { ignoreCase: true });
      return matcher({ type, expected: condition.values }, ({ host }) => [host], tests);
    }
    case 'path-pattern':
      return matcher(
        { type, expected: condition.values },
        ({ path }) => [path],
        globTests(condition.values, {}),
      );
    case 'http-request-method': {
      const tests = condition.values.map(
        (value): Test =>
          (method) =>
            method === value,
      );
      return matcher({ type, expected: condition.values }, ({ method }) => [method], tests);
    }
    case 'source-ip':
      return matcher(
        { type, expected: condition.values },
        ({ sourceIp }) => [sourceIp],
        cidrTests(condition.values),
      );
    case 'http-header': {
      const { name, values } = condition;
      return matcher({ type, name, expected: values }, headerReader(name), globTests(values, PATTERN));
    }
    case 'query-string': {
      const expected = condition.values.map(({ key = '*', value }) => `${key}=${value}`);
      return matcher({ type, expected }, ({ query }) => queryPairs(query), pairTests(condition.values));
    }
  }
}
