import { describe, expect, it } from 'vitest';
import { addCounts, countCheck, countLine, outcomeLines, slowestLines } from './summary.ts';
import type { TestReport } from './testReport.ts';

type File = TestReport['files'][number];

const file = (tests: File['tests'], more: Partial<File> = {}): File => ({
  file: 'a.test.ts',
  ms: 100,
  faults: 0,
  tests,
  ...more,
});
const passed = { name: 'works', ms: 10, state: 'passed' } as const;
const failed = { name: 'breaks', ms: 20, state: 'failed' } as const;
const skipped = { name: 'waits', ms: 0, state: 'skipped', reason: 'no Chromium' } as const;
const report = (files: File[], errors = 0): TestReport => ({ files, errors });

describe('a check', () => {
  it('counts as one without tests', () => {
    expect(countCheck(true, undefined)).toEqual({ passed: 1, failed: 0, skipped: 0 });
    expect(countCheck(false, undefined)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('has failed when a test run left no report, whatever it ended with', () => {
    expect(countCheck(true, null)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('counts its tests', () => {
    const counts = countCheck(false, report([file([passed, failed, skipped])]));
    expect(counts).toEqual({ passed: 1, failed: 1, skipped: 1 });
  });

  it('has failed when something outside of its tests did', () => {
    expect(countCheck(true, report([file([passed], { faults: 1 })])).failed).toBe(1);
    expect(countCheck(true, report([file([passed])], 1)).failed).toBe(1);
    expect(countCheck(false, report([file([passed])])).failed).toBe(1);
  });
});

it('the last line leaves out what nobody skipped', () => {
  expect(countLine(addCounts([countCheck(true, undefined), countCheck(true, undefined)]))).toBe(
    '2 passed, 0 failed',
  );
  expect(countLine({ passed: 1, failed: 2, skipped: 3 })).toBe('1 passed, 2 failed, 3 skipped');
});

it('says for each reason how many tests were skipped', () => {
  const tests = report([file([passed, skipped, skipped])]);
  const counts = countCheck(true, tests);
  expect(
    outcomeLines({ name: 'browser', ok: true, counts, seconds: 1, cpuSeconds: 2, report: tests }),
  ).toEqual(['ok    browser: 1 passed, 2 skipped (1.0 s, CPU 2.0 s)', '      skipped 2: no Chromium']);
});

it('lists the slowest first', () => {
  const lines = slowestLines([report([file([passed, failed]), file([], { file: 'b.test.ts', ms: 9000 })])]);
  expect(lines[1]).toBe('    9.0 s  b.test.ts');
  expect(lines.indexOf('    0.0 s  a.test.ts: breaks')).toBeLessThan(
    lines.indexOf('    0.0 s  a.test.ts: works'),
  );
});
