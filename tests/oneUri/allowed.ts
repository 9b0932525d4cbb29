/** The few places where a forbidden address stands on purpose, each with its reason. */
import type { Finding, Rule } from './find.ts';

export interface Allowance {
  /** Path from the project's root. */
  file: string;
  rule: Rule;
  /** Text that the finding must hold; everything of this rule in the file when not given. */
  text?: string;
  reason: string;
}

export const ALLOWED: readonly Allowance[] = [
  {
    file: 'routing/expectations.json',
    rule: 'other-tracking-uri',
    reason: 'Says where requests to the alias, to other hosts and to misspelt paths go.',
  },
  {
    file: 'routing/expectations.json',
    rule: 'plain-http',
    reason: 'Says that plain http is redirected.',
  },
  {
    file: 'routing/commands/tool.test.ts',
    rule: 'other-tracking-uri',
    reason: 'Asks for the alias and for a near miss of it.',
  },
  {
    file: 'routing/commands/tool.test.ts',
    rule: 'plain-http',
    reason: 'Asks what port 80 does.',
  },
  {
    file: 'routing/describe.test.ts',
    rule: 'other-tracking-uri',
    reason: 'Says where a redirect leads.',
  },
  {
    file: 'routing/migration/steps.ts',
    rule: 'plain-http',
    reason: 'Asks what port 80 does.',
  },
  {
    file: 'routing/migration/steps.ts',
    rule: 'other-tracking-uri',
    reason: 'Says where a redirect leads, port included.',
  },
  {
    file: 'openapi/check/words.test.ts',
    rule: 'unknown-host',
    reason: 'Shows that our words may not name a stale host.',
  },
  {
    file: 'openapi/check/words.test.ts',
    rule: 'plain-http',
    reason: 'Shows that our words may not name plain http.',
  },
];

/** Findings that no allowance covers, and allowances that cover nothing and can go. */
export function judge(findings: Finding[], allowed: readonly Allowance[]) {
  return {
    forbidden: findings.filter((finding) => !allowed.some((allowance) => covers(allowance, finding))),
    unused: allowed.filter((allowance) => !findings.some((finding) => covers(allowance, finding))),
  };
}

function covers({ file, rule, text = '' }: Allowance, finding: Finding): boolean {
  return finding.file === file && finding.rule === rule && finding.text.includes(text);
}
