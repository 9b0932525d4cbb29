import { describe, expect, it } from 'vitest';
import { REGISTRY_ORIGIN, TRACKING_ALIAS_PATH } from '../endpoint.ts';
import { compile } from './compile.ts';
import { describeAction, describeCondition, nameTarget, tellDecision, tellOutcome } from './describe.ts';
import { loadRoutes } from './load.ts';
import { parseRequest } from './request.ts';

const routes = await loadRoutes();

describe('words', () => {
  it('name the targets as their descriptions do', () => {
    expect(nameTarget(routes, 'api')).toBe('the API service');
    expect(nameTarget(routes, 'health')).toBe('the health service');
  });

  it('fall back to the name of a target that is not described so', () => {
    expect(nameTarget(routes, 'other')).toBe('target other');
    const targets = { other: { description: 'Something else.' } };
    expect(nameTarget({ ...routes, targets }, 'other')).toBe('target other');
  });

  it('say the shares of a weighted forward', () => {
    const targets = [
      { target: 'api', weight: 3 },
      { target: 'health', weight: 1 },
    ];
    expect(tellOutcome(routes, { kind: 'forward', targets })).toBe(
      'goes to the API service (75%) or the health service (25%)',
    );
  });

  it('say where a redirect leads', () => {
    const { host } = new URL(REGISTRY_ORIGIN);
    const decision = compile(routes).decide(parseRequest(`http://${host}${TRACKING_ALIAS_PATH}/a`));
    expect(tellDecision(routes, 'It', decision)).toBe(
      'It is redirected (301) to https://registry.hokus.ai:443/mlflow/a. Rule http-redirect-alias matches.',
    );
  });

  it('say a rule as it is written', () => {
    expect(describeCondition({ type: 'http-header', name: 'X-A', values: ['b', 'c*'] })).toBe(
      'header X-A b or c*',
    );
    expect(describeCondition({ type: 'query-string', values: [{ value: '1' }] })).toBe('query *=1');
    expect(describeAction({ type: 'forward', targets: [{ target: 'a', weight: 0 }] })).toBe('forward to a');
  });
});
