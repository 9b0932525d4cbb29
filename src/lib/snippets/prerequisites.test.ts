import { describe, expect, it } from 'vitest';
import type { Compatibility, PageOutcome } from '../../../snippets/published/compatibility.ts';
import { blockNeeds, needs, prerequisites } from './prerequisites.ts';

const NOTHING: Compatibility = { servers: [] };
const OLDEST = { python: '3.10', node: '22.18', curl: '7.76' };
const block = (language: string, code: string) => ({ language, code });
const client = (version: string, result: PageOutcome['result']) => ({
  version,
  python: '3.11',
  measuredOn: '2026-11-23',
  pages: [{ page: 'a', result }],
});

describe('prerequisites', () => {
  it('are the key, and the packages that the programs import', () => {
    const python = block('python', 'import os\n\nimport mlflow\nfrom sklearn.linear_model import Ridge');
    expect(
      prerequisites('a', [block('bash', 'export MLFLOW_TRACKING_TOKEN=x'), python], OLDEST, NOTHING),
    ).toEqual({
      apiKey: 'yes',
      python: '3.10',
      packages: 'mlflow scikit-learn',
    });
  });

  it.each<[string, ReturnType<typeof block>, object]>([
    ['a check without a package', block('python', 'import urllib.request'), { python: '3.10', packages: '' }],
    ['a command line', block('bash', 'mlflow experiments search'), { python: '3.10', packages: 'mlflow' }],
    ['curl alone, without a key', block('bash', 'curl --silent https://a.example'), { curl: '7.76' }],
    ['TypeScript', block('ts', 'await fetch(url)'), { node: '22.18' }],
  ])('are what %s needs', (_, code, expected) => {
    expect(prerequisites('a', [code], OLDEST, NOTHING)).toEqual(expected);
  });

  it('are none for a page that only shows data', () => {
    expect(
      prerequisites('a', [block('json', '{}'), block('text', 'curl ')], OLDEST, NOTHING),
    ).toBeUndefined();
  });
});

describe('needs', () => {
  it('names the client and the server after the last measured one that failed', () => {
    const servers = [
      { version: '3.9.0', clients: [client('3.9.0', 'passed'), client('3.17.2', 'failed')] },
      { version: '3.12.0', clients: [client('3.17.2', 'passed')] },
      {
        version: '3.17.2',
        clients: [client('3.4.0', 'failed'), client('3.9.0', 'passed'), client('3.17.2', 'passed')],
      },
    ];
    expect(needs('a', { servers })).toEqual({ client: '3.9.0', server: '3.12.0' });
  });

  it('names nothing when all passed, when nothing was measured, and when the newest fails too', () => {
    const one = (result: PageOutcome['result']) => ({
      servers: [{ version: '3.17.2', clients: [client('3.17.2', result)] }],
    });
    expect(needs('a', one('passed'))).toEqual({});
    expect(needs('a', one('failed'))).toEqual({});
    expect(needs('other', one('failed'))).toEqual({});
  });
});

describe('blockNeeds', () => {
  const failing = (version: string, failedAt: string) => ({
    ...client(version, 'failed'),
    pages: [{ page: 'a', result: 'failed' as const, failedAt }],
  });
  const servers = [
    { version: '3.9.0', clients: [failing('3.17.2', 'search')] },
    { version: '3.13.0', clients: [client('3.17.2', 'passed')] },
    {
      version: '3.17.2',
      clients: [
        failing('2.22.5', 'log'),
        failing('3.4.0', 'log'),
        failing('3.9.0', 'restore'),
        client('3.17.2', 'passed'),
      ],
    },
  ];

  it.each([
    ['log', { client: { failed: '3.4.0', passed: '3.9.0' } }],
    ['restore', { client: { failed: '3.9.0', passed: '3.17.2' } }],
    ['search', { server: { failed: '3.9.0', passed: '3.13.0' } }],
    ['other', {}],
  ])('says between which versions %s changed', (identity, expected) => {
    expect(blockNeeds('a', identity, { servers })).toEqual(expected);
  });
});
