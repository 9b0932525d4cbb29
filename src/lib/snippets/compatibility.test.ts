import { describe, expect, it } from 'vitest';
import type { Client, PageOutcome } from '../../../snippets/published/compatibility.ts';
import {
  blockWords,
  clientOf,
  clientVersions,
  clientWords,
  failedPages,
  newestFirst,
} from './compatibility.ts';

const passed: PageOutcome = { page: 'a', result: 'passed', blocks: { ran: 3, all: 3 } };
const failed: PageOutcome = {
  page: 'b',
  result: 'failed',
  problem: 'code-1: no such thing',
  blocks: { ran: 1, all: 4 },
};
const client = (version: string, ...pages: PageOutcome[]): Client => ({
  version,
  python: '3.11',
  measuredOn: '2026-11-23',
  pages,
});
const old = client('3.4.0', passed, failed);
const young = client('3.17.2', passed);
const data = {
  servers: [
    { version: '3.9.0', clients: [old] },
    { version: '3.17.2', clients: [old, young] },
  ],
};

describe('the measurement', () => {
  it('has a row for each client, the newest first, also for one that only some servers met', () => {
    expect(clientVersions(data)).toEqual(['3.17.2', '3.4.0']);
    expect(newestFirst(data.servers).map((server) => clientOf(server, '3.17.2'))).toEqual([young, undefined]);
  });

  it('counts pages and blocks', () => {
    expect([old, young].map(clientWords)).toEqual(['1 of 2', 'all 1']);
    expect([old, young].map(blockWords)).toEqual(['4 of 7 blocks', '3 of 3 blocks']);
    expect(failedPages(old)).toEqual([failed]);
  });

  it('says nothing of blocks when they were not counted', () => {
    expect(blockWords(client('3.0.1', { page: 'a', result: 'passed' }, passed))).toBeUndefined();
  });
});
