import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PageActions } from './index.tsx';

const write = vi.fn<(items: { data: Record<string, Promise<string>> }[]) => Promise<void>>();

beforeEach(() => {
  write.mockReset().mockImplementation(async (items) => {
    for (const { data } of items) await Promise.all(Object.values(data));
  });
  vi.stubGlobal(
    'ClipboardItem',
    class {
      data: Record<string, Promise<string>>;
      constructor(data: Record<string, Promise<string>>) {
        this.data = data;
      }
    },
  );
  vi.stubGlobal('navigator', { clipboard: { write } });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const press = () => act(async () => void fireEvent.click(screen.getByRole('button')));

it('copies the page as Markdown', async () => {
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response('# Runs')),
  );
  render(<PageActions page="/docs/tracking/runs/" />);
  await press();
  expect(fetch).toHaveBeenCalledWith('/docs/tracking/runs.md');
  expect(await write.mock.calls[0]?.[0][0]?.data['text/plain']).toBe('# Runs');
  expect(screen.getByRole('button').textContent).toBe('Copied');
});

it('says when it cannot, and leads to the same text', async () => {
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response('', { status: 404 })),
  );
  render(<PageActions page="/docs/tracking/runs/" />);
  await press();
  expect(screen.getByRole('button').textContent).toBe("Couldn't copy");
  expect(screen.getByRole('link').getAttribute('href')).toBe('/docs/tracking/runs.md');
});
