/** Where a command gets its table from: files, names for the ARNs in them, and which load balancer is meant. */
import { RoutingError } from '../error.ts';
import type { Table } from '../import/foreign.ts';
import type { GivenNames } from '../import/names.ts';
import { onlyTable, readTables } from '../import/read.ts';
import { ROUTES_FILE } from '../load.ts';
import type { Routes } from '../schema.ts';
import { type Options, textOf, textsOf, type Values } from './command.ts';

/** The options that give names to ARNs. */
export const NAME_OPTIONS = {
  listener: { type: 'string', multiple: true },
  target: { type: 'string', multiple: true },
} as const satisfies Options;

export const NAME_HELP = [
  '--listener NAME=ARN  name of a listener (https, http, https-8443); without =ARN, of the only one',
  '--target NAME=ARN    name of a target group, as expectations use it',
];

/** The options of a command that works on one table. */
export const SOURCE_OPTIONS = { ...NAME_OPTIONS, balancer: { type: 'string' } } as const satisfies Options;
export const SOURCE_HELP = [...NAME_HELP, '--balancer NAME      which load balancer, when there are several'];

/** The option of a command whose argument is something else than the table. */
export const ROUTES_OPTION = { routes: { type: 'string', multiple: true } } as const satisfies Options;
export const ROUTES_HELP =
  '--routes FILE        another table: ours, terraform show -json, or aws elbv2 describe-…, of which you may give several';

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

/**
 * Reads the table that the files describe.
 *
 * @throws RoutingError when a file cannot be read or understood, or when they describe several load balancers.
 */
export async function readTable(values: Values, files: ReadonlyArray<string | URL>): Promise<Table> {
  return onlyTable(await readTables(files, givenNames(values)), textOf(values, 'balancer'));
}

/** The table of the given files; ours when none is given. */
export async function readRoutesOr(values: Values, files: readonly string[]): Promise<Routes> {
  return (await readTable(values, files.length > 0 ? files : [ROUTES_FILE])).routes;
}
