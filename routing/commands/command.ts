/** What a command of the routing tool is, and the arguments that several share. */
import type { ParseArgsConfig, parseArgs } from 'node:util';
import { RoutingError } from '../error.ts';
import type { GivenNames } from '../import/names.ts';

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
  const count = positionals.length === 0 ? 'no argument' : `${positionals.length} arguments`;
  throw new RoutingError('bad-arguments', `Got ${count}; expected: ${usage}`, 'See --help.');
}

/** The options that give names to ARNs. */
export const NAME_OPTIONS = {
  listener: { type: 'string', multiple: true },
  target: { type: 'string', multiple: true },
} as const satisfies Options;

export const NAME_HELP = [
  '--listener NAME=ARN  name of a listener (https, http, https-8443); without =ARN, of the only one',
  '--target NAME=ARN    name of a target group, as expectations use it',
];

function pairsOf(values: Values, option: string): Map<string, string> {
  return new Map(
    textsOf(values, option)
      .filter((text) => option !== 'listener' || text.includes('='))
      .map((text) => {
        const [, name, arn] = /^([^=]+)=(arn:.+)$/.exec(text) ?? [];
        if (name === undefined || arn === undefined) {
          throw new RoutingError(
            'bad-arguments',
            `--${option} ${text}: expected NAME=ARN.`,
            'Write --target api=arn:aws:…',
          );
        }
        return [name, arn];
      }),
  );
}

/**
 * The names given on the command line.
 *
 * @throws RoutingError `bad-arguments` when one is not NAME=ARN.
 */
export function givenNames(values: Values): GivenNames {
  const only = textsOf(values, 'listener').find((text) => !text.includes('='));
  return {
    listeners: pairsOf(values, 'listener'),
    targets: pairsOf(values, 'target'),
    ...(only === undefined ? {} : { onlyListener: only }),
  };
}

/** Chooses one of several load balancers. */
export const BALANCER_OPTION = { balancer: { type: 'string' } } as const satisfies Options;
export const BALANCER_HELP = '--balancer NAME      which load balancer, when there are several';

/** The answer for a pull request. */
export const MARKDOWN_OPTION = { markdown: { type: 'boolean' } } as const satisfies Options;
export const MARKDOWN_HELP = '--markdown           the answer for the comment on a pull request';

/** "1 rule", "2 rules". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Lines of text below each other, indented. */
export function indent(text: string, by = '  '): string {
  return text.replace(/^(?=.)/gm, by);
}
