import { describe, expect, it } from 'vitest';
import { SUPPORT_EMAIL } from '../../endpoint.ts';
import { reportAddress } from './reportProblem.ts';

const problem = { page: '/docs/tracking/runs/', version: '1.2.3' };
const BODY = 'Page: /docs/tracking/runs/\nVersion of the docs: 1.2.3\n\n';

describe('the report of a problem', () => {
  it('is a mail to support while the repository has no address', () => {
    const url = new URL(reportAddress(problem, ''));
    expect([url.protocol, url.pathname]).toEqual(['mailto:', SUPPORT_EMAIL]);
    expect([...url.searchParams]).toEqual([
      ['subject', 'Problem on /docs/tracking/runs/'],
      ['body', BODY],
    ]);
    // Mail programs take a plus for a plus.
    expect(url.search).not.toContain('+');
  });

  it('is a new issue once it has one', () => {
    const url = new URL(reportAddress(problem, 'https://code.test/owner/name'));
    expect(url.origin + url.pathname).toBe('https://code.test/owner/name/issues/new');
    expect([...url.searchParams]).toEqual([
      ['title', 'Problem on /docs/tracking/runs/'],
      ['body', BODY],
    ]);
  });
});
