/** A reporter of Vitest for `npm test`: writes durations, and the reason of every skipped test, to a file. */
import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { REPORT_VARIABLE, type TestReport } from './testReport.ts';

/** Vitest makes one for each run. */
export default class implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const file = process.env[REPORT_VARIABLE];
    if (file === undefined) throw new Error(`${REPORT_VARIABLE} names no file to write the report to.`);
    const report: TestReport = { files: modules.map(fileOf), errors: errors.length };
    writeFileSync(file, JSON.stringify(report));
  }
}

function fileOf(module: TestModule): TestReport['files'][number] {
  const { environmentSetupDuration, prepareDuration, collectDuration, setupDuration, duration } =
    module.diagnostic();
  const withErrors = [...module.children.allSuites(), module].filter((suite) => suite.errors().length > 0);
  return {
    file: module.relativeModuleId,
    ms: environmentSetupDuration + prepareDuration + collectDuration + setupDuration + duration,
    faults: withErrors.length,
    tests: [...module.children.allTests()].map((test) => testOf(test, withErrors.length > 0)),
  };
}

function testOf(test: TestCase, isBroken: boolean): TestReport['files'][number]['tests'][number] {
  const result = test.result();
  const timed = { name: test.fullName, ms: test.diagnostic()?.duration ?? 0 };
  if (result.state === 'passed' || result.state === 'failed') return { ...timed, state: result.state };
  const note = result.state === 'skipped' ? result.note : undefined;
  const reason = note ?? (isBroken ? 'not reached: something before it failed' : 'no reason given');
  return { ...timed, state: 'skipped', reason };
}
