import { expect, it } from 'vitest';
import type { Compatibility, Server } from '../published/compatibility.ts';
import { merge, withOtherPages } from './merge.ts';

const server = (version: string, clients: string[], result: 'passed' | 'failed'): Server => ({
  version,
  clients: clients.map((client) => ({
    version: client,
    python: '3.11',
    measuredOn: '2026-11-23',
    pages: [{ page: 'quickstart', result }],
  })),
});

const shown = ({ servers }: Compatibility) =>
  servers.map(
    ({ version, clients }) =>
      `${version}: ${clients.map(({ version, pages }) => `${version} ${pages[0]?.result}`).join(', ')}`,
  );

it('replaces the measured clients of one server and keeps the rest, in the order of versions', () => {
  const older = {
    servers: [server('3.9.0', ['3.9.0'], 'passed'), server('3.17.2', ['3.12.0', '3.4.0'], 'failed')],
  };
  expect(shown(merge(older, server('3.17.2', ['3.9.0', '3.4.0'], 'passed')))).toEqual([
    '3.9.0: 3.9.0 passed',
    '3.17.2: 3.4.0 passed, 3.9.0 passed, 3.12.0 failed',
  ]);
});

it('adds a server, and makes the file when there is none', () => {
  const first = merge(undefined, server('3.12.0', ['3.9.0'], 'passed'));
  expect(shown(merge(first, server('3.9.0', ['3.9.0'], 'failed')))).toEqual([
    '3.9.0: 3.9.0 failed',
    '3.12.0: 3.9.0 passed',
  ]);
});

it('keeps the other pages of a client when some were measured alone', () => {
  const older = { servers: [server('3.9.0', ['3.9.0'], 'passed')] };
  const [fresh] = server('3.9.0', ['3.9.0'], 'failed').clients;
  if (fresh === undefined) throw new Error('no client');
  const pages = (page: string) =>
    withOtherPages(older, '3.9.0', { ...fresh, pages: [{ page, result: 'failed' }] }).pages;
  expect(pages('errors')).toEqual([
    { page: 'errors', result: 'failed' },
    { page: 'quickstart', result: 'passed' },
  ]);
  expect(pages('quickstart')).toEqual([{ page: 'quickstart', result: 'failed' }]);
});
