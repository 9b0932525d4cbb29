import { describe, expect, it } from 'vitest';
import { LOCAL_REGISTRY_ORIGIN, REGISTRY_ORIGIN, TRACKING_PATH, TRACKING_URI } from '../../../endpoint.ts';
import { type ApiOperation, chooseServers, hostedUrl, needsKey, withExamples } from './operation.ts';

const LOCAL_URI = `${LOCAL_REGISTRY_ORIGIN}${TRACKING_PATH}`;
const operation: ApiOperation = {};

const servedAt = (...urls: string[]): ApiOperation => ({
  ...operation,
  servers: urls.map((url) => ({ url })),
});

describe('hostedUrl', () => {
  it('is the base URL at the hosted registry', () => {
    expect(hostedUrl(servedAt(LOCAL_URI, TRACKING_URI))).toBe(TRACKING_URI);
  });

  it('is missing for an operation that only the platform can reach', () => {
    expect(hostedUrl(servedAt('http://127.0.0.1:8002'))).toBeUndefined();
  });
});

describe('chooseServers', () => {
  const choose = (allowed: string, operation = servedAt(TRACKING_URI, LOCAL_URI)) =>
    chooseServers(operation, allowed).map(({ url }) => url);

  it('offers only the hosted registry on the published site', () => {
    expect(choose(REGISTRY_ORIGIN)).toEqual([TRACKING_URI]);
  });

  it('starts with the registry that the page may call, with the same path', () => {
    expect(choose('http://localhost:9090')).toEqual([`http://localhost:9090${TRACKING_PATH}`, TRACKING_URI]);
  });

  it('needs no path for an API at the root of the origin', () => {
    expect(choose(LOCAL_REGISTRY_ORIGIN, servedAt(REGISTRY_ORIGIN))).toEqual([
      LOCAL_REGISTRY_ORIGIN,
      REGISTRY_ORIGIN,
    ]);
  });

  it('says why the hosted registry does not answer on another deployment', () => {
    const [, hosted] = chooseServers(servedAt(TRACKING_URI), LOCAL_REGISTRY_ORIGIN);
    expect(hosted?.description).toContain(LOCAL_REGISTRY_ORIGIN);
  });
});

describe('withExamples', () => {
  it('makes the recorded request the example of its schema', () => {
    const media = { schema: { type: 'object' }, example: { name: 'churn' } };
    const body = { content: { 'application/json': media } };
    expect(withExamples({ ...operation, requestBody: body }).requestBody?.content).toEqual({
      'application/json': { schema: { type: 'object', example: { name: 'churn' } } },
    });
  });

  it('leaves an operation without a body as it is', () => {
    expect(withExamples(operation)).toBe(operation);
  });
});

describe('needsKey', () => {
  it.each<[ApiOperation['security'], boolean]>([
    [[{ bearer: [] }, { apiKey: [] }], true],
    [[{}], false],
    [[], false],
    [undefined, false],
  ])('with security %j: %s', (security, expected) => {
    expect(needsKey({ ...operation, security })).toBe(expected);
  });
});
