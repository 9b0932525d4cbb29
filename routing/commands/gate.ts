/** `gate`: judges a Terraform plan before it is applied. */

import { readPlan } from '../gate/plan.ts';
import type { Apply, Move } from '../gate/sequence.ts';
import { type GateReport, gate } from '../gate.ts';
import { readForeignRules } from '../import/read.ts';
import { displayName, loadExpectations, loadRoutes, readJson } from '../load.ts';
import {
  type Command,
  counted,
  expectArguments,
  givenNames,
  NAME_HELP,
  NAME_OPTIONS,
  textOf,
  textsOf,
} from './command.ts';
import { findingText } from './lint.ts';

function moveText({ address, from, to }: Move): string {
  if (from === null) return `create ${address} with priority ${to?.priority}`;
  if (to === null) return `delete ${address}`;
  const moved = from.priority === to.priority ? [] : [`priority ${from.priority} to ${to.priority}`];
  const changed =
    JSON.stringify({ ...from, priority: 0 }) === JSON.stringify({ ...to, priority: 0 })
      ? []
      : ['its content'];
  return `change ${address}: ${[...moved, ...changed].join(' and ')}`;
}

function sequenceText(sequence: readonly Apply[]): string {
  const applies = sequence.map((moves, index) =>
    [`Apply ${index + 1}:`, ...moves.map((move) => `  ${moveText(move)}`)].join('\n'),
  );
  return ['A safe sequence, each apply finished before the next begins:', ...applies].join('\n');
}

function textFor({ findings, changes, expectations, moments, sequence }: GateReport): string {
  const verdict = findings.length === 0 ? 'The plan may be applied' : 'The plan must not be applied';
  const looked = `${counted(changes, 'rule')} changed, ${counted(moments, 'moment')} looked at for ${counted(expectations, 'expectation')}`;
  return [
    ...findings.map(findingText),
    ...(sequence ? [sequenceText(sequence)] : []),
    `${verdict}: ${looked}.`,
  ].join('\n\n');
}

export const gateCommand: Command = {
  name: 'gate',
  summary: 'judges a Terraform plan: clashing priorities, deletes, traffic astray on the way',
  usage: 'gate PLAN.json',
  help: [
    'PLAN.json is the output of terraform show -json PLAN; - is standard input.',
    '--allow-delete ADDRESS  a rule that may be deleted or replaced; may be given several times',
    '--existing FILE         aws elbv2 describe-rules of the listener: rules that are not in the plan',
    '--expectations FILE     other expectations',
    ...NAME_HELP,
  ],
  options: {
    'allow-delete': { type: 'string', multiple: true },
    existing: { type: 'string' },
    expectations: { type: 'string' },
    ...NAME_OPTIONS,
  },
  async run(values, positionals) {
    expectArguments(positionals, this.usage, 1);
    const [file = ''] = positionals;
    const existing = textOf(values, 'existing');
    const foreign = existing === null ? [] : await readForeignRules(existing);
    const names = givenNames(values);
    const plan = readPlan(await readJson(file), displayName(file), names, await loadRoutes(), foreign);
    const expectations = await loadExpectations(textOf(values, 'expectations') ?? undefined);
    const report = gate(plan, expectations, new Set(textsOf(values, 'allow-delete')));
    return { exitCode: report.findings.length > 0 ? 1 : 0, text: textFor(report), json: report };
  },
};
