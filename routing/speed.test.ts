import { describe, expect, it } from 'vitest';
import { compile } from './compile.ts';
import { asRegexes, LARGE } from './fixtures/large.ts';
import { parseRequest, type RoutingRequest } from './request.ts';

const URLS = [
  'https://registry.example.com/none/of/them',
  'https://registry.example.com/api/mlflow/api/2.0/mlflow/runs/search?max_results=100',
  'https://h3.example.com/a/b/x9',
  'https://h8.example.com/p16/a/longer/path/that/nobody/names',
  'https://registry.example.com/c99',
];
const REQUESTS = URLS.flatMap((url) => ['GET', 'POST'].map((method) => parseRequest(url, { method })));

/** The least CPU time that a round takes, in microseconds: what a busy machine adds is not the code's. */
function race(contenders: ReadonlyArray<(request: RoutingRequest) => unknown>): number[] {
  const best = contenders.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < 10; round++) {
    for (const [index, contender] of contenders.entries()) {
      const start = process.cpuUsage();
      for (let run = 0; run < 40; run++) for (const request of REQUESTS) contender(request);
      const { user, system } = process.cpuUsage(start);
      best[index] = Math.min(best[index] ?? 0, user + system);
    }
  }
  return best;
}

describe.each(LARGE)('100 rules with 5 values each: %s', (_, table) => {
  const router = compile(table);
  const regexes = asRegexes(table);

  it('are decided as regular expressions decide', () => {
    for (const request of REQUESTS) expect(router.decide(request).rule).toBe(regexes(request));
  });

  it('are decided at no more cost than by regular expressions made beforehand', () => {
    const [ours = 0, theirs = 0] = race([router.decide, regexes]);
    expect(ours / theirs).toBeLessThanOrEqual(1);
  });
});
