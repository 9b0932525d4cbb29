import { describe, expect, it } from 'vitest';
import { parseRequest, requestUrl } from './request.ts';

describe('parseRequest', () => {
  it('takes the default port of the scheme, and GET', () => {
    expect(parseRequest('http://A.ai')).toMatchObject({
      protocol: 'http',
      port: 80,
      method: 'GET',
      host: 'a.ai',
      path: '/',
    });
    expect(parseRequest('HTTPS://a.ai:8443/x')).toMatchObject({ protocol: 'https', port: 8443 });
  });

  it.each([
    ['https://a.ai//x/../y/', '//x/../y/', ''],
    ['https://a.ai/%2e%2E/x', '/%2e%2E/x', ''],
    ['https://a.ai?x=/y?z', '/', 'x=/y?z'],
    ['https://a.ai/x?#/y', '/x', ''],
    ['https://a.ai/ä b', '/%C3%A4%20b', ''],
  ])('keeps %s as it goes over the wire', (url, path, query) => {
    expect(parseRequest(url)).toMatchObject({ path, query });
  });

  it.each(['', '/mlflow', 'ftp://a.ai/', 'https://', 'https://a b/', 'registry.hokus.ai/api/mlflow'])(
    'refuses "%s"',
    (url) => {
      expect(() => parseRequest(url)).toThrow(/expected http:\/\/ or https:\/\//);
    },
  );

  it('reads what requestUrl writes', () => {
    for (const url of ['https://a.ai/', 'http://a.ai:443/x?y', 'https://a.ai//?a=b&c']) {
      expect(requestUrl(parseRequest(url))).toBe(url);
    }
  });
});
