import { describe, expect, it } from 'vitest';
import { incidentsOf, readHistory, sinceOf, troubleSince } from './history.ts';

const START = Date.parse('2026-11-27T00:00:00Z');
const HOUR = 3_600_000;
const change = (hour: number, check: string, status: string, code?: string) => ({
  time: new Date(START + hour * HOUR).toISOString(),
  check,
  status,
  ...(code && { code }),
});

function historyOf(transitions: readonly object[]) {
  const history = readHistory({
    from: '2026-08-30T00:00:00Z',
    bucketSeconds: 86_400,
    series: { overall: { availability: 0.5, known: 1, buckets: [1, null, 2, 'x', 0.5] }, odd: 7 },
    maintenance: [{ start: 'never', end: 'ever' }],
    transitions,
  });
  if (history === undefined) throw new Error('The history of this test is none.');
  return history;
}

describe('readHistory', () => {
  it.each([undefined, null, [], 'text', {}, { series: {} }, { from: '2026-01-01', series: {} }])(
    'takes %j for no history',
    (value) => {
      expect(readHistory(value)).toBeUndefined();
    },
  );

  it('takes what it knows, and a share that is none for a gap', () => {
    const { series, maintenance, changes } = historyOf([{ time: 'x' }, change(1, 'gpu', 'fail')]);
    expect([...series]).toEqual([['overall', { availability: 0.5, buckets: [1, null, null, null, 0.5] }]]);
    expect(maintenance).toEqual([]);
    expect(changes.map(({ check }) => check)).toEqual(['gpu']);
  });
});

describe('since when', () => {
  const history = historyOf([
    change(1, 'writes', 'fail', 'timeout'),
    change(2, 'writes', 'pass'),
    change(3, 'writes', 'fail', 'timeout'),
    change(4, 'writes', 'fail', 'reset'),
    change(5, 'tracking', 'warn', 'slow'),
  ]);

  it('is the start of the stretch, whatever the reason changed to', () => {
    expect(sinceOf(history, 'writes', 'fail')).toBe(START + 3 * HOUR);
    expect(sinceOf(history, 'tracking', 'warn')).toBe(START + 5 * HOUR);
  });

  it('is unknown when the history does not tell', () => {
    expect(sinceOf(history, 'writes', 'pass')).toBeUndefined();
    expect(sinceOf(history, 'registry', 'fail')).toBeUndefined();
  });

  it('there is trouble, is when the first of the checks began', () => {
    const checks = { writes: { status: 'fail' }, registry: { status: 'fail' } } as const;
    expect(troubleSince(history, checks, 'fail')).toBe(START + 3 * HOUR);
    expect(troubleSince(history, {}, 'fail')).toBeUndefined();
  });
});

it('incidents last until the next change of their check, newest first', () => {
  const history = historyOf([
    change(1, 'writes', 'fail', 'timeout'),
    change(2, 'tracking', 'warn', 'slow'),
    change(3, 'writes', 'pass'),
  ]);
  expect(incidentsOf(history, START).map(({ check, end }) => [check, end])).toEqual([
    ['tracking', null],
    ['writes', START + 3 * HOUR],
  ]);
  expect(incidentsOf(history, START + 4 * HOUR).map(({ check }) => check)).toEqual(['tracking']);
});
