/** `gate`: judges a Terraform plan before it is applied. */
import { stat } from 'node:fs/promises';
import { type Consent, loadConsent } from '../consent.ts';
import { describeRequest } from '../describe.ts';
import { describeSides } from '../difference.ts';
import { readPlan } from '../gate/plan.ts';
import type { Apply, Move } from '../gate/sequence.ts';
import { type GateReport, gate } from '../gate.ts';
import { describe } from '../import/read.ts';
import { displayName, loadExpectations, readJson, STDIN } from '../load.ts';
import { DEFAULT_SOURCE_IP } from '../request.ts';
import {
  type Command,
  counted,
  expectArguments,
  flagOf,
  MARKDOWN_HELP,
  MARKDOWN_OPTION,
  textOf,
  textsOf,
} from './command.ts';
import { findingText } from './lint.ts';
import { codeBlock, folded, markdownTable } from './markdown.ts';
import { givenNames, SOURCE_HELP, SOURCE_OPTIONS } from './source.ts';

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

function verdictOf({ passed, changes, moments, requests, effects }: GateReport): string {
  const agreed = effects.filter(({ accepted }) => accepted).length;
  const looked = `${counted(changes, 'rule')} changed, ${counted(moments, 'moment')} looked at for ${counted(requests, 'request')}`;
  const consent = agreed === 0 ? '' : `, ${counted(agreed, 'effect')} agreed to`;
  return `${passed ? 'The plan may be applied' : 'The plan must not be applied'}: ${looked}${consent}.`;
}

function openEffects({ effects }: GateReport): string[] {
  const open = effects.filter(({ accepted }) => !accepted);
  if (open.length === 0) return [];
  const lines = open.map(({ effect }) => `  ${effect}`);
  return [
    [
      `${counted(open.length, 'effect')} that nobody has agreed to. If they are meant, write them down with --consent > FILE, say why in it, and give --accept FILE:`,
      ...lines,
    ].join('\n'),
  ];
}

function textFor(report: GateReport): string {
  return [
    ...report.findings.map(findingText),
    ...openEffects(report),
    ...(report.sequence ? [sequenceText(report.sequence)] : []),
    ...report.assumptions.map((assumption) => `assumed: ${assumption}`),
    verdictOf(report),
  ].join('\n\n');
}

function markdownFor(report: GateReport): string {
  const traffic = report.traffic.map((change) => [
    `\`${describeRequest(change.witness, DEFAULT_SOURCE_IP)}\``,
    ...describeSides(change),
  ]);
  const findings = report.findings.map(({ severity, code, message }) => [severity, code, message]);
  return [
    `**${verdictOf(report)}**`,
    markdownTable(['Request', 'Now', 'After the plan'], traffic),
    markdownTable(['Severity', 'Finding', 'What'], findings),
    folded('Details', codeBlock(textFor(report))),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function consentFor({ effects }: GateReport): Consent {
  return { version: 1, accept: effects.map(({ effect }) => ({ effect, why: '' })) };
}

async function writtenAt(files: readonly string[]): Promise<Date | null> {
  const onDisk = files.filter((file) => file !== STDIN);
  const times = await Promise.all(onDisk.map(async (file) => (await stat(file)).mtime));
  return times.length === 0 ? null : new Date(Math.min(...times.map(Number)));
}

export const gateCommand: Command = {
  name: 'gate',
  summary: 'judges a Terraform plan: what changes for whom, clashing priorities, traffic astray on the way',
  usage: 'gate PLAN.json',
  help: [
    'PLAN.json is the output of terraform show -json PLAN; - is standard input.',
    '--accept FILE           effects of the plan that somebody agreed to',
    '--consent               prints such a file for this plan, for you to fill in',
    '--allow-delete ADDRESS  a rule that may be deleted or replaced; may be given several times',
    '--existing FILE         aws elbv2 describe-rules or describe-listeners, for what is not in the plan; several times',
    '--expectations FILE     requests and what must become of them',
    "--host HOST             another environment's host, in the place of production's in the expectations",
    ...SOURCE_HELP,
    MARKDOWN_HELP,
  ],
  options: {
    accept: { type: 'string' },
    consent: { type: 'boolean' },
    'allow-delete': { type: 'string', multiple: true },
    existing: { type: 'string', multiple: true },
    expectations: { type: 'string' },
    host: { type: 'string' },
    ...SOURCE_OPTIONS,
    ...MARKDOWN_OPTION,
  },
  async run(values, positionals) {
    expectArguments(positionals, this.usage, 1);
    const [file = ''] = positionals;
    const files = textsOf(values, 'existing');
    const documents = await Promise.all(
      files.map(async (one) => ({ name: displayName(one), value: await readJson(one) })),
    );
    const plan = readPlan(await readJson(file), displayName(file), givenNames(values), describe(documents));
    const expectations = textOf(values, 'expectations');
    const accept = textOf(values, 'accept');
    const report = gate(plan, {
      expectations: expectations === null ? [] : await loadExpectations(expectations, textOf(values, 'host')),
      balancer: textOf(values, 'balancer'),
      allowDelete: new Set(textsOf(values, 'allow-delete')),
      accept: accept === null ? new Set() : await loadConsent(accept),
      existingFrom: await writtenAt(files),
    });
    if (flagOf(values, 'consent')) {
      const consent = consentFor(report);
      return { exitCode: 0, text: JSON.stringify(consent, null, 2), json: consent };
    }
    return {
      exitCode: report.passed ? 0 : 1,
      text: textFor(report),
      json: report,
      markdown: markdownFor(report),
    };
  },
};
