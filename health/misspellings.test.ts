import { describe, expect, it } from 'vitest';
import { findMisspellings } from './misspellings.ts';
import { settingsSchema } from './settings.ts';

const known = Object.keys(settingsSchema.shape);

describe('a variable that nothing reads', () => {
  it.each([
    ['MLFLOW_URI', 'MLFLOW_URL'],
    ['PROBE_INTERVAL', 'PROBE_INTERVAL_MS'],
    ['CANARY_KEYFILE', 'CANARY_KEY_FILE'],
    ['TRUSTED_HOP', 'TRUSTED_HOPS'],
    ['detailed-token', 'DETAILED_TOKEN'],
    ['SLOW_AFTER_SEC', 'SLOW_AFTER_MS'],
    ['MAINTENANCES', 'MAINTENANCE'],
    ['POTR', undefined],
    ['PORTS', 'PORT'],
  ])('%s was meant to be %s', (name, meant) => {
    expect(findMisspellings({ [name]: '1' }, known)[0]?.meant).toBe(meant);
  });

  it.each([
    ...[
      'PATH',
      'HOME',
      'HOSTNAME',
      'PWD',
      'USER',
      'TERM',
      'LANG',
      'SHELL',
      'SHLVL',
      'NODE_ENV',
      'NODE_OPTIONS',
    ],
    ...['AWS_DEFAULT_REGION', 'AWS_EXECUTION_ENV', 'ECS_CONTAINER_METADATA_URI_V4', 'NODE_VERSION', 'TZ'],
    ...['KUBERNETES_PORT', 'KUBERNETES_SERVICE_HOST', 'MLFLOW_TRACKING_URI', 'AWS_ENDPOINT_URL'],
  ])("%s is somebody else's", (name) => {
    expect(findMisspellings({ [name]: '1' }, known)).toEqual([]);
  });

  it('is not held against a variable that is set itself', () => {
    expect(findMisspellings({ MLFLOW_URL: 'http://x', MLFLOW_URI: 'http://x' }, known)).toEqual([]);
  });
});
