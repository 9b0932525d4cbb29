import { describe, expect, it } from 'vitest';
import { compile } from '../../../routing/compile.ts';
import { requestUrl } from '../../../routing/request.ts';
import { routes } from './data.ts';
import { nearMisses } from './nearMisses.ts';
import { ask, DEFAULT_QUESTION, type Question } from './question.ts';

const router = compile(routes);

function missesOf(part: Partial<Question>) {
  const answer = ask(router, { ...DEFAULT_QUESTION, ...part });
  if (!answer.ok) throw new Error(answer.message);
  return nearMisses(router, answer.request, answer.decision);
}
const paths = (target: string) => missesOf({ target }).map(({ request }) => request.path);

describe('near misses', () => {
  it.each([
    ['/mlflowx', ['/mlflow']],
    ['/mlflow-other/a', ['/mlflow/a']],
    ['//mlflow/', ['/mlflow/']],
    ['/MLflow/Runs', ['/mlflow/Runs']],
    ['/API/MLFLOW', ['/api/mlflow']],
    ['/api/mflow/a', ['/api/mlflow/a']],
    ['/api/health', ['/api/health/mlflow']],
    ['/', ['/mlflow', '/api/mlflow', '/api/health/mlflow']],
    ['/something/else', []],
  ])('of %s are the paths that it may have been meant for', (path, expected) => {
    expect(paths(path)).toEqual(expected);
  });

  it('of another host is ours', () => {
    const misses = missesOf({ host: 'auth.hokus.ai' });
    expect(misses.map(({ part, request }) => [part, request.host])).toEqual([['host', 'registry.hokus.ai']]);
  });

  it('of a request that a rule takes are the other port and the methods that another rule takes', () => {
    const misses = missesOf({ scheme: 'http', target: '/api/mlflow/a' });
    expect(misses.map(({ part, request, decision }) => [part, request.method, decision.rule])).toEqual([
      ['listener', 'GET', 'mlflow-api'],
      ['method', 'POST', 'http-refuse'],
      ['method', 'PATCH', 'http-refuse-changes'],
    ]);
    expect(misses[0] && requestUrl(misses[0].request)).toBe('https://registry.hokus.ai/api/mlflow/a');
  });

  it('always meet a rule, and another one', () => {
    for (const target of ['/', '/mlflow', '/api/mlflowx', '/api/health/mlflow']) {
      const answer = ask(router, { ...DEFAULT_QUESTION, target });
      const rule = answer.ok ? answer.decision.rule : undefined;
      for (const miss of missesOf({ target })) {
        expect(miss.decision.rule).not.toBeNull();
        expect(miss.decision.rule).not.toBe(rule);
      }
    }
  });

  it('are a hint, not a list: at most five', () => {
    const values = Array.from({ length: 30 }, (_, index) => `/mlflo${String.fromCharCode(97 + index)}/*`);
    const rules = routes.rules.map((rule, index) =>
      index === 0 ? { ...rule, conditions: [{ type: 'path-pattern' as const, values }] } : rule,
    );
    const many = compile({ ...routes, rules });
    const answer = ask(many, { ...DEFAULT_QUESTION, target: '/mlflowx/y' });
    expect(answer.ok && nearMisses(many, answer.request, answer.decision)).toHaveLength(5);
  });
});
