import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';
import { helpText, secretNames, settingsSchema } from './settings.ts';

const least = { MLFLOW_URL: 'http://127.0.0.1:5000' };

function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it('needs nothing but the address of MLflow', () => {
    const config = readConfig(least);
    expect(config.upstream.url.href).toBe('http://127.0.0.1:5000/');
    expect(config.metrics).toBeUndefined();
    expect(config.thresholds).toMatchObject({
      intervalMs: 10_000,
      roundTimeoutMs: 30_000,
      slowAfterMs: 1500,
      staleAfterMs: 31_500,
    });
  });

  it('takes a variable that is set to nothing for unset', () => {
    expect(readConfig({ ...least, PORT: '', DETAILED_TOKEN: '' })).toMatchObject({
      listen: { port: 8002 },
      detailedToken: undefined,
    });
  });

  it('keeps a path in the address of MLflow', () => {
    expect(readConfig({ MLFLOW_URL: 'https://mlflow.internal/base' }).upstream.url.href).toBe(
      'https://mlflow.internal/base/',
    );
  });

  it('makes the header for MLflow from a token or from name and password', () => {
    expect(readConfig({ ...least, MLFLOW_TRACKING_TOKEN: 'made-up' }).upstream.authorization).toBe(
      'Bearer made-up',
    );
    const pair = { MLFLOW_TRACKING_USERNAME: 'probe', MLFLOW_TRACKING_PASSWORD: 'made:up' };
    const encoded = Buffer.from('probe:made:up').toString('base64');
    expect(readConfig({ ...least, ...pair }).upstream.authorization).toBe(`Basic ${encoded}`);
  });

  it('names every fault at once, single ones and combinations', () => {
    const faults = faultsOf({
      PORT: '70000',
      METRICS_PORT: 'many',
      FAIL_AFTER: '0',
      CRITICAL_CHECKS: 'server,store',
      SLOW_AFTER_MS: '30000',
      STALE_AFTER_MS: '9000',
      CANARY_KEY: 'made-up',
      ARTIFACTS_SENTINEL: 'a/../b',
      DRAIN_DELAY_MS: '20000',
      MLFLOW_TRACKING_TOKEN: 'made-up',
      MLFLOW_TRACKING_USERNAME: 'probe',
    });
    const about = ['MLFLOW_URL', 'PORT', 'METRICS_PORT', 'FAIL_AFTER', 'CRITICAL_CHECKS', 'SLOW_AFTER_MS'];
    for (const name of [
      ...about,
      'STALE_AFTER_MS',
      'DRAIN_DELAY_MS',
      'TRACKING_URI',
      'ARTIFACTS_SENTINEL',
      'MLFLOW_TRACKING_TOKEN',
    ]) {
      expect(faults.filter((fault) => fault.startsWith(`${name} `)).length, name).toBeGreaterThan(0);
    }
    expect(faults.some((fault) => fault.includes('go together'))).toBe(true);
  });

  it('keeps the history in memory, in a file or in a table of a region, never in two places', () => {
    const file = { HISTORY_FILE: '/data/history.db' };
    const table = { HISTORY_TABLE: 'health-history', AWS_REGION: 'us-east-1' };
    expect(readConfig(least).history).toEqual({ kind: 'memory' });
    expect(readConfig({ ...least, ...file }).history).toEqual({ kind: 'file', file: '/data/history.db' });
    expect(readConfig({ ...least, ...table }).history).toEqual({
      kind: 'table',
      table: 'health-history',
      region: 'us-east-1',
      endpoint: undefined,
    });
    expect(faultsOf({ ...least, ...file, ...table })).toEqual([expect.stringMatching(/^HISTORY_FILE and/)]);
    expect(faultsOf({ ...least, HISTORY_TABLE: 'health-history' })).toEqual([
      expect.stringMatching(/^AWS_REGION is missing/),
    ]);
    expect(faultsOf({ ...least, ...table, HISTORY_TABLE: 'a/b', AWS_REGION: 'here' })).toHaveLength(2);
  });

  it.each([
    'ftp://127.0.0.1',
    'mlflow:5000',
    'http://',
    'http://x/?a=b',
    'http://x/#a',
    'http://user:word@x',
  ])('refuses %s as the address of MLflow', (url) => {
    expect(faultsOf({ MLFLOW_URL: url })).toHaveLength(1);
  });

  it('reads announced maintenance windows, in any time zone', () => {
    const window = { start: '2026-12-05T23:00:00+01:00', end: '2026-12-05T22:30:00Z', message: ' Upgrade. ' };
    expect(readConfig({ ...least, MAINTENANCE: JSON.stringify([window]) }).maintenance).toEqual([
      { start: new Date('2026-12-05T22:00:00Z'), end: new Date('2026-12-05T22:30:00Z'), message: 'Upgrade.' },
    ]);
    expect(readConfig(least).maintenance).toEqual([]);
  });

  const window = { start: '2026-12-05T22:00:00Z', end: '2026-12-05T23:00:00Z', message: 'Upgrade.' };
  it.each([
    ['tonight', /^MAINTENANCE must be a JSON list, like \[\{"start":.*, not "tonight"$/],
    [window, /^MAINTENANCE must be a JSON list/],
    [[{ ...window, start: 'tonight' }], /^MAINTENANCE\[0\]\.start must be a time .*, not "tonight"$/],
    [[{ ...window, end: '2026-12-05T22:00:00' }], /^MAINTENANCE\[0\]\.end must be a time with its zone/],
    [[window, { ...window, end: window.start }], /^MAINTENANCE\[1\]\.end must be later than start/],
    [[{ ...window, end: '2027-12-05T23:00:00Z' }], /^MAINTENANCE\[0\]\.end must be at most 7 days after/],
    [
      [{ start: window.start, end: window.end }],
      /^MAINTENANCE\[0\]\.message is missing: it must be a sentence$/,
    ],
    [[{ ...window, message: 'a\nb' }], /^MAINTENANCE\[0\]\.message must be one line of text/],
    [[{ ...window, from: '' }], /^MAINTENANCE\[0\] must have start, end and message, and nothing else/],
    [Array(21).fill(window), /^MAINTENANCE must list at most 20 windows/],
  ])('says where %j is wrong and how it is right', (value, fault) => {
    const MAINTENANCE = typeof value === 'string' ? value : JSON.stringify(value);
    expect(faultsOf({ ...least, MAINTENANCE })).toEqual([expect.stringMatching(fault)]);
  });

  it.each(['..', 'a/..', 'a/../b', '../a', './a', '/a', 'a//b', 'a%2f..', 'a\\b'])(
    'refuses %s as sentinel: its path must not lead out of the store',
    (ARTIFACTS_SENTINEL) => {
      const ARTIFACTS_SENTINEL_SHA256 = 'a'.repeat(64);
      expect(faultsOf({ ...least, ARTIFACTS_SENTINEL, ARTIFACTS_SENTINEL_SHA256 })).toEqual([
        expect.stringMatching(/^ARTIFACTS_SENTINEL must/),
      ]);
    },
  );

  it('never repeats a secret in a fault', () => {
    const planted = 'pla nted';
    const environment = Object.fromEntries(Object.keys(settingsSchema.shape).map((name) => [name, planted]));
    const text = faultsOf(environment).filter((fault) => secretNames.some((name) => fault.startsWith(name)));
    expect(text.length).toBeGreaterThan(0);
    expect(text.join('\n')).not.toContain(planted);
  });
});

describe('the help', () => {
  it('names every variable with what it does', () => {
    for (const name of Object.keys(settingsSchema.shape)) {
      expect(helpText('main.ts')).toMatch(new RegExp(`^  ${name} +\\S`, 'm'));
    }
    expect(helpText('main.ts')).not.toContain('undefined');
  });
});
