import { describe, expect, it } from 'vitest';
import { createEngine } from './engine.ts';
import { INDEX_FILE, type PageText, pageFile } from './pageText.ts';
import { writeIndex } from './searchIndex.ts';

const createRun: PageText = {
  url: '/api/mlflow/create-run/',
  title: 'Create a run',
  description: 'Creates a run.',
  endpoint: 'POST /api/2.0/mlflow/runs/create',
  parts: [{ id: undefined, title: '', text: 'Starts a run in an experiment.' }],
};
const runs: PageText = {
  url: '/docs/runs/',
  title: 'Runs',
  description: 'All about runs.',
  endpoint: undefined,
  parts: [
    { id: undefined, title: '', text: 'One execution of your code.' },
    { id: 'resume', title: 'Resume', text: 'Go on with an earlier one.' },
  ],
};

/** The files of an index, and a connection that a test cuts. */
function world(development = false) {
  const pages = [createRun, runs];
  const parts = pages.flatMap(({ title, parts: own }) =>
    own.map(({ title: heading, text }) => ({ title, names: '', heading, text, code: '' })),
  );
  const indexed = pages.map(({ url, title }, first) => ({ url, title, first }));
  const files = new Map<string, unknown>([
    [INDEX_FILE, writeIndex(indexed, parts)],
    ...pages.map((page): [string, unknown] => [pageFile(page.url), page]),
  ]);
  const state = { online: true, loads: [] as string[] };
  const get = async (path: string): Promise<unknown> => {
    state.loads.push(path);
    if (!state.online || !files.has(path)) throw new TypeError('Failed to fetch');
    return files.get(path);
  };
  return { state, files, engine: createEngine({ development, get }) };
}

async function first({ engine }: ReturnType<typeof world>, typed: string) {
  const { matches } = await engine.search(typed);
  return matches[0]?.load();
}

describe('search', () => {
  it('loads the index once, before the first query when warmed up, and of pages only those that are shown', async () => {
    const { engine, state } = world();
    engine.warmUp();
    await engine.search('run');
    const { matches } = await engine.search('runs');
    expect(state.loads).toEqual([INDEX_FILE]);
    await matches[0]?.load();
    expect(state.loads).toHaveLength(2);
  });

  it('shows an operation with its address', async () => {
    expect(await first(world(), 'how to create a run')).toEqual({
      url: '/api/mlflow/create-run/',
      title: 'Create a run',
      section: 'MLflow REST API',
      endpoint: 'POST /api/2.0/mlflow/runs/create',
      excerpt: [
        { text: 'Starts a ', marked: false },
        { text: 'run ', marked: true },
        { text: 'in an experiment.', marked: false },
      ],
      heading: undefined,
    });
  });

  it('shows the best part of a page below what the page says of itself', async () => {
    expect(await first(world(), 'resume')).toMatchObject({
      url: '/docs/runs/',
      section: 'Guide',
      excerpt: [{ text: 'All about runs.' }],
      heading: { url: '/docs/runs/#resume', title: 'Resume' },
    });
  });

  it('names the nearest words when nothing fits', async () => {
    const { matches, nearest } = await world().engine.search('xxxate');
    expect(matches).toEqual([]);
    expect(nearest).toEqual(['create']);
  });
});

describe('without a connection', () => {
  it('says that the index did not load, and recovers', async () => {
    const here = world();
    here.state.online = false;
    here.engine.warmUp();
    await expect(here.engine.search('run')).rejects.toMatchObject({ code: 'unreachable' });
    here.state.online = true;
    expect((await first(here, 'resume'))?.title).toBe('Runs');
  });

  it('finds pages all the same once the index is there, by their titles', async () => {
    const here = world();
    await here.engine.search('run');
    here.state.online = false;
    expect(await first(here, 'resume')).toMatchObject({ title: 'Runs', excerpt: [], heading: undefined });
  });

  it('says in development that there is no index', async () => {
    const { engine, state } = world(true);
    state.online = false;
    await expect(engine.search('run')).rejects.toMatchObject({ code: 'not-built' });
  });

  it('takes what is no index for none', async () => {
    const { engine, files } = world();
    files.set(INDEX_FILE, { message: 'Hello' });
    await expect(engine.search('run')).rejects.toMatchObject({ code: 'unreachable' });
  });
});
