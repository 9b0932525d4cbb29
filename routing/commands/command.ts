/** What a command of the routing tool is, and the arguments that several share. */
import type { ParseArgsConfig, parseArgs } from 'node:util';
import { RoutingError } from '../error.ts';

/** 0: nothing to report. 1: findings. 2, bad input, is thrown as a RoutingError. */
interface Answer {
  exitCode: 0 | 1;
  text: string;
  json: object;
  /** For commands with --markdown. */
  markdown?: string;
}

export type Options = NonNullable<ParseArgsConfig['options']>;
export type Values = ReturnType<typeof parseArgs>['values'];

export interface Command {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** Arguments, as in "match URL". */
  usage: string;
  /** A line for each option. */
  help: readonly string[];
  options: Options;
  run: (values: Values, positionals: readonly string[]) => Promise<Answer>;
}

/** The text of an option, or null. */
export function textOf(values: Values, name: string): string | null {
  const value = values[name];
  return typeof value === 'string' ? value : null;
}

/** Whether a flag is given. */
export const flagOf = (values: Values, name: string): boolean => values[name] === true;

/** All texts of an option that may be given several times. */
export function textsOf(values: Values, name: string): string[] {
  const value = values[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/**
 * Takes exactly the expected number of arguments.
 *
 * @throws RoutingError `bad-arguments`.
 */
export function expectArguments(
  positionals: readonly string[],
  usage: string,
  least: number,
  most = least,
): void {
  if (positionals.length >= least && positionals.length <= most) return;
  const count = positionals.length === 0 ? 'no argument' : counted(positionals.length, 'argument');
  throw new RoutingError('bad-arguments', `Got ${count}; expected: ${usage}`, 'See --help.');
}

/** The answer for a pull request. */
export const MARKDOWN_OPTION = { markdown: { type: 'boolean' } } as const satisfies Options;
export const MARKDOWN_HELP = '--markdown           the answer for the comment on a pull request';

/** "1 rule", "2 rules". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** Lines of text below each other, indented. */
export function indent(text: string, by = '  '): string {
  return text.replace(/^(?=.)/gm, by);
}
