/** The routing tool without its process: arguments in, what to print and how to end out. */
import { parseArgs } from 'node:util';
import { RoutingError } from '../error.ts';
import type { Command, Values } from './command.ts';
import { diffCommand } from './diff.ts';
import { gateCommand } from './gate.ts';
import { importCommand } from './import.ts';
import { lintCommand } from './lint.ts';
import { match } from './match.ts';
import { JSON_VERSION } from './output.ts';
import { table } from './table.ts';
import { test } from './test.ts';

const COMMANDS: readonly Command[] = [
  match,
  lintCommand,
  test,
  gateCommand,
  diffCommand,
  importCommand,
  table,
];

const TOOL = 'npm run routes --';

/** What the tool prints and how it ends: 0 is fine, 1 is errors or differences, 2 is bad input. */
interface Ended {
  exitCode: 0 | 1 | 2;
  out: string;
  err: string;
}

const fine = (out: string): Ended => ({ exitCode: 0, out, err: '' });

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

async function run([name = '--help', ...args]: readonly string[]): Promise<Ended> {
  if (name === '--help' || name === '-h' || name === 'help') return fine(overview());
  const command = COMMANDS.find((one) => one.name === name);
  if (!command) {
    throw new RoutingError('bad-arguments', `"${name}" is not a command.`, overview());
  }
  const { values, positionals } = readArguments(command, args);
  if (values.help === true) return fine(helpOf(command));
  const given: Values = values;
  const { exitCode, text, json, markdown } = await command.run(given, positionals);
  const isFile = command === importCommand || given.consent === true;
  const answer = isFile ? json : { version: JSON_VERSION, command: name, ...json };
  if (given.json === true) return { exitCode, out: JSON.stringify(answer, null, 2), err: '' };
  return { exitCode, out: given.markdown === true ? (markdown ?? '') : text, err: '' };
}

/** Bad input is told on standard error; with --json, as JSON. */
function told({ code, message, hint }: RoutingError, asJson: boolean): string {
  const answer = { version: JSON_VERSION, error: { code, message, hint } };
  return asJson ? JSON.stringify(answer, null, 2) : `${message}\n${hint}`;
}

/**
 * Runs the tool.
 *
 * @param args - as on the command line, the name of the command first.
 */
export async function runTool(args: readonly string[]): Promise<Ended> {
  try {
    return await run(args);
  } catch (error) {
    if (!(error instanceof RoutingError)) throw error;
    return { exitCode: 2, out: '', err: told(error, args.includes('--json')) };
  }
}
