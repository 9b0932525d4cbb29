import { describe, expect, it } from 'vitest';
import { differences, type PublishedReport, parsePublished } from './report.ts';

const block = (anchor: string, identity: string) => ({
  anchor,
  identity,
  language: 'python',
  outcome: 'run' as const,
});

const report = (pages: Record<string, string[]>): PublishedReport => ({
  version: 1,
  inputs: 'then',
  mlflow: { server: '3.17.2', client: '3.17.2' },
  pages: Object.entries(pages).map(([page, identities]) => ({
    page,
    blocks: identities.map((identity, index) => block(`code-${index + 1}`, identity)),
  })),
});

describe('differences', () => {
  it('are none between equal reports', () => {
    expect(differences(report({ a: ['x'] }), report({ a: ['x'] }))).toEqual([]);
  });

  it('name pages and blocks', () => {
    const committed = report({ a: ['x', 'y'], gone: ['x'], short: ['x', 'y'] });
    const fresh = report({ a: ['x', 'z', 'v'], short: ['x'], young: [] });
    expect(differences(committed, fresh)).toEqual([
      'a: code-2, code-3',
      'gone: no longer a page',
      'short: fewer blocks',
      'young: not in the report',
    ]);
  });

  it('name another version of MLflow', () => {
    const fresh = { ...report({}), mlflow: { server: '4.0.0', client: '3.17.2' } };
    expect(differences(report({}), fresh)).toEqual(['MLflow’s version']);
  });
});

describe('parsePublished', () => {
  it('refuses what is no report with the command that renews it', () => {
    expect(() => parsePublished('{"version": 2}')).toThrow('npm run snippets -- --write');
  });
});
