import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readRoutes } from './import/read.ts';
import { lint } from './lint.ts';
import { tableRows } from './table.ts';

const folder = new URL('./fixtures/public/', import.meta.url);
const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
const text = await readFile(new URL('README.md', folder), 'utf8');

/** Rows of the document's tables that begin with the name of a table of rules. */
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
  .map(([, name = '', ...cells]) => [name, ...cells] as const);

describe.each(files)('the public table %s', (file) => {
  const name = file.replace('.json', '');
  const [source, ...told] = rows.filter(([first]) => first === name);

  it('names its source, its kind and its license', () => {
    expect(source?.slice(1, 4).every((cell) => cell !== '')).toBe(true);
  });

  it('has the findings that the document judges one by one, and no other', async () => {
    const { findings } = lint(await readRoutes(new URL(file, folder)));
    const found = findings.map(({ code, rules }) => [code, rules.join(', ')]);
    expect(told.map(([, code, rules]) => [code, rules])).toEqual(found.length > 0 ? found : [['none', '']]);
    for (const [, , , truth] of told) expect(truth).toMatch(/^(True|False|Right|Wrong): /);
  });

  it('has a row for each rule of each listener, and one for each default action', async () => {
    const routes = await readRoutes(new URL(file, folder));
    const rules = routes.rules.reduce((sum, { listeners }) => sum + listeners.length, 0);
    const shown = tableRows(routes);
    expect(shown).toHaveLength(rules + Object.keys(routes.listeners).length);
    for (const { action } of shown) expect(action).not.toContain('not known');
  });
});
