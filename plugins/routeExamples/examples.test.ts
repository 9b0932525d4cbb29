import { describe, expect, it } from 'vitest';
import { compile } from '../../routing/compile.ts';
import { loadExpectations, loadRoutes } from '../../routing/load.ts';
import { ask } from '../../src/lib/routing/question.ts';
import { examplesOf } from './examples.ts';

const expected = { expect: { kind: 'default' as const }, why: 'Because.' };

describe('examplesOf', () => {
  it('takes URLs apart as they are written, and says the method', () => {
    const request = { url: 'http://EXAMPLE.com:8080//a?b=%20', method: 'PUT' };
    const question = { scheme: 'http', host: 'EXAMPLE.com:8080', target: '//a?b=%20', method: 'PUT' };
    expect(examplesOf([{ request, ...expected }])).toEqual([{ question, why: 'Because.' }]);
  });

  it('leaves out what the explorer has no field for', () => {
    const url = 'https://example.com/';
    const unusual = [
      { request: { url, from: '192.0.2.1' }, ...expected },
      { request: { url, headers: [['X-A', 'b'] satisfies [string, string]] }, ...expected },
    ];
    expect(examplesOf(unusual)).toEqual([]);
  });

  it('gives the explorer questions of our own table that it can answer', async () => {
    const routes = await loadRoutes();
    const examples = examplesOf(await loadExpectations());
    expect(examples.length).toBeGreaterThan(30);
    for (const { question } of examples) expect(ask(compile(routes), question)).toMatchObject({ ok: true });
  });
});
