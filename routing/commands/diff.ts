/** `diff`: which requests meet something else in another table. */
import { describeOutcome, describeRequest } from '../describe.ts';
import { type Difference, difference, type TrafficChange } from '../difference.ts';
import { aligned } from '../import/align.ts';
import { onlyTable, readTables } from '../import/read.ts';
import { DEFAULT_SOURCE_IP } from '../request.ts';
import {
  BALANCER_HELP,
  BALANCER_OPTION,
  type Command,
  counted,
  expectArguments,
  givenNames,
  MARKDOWN_HELP,
  MARKDOWN_OPTION,
  NAME_HELP,
  NAME_OPTIONS,
  textOf,
} from './command.ts';
import { markdownTable } from './markdown.ts';

const by = (rule: string | null) => (rule === null ? 'default action' : `rule ${rule}`);

function changeText({ listener, requests, before, after, witness, assumes }: TrafficChange): string {
  return [
    describeRequest(witness, DEFAULT_SOURCE_IP),
    ...(assumes.length > 0 ? [`  if it fits ${assumes.join(' and ')}`] : []),
    `  before    ${describeOutcome(before.outcome)} (${by(before.rule)})`,
    `  after     ${describeOutcome(after.outcome)} (${by(after.rule)})`,
    `  requests  ${requests} on ${listener}`,
  ].join('\n');
}

function rest({ added, removed, undecided }: Difference): string[] {
  return [
    ...added.map((name) => `Listener ${name} is only in the second table.`),
    ...removed.map((name) => `Listener ${name} is only in the first table.`),
    ...undecided.map(
      ({ listener, before, after }) =>
        `Whether requests of ${by(before)} meet ${by(after)} on ${listener} is too entangled to decide.`,
    ),
  ];
}

function summary({ changes }: Difference): string {
  return changes.length === 0
    ? 'No request meets anything else.'
    : `${counted(changes.length, 'class')} of requests ${changes.length === 1 ? 'meets' : 'meet'} something else.`.replace(
        'classs',
        'classes',
      );
}

function markdownFor(found: Difference): string {
  const rows = found.changes.map(({ listener, requests, before, after, witness }) => [
    `\`${describeRequest(witness, DEFAULT_SOURCE_IP)}\``,
    describeOutcome(before.outcome),
    describeOutcome(after.outcome),
    `${requests} on ${listener}`,
  ]);
  const table = markdownTable(['Request', 'Before', 'After', 'Class'], rows);
  return [`**${summary(found)}**`, table, ...rest(found)].filter((part) => part !== '').join('\n\n');
}

export const diffCommand: Command = {
  name: 'diff',
  summary: 'which requests meet something else in another table, each class with a smallest one',
  usage: 'diff BEFORE AFTER',
  help: [
    'Each is routes.json, terraform show -json, or aws elbv2 describe-rules; one of them may be - for standard input.',
    ...NAME_HELP,
    BALANCER_HELP,
    MARKDOWN_HELP,
  ],
  options: { ...NAME_OPTIONS, ...BALANCER_OPTION, ...MARKDOWN_OPTION },
  async run(values, positionals) {
    expectArguments(positionals, this.usage, 2);
    const names = givenNames(values);
    const balancer = textOf(values, 'balancer');
    const [one = '', other = ''] = positionals;
    const before = onlyTable(await readTables([one], names), balancer);
    const after = onlyTable(await readTables([other], names), balancer);
    const found = difference(...aligned(before, after));
    const same = [found.changes, found.added, found.removed, found.undecided].every(
      ({ length }) => length === 0,
    );
    const text = [...found.changes.map(changeText), ...rest(found), summary(found)].join('\n\n');
    return { exitCode: same ? 0 : 1, text, json: found, markdown: markdownFor(found) };
  },
};
