import { describe, expect, it } from 'vitest';
import type { Compatibility } from '../published/compatibility.ts';
import { merge } from './merge.ts';

const file = (
  versions: string[],
  result: 'passed' | 'failed',
  rest: Partial<Compatibility> = {},
): Compatibility => ({
  server: '3.17.2',
  measuredOn: '2026-11-23',
  clients: versions.map((version) => ({ version, python: '3.11', pages: [{ page: 'quickstart', result }] })),
  ...rest,
});
const shown = ({ clients }: Compatibility) =>
  clients.map(({ version, pages }) => `${version} ${pages[0]?.result}`);

describe('a measurement', () => {
  it('replaces its own clients and keeps the others, in the order of versions', () => {
    const merged = merge(file(['3.12.0', '3.4.0'], 'failed'), file(['3.9.0', '3.4.0'], 'passed'));
    expect(shown(merged)).toEqual(['3.4.0 passed', '3.9.0 passed', '3.12.0 failed']);
  });

  it.each([{ server: '3.16.1' }, { measuredOn: '2026-11-22' }])('keeps none of %o', (rest) => {
    expect(shown(merge(file(['3.4.0'], 'failed', rest), file(['3.9.0'], 'passed')))).toEqual([
      '3.9.0 passed',
    ]);
  });

  it('is the file when there is none', () => {
    expect(shown(merge(undefined, file(['3.9.0'], 'passed')))).toEqual(['3.9.0 passed']);
  });
});
