import { describe, expect, it } from 'vitest';
import { HEALTH_PATH, PLACEHOLDER_KEY, REGISTRY_ORIGIN, TRACKING_URI } from '../../endpoint.ts';
import { judge } from './allowed.ts';
import { findForbidden } from './find.ts';

/** Bad lines are put together here, so that this file holds none. */
const HOKUS = ['hokus', 'ai'].join('.');
const HOKUSAI = ['hokusai', 'ai'].join('.');
const PLAIN = 'http:/';

const rules = (text: string, file = 'a.md') => findForbidden(file, text).map(({ rule }) => rule);

describe('findForbidden', () => {
  it.each([
    [`https://registry.${HOKUSAI}/api/mlflow`, ['unknown-host', 'other-tracking-uri']],
    [`mlflow.${HOKUS}`, ['unknown-host']],
    [`see platform.${HOKUS}.`, ['unknown-host']],
    [`https://api.${HOKUS}/mlflow`, ['other-tracking-uri']],
    [`api.${HOKUS}/api/mlflow`, ['other-tracking-uri']],
    [`https://registry.${HOKUS}/mlflow`, ['other-tracking-uri']],
    [`(https://registry.${HOKUS}/mlflow/)`, ['other-tracking-uri']],
    [`https://registry.${HOKUS}/api/2.0/mlflow`, ['other-tracking-uri']],
    [`https://registry.${HOKUS}/api/mlflow2`, ['other-tracking-uri']],
    [`https://registry.${HOKUS}:443/api/mlflow`, ['other-tracking-uri']],
    [`https://REGISTRY.${HOKUS}/API/MLFLOW`, ['other-tracking-uri']],
    [`${PLAIN}/registry.${HOKUS}/api/mlflow`, ['plain-http']],
    [`${PLAIN}/${HOKUS}`, ['plain-http']],
    [`export MLFLOW_TRACKING_URI=https://registry.${HOKUS}`, ['wrong-setting']],
    [`export MLFLOW_TRACKING_URI="https://registry.${HOKUS}/api/mlflow/"`, ['wrong-setting']],
    [`MLFLOW_TRACKING_URI: https://registry.${HOKUS}/`, ['wrong-setting']],
    [`{"MLFLOW_TRACKING_URI": "https://registry.${HOKUS}/api/mlflow/api/2.0"}`, ['wrong-setting']],
    [`\${MLFLOW_TRACKING_URI:-https://registry.${HOKUS}}`, ['wrong-setting']],
    [`mlflow.set_tracking_uri("https://registry.${HOKUS}")`, ['wrong-setting']],
    [`MlflowClient(tracking_uri='https://registry.${HOKUS}')`, ['wrong-setting']],
    [`MlflowClient("https://registry.${HOKUS}")`, ['wrong-setting']],
    [['hk', 'live', 'a'.repeat(32)].join('_'), ['key']],
    [`key=${['hk', 'dev', 'x'].join('_')}`, ['key']],
    [`${PLACEHOLDER_KEY}2`, ['key']],
  ])('finds %s', (text, expected) => {
    expect(rules(text)).toEqual(expected);
  });

  it.each([
    `export MLFLOW_TRACKING_URI=${TRACKING_URI}`,
    `mlflow.set_tracking_uri("${TRACKING_URI}")`,
    `Set MLFLOW_TRACKING_URI: ${TRACKING_URI}.`,
    `curl ${TRACKING_URI}/api/2.0/mlflow/runs/create?x=1`,
    `curl ${REGISTRY_ORIGIN}${HEALTH_PATH}/tracking`,
    `${REGISTRY_ORIGIN} is the registry`,
    `https://docs.${HOKUS}/docs/mlflow`,
    `mail support@${HOKUS}`,
    `https://registry.${HOKUS}.example.com/mlflow`,
    'http://localhost:8080/api/mlflow',
    'MLFLOW_TRACKING_URI=http://localhost:8080/api/mlflow',
    `export MLFLOW_TRACKING_TOKEN=${PLACEHOLDER_KEY}`,
    'keys start with `hk_live_`, `hk_test_` or `hk_dev_`',
  ])('accepts %s', (text) => {
    expect(rules(text)).toEqual([]);
  });

  it('names file and line', () => {
    expect(findForbidden('docs/a.mdx', `\n\nx mlflow.${HOKUS} y`)).toEqual([
      { file: 'docs/a.mdx', line: 3, rule: 'unknown-host', text: `mlflow.${HOKUS}` },
    ]);
  });

  it('sees through the elements of highlighted code', () => {
    const code = `<span>export</span> <span>MLFLOW_TRACKING_URI</span><span>=</span><span>https://registry.${HOKUS}</span><br>`;
    expect(rules(code)).toEqual([]);
    expect(rules(code, 'build/a.html')).toEqual(['wrong-setting']);
  });
});

describe('judge', () => {
  const finding = { file: 'a.json', line: 1, rule: 'plain-http', text: `${PLAIN}/${HOKUS}` } as const;
  const allowance = { file: 'a.json', rule: 'plain-http', reason: 'A test of the redirect.' } as const;

  it('lets through what is allowed for this file, rule and text, and nothing else', () => {
    expect(judge([finding], [allowance])).toEqual({ forbidden: [], unused: [] });
    expect(judge([finding], [{ ...allowance, file: 'b.json' }]).forbidden).toEqual([finding]);
    expect(judge([finding], [{ ...allowance, rule: 'key' }]).forbidden).toEqual([finding]);
    expect(judge([finding], [{ ...allowance, text: 'other' }]).forbidden).toEqual([finding]);
  });

  it('names allowances that are not needed any more', () => {
    expect(judge([], [allowance]).unused).toEqual([allowance]);
  });
});
