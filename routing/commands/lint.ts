/** `lint`: everything about a table that somebody would stumble over. */

import { IGNORE_FILE, loadIgnored, withoutIgnored } from '../consent.ts';
import { describeRequest } from '../describe.ts';
import { RoutingError } from '../error.ts';
import type { GateFinding } from '../gate/finding.ts';
import { readTables } from '../import/read.ts';
import type { Finding } from '../lint/finding.ts';
import { type LintReport, lint } from '../lint.ts';
import { loadExpectations, ROUTES_FILE } from '../load.ts';
import { DEFAULT_SOURCE_IP } from '../request.ts';
import {
  type Command,
  counted,
  expectArguments,
  indent,
  MARKDOWN_HELP,
  MARKDOWN_OPTION,
  textOf,
  type Values,
} from './command.ts';
import { codeBlock, folded, markdownTable } from './markdown.ts';
import { givenNames, NAME_HELP, NAME_OPTIONS } from './source.ts';

/** A finding with its witness and its remedy. */
export function findingText(finding: Finding | GateFinding): string {
  const { severity, code, message, fix, witness } = finding;
  const request = witness ? describeRequest(witness, DEFAULT_SOURCE_IP) : '';
  const shown = request === '' || message.startsWith(request) ? [] : [`  for example ${request}`];
  return [`${severity} ${code}: ${message}`, ...shown, indent(`mend: ${fix}`)].join('\n');
}

const isError = ({ severity }: Finding): boolean => severity === 'error';

function summary(findings: readonly Finding[], rules: number): string {
  if (findings.length === 0) return `${counted(rules, 'rule')}, no findings.`;
  const errors = findings.filter(isError).length;
  return `${counted(rules, 'rule')}, ${counted(errors, 'error')}, ${counted(findings.length - errors, 'warning')}.`;
}

interface Linted {
  balancer: string;
  rules: number;
  findings: Finding[];
  reachable: LintReport['reachable'];
  notes: readonly string[];
}

function textFor(tables: readonly Linted[], unused: readonly string[]): string {
  const parts = tables.flatMap(({ balancer, findings, notes, rules }) => [
    ...(tables.length > 1 ? [`Load balancer ${balancer}:`] : []),
    ...findings.map(findingText),
    ...notes.map((note) => `assumed: ${note}`),
    summary(findings, rules),
  ]);
  return [...parts, ...unused].join('\n\n');
}

function markdownFor(tables: readonly Linted[]): string {
  return tables
    .flatMap(({ balancer, findings, rules }) => {
      const rows = findings.map(({ severity, code, message }) => [severity, code, message]);
      const name = balancer === '' ? '' : `${balancer}: `;
      return [
        `**${name}${summary(findings, rules)}**`,
        markdownTable(['Severity', 'Finding', 'What'], rows),
        folded('How to mend', findings.length === 0 ? '' : codeBlock(findings.map(findingText).join('\n\n'))),
      ];
    })
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The severity from which on findings fail the command. */
function threshold(values: Values): 'error' | 'warning' {
  const given = textOf(values, 'severity') ?? 'error';
  if (given === 'error' || given === 'warning') return given;
  throw new RoutingError('bad-arguments', `--severity ${given}: expected error or warning.`, 'See --help.');
}

export const lintCommand: Command = {
  name: 'lint',
  summary: 'limits, shadowed and overlapping rules, drift between listeners, coverage',
  usage: 'lint [FILE…]',
  help: [
    'FILE is routes.json, terraform show -json, or aws elbv2 describe-rules; - is standard input.',
    'describe-listeners, describe-target-groups and describe-tags may be given beside describe-rules.',
    'Without FILE: our rules, held against our expectations.',
    '--expectations FILE  requests and what must become of them',
    '--severity LEVEL     error (the default) or warning: from which on findings end with exit code 1',
    '--ignore FILE        findings that are meant, each with a reason',
    ...NAME_HELP,
    MARKDOWN_HELP,
  ],
  options: {
    expectations: { type: 'string' },
    severity: { type: 'string' },
    ignore: { type: 'string' },
    ...NAME_OPTIONS,
    ...MARKDOWN_OPTION,
  },
  async run(values, positionals) {
    expectArguments(positionals, this.usage, 0, 20);
    const level = threshold(values);
    const ours = positionals.length === 0;
    const tables = await readTables(ours ? [ROUTES_FILE] : positionals, givenNames(values));
    const given = textOf(values, 'expectations');
    const expectations = given === null && !ours ? null : await loadExpectations(given ?? undefined);
    const file = textOf(values, 'ignore') ?? (ours ? IGNORE_FILE : null);
    const ignored = file === null ? [] : await loadIgnored(file);
    const linted = tables.map(({ balancer, routes, notes }): Linted & { unused: typeof ignored } => {
      const report = lint(routes, expectations);
      return {
        balancer,
        rules: routes.rules.length,
        ...report,
        notes,
        ...withoutIgnored(report.findings, ignored),
      };
    });
    const unused = ignored.filter((entry) => linted.every((one) => one.unused.includes(entry)));
    const words = unused.map(({ code, reason }) => `Nothing of ${code} is left to ignore ("${reason}").`);
    const failing = linted
      .flatMap(({ findings }) => findings)
      .some((one) => level === 'warning' || isError(one));
    return {
      exitCode: failing ? 1 : 0,
      text: textFor(linted, words),
      json: { tables: linted.map(({ unused: _, ...one }) => one), unused },
      markdown: markdownFor(linted),
    };
  },
};
