/** The committed result of `npm run bench -- newcomer` is of the quickstart as it is now. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../machine/paths.js';
import { projectFiles } from '../../snippets/marking/projectFiles.ts';
import { extractBlocks } from '../../snippets/runner/extract.ts';
import { MISTAKES, OLD_CLIENT } from './mistakes.ts';
import { PAGE } from './programs.ts';
import { shownBlocks } from './rendered.ts';
import { inputsOf, RENEW, readResult } from './result.ts';

const result = await readResult();
const { blocks } = extractBlocks(PAGE, await readFile(path.join(ROOT, PAGE), 'utf8'), projectFiles(ROOT));
const codeOf = (language: string) => blocks.filter((block) => block.language === language);

it('is of the code that the page shows now', () => {
  expect(result.inputs, RENEW).toBe(inputsOf(blocks));
});

it('has each mistake, and where the guide says what to do', () => {
  expect(result.mistakes.map(({ mistake }) => mistake)).toEqual(
    [...MISTAKES, OLD_CLIENT].map(({ name }) => name),
  );
});

it('ran everything that the terminal runs, and every cell', () => {
  const inTerminal = codeOf('bash').map(({ code }) => code.split('\n')[0]);
  expect(result.terminal.map(({ step }) => step)).toEqual(inTerminal);
  expect(result.notebook).toHaveLength(codeOf('python').length);
});

it('has PowerShell set the same variables and install the same packages as the terminal', () => {
  const terminal = codeOf('bash')
    .map(({ code }) => code)
    .join('\n');
  const exported = [...terminal.matchAll(/^export (\w+)=/gm)].map(([, name]) => `$env:${name}`);
  expect(result.powershell.variables).toEqual(exported);
  expect(result.powershell.commands).toEqual(
    expect.arrayContaining(['mkdir', 'cd', 'py', '.venv\\Scripts\\Activate.ps1', 'pip']),
  );
  const installs = (text: string) => text.match(/^%?pip install .*$/gm);
  expect(installs(codeOf('powershell')[0]?.code ?? '')).toEqual(installs(terminal));
});

it('reads pages as the site renders them', () => {
  const html = `<div><ul role=tablist><li role=tab>One<li role=tab>Two</ul><div>
    <div role=tabpanel><p>Run:<div class="language-bash theme-code-block"><code><div class=token-line><span>a </span>b<br></div><div class=token-line>c<br></div></code></div></div>
    <div role=tabpanel><div class="language-python theme-code-block"><div class=codeBlockTitle_x>d.py</div></div></div></div></div>
    <div class="language-text theme-code-block"></div>`;
  expect(shownBlocks(html)).toEqual([
    { language: 'bash', title: undefined, code: 'a b\nc', tab: 'One' },
    { language: 'python', title: 'd.py', code: '', tab: 'Two' },
    { language: 'text', title: undefined, code: '', tab: undefined },
  ]);
});
