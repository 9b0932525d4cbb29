import { spawnSync } from 'node:child_process';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { PLACEHOLDER_KEY, TRACKING_URI } from '../../endpoint.ts';
import { loadExamples } from './examples.ts';
import { EXAMPLES, render } from './files.ts';
import { codeSamples, queryString } from './samples.ts';

const examples = loadExamples(EXAMPLES);
const { operations } = render();
const samples = operations.flatMap((operation) => {
  const example = examples.get(operation.id);
  const made = example === undefined ? [] : codeSamples(operation, example);
  return made.map(({ lang, source }) => ({ operation, lang: String(lang), source: String(source) }));
});

const inLanguage = (lang: string) => samples.filter((sample) => sample.lang === lang);

describe('code samples', () => {
  it('exist in three languages for every operation', () => {
    expect(samples.length).toBe(3 * operations.length);
  });

  it('call the path that the document names', () => {
    for (const { operation, source } of [...inLanguage('curl'), ...inLanguage('typescript')]) {
      const url = /https:\/\/[^"'\s]+/.exec(source)?.[0] ?? '';
      const path = new URL(url).pathname.slice(new URL(TRACKING_URI).pathname.length);
      const pattern = operation.path.replace(/\{\w+\}/g, '.+');
      expect(path, operation.id).toMatch(new RegExp(`^${pattern}$`));
    }
  });

  it('are valid shell', () => {
    const script = inLanguage('curl')
      .map(({ operation, source }) => `# ${operation.id}\n${source}`)
      .join('\n');
    const { status, stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('are valid Python', () => {
    const sources = inLanguage('python').map(({ source }) => source);
    const program = 'import ast, json, sys\nfor source in json.load(sys.stdin): ast.parse(source)';
    const python = path.join(import.meta.dirname, '../../.venv/bin/python');
    const { status, stderr } = spawnSync(python, ['-c', program], {
      input: JSON.stringify(sources),
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('are valid TypeScript', () => {
    const blocks = inLanguage('typescript').map(({ source }) => `await (async () => {\n${source}\n})();`);
    const options = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext };
    const { diagnostics } = ts.transpileModule(blocks.join('\n'), {
      compilerOptions: options,
      reportDiagnostics: true,
    });
    expect(diagnostics).toEqual([]);
  });

  it('hold the placeholder key and no other', () => {
    for (const { operation, source } of samples) {
      const keys = source.match(/hk_\w+/g) ?? [];
      expect(
        keys.every((key) => key === PLACEHOLDER_KEY),
        operation.id,
      ).toBe(true);
      expect(keys.length, operation.id).toBeGreaterThan(0);
    }
  });

  it('quote an apostrophe for the shell', () => {
    const [{ source } = { source: '' }] = inLanguage('curl').filter(
      ({ operation }) => operation.id === 'searchExperiments',
    );
    const { stdout } = spawnSync('bash', ['-c', source.replace(/curl /, 'printf "%s\\n" ')], {
      encoding: 'utf8',
    });
    expect(stdout).toContain("tags.team = 'growth'");
  });
});

describe('query string', () => {
  it('repeats the name of a list, without brackets', () => {
    expect(queryString({ run_ids: ['a', 'b'], max_results: 5 })).toBe('?run_ids=a&run_ids=b&max_results=5');
  });

  it('is empty without parameters', () => {
    expect(queryString({})).toBe('');
  });
});
