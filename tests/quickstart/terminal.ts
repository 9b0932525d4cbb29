/** Follows the quickstart's tab for Linux and macOS, in one terminal and in the order of the page. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compareText } from '../../snippets/runner/expected.ts';
import { type Registry, toPage, toStack } from '../../snippets/runner/target.ts';
import { runProgram } from '../examples/program.ts';
import type { Shown } from './rendered.ts';

export interface Timed {
  /** First line of what was run. */
  step: string;
  seconds: number;
}

/** Starts a line that the reader's programs never print. */
const MARK = '@@step';

const END = '__END_OF_PROGRAM__';

/**
 * @param blocks those of the tab, and those on no tab
 * @param env besides PATH and HOME
 * @param home an empty folder
 * @returns how long each block took that the terminal ran
 * @throws Error when a block fails, or prints something else than the page shows
 */
export async function followInTerminal(
  blocks: readonly Shown[],
  registry: Registry,
  env: Record<string, string>,
  home: string,
): Promise<Timed[]> {
  const target = { ...registry, docsOrigin: registry.registryOrigin };
  const script = blocks.map((block, index) => toStack(inShell(block, index), target));
  const file = path.join(home, 'terminal.sh');
  await writeFile(file, [...script, mark('end')].join('\n'));
  const ended = await runProgram(['bash', '-e', file], { ...env, HOME: home }, home);
  const printed = toPage(ended.stdout, target);
  if (ended.code !== 0)
    throw new Error(`The terminal tab failed:\n${printed}\n${toPage(ended.stderr, target)}`);
  const parts = [...printed.matchAll(new RegExp(`^${MARK} (\\w+) (\\d+)\\n`, 'gm'))];
  return parts.slice(0, -1).map((part, number) => {
    const next = parts[number + 1];
    const block = blocks[Number(part[1])];
    const shown = blocks[Number(part[1]) + 1];
    const output = printed.slice(part.index + part[0].length, next?.index);
    const difference = shown?.language === 'text' ? compareText(shown.code, output) : undefined;
    if (difference !== undefined) throw new Error(`${block?.code} prints something else:\n${difference}`);
    return {
      step: block?.code.split('\n')[0] ?? '',
      seconds: Math.round((Number(next?.[2]) - Number(part[2])) / 1e8) / 10,
    };
  });
}

/** What a reader does with a block: runs it, or saves it under its title. */
function inShell({ language, title, code }: Shown, index: number): string {
  if (title !== undefined) return `cat > ${title} <<'${END}'\n${code}\n${END}`;
  return language === 'bash' ? `${mark(String(index))}\n${code}` : '';
}

function mark(name: string): string {
  return `printf '\\n${MARK} %s %s\\n' ${name} "$(date +%s%N)"`;
}
