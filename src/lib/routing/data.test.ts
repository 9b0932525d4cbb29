import { describe, expect, it } from 'vitest';
import { loadExpectations, loadRoutes } from '../../../routing/load.ts';
import { examples, routes } from './data.ts';
import writtenExamples from './examples.json';
import { ask } from './question.ts';
import { examplesOf } from './writeExamples.ts';

describe('the data of the explorer', () => {
  it('has the shape that its type says, and is the table that Terraform applies', async () => {
    expect(routes).toEqual(await loadRoutes());
  });

  it('holds the expectations as they are now (else run node src/lib/routing/writeExamples.ts)', async () => {
    expect(writtenExamples).toEqual(examplesOf(await loadExpectations()));
    expect(examples.length).toBeGreaterThan(30);
  });

  it('has an answer to each example', () => {
    for (const { question } of examples) expect(ask(routes, question)).toMatchObject({ ok: true });
  });
});

describe('examplesOf', () => {
  const expected = { expect: { kind: 'default' as const }, why: 'Because.' };

  it('takes URLs apart as they are written, and says the method', () => {
    const request = { url: 'http://EXAMPLE.com:8080//a?b=%20', method: 'PUT' };
    expect(examplesOf([{ request, ...expected }])).toEqual([
      { scheme: 'http', host: 'EXAMPLE.com:8080', target: '//a?b=%20', method: 'PUT', why: 'Because.' },
    ]);
  });

  it('leaves out what the explorer has no field for', () => {
    const url = 'https://example.com/';
    const unusual = [
      { request: { url, from: '192.0.2.1' }, ...expected },
      { request: { url, headers: [['X-A', 'b'] satisfies [string, string]] }, ...expected },
    ];
    expect(examplesOf(unusual)).toEqual([]);
  });
});
