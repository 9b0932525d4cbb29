/** Runs every `npm run verify` command exactly as the operators' pages show it. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, inject, it, onTestFinished } from 'vitest';
import { DOCS_ORIGIN, REGISTRY_ORIGIN } from '../../endpoint.ts';
import { testFolder } from '../../machine/testing/folder.ts';
import { ELSEWHERE } from '../../snippets/published/elsewhere.ts';
import { allCommands, fillIn, makeCheckout, runBlock } from '../terraform/pages.ts';

/** By what they do: pages share most of them. */
const commands = Map.groupBy(await allCommands(ELSEWHERE.stack), ({ code }) => code);

it.each([...commands])('%s', async (_, [command]) => {
  if (!command) throw new Error('A group has a member.');
  const { registryOrigin, docsOrigin, key } = inject('stack');
  const folder = await testFolder('verify', onTestFinished);
  await makeCheckout(folder, ['routing', 'config']);
  await writeFile(path.join(folder, 'key.txt'), `${key}\n`);
  const code = fillIn(command, {}, { [REGISTRY_ORIGIN]: registryOrigin, [DOCS_ORIGIN]: docsOrigin });
  const { PATH, HOME } = process.env;
  const ended = await runBlock(code, folder, { PATH, HOME });
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(ended.stdout).toMatch(/: \d+ passed, 0 failed, \d+ skipped\./);
  expect(ended.stdout).not.toContain(key);
  const [, report] = /--junit (\S+)/.exec(command.code) ?? [];
  if (report !== undefined)
    expect(await readFile(path.join(folder, report), 'utf8')).toContain('failures="0"');
});

it('finds them on the pages', () => {
  expect(commands.size).toBeGreaterThan(3);
});
