import { describe, expect, it } from 'vitest';
import {
  IDLE,
  queryOf,
  type Results,
  reduce,
  type SearchEvent,
  type SearchState,
  shownResults,
} from './state.ts';
import { testMatch, testPage } from './testPages.ts';

const run = testPage('runs', true);
const tag = testPage('tags');
const stateAfter = (...events: SearchEvent[]): SearchState => events.reduce(reduce, IDLE);

const ask = (query: string): SearchEvent => ({ type: 'asked', query });
const find = (query: string, pages = [run], total = pages.length): SearchEvent => ({
  type: 'found',
  query,
  pages,
  matches: Array.from({ length: total }, () => testMatch(run)),
  nearest: ['near'],
});
const down: SearchEvent = { type: 'moved', by: 1 };
const up: SearchEvent = { type: 'moved', by: -1 };

function results(...events: SearchEvent[]): Results {
  const state = stateAfter(...events);
  if (state.status !== 'results') throw new Error(`The state is ${state.status}.`);
  return state;
}

describe('a query', () => {
  it('is idle until something is typed, and again when it is deleted', () => {
    expect(stateAfter(ask('  '))).toEqual(IDLE);
    expect(stateAfter(ask('run'), find('run'), ask(''))).toEqual(IDLE);
    expect(queryOf(IDLE)).toBe('');
  });

  it('is loading until its answer comes', () => {
    expect(stateAfter(ask('run')).status).toBe('loading');
    expect(results(ask('run'), find('run')).pages).toEqual([run]);
  });

  it('ends with nothing when no page matches', () => {
    expect(stateAfter(ask('qqq'), find('qqq', []))).toEqual({
      status: 'empty',
      query: 'qqq',
      nearest: ['near'],
    });
  });

  it('fails with what went wrong, and may be asked again', () => {
    const failed = stateAfter(ask('run'), { type: 'failed', query: 'run', code: 'unreachable' });
    expect(failed).toEqual({ status: 'failed', query: 'run', code: 'unreachable' });
    expect(reduce(failed, ask('run')).status).toBe('loading');
  });
});

describe('the newest query', () => {
  it('wins over answers and failures of older ones', () => {
    const typed = stateAfter(ask('ru'), ask('run'));
    expect(reduce(typed, find('ru'))).toBe(typed);
    expect(reduce(typed, { type: 'failed', query: 'ru', code: 'unreachable' })).toBe(typed);
  });

  it('wins over an older answer that comes after its own', () => {
    const found = stateAfter(ask('ru'), ask('run'), find('run'));
    expect(reduce(found, find('ru', [tag]))).toBe(found);
  });

  it('leaves the results of the one before in sight', () => {
    const typed = stateAfter(ask('ru'), find('ru'), ask('run'), ask('runs'));
    expect(shownResults(typed)?.query).toBe('ru');
    expect(shownResults(stateAfter(ask('qqq'), find('qqq', []), ask('run')))).toBeUndefined();
  });
});

describe('the active option', () => {
  const found = [ask('run'), find('run', [run, tag])];

  it('is the first, and moves through pages and their parts', () => {
    expect(results(...found).active).toBe(0);
    expect(results(...found, down, down).active).toBe(2);
    expect(results(...found, down, up).active).toBe(0);
  });

  it('stays within the list', () => {
    expect(results(...found, up).active).toBe(0);
    expect(results(...found, down, down, down, down, down).active).toBe(2);
  });

  it('follows the pointer', () => {
    expect(results(...found, { type: 'pointed', option: 2 }).active).toBe(2);
  });

  it('does not move while other results are awaited', () => {
    const typed = stateAfter(...found, ask('runs'));
    expect(reduce(typed, down)).toBe(typed);
    expect(reduce(typed, { type: 'pointed', option: 1 })).toBe(typed);
  });
});

describe('Enter before the results', () => {
  it('is remembered for them', () => {
    expect(results(ask('run'), { type: 'submitted' }, find('run')).openFirst).toBe(true);
    expect(results(ask('run'), find('run')).openFirst).toBe(false);
  });

  it('is forgotten when the reader types on', () => {
    expect(results(ask('run'), { type: 'submitted' }, ask('runs'), find('runs')).openFirst).toBe(false);
  });
});

describe('a long list', () => {
  const found = [ask('run'), find('run', [tag], 3)];
  const more: SearchEvent = { type: 'moreFound', query: 'run', pages: [run] };

  it('loads more when asked, or when the reader moves past its end', () => {
    expect(results(...found).more).toBe('available');
    expect(results(...found, { type: 'moreWanted' }).more).toBe('loading');
    expect(results(...found, down)).toMatchObject({ more: 'loading', active: 0 });
  });

  it('ends when all matches are loaded', () => {
    const wanted: SearchEvent = { type: 'moreWanted' };
    expect(results(...found, wanted, more)).toMatchObject({ more: 'available', pages: [tag, run] });
    const whole = results(...found, wanted, more, wanted, more);
    expect(whole.more).toBe('none');
    expect(reduce(whole, wanted)).toBe(whole);
  });

  it('takes no pages that it did not ask for', () => {
    const state = stateAfter(...found);
    expect(reduce(state, more)).toBe(state);
    const other = stateAfter(...found, { type: 'moreWanted' }, ask('tag'), find('tag', [tag], 3));
    expect(reduce(other, more)).toBe(other);
  });
});
