import { describe, expect, it } from 'vitest';
import { DOCS_ORIGIN, PLACEHOLDER_KEY, REGISTRY_ORIGIN, TRACKING_URI } from '../../endpoint.ts';
import { liveHost, maskKey, toPage, toStack, withVersions } from './target.ts';

const KEY = ['hk', 'local', 'x'.repeat(32)].join('_');
const TARGET = { registryOrigin: 'http://localhost:1234', key: KEY, docsOrigin: 'http://localhost:5678' };

describe('toStack and toPage', () => {
  it('change the origin and the key, and nothing else', () => {
    const code = `curl -H "Authorization: Bearer ${PLACEHOLDER_KEY}" ${TRACKING_URI}/version # other`;
    const there = toStack(code, TARGET);
    expect(there).toBe(
      `curl -H "Authorization: Bearer ${KEY}" http://localhost:1234/api/mlflow/version # other`,
    );
    expect(toPage(there, TARGET)).toBe(code);
  });

  it('lead to the mirror for the OpenAPI documents, and for nothing else of the docs site', () => {
    const code = `curl ${DOCS_ORIGIN}/openapi/mlflow.yaml ${DOCS_ORIGIN}/docs/errors/`;
    const there = toStack(code, TARGET);
    expect(there).toBe(`curl http://localhost:5678/openapi/mlflow.yaml ${DOCS_ORIGIN}/docs/errors/`);
    expect(toPage(there, TARGET)).toBe(code);
  });
});

describe('withVersions', () => {
  const versions = { mlflow: '3.4.0', 'scikit-learn': '1.8.0' };

  it('puts installed versions in place of pinned ones, only with another client', () => {
    const text = 'pip install mlflow==3.17.2 gone==1.0\nscikit-learn==1.9.1; python_version >= "3.11"';
    expect(withVersions(text, { ...TARGET, versions })).toBe(
      'pip install mlflow==3.4.0 gone==1.0\nscikit-learn==1.8.0; python_version >= "3.11"',
    );
    expect(withVersions(text, TARGET)).toBe(text);
    expect(withVersions('if version == 3 or a==4:', { ...TARGET, versions })).toBe(
      'if version == 3 or a==4:',
    );
  });
});

describe('maskKey', () => {
  it.each(['', 'u:', 'me:', 'user:', 'longer-user:'])(
    'hides the key in Basic credentials of "%s"',
    (user) => {
      const encoded = Buffer.from(`${user}${KEY}`).toString('base64');
      const masked = maskKey(`Authorization: Basic ${encoded}`, TARGET);
      const rest = masked.replace(/^Authorization: Basic /, '').replace('[key in Base64]', '');
      expect(masked).toContain('[key in Base64]');
      expect(Buffer.from(rest, 'base64').toString()).not.toContain(KEY.slice(0, 8));
    },
  );

  it('leaves text without the key alone', () => {
    expect(maskKey('nothing here', TARGET)).toBe('nothing here');
  });
});

describe('liveHost', () => {
  it.each([
    ['https://docs.hokus.ai/x', 'docs.hokus.ai'],
    ['https://docs.hokus.ai/openapi/other.yaml', 'docs.hokus.ai'],
    ['openssl s_client -connect registry.hokus.ai:443', 'registry.hokus.ai'],
    ['ping HOKUS.AI', 'HOKUS.AI'],
    [`${REGISTRY_ORIGIN} and auth.hokus.ai`, 'auth.hokus.ai'],
  ])('finds the host in %s', (code, host) => {
    expect(liveHost(code)).toBe(host);
  });

  it.each([
    TRACKING_URI,
    `${DOCS_ORIGIN}/openapi/health.yaml`,
    'mail support@hokus.ai',
    'hokusai-ml-platform',
    'http://localhost:8080',
  ])('finds nothing in %s', (code) => {
    expect(liveHost(code)).toBeUndefined();
  });
});
