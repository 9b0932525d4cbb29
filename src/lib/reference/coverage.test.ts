import { describe, expect, it } from 'vitest';
import { byExcuse, byTag, type CoverageRow, coverageTotals } from './coverage.ts';

const row = (operation: string, change: Partial<CoverageRow> = {}): CoverageRow => ({
  operation,
  tag: 'Runs',
  exists: true,
  success: true,
  errors: '1 of 2',
  required: '3 of 3',
  ...change,
});
const cloud = 'needs artifacts in cloud storage';
const rows = [
  row('createRun'),
  row('getRun'),
  row('presign', { tag: 'Artifacts', success: cloud, errors: '0 of 0' }),
];

describe('coverage', () => {
  it('sums up operations, errors and required fields', () => {
    expect(coverageTotals(rows)).toEqual({
      operations: { proven: 2, all: 3 },
      errors: { proven: 2, all: 4 },
      required: { proven: 9, all: 9 },
    });
  });

  it('sums up nothing', () => {
    expect(coverageTotals([]).operations).toEqual({ proven: 0, all: 0 });
  });

  it('is grouped by tag, in order', () => {
    expect([...byTag(rows)].map(([tag, members]) => [tag, members.length])).toEqual([
      ['Runs', 2],
      ['Artifacts', 1],
    ]);
  });

  it('gives the reason for each operation that cannot succeed', () => {
    expect([...byExcuse(rows)]).toEqual([[cloud, [rows[2]]]]);
  });
});
