import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../../machine/testing/folder.ts';
import { loadGuides, unmentioned } from './guides.ts';
import { linkTo, readReference } from './reading.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
const reference = readReference(ROOT);
const site = await testFolder('guides');

async function write(file: string, frontMatter: string): Promise<void> {
  const target = path.join(site, 'docs/guide', file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, `---\n${frontMatter}\n---\n\nText.\n`);
}

describe('loadGuides', () => {
  it('reads title, path and operations of every page', async () => {
    await write('index.mdx', 'title: Guide');
    await write('tracking/runs.mdx', 'title: Runs\noperations: [createRun]');
    expect(await loadGuides(site, new Set(['createRun']))).toEqual({
      guides: [
        { title: 'Guide', to: '/docs/', operations: [] },
        { title: 'Runs', to: '/docs/tracking/runs/', operations: ['createRun'] },
      ],
      problems: [],
    });
  });

  it('refuses all that is wrong at once: page, line, the wrong name and the nearest one', async () => {
    await write('tracking/runs.mdx', 'title: Runs\noperations:\n  - getRun\n  - creatRuns\n  - getRun');
    await write('tracking/search.mdx', 'title: Search\noperations: searchRuns');
    const { problems } = await loadGuides(site, new Set(['createRun', 'getRun', 'searchRuns']));
    expect(problems).toEqual([
      'docs/guide/tracking/runs.mdx:5: no operation is called "creatRuns". Did you mean "createRun"? openapi/*.yaml list all.',
      'docs/guide/tracking/runs.mdx:4: "operations" names "getRun" twice.',
      'docs/guide/tracking/search.mdx:3: "operations" must be a list of operationIds.',
    ]);
  });

  it('finds nothing wrong with our guides', async () => {
    const { guides, problems } = await loadGuides(ROOT, new Set(reference.operations.keys()));
    expect(problems).toEqual([]);
    expect(guides.filter(({ operations }) => operations.length > 0).length).toBeGreaterThan(3);
  });
});

describe('readReference', () => {
  it('reads what a link needs from both documents', () => {
    const { operations } = reference;
    const createRun = operations.get('createRun');
    expect(createRun && linkTo(createRun)).toEqual({
      method: 'POST',
      path: '/api/2.0/mlflow/runs/create',
      summary: 'Create a run',
      to: '/api/mlflow/create-run/',
    });
    expect(operations.get('getHealth')?.page).toBe('/api/health/get-health/');
  });
});

describe('unmentioned', () => {
  it('names what no guide page does, in order', () => {
    const guides = [{ title: 'Runs', to: '/docs/runs/', operations: ['getRun'] }];
    expect(unmentioned(['createRun', 'getRun', 'searchRuns'], guides)).toEqual(['createRun', 'searchRuns']);
  });
});
