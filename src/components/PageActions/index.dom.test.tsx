import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { PageActions } from './index.tsx';

afterEach(cleanup);

it('names the Markdown of the page, to copy and to read', () => {
  render(<PageActions page="/docs/tracking/runs/" />);
  expect(screen.getByRole('button', { name: 'Copy page' }).dataset).toMatchObject({
    action: 'copy-page',
    from: '/docs/tracking/runs.md',
  });
  expect(screen.getByRole('link').getAttribute('href')).toBe('/docs/tracking/runs.md');
});
