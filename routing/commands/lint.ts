/** `lint`: everything about a table that somebody would stumble over. */

import { describeRequest } from '../describe.ts';
import type { GateFinding } from '../gate.ts';
import { readRoutes } from '../import/read.ts';
import type { Finding } from '../lint/finding.ts';
import { lint } from '../lint.ts';
import { loadExpectations, ROUTES_FILE } from '../load.ts';
import { DEFAULT_SOURCE_IP } from '../request.ts';
import {
  type Command,
  counted,
  expectArguments,
  givenNames,
  indent,
  NAME_HELP,
  NAME_OPTIONS,
  textOf,
} from './command.ts';

/** A finding with its witness and its remedy. */
export function findingText(finding: Finding | GateFinding): string {
  const { severity, code, message, fix, witness } = finding;
  const request = witness ? describeRequest(witness, DEFAULT_SOURCE_IP) : '';
  const shown = request === '' || message.startsWith(request) ? [] : [`  for example ${request}`];
  return [`${severity} ${code}: ${message}`, ...shown, indent(`mend: ${fix}`)].join('\n');
}

function summary(findings: readonly Finding[], rules: number): string {
  if (findings.length === 0) return `${counted(rules, 'rule')}, no findings.`;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return `${counted(rules, 'rule')}, ${counted(errors, 'error')}, ${counted(findings.length - errors, 'warning')}.`;
}

export const lintCommand: Command = {
  name: 'lint',
  summary: 'limits, shadowed and overlapping rules, drift between listeners, coverage',
  usage: 'lint [FILE]',
  help: [
    'FILE is routes.json, terraform show -json, or aws elbv2 describe-rules; - is standard input.',
    'Without FILE: our rules, held against our expectations.',
    '--expectations FILE  requests and what must become of them',
    ...NAME_HELP,
  ],
  options: { expectations: { type: 'string' }, ...NAME_OPTIONS },
  async run(values, positionals) {
    expectArguments(positionals, this.usage, 0, 1);
    const [file] = positionals;
    const routes = await readRoutes(file ?? ROUTES_FILE, givenNames(values));
    const given = textOf(values, 'expectations');
    const expectations =
      given === null && file !== undefined ? null : await loadExpectations(given ?? undefined);
    const report = lint(routes, expectations);
    const text = [...report.findings.map(findingText), summary(report.findings, routes.rules.length)].join(
      '\n\n',
    );
    return { exitCode: report.findings.length > 0 ? 1 : 0, text, json: report };
  },
};
