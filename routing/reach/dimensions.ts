/**
 * The parts of a request that conditions look at, each on its own: which value satisfies some conditions and none
 * of others? The parts are independent, so a request is found by finding each part.
 */
import { findAddress, parseCidr } from '../cidr.ts';
import { foldCase, type Glob, parseGlob } from '../glob.ts';
import { DEFAULT_SOURCE_IP, type RoutingRequest } from '../request.ts';
import type { Condition } from '../schema.ts';
import { fewestTexts, sizeOfTexts } from './fewestTexts.ts';
import { shortestText } from './language.ts';

/** A part of a request and its size in characters; method and address have none. */
export interface Part {
  size: number;
  fields: Partial<RoutingRequest>;
}

type Of<T extends Condition['type']> = Extract<Condition, { type: T }>;

const LETTERS = 'xabcdefghijklmnopqrstuvwyz0123456789';
const HOST_ALPHABET = `${LETTERS}-_.`;
const PATH_ALPHABET = `${LETTERS}${LETTERS.slice(0, 26).toUpperCase()}-._~/!$&'()*+,;=:@"%[]\\^\`{|}<>`;
const QUERY_ALPHABET = `${LETTERS}-._~/?!$'()*+,;=:@"%[]\\^\`{|}<>`;
const HEADER_ALPHABET = `${LETTERS} -._~/?#!$&'()*+,;=:@"%[]\\^\`{|}<>`;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'X'];

/** Between key and value of a query pair; no wildcard matches it. */
const PAIR = '\0';

const globs = (values: readonly string[], options: Parameters<typeof parseGlob>[1] = {}): Glob[] =>
  values.map((value) => parseGlob(value, options));

const ANY_PATH = globs(['/*']);
const ANY_HOST = globs(['?*']);
const NO_HOST = globs(['.*', '*..*', '*.']);
const ANY_PAIR = globs([`*${PAIR}*`]);
const NO_PAIR = globs([`*=*${PAIR}*`]);
const PATTERN = { ignoreCase: true, escapes: true };

/** Conditions of one dimension share a key; headers of different names are different dimensions. */
export function dimensionOf(condition: Condition): string {
  return condition.type === 'http-header' ? `http-header ${foldCase(condition.name)}` : condition.type;
}

function ofType<T extends Condition['type']>(type: T, conditions: readonly Condition[]): Of<T>[] {
  return conditions.filter((condition): condition is Of<T> => condition.type === type);
}

function hostPart(hold: readonly Of<'host-header'>[], fail: readonly Of<'host-header'>[]): Part | null {
  const read = ({ values }: Of<'host-header'>) => globs(values, { ignoreCase: true });
  const host = shortestText({
    alphabet: HOST_ALPHABET,
    all: [ANY_HOST, ...hold.map(read)],
    none: [...NO_HOST, ...fail.flatMap(read)],
  });
  return host === null ? null : { size: host.length, fields: { host } };
}

function pathPart(hold: readonly Of<'path-pattern'>[], fail: readonly Of<'path-pattern'>[]): Part | null {
  const read = ({ values }: Of<'path-pattern'>) => globs(values);
  const path = shortestText({
    alphabet: PATH_ALPHABET,
    all: [ANY_PATH, ...hold.map(read)],
    none: fail.flatMap(read),
  });
  return path === null ? null : { size: path.length, fields: { path } };
}

function methodPart(hold: readonly Condition[], fail: readonly Condition[]): Part | null {
  const wanted = ofType('http-request-method', hold).map(({ values }) => values);
  const refused = ofType('http-request-method', fail).flatMap(({ values }) => values);
  const invented = `X${'X'.repeat(Math.max(0, ...refused.map((method) => method.length)))}`;
  const method = [...METHODS, ...wanted.flat(), invented].find(
    (name) => wanted.every((values) => values.includes(name)) && !refused.includes(name),
  );
  return method === undefined ? null : { size: 0, fields: { method } };
}

function addressPart(hold: readonly Condition[], fail: readonly Condition[]): Part | null {
  const read = ({ values }: Of<'source-ip'>) => values.map(parseCidr).filter((range) => range !== null);
  const sourceIp = findAddress(
    ofType('source-ip', hold).map(read),
    ofType('source-ip', fail).flatMap(read),
    DEFAULT_SOURCE_IP,
  );
  return sourceIp === null ? null : { size: 0, fields: { sourceIp } };
}

/** A header may come several times, so conditions share a value or have their own, whatever is smaller in all. */
function headerPart(hold: readonly Of<'http-header'>[], fail: readonly Of<'http-header'>[]): Part | null {
  const read = ({ values }: Of<'http-header'>) => globs(values, PATTERN);
  const none = fail.flatMap(read);
  const values = fewestTexts(hold.map(read), (all) => shortestText({ alphabet: HEADER_ALPHABET, all, none }));
  if (values === null) return null;
  const name = foldCase(hold[0]?.name ?? '');
  return { size: sizeOfTexts(values), fields: { headers: values.map((value) => [name, value] as const) } };
}

/** Like headers: conditions share a pair of key and value or have their own. */
function queryPart(hold: readonly Of<'query-string'>[], fail: readonly Of<'query-string'>[]): Part | null {
  const read = ({ values }: Of<'query-string'>) => {
    const pairs = values.map(({ key = '*', value }) => `${key}${PAIR}${value}`);
    return globs(pairs, PATTERN);
  };
  const query = { alphabet: QUERY_ALPHABET, separator: PAIR, none: [...NO_PAIR, ...fail.flatMap(read)] };
  const pairs = fewestTexts(hold.map(read), (all) => shortestText({ ...query, all: [ANY_PAIR, ...all] }));
  if (pairs === null) return null;
  return { size: sizeOfTexts(pairs), fields: { query: pairs.join('&').replaceAll(PAIR, '=') } };
}

/**
 * The smallest part of a request for which all conditions of `hold` are true and all of `fail` are false, or null
 * when there is none. All conditions are of one dimension.
 *
 * @throws SearchLimitReached when the patterns are too entangled to decide.
 */
export function findPart(
  dimension: string,
  hold: readonly Condition[],
  fail: readonly Condition[],
): Part | null {
  switch (dimension) {
    case 'host-header':
      return hostPart(ofType('host-header', hold), ofType('host-header', fail));
    case 'path-pattern':
      return pathPart(ofType('path-pattern', hold), ofType('path-pattern', fail));
    case 'http-request-method':
      return methodPart(hold, fail);
    case 'source-ip':
      return addressPart(hold, fail);
    case 'query-string':
      return queryPart(ofType('query-string', hold), ofType('query-string', fail));
    default:
      return headerPart(ofType('http-header', hold), ofType('http-header', fail));
  }
}
