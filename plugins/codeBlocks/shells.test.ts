import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Language, type Node, Parser } from 'web-tree-sitter';
import { projectFiles } from '../../snippets/marking/projectFiles.ts';
import { extractBlocks } from '../../snippets/runner/extract.ts';
import { allPages } from '../../snippets/runner/pages.ts';
import { otherShells } from './shells.ts';

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load('node_modules/tree-sitter-powershell/tree-sitter-powershell.wasm'));

/** The variables that a PowerShell script sets, by its syntax tree; throws where it isn't valid. */
function powerShellVariables(script: string): Record<string, string> {
  const root = parser.parse(script)?.rootNode;
  if (!root || root.hasError) throw new Error(`Not PowerShell:\n${script}`);
  return Object.fromEntries(
    all(root, 'assignment_expression').map((assignment) => {
      const name = all(assignment, 'variable')[0]?.text ?? '';
      // In single quotes, nothing is expanded.
      const value = all(assignment, 'verbatim_string_characters')[0]?.text ?? '';
      return [name.replace('$env:', ''), value.slice(1, -1)];
    }),
  );
}

function all(node: Node, type: string): Node[] {
  return node.descendantsOfType(type).filter((found) => found !== null);
}

/** The variables that cmd would set, by its rule: what stands between `set "NAME=` and the last quote. */
function cmdVariables(script: string): Record<string, string> {
  return Object.fromEntries(
    [...script.matchAll(/^set "([^=]+)=(.*)"$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
}

/** The variables that a real Bash sets. */
function bashVariables(script: string): Record<string, string> {
  const ended = execFileSync('bash', ['--noprofile', '--norc', '-c', `${script}\nenv -0`], { env: {} });
  return Object.fromEntries(
    ended
      .toString()
      .split('\0')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

/** Most pages begin with the same block. */
const found = (
  await Promise.all(
    (
      await allPages('.')
    ).map(async (page) => extractBlocks(page, await readFile(page, 'utf8'), projectFiles('.')).blocks),
  )
)
  .flat()
  .filter(({ language }) => language === 'bash');
const blocks = [...Map.groupBy(found, ({ code }) => code)].map(([code, same]) => ({
  code,
  pages: same.map(({ page }) => page),
  others: otherShells(code),
}));

describe('set-up blocks', () => {
  it('of the pages are there for each shell', () => {
    const plain = /^(export \w+=[\w./:-]+\n?)+$/;
    expect(blocks.filter(({ code, others }) => plain.test(code) && !others)).toEqual([]);
    expect(blocks.filter(({ others }) => others).flatMap(({ pages }) => pages).length).toBeGreaterThan(30);
  });

  it.each(blocks.flatMap(({ code, others }) => (others ? [{ code, others }] : [])))(
    'set the same in each shell: $code',
    ({ code, others }) => {
      const exports = code.split('\n').filter((line) => line.startsWith('export '));
      const wanted = powerShellVariables(others.powershell);
      expect(Object.keys(wanted)).toHaveLength(exports.length);
      expect(cmdVariables(others.cmd)).toEqual(wanted);
      expect(bashVariables(exports.join('\n'))).toMatchObject(wanted);
    },
  );
});

describe('otherShells', () => {
  it('translates comments and commands', () => {
    expect(otherShells('# The address\nexport A=b\n\npip install mlflow')).toEqual({
      powershell: "# The address\n$env:A = 'b'\n\npip install mlflow",
      cmd: 'rem The address\nset "A=b"\n\npip install mlflow',
    });
  });

  it.each([
    ['no variable', 'pip install mlflow'],
    ['a command of Bash', 'export A=b\nsource .venv/bin/activate'],
    ['a command that another one prints for', 'export A="$(cat key.txt)"'],
    ['another variable', 'export A=$B'],
    ['a line that goes on', 'export A=b \\\n  C=d'],
    ['two commands', 'export A=b; echo'],
    ['what cmd expands', "export A='%PATH%'"],
    ['what ends a value in cmd', `export A='{"a": 1}'`],
    ['nothing', 'export A='],
    ['a comment behind', 'export A=b # c'],
  ])('leaves %s to Bash', (_, code) => {
    expect(otherShells(code)).toBeUndefined();
  });

  it('never sets another value than Bash does', () => {
    const character = fc.constantFrom(...'ab1 _-./:@%$`\\"\'!&|<>^;#=~*?(){}[]ü'.split(''));
    const word = fc.string({ unit: character, maxLength: 6 });
    const quoted = fc.tuple(fc.constantFrom('', "'", '"'), word).map(([quote, text]) => quote + text + quote);
    const words = fc.sample(quoted, { numRuns: 4_000, seed: 14 });
    const translated = words.flatMap((value, at) => {
      const code = `export V${at}=${value}`;
      const others = otherShells(code);
      return others ? [{ code, others }] : [];
    });
    expect(translated.length).toBeGreaterThan(300);
    const wanted = bashVariables(translated.map(({ code }) => code).join('\n'));
    const others = (shell: 'powershell' | 'cmd') => translated.map(({ others }) => others[shell]).join('\n');
    expect(wanted).toMatchObject(powerShellVariables(others('powershell')));
    expect(wanted).toMatchObject(cmdVariables(others('cmd')));
    expect(Object.keys(cmdVariables(others('cmd')))).toHaveLength(translated.length);
  });
});
