/** Shows findings in the form that editors can jump to. Pure. */
import { type Finding, HINTS } from './find.ts';

/** One line per finding: place, what, and what to do. */
export function show(findings: Finding[]): string[] {
  return findings.map(({ file, line, rule, text }) => `${file}:${line}  ${rule}: ${text}  ${HINTS[rule]}`);
}
