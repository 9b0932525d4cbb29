/** `table`: the rules in the order they are asked. */
import { type Row, tableRows } from '../table.ts';
import { type Command, expectArguments } from './command.ts';
import { readRoutesOr, SOURCE_HELP, SOURCE_OPTIONS } from './source.ts';

function columns(rows: readonly Row[]): string {
  const cells = rows.map(({ listener, priority, rule, conditions, action }) => [
    listener,
    priority,
    rule,
    action,
    conditions.length === 0 ? 'everything else' : conditions.join('; '),
  ]);
  const all = [['listener', 'priority', 'rule', 'action', 'conditions'], ...cells];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]) =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return all.map((row) => line(row).trimEnd()).join('\n');
}

export const table: Command = {
  name: 'table',
  summary: 'the rules in the order they are asked',
  usage: 'table [FILE…]',
  help: ['FILE as for lint; without it, our rules.', ...SOURCE_HELP],
  options: SOURCE_OPTIONS,
  async run(values, positionals) {
    expectArguments(positionals, this.usage, 0, 20);
    const rows = tableRows(await readRoutesOr(values, positionals));
    return { exitCode: 0, text: columns(rows), json: { rows } };
  },
};
