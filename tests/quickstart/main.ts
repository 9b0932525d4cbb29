/**
 * Follows the quickstart as a new reader would, on a machine with only Python and with nothing but the built page: each
 * step as the page says it. Then makes every mistake. `npm run bench -- newcomer`
 */
import { copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { ROOT, STATE_DIR } from '../../machine/paths.js';
import { temporaryFolder } from '../../machine/temporary.ts';
import { ensureVenv } from '../../machine/venv.js';
import { clientEnvironment } from '../../snippets/clients/environment.ts';
import { toStack } from '../../snippets/runner/target.ts';
import { startStack } from '../../stack/stack.ts';
import { openPlaces } from '../errors/places.ts';
import type { SharedStack } from '../sharedStack.ts';
import { MISTAKES, type Mistake, make, OLD_CLIENT, sectionsFor, takeName } from './mistakes.ts';
import { type Shown, shownBlocks } from './rendered.ts';
import { inputsOf, RESULT, type Result } from './result.ts';
import { followInTerminal, type Timed } from './terminal.ts';

const TABS = {
  terminal: 'Linux and macOS',
  powershell: 'Windows (PowerShell)',
  notebook: 'Notebook',
} as const;

/** Its API lacks what the page uses. */
const OLD_RELEASE = '2.22.5';

/** What parses PowerShell. */
const PARSER = ['tree-sitter==0.26.1', 'tree-sitter-powershell==0.26.4'];

/** What a notebook runs in. */
const KERNEL = ['ipykernel==7.4.0'];

/** Where there is only Python; pip's own settings say how this machine reaches PyPI. */
const PLAIN = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LANG: 'C.UTF-8',
  MLFLOW_DISABLE_TELEMETRY: 'true',
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('PIP_'))),
};

/** What the reader draws; the page shows it. */
const PICTURE = path.join(ROOT, 'static/img/quickstart-accuracy.png');

const abort = new AbortController();
process.once('SIGINT', () => abort.abort(new Error('Interrupted.')));

const program = (name: string) => path.join(import.meta.dirname, name);

async function main(): Promise<void> {
  await using data = await temporaryFolder('newcomer-stack');
  await using home = await temporaryFolder('newcomer');
  const parser = await makeVenv(path.join(STATE_DIR, 'powershell'), PARSER);
  // The page's first cell installs into it, so it is new each time.
  const jupyter = await makeVenv(path.join(home.path, 'jupyter'), KERNEL);
  const old = path.join(await clientEnvironment(OLD_RELEASE, abort.signal), 'bin', 'python');
  const { signal } = abort;
  const running = await startStack({ dataDir: data.path, say: console.log, signal });
  const stack: SharedStack = { ...running, mlflowUrl: running.mlflow.url };
  try {
    const page = await fetch(`${stack.docsOrigin}/docs/quickstart/`);
    const blocks = shownBlocks(await page.text());
    const terminal = await followInTerminal(onTab(blocks, TABS.terminal), stack, PLAIN, home.path);
    print(TABS.terminal, terminal);
    const folder = path.join(home.path, 'hokusai-quickstart');
    await copyFile(path.join(folder, 'accuracy.png'), PICTURE);
    const installed = path.join(folder, '.venv', 'bin', 'python');
    const versions = await execa(installed, [
      '-c',
      'import sys, mlflow; print(sys.version.split()[0], mlflow.__version__)',
    ]);
    const [version = '', mlflow = ''] = versions.stdout.split(' ');
    const notebook = await followInNotebook(blocks, stack, jupyter, home.path);
    print(TABS.notebook, notebook);
    const powershell = await parsePowerShell(blocks, parser);
    const programs = Object.fromEntries(
      blocks.flatMap(({ title, code }) => (title === undefined ? [] : [[title, code]])),
    );
    const mistakes = await makeAll({ programs, home: home.path }, { installed, old }, stack);
    const result: Result = {
      inputs: inputsOf(blocks),
      measuredOn: new Date().toISOString().slice(0, 10),
      python: version,
      mlflow,
      terminal,
      notebook,
      powershell,
      mistakes,
    };
    await writeFile(RESULT, `${JSON.stringify(result, null, 2)}\n`);
  } finally {
    await running.stop();
  }
}

/** @returns its Python */
async function makeVenv(folder: string, packages: readonly string[]): Promise<string> {
  return (await ensureVenv({ folder, packages }, console.log, abort.signal)).python;
}

const onTab = (blocks: readonly Shown[], label: string): Shown[] =>
  blocks.filter(({ tab }) => tab === undefined || tab === label);

const cellSchema = z.array(z.object({ seconds: z.number(), output: z.string() }));

/** The tab's cells, and each program in a cell of its own. A kernel runs them, and the key is typed when it asks. */
async function followInNotebook(
  blocks: readonly Shown[],
  stack: SharedStack,
  python: string,
  home: string,
): Promise<Timed[]> {
  const target = { ...stack, docsOrigin: stack.registryOrigin };
  const cells = onTab(blocks, TABS.notebook)
    .filter(({ language }) => language === 'python')
    .map(({ code }) => toStack(code.replace(/^.*leave it out in a notebook$/m, ''), target));
  const { stdout } = await execa(python, [program('notebook.py')], {
    cwd: home,
    env: { ...PLAIN, HOME: home },
    extendEnv: false,
    input: JSON.stringify({ cells, key: stack.key }),
    cancelSignal: abort.signal,
  });
  const ran = cellSchema.parse(JSON.parse(stdout));
  const last = ran.at(-1)?.output ?? '';
  if (!last.includes('predicted class: 0')) throw new Error(`The notebook's last cell printed:\n${last}`);
  return ran.map(({ seconds }, index) => ({ step: firstLine(cells[index]), seconds }));
}

const firstLine = (code = ''): string => code.split('\n')[0] ?? '';

async function parsePowerShell(blocks: readonly Shown[], python: string): Promise<Result['powershell']> {
  const input = blocks
    .filter(({ tab }) => tab === TABS.powershell)
    .map(({ code }) => code)
    .join('\n');
  const { stdout } = await execa(python, [program('powershell.py')], { input });
  return z
    .object({ commands: z.array(z.string()), variables: z.array(z.string()) })
    .parse(JSON.parse(stdout));
}

async function makeAll(
  reader: { programs: Record<string, string>; home: string },
  pythons: { installed: string; old: string },
  stack: SharedStack,
): Promise<Result['mistakes']> {
  const places = await openPlaces(stack);
  try {
    await takeName(stack);
    const made: Result['mistakes'] = [];
    for (const mistake of [...MISTAKES, OLD_CLIENT]) {
      const python = mistake === OLD_CLIENT ? pythons.old : pythons.installed;
      const { seen } = await make(mistake, { ...reader, python }, places.uris, stack);
      made.push({
        mistake: mistake.name,
        program: mistake.program,
        seen,
        told: await toldWhere(mistake, seen),
      });
      console.log(`${mistake.name}: ${seen} → ${made.at(-1)?.told}`);
    }
    return made;
  } finally {
    await places.close();
  }
}

/** @throws Error when what appears doesn't lead there */
async function toldWhere({ name, told }: Mistake, seen: string): Promise<string> {
  if ('line' in told && told.line.test(seen)) return 'the line itself';
  if ('quickstart' in told) {
    const [, quoted = ''] = /`([^`]+)`/.exec(told.quickstart) ?? [];
    if (seen.includes(quoted)) return `Quickstart: ${told.quickstart.replaceAll('**', '')}`;
  }
  if ('section' in told && (await sectionsFor(seen)).join() === told.section)
    return `Errors: #${told.section}`;
  throw new Error(`${name}: nothing says what to do about this line:\n${seen}`);
}

function print(tab: string, steps: readonly Timed[]): void {
  console.log(`\n${tab}`);
  for (const { step, seconds } of steps) console.log(`${seconds.toFixed(1).padStart(7)} s  ${step}`);
  const total = steps.reduce((sum, { seconds }) => sum + seconds, 0);
  console.log(`${total.toFixed(1).padStart(7)} s  in all`);
}

await main();
