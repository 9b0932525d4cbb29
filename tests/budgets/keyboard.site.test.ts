/** The request form by keyboard alone: ten operations of every kind, from the top of the page to the answer. */
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { PLACEHOLDER_KEY, TRACKING_PATH } from '../../endpoint.ts';
import { answered, tabTo } from '../e2e/requestForm.ts';
import { siteTest as it } from '../fixtures.ts';
import { openPage } from './measure.ts';

interface Task {
  page: string;
  /** What is typed into which field, in the order of the form; a field that is not required is found among the optional ones. */
  fields: readonly (readonly [label: string, text: string])[];
  optional?: readonly (readonly [label: string, text: string])[];
  /** A file to choose. */
  file?: string;
  /** Whether the form asks before it sends. */
  asks?: boolean;
  sent: { method: string; path: string; body: unknown };
}

const TASKS: readonly Task[] = [
  {
    page: 'create-experiment',
    fields: [['name required', 'churn']],
    sent: { method: 'POST', path: '/api/2.0/mlflow/experiments/create', body: { name: 'churn' } },
  },
  {
    page: 'get-experiment',
    fields: [['experiment_id required', '12']],
    sent: { method: 'GET', path: '/api/2.0/mlflow/experiments/get?experiment_id=12', body: undefined },
  },
  {
    page: 'update-run',
    fields: [['run_id required', 'r1']],
    optional: [['status', 'FINISHED']],
    sent: { method: 'POST', path: '/api/2.0/mlflow/runs/update', body: { run_id: 'r1', status: 'FINISHED' } },
  },
  {
    page: 'log-metric',
    fields: [
      ['run_id required', 'r1'],
      ['key required', 'loss'],
      ['value required', '0.5'],
      ['timestamp required', '1700000000000'],
    ],
    sent: {
      method: 'POST',
      path: '/api/2.0/mlflow/runs/log-metric',
      body: { run_id: 'r1', key: 'loss', value: 0.5, timestamp: 1_700_000_000_000 },
    },
  },
  {
    page: 'search-runs',
    fields: [],
    optional: [['experiment_ids', '1\n2']],
    sent: { method: 'POST', path: '/api/2.0/mlflow/runs/search', body: { experiment_ids: ['1', '2'] } },
  },
  {
    page: 'delete-run',
    fields: [['run_id required', 'r1']],
    asks: true,
    sent: { method: 'POST', path: '/api/2.0/mlflow/runs/delete', body: { run_id: 'r1' } },
  },
  {
    page: 'update-model-version',
    fields: [
      ['name required', 'churn'],
      ['version required', '3'],
    ],
    optional: [['description', 'Retrained.']],
    sent: {
      method: 'PATCH',
      path: '/api/2.0/mlflow/model-versions/update',
      body: { name: 'churn', version: '3', description: 'Retrained.' },
    },
  },
  {
    page: 'delete-registered-model',
    fields: [['name required', 'churn']],
    asks: true,
    sent: { method: 'DELETE', path: '/api/2.0/mlflow/registered-models/delete', body: { name: 'churn' } },
  },
  {
    page: 'get-logged-model',
    fields: [['model_id required', 'm-1']],
    sent: { method: 'GET', path: '/api/2.0/mlflow/logged-models/m-1', body: undefined },
  },
  {
    page: 'upload-artifact',
    fields: [['artifact_path required', '1/r1/artifacts/notes.txt']],
    file: 'Tried three depths.',
    sent: {
      method: 'PUT',
      path: '/api/2.0/mlflow-artifacts/artifacts/1/r1/artifacts/notes.txt',
      body: 'Tried three depths.',
    },
  },
];

/** Moves on to a field and replaces what it holds; in a list, the letters choose. */
async function type(page: Page, [label, text]: readonly [string, string]): Promise<void> {
  await tabTo(page, label);
  const isList = await page.evaluate(() => document.activeElement instanceof HTMLSelectElement);
  if (!isList) await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

describe('by keyboard alone', () => {
  it.for(TASKS)('sends what is typed: $page', async (task, { site, tab: { page } }) => {
    await openPage(page, `${site.origin}/api/mlflow/${task.page}/`);
    // The first stop is the link that skips the navigation.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Try it');
    await page.keyboard.press('Enter');
    await page.getByRole('form', { name: 'Request form' }).waitFor();
    await type(page, ['API key', PLACEHOLDER_KEY]);
    for (const field of task.fields) await type(page, field);
    if (task.optional !== undefined) {
      const more = page.locator('details > summary', { hasText: 'Optional fields' });
      if ((await more.locator('..').getAttribute('open')) === null) {
        await tabTo(page, 'Optional fields');
        await page.keyboard.press('Enter');
      }
      for (const field of task.optional) await type(page, field);
    }
    if (task.file !== undefined) {
      await tabTo(page, 'File');
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Space')]);
      await chooser.setFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from(task.file) });
    }
    await tabTo(page, 'Send request');
    await page.keyboard.press('Enter');
    if (task.asks) {
      await page.getByText('changes the real registry. Send it?').waitFor();
      await tabTo(page, 'Send request anyway');
      await page.keyboard.press('Enter');
    }
    await answered(page);

    expect(site.calls).toHaveLength(1);
    const [call] = site.calls;
    expect(call).toMatchObject({ method: task.sent.method, path: TRACKING_PATH + task.sent.path });
    expect(call?.headers.authorization).toBe(`Bearer ${PLACEHOLDER_KEY}`);
    if (typeof task.sent.body !== 'object') expect(call?.body).toBe(task.sent.body ?? '');
    else expect(JSON.parse(call?.body ?? '')).toMatchObject(task.sent.body ?? {});
  });
});
