/** Whether one condition of a rule holds for one request: the six condition types of an ALB. */
import { inRange, parseCidr } from './cidr.ts';
import { compileGlobs, foldCase, type GlobOptions, parseGlob } from './glob.ts';
import type { RoutingRequest } from './request.ts';
import type { Condition } from './schema.ts';

/** What was compared, and whether it fitted. */
export interface ConditionTrace {
  type: Condition['type'];
  /** The header's name, for `http-header`. */
  name?: string;
  /** The patterns of the condition, as written; regular expressions stand between slashes. */
  expected: readonly string[];
  /** What the request brought; empty when it has no such header or no query string. */
  actual: readonly string[];
  /** Null when it depends on a regular expression. */
  matched: boolean | null;
}

/** A request with what several conditions need of it, made once. */
export interface View {
  request: RoutingRequest;
  /** The host without its case. */
  host: string;
}

/** Looks at a request. */
export function viewOf(request: RoutingRequest): View {
  return { request, host: foldCase(request.host) };
}

/** A condition made ready: patterns parsed once. */
export interface Matcher {
  /** True when the condition has regular expressions: then `holds` says only whether a value fits. */
  opaque: boolean;
  holds: (view: View) => boolean;
  /** Like `holds`, and says what was compared. */
  trace: (view: View) => ConditionTrace;
}

/** Whether one value of the request fits one value of the condition. */
type Test = (value: string) => boolean;

const PATTERN = { ignoreCase: true, escapes: true };

/** The regular expressions of a condition; only three types can have them. */
export function regexesOf(condition: Condition): readonly string[] {
  return 'regexes' in condition ? (condition.regexes ?? []) : [];
}

/** Whether what the condition takes cannot be decided. */
export const isOpaque = (condition: Condition): boolean => regexesOf(condition).length > 0;

/** The same text for the same conditions, in whatever order they and their values are written. */
export function conditionsKey(conditions: readonly Condition[]): string {
  const text = (condition: Condition) =>
    JSON.stringify({ ...condition, values: condition.values.map((value) => JSON.stringify(value)).sort() });
  return conditions.map(text).sort().join();
}

const anyOf =
  (tests: readonly Test[]): Test =>
  (value) =>
    tests.some((test) => test(value));

type Shown = Omit<ConditionTrace, 'actual' | 'matched'>;

/** A condition on the one value that every request has. */
function single(
  shown: Shown,
  show: (request: RoutingRequest) => string,
  holds: (view: View) => boolean,
): Omit<Matcher, 'opaque'> {
  return { holds, trace: (view) => ({ ...shown, actual: [show(view.request)], matched: holds(view) }) };
}

/** A condition holds when any value that the request brings fits any value that the condition names. */
function several(
  shown: Shown,
  read: (request: RoutingRequest) => readonly string[],
  fits: Test,
): Omit<Matcher, 'opaque'> {
  return {
    holds: ({ request }) => read(request).some(fits),
    trace: ({ request }) => {
      const actual = read(request);
      return { ...shown, actual, matched: actual.some(fits) };
    },
  };
}

function globTest(values: readonly string[], options: GlobOptions): Test {
  return compileGlobs(values.map((value) => parseGlob(value, options)));
}

/** The same for values that come with their case. */
function foldingTest(values: readonly string[]): Test {
  const test = globTest(values, PATTERN);
  return (value) => test(foldCase(value));
}

/** The pairs of a raw query string as `key=value`; a key without `=` has the empty value. */
function queryPairs(query: string): string[] {
  const parts = query.split('&').filter((part) => part !== '');
  return parts.map((part) => (part.includes('=') ? part : `${part}=`));
}

function pairTests(values: ReadonlyArray<{ key?: string | undefined; value: string }>): Test[] {
  return values.map(({ key: keyPattern = '*', value: valuePattern }) => {
    const key = foldingTest([keyPattern]);
    const value = foldingTest([valuePattern]);
    return (pair) => {
      const cut = pair.indexOf('=');
      return key(pair.slice(0, cut)) && value(pair.slice(cut + 1));
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
  const matcher = valueMatcher(condition);
  if (!isOpaque(condition)) return { ...matcher, opaque: false };
  const regexes = regexesOf(condition).map((regex) => `/${regex}/`);
  return {
    opaque: true,
    holds: matcher.holds,
    trace: (view) => {
      const { expected, matched, ...rest } = matcher.trace(view);
      // A header that is not there fits no expression either.
      const possible = rest.actual.length > 0;
      return { ...rest, expected: [...expected, ...regexes], matched: matched || (possible ? null : false) };
    },
  };
}

function valueMatcher(condition: Condition): Omit<Matcher, 'opaque'> {
  const { type } = condition;
  switch (type) {
    case 'host-header': {
      const fits = globTest(condition.values, { ignoreCase: true });
      return single(
        { type, expected: condition.values },
        ({ host }) => host,
        ({ host }) => fits(host),
      );
    }
    case 'path-pattern': {
      const fits = globTest(condition.values, {});
      return single(
        { type, expected: condition.values },
        ({ path }) => path,
        ({ request }) => fits(request.path),
      );
    }
    case 'http-request-method': {
      const { values } = condition;
      return single(
        { type, expected: values },
        ({ method }) => method,
        ({ request }) => values.includes(request.method),
      );
    }
    case 'source-ip': {
      const fits = anyOf(cidrTests(condition.values));
      return single(
        { type, expected: condition.values },
        ({ sourceIp }) => sourceIp,
        ({ request }) => fits(request.sourceIp),
      );
    }
    case 'http-header': {
      const { name, values } = condition;
      return several({ type, name, expected: values }, headerReader(name), foldingTest(values));
    }
    case 'query-string': {
      const expected = condition.values.map(({ key = '*', value }) => `${key}=${value}`);
      return several(
        { type, expected },
        ({ query }) => queryPairs(query),
        anyOf(pairTests(condition.values)),
      );
    }
  }
}
