/** `diff`: which requests meet something else in another table. */
import { describeRequest } from '../describe.ts';
import { type Difference, describeSides, difference, type TrafficChange } from '../difference.ts';
import { align } from '../import/align.ts';
import { DEFAULT_SOURCE_IP } from '../request.ts';
import {
  type Command,
  counted,
  expectArguments,
  MARKDOWN_HELP,
  MARKDOWN_OPTION,
  textsOf,
} from './command.ts';
import { markdownTable } from './markdown.ts';
import { readTable, SOURCE_HELP, SOURCE_OPTIONS } from './source.ts';

const by = (rule: string | null) => (rule === null ? 'default action' : `rule ${rule}`);

function changeText(change: TrafficChange): string {
  const { listener, requests, before, after, witness, assumes, unless } = change;
  const [old, fresh] = describeSides(change);
  return [
    describeRequest(witness, DEFAULT_SOURCE_IP),
    ...(assumes.length > 0 ? [`  if it fits ${assumes.join(' and ')}`] : []),
    ...(unless.length > 0 ? [`  unless a regular expression matches first: ${unless.join(', ')}`] : []),
    `  before    ${old} (${by(before.rule)})`,
    `  after     ${fresh} (${by(after.rule)})`,
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

function summary({ changes, added, removed, undecided }: Difference): string {
  if (changes.length > 0) {
    const meet = changes.length === 1 ? 'meets' : 'meet';
    return `${counted(changes.length, 'class', 'classes')} of requests ${meet} something else.`;
  }
  if (undecided.length > 0) return 'No other request is known to meet anything else.';
  const where = added.length + removed.length > 0 ? 'On the listeners that both have, no' : 'No';
  return `${where} request meets anything else.`;
}

const undecidedPart = ({ assumes, unless }: TrafficChange) =>
  [
    ...(assumes.length > 0 ? [`, if it fits ${assumes.join(' and ')}`] : []),
    ...(unless.length > 0 ? [`, unless a regular expression matches first: ${unless.join(', ')}`] : []),
  ].join('');

function markdownFor(found: Difference): string {
  const rows = found.changes.map((change) => [
    `\`${describeRequest(change.witness, DEFAULT_SOURCE_IP)}\``,
    ...describeSides(change),
    `${change.requests} on ${change.listener}${undecidedPart(change)}`,
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
    '--before FILE        another answer of AWS for the first table, such as describe-listeners; several times',
    '--after FILE         the same for the second table',
    ...SOURCE_HELP,
    MARKDOWN_HELP,
  ],
  options: {
    before: { type: 'string', multiple: true },
    after: { type: 'string', multiple: true },
    ...SOURCE_OPTIONS,
    ...MARKDOWN_OPTION,
  },
  async run(values, positionals) {
    expectArguments(positionals, this.usage, 2);
    const [one = '', other = ''] = positionals;
    const before = await readTable(values, [one, ...textsOf(values, 'before')]);
    const after = await readTable(values, [other, ...textsOf(values, 'after')]);
    const { assumptions, ...tables } = align(before, after);
    const found = difference(tables.before, tables.after);
    const same = [found.changes, found.added, found.removed, found.undecided].every(
      ({ length }) => length === 0,
    );
    const assumed = assumptions.map((assumption) => `assumed: ${assumption}`);
    const text = [...found.changes.map(changeText), ...rest(found), ...assumed, summary(found)].join('\n\n');
    return {
      exitCode: same ? 0 : 1,
      text,
      json: { ...found, assumptions },
      markdown: [markdownFor(found), ...assumed].join('\n\n'),
    };
  },
};
