import { describe, expect, it } from 'vitest';
import { createEngine } from './engine.ts';
import type { Fragment, InstanceOptions, RawResult } from './pagefind.ts';

const FOLDER = '/pagefind/';

const fragment: Fragment = {
  url: '/api/mlflow/create-run/',
  meta: {
    title: 'Create a run',
    endpoint: 'POST /api/2.0/mlflow/runs/create',
    words: 'createrun runscreate',
  },
  content: 'Starts a run in an experiment.',
  excerpt: 'Starts a <mark>run</mark>',
  sub_results: [],
};

const toResult = (data: Fragment): RawResult => ({ id: data.url, data: async () => data });

/** A stand-in for `pagefind.js`, whose index and connection a test changes. */
function world() {
  const state = {
    results: [fragment],
    online: true,
    loads: [] as string[],
    instances: [] as InstanceOptions[],
    queries: [] as string[],
  };
  const module = {
    createInstance(options: InstanceOptions) {
      state.instances.push(options);
      // As Pagefind: what an instance could not load, it never asks for again.
      const reached = state.online;
      return {
        async search(query: string): Promise<{ results: RawResult[] }> {
          if (!reached) throw new Error('Failed to load Pagefind metadata');
          if (query.startsWith('"')) return { results: [] };
          state.queries.push(query);
          return { results: state.online ? state.results.map(toResult) : [] };
        },
      };
    },
  };
  const load = async (url: string): Promise<unknown> => {
    state.loads.push(url);
    if (!state.online) throw new TypeError('Failed to fetch dynamically imported module');
    return module;
  };
  return { state, load, engine: createEngine({ folder: FOLDER, development: false, load }) };
}

const titles = async (engine: ReturnType<typeof createEngine>, typed: string): Promise<string[]> =>
  Promise.all((await engine.search(typed)).map(async (match) => (await match.load()).title));

describe('search', () => {
  it('asks for telling words, and shows what the index says of a page', async () => {
    const { engine, state } = world();
    const [match] = await engine.search('how to create a run');
    expect(state.queries).toEqual(['create run']);
    expect(await match?.load()).toEqual({
      url: '/api/mlflow/create-run/',
      title: 'Create a run',
      section: 'MLflow REST API',
      endpoint: 'POST /api/2.0/mlflow/runs/create',
      excerpt: [{ text: 'Starts a run in an experiment.', marked: false }],
      headings: [],
    });
  });

  it('loads Pagefind once, from the folder of the index, and before the first query when warmed up', async () => {
    const { engine, state } = world();
    engine.warmUp();
    await engine.search('run');
    await engine.search('runs');
    expect(state.loads).toEqual(['/pagefind/pagefind.js']);
    expect(state.instances).toMatchObject([{ basePath: FOLDER, noWorker: true }]);
  });

  it('finds nothing where Pagefind falls back to a word that has nothing to do with the query', async () => {
    const { engine, state } = world();
    state.results = [{ ...fragment, excerpt: 'Starts <mark>a</mark> run' }];
    expect(await engine.search('autolog')).toEqual([]);
  });
});

describe('what is shown of a page', () => {
  const result = (id: string, score: number, excerpt = `about <mark>${id}</mark>`) => ({
    title: id,
    url: `/docs/runs/#${id}`,
    excerpt,
    anchor: {},
    weighted_locations: [{ balanced_score: score }],
  });

  it('has the best headings, in the order of the page', async () => {
    const { engine, state } = world();
    state.results = [
      { ...fragment, sub_results: [result('a', 5), result('b', 1), result('c', 9), result('d', 7)] },
    ];
    const [match] = await engine.search('run');
    expect((await match?.load())?.headings.map(({ title }) => title)).toEqual(['a', 'c', 'd']);
  });

  it('has what was found above the first heading as its excerpt', async () => {
    const { engine, state } = world();
    const first = { ...result('Create a run', 1, 'in an <mark>experiment.</mark>'), anchor: undefined };
    state.results = [{ ...fragment, excerpt: '<mark>experiment.</mark>', sub_results: [first] }];
    const [match] = await engine.search('experiment');
    const page = await match?.load();
    expect(page?.excerpt.map(({ text }) => text).join('')).toBe('… in an experiment.');
    expect(page?.headings).toEqual([]);
  });
});

describe('without a connection', () => {
  it('says that the index did not load, and recovers at another address of the module', async () => {
    const { engine, state } = world();
    state.online = false;
    engine.warmUp();
    await expect(engine.search('run')).rejects.toMatchObject({ code: 'unreachable' });
    state.online = true;
    expect(await titles(engine, 'run')).toEqual(['Create a run']);
    expect(new Set(state.loads).size).toBe(state.loads.length);
  });

  it('does not take a part of the index that did not come for no result', async () => {
    const { engine, state } = world();
    expect(await titles(engine, 'run')).toEqual(['Create a run']);
    state.online = false;
    await expect(engine.search('metric')).rejects.toMatchObject({ code: 'unreachable' });
    state.online = true;
    expect(await titles(engine, 'run')).toEqual(['Create a run']);
  });

  it('says in development that there is no index', async () => {
    const { load, state } = world();
    state.online = false;
    const engine = createEngine({ folder: FOLDER, development: true, load });
    await expect(engine.search('run')).rejects.toMatchObject({ code: 'not-built' });
  });

  it('takes what is no Pagefind for no index', async () => {
    const engine = createEngine({ folder: FOLDER, development: false, load: async () => ({}) });
    await expect(engine.search('run')).rejects.toMatchObject({ code: 'unreachable' });
  });
});
