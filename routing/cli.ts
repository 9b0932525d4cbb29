/** The routing tool: `npm run routes -- COMMAND`. Exit code 0 is fine, 1 is errors or differences, 2 is bad input. */
import { parseArgs } from 'node:util';
import type { Command, Values } from './commands/command.ts';
import { diffCommand } from './commands/diff.ts';
import { gateCommand } from './commands/gate.ts';
import { importCommand } from './commands/import.ts';
import { lintCommand } from './commands/lint.ts';
import { match } from './commands/match.ts';
import { table } from './commands/table.ts';
import { test } from './commands/test.ts';
import { RoutingError } from './error.ts';

const COMMANDS: readonly Command[] = [
  match,
  lintCommand,
  test,
  gateCommand,
  diffCommand,
  importCommand,
  table,
];
/** Raised when a field of an answer changes its meaning or goes; new fields may come without. */
const JSON_VERSION = 1;

const TOOL = 'npm run routes --';

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ usage }) => usage.length));
  const lines = COMMANDS.map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`);
  const rest =
    'Every command takes --json and --help. Exit codes: 0 fine, 1 errors or differences, 2 bad input.';
  return [`Usage: ${TOOL} COMMAND`, '', ...lines, '', rest].join('\n');
}

function helpOf({ usage, summary, help }: Command): string {
  const lines = [...help, '--json               the answer as JSON'].map((line) => `  ${line}`);
  return [`Usage: ${TOOL} ${usage}`, '', summary, '', ...lines].join('\n');
}

function readArguments(command: Command, args: string[]) {
  const flags = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
  try {
    return parseArgs({ args, options: { ...command.options, ...flags }, allowPositionals: true });
  } catch (cause) {
    const [message = ''] = (cause instanceof Error ? cause.message : String(cause)).split('. ');
    throw new RoutingError('bad-arguments', message, `See ${TOOL} ${command.name} --help.`, { cause });
  }
}

async function run([name = '--help', ...args]: readonly string[]): Promise<number> {
  if (name === '--help' || name === '-h' || name === 'help') {
    console.log(overview());
    return 0;
  }
  const command = COMMANDS.find((one) => one.name === name);
  if (!command) {
    throw new RoutingError('bad-arguments', `"${name}" is not a command.`, overview());
  }
  const { values, positionals } = readArguments(command, args);
  if (values.help === true) {
    console.log(helpOf(command));
    return 0;
  }
  const given: Values = values;
  const { exitCode, text, json, markdown } = await command.run(given, positionals);
  const isFile = command === importCommand || given.consent === true;
  const answer = isFile ? json : { version: JSON_VERSION, command: name, ...json };
  if (given.json === true) console.log(JSON.stringify(answer, null, 2));
  else console.log(given.markdown === true ? markdown : text);
  return exitCode;
}

/** Bad input is told on standard error; with --json, as JSON. */
function report(error: RoutingError, asJson: boolean): void {
  const { code, message, hint } = error;
  console.error(asJson ? JSON.stringify({ error: { code, message, hint } }, null, 2) : `${message}\n${hint}`);
}

const args = process.argv.slice(2);
try {
  process.exitCode = await run(args);
} catch (error) {
  if (!(error instanceof RoutingError)) throw error;
  report(error, args.includes('--json'));
  process.exitCode = 2;
}
