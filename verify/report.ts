/** What was seen, for people, for programs and for CI. */
import type { Result } from './verify.ts';

const MARKS = { pass: '✓', fail: '✗', skipped: '-' } as const;

/** One line. */
export function lineOf({ name, outcome }: Result): string {
  return `  ${MARKS[outcome.status]} ${name}: ${outcome.detail}`;
}

/** How many of each. */
export function summaryOf(results: readonly Result[]): string {
  const count = (status: Result['outcome']['status']) =>
    results.filter(({ outcome }) => outcome.status === status).length;
  return `${count('pass')} passed, ${count('fail')} failed, ${count('skipped')} skipped.`;
}

/** For programs. Skipped is never passed. */
export function jsonReport(origin: string, results: readonly Result[]): string {
  const rows = results.map(({ group, name, outcome, ms }) => ({ group, name, ...outcome, ms }));
  return JSON.stringify(
    { version: 1, origin, passed: !results.some(({ outcome }) => outcome.status === 'fail'), rows },
    null,
    2,
  );
}

const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    // XML 1.0 has no way to write these.
    .replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD]/g, '?');

/** JUnit's XML, one suite for each group. */
export function junitReport(results: readonly Result[]): string {
  const suites = [...Map.groupBy(results, ({ group }) => group)].map(([group, rows]) => {
    const cases = rows.map(({ name, outcome, ms }) => {
      const open = `    <testcase classname="verify.${group}" name="${escaped(name)}" time="${ms / 1000}"`;
      if (outcome.status === 'pass') return `${open}/>`;
      const tag = outcome.status === 'fail' ? 'failure' : 'skipped';
      return `${open}><${tag} message="${escaped(outcome.detail)}"/></testcase>`;
    });
    const count = (status: string) => rows.filter(({ outcome }) => outcome.status === status).length;
    return [
      `  <testsuite name="${group}" tests="${rows.length}" failures="${count('fail')}" skipped="${count('skipped')}">`,
      ...cases,
      '  </testsuite>',
    ].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('\n')}\n</testsuites>\n`;
}
