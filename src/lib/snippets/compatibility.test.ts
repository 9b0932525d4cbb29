import { describe, expect, it } from 'vitest';
import { clientWords, failedPages, newestFirst } from './compatibility.ts';

const passed = { page: 'a', result: 'passed' as const };
const failed = { page: 'b', result: 'failed' as const, problem: 'code-1: no such thing' };
const old = { version: '3.4.0', python: '3.11', pages: [passed, failed] };
const young = { version: '3.17.2', python: '3.11', pages: [passed] };

describe('the measurement', () => {
  it('shows the newest client first, and counts pages', () => {
    const data = { server: '3.17.2', measuredOn: '2026-11-23', clients: [old, young] };
    expect(newestFirst(data)).toEqual([young, old]);
    expect([old, young].map(clientWords)).toEqual(['1 of 2', 'all 1']);
    expect(failedPages(old)).toEqual([failed]);
  });
});
