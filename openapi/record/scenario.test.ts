import { describe, expect, it } from 'vitest';
import { render, SCENARIO } from '../generate/files.ts';
import { fill, loadScenario } from './scenario.ts';

const { operations } = render();

describe('scenario', () => {
  it('calls every operation of the document, and no other', () => {
    const called = new Set(loadScenario(SCENARIO).map(({ call }) => call));
    expect([...called].sort()).toEqual(operations.map(({ id }) => id).sort());
  });
});

describe('placeholders', () => {
  const kept = new Map([['run', 'abc']]);

  it('are filled at any depth', () => {
    expect(fill({ path: '1/<run>/x', list: ['<run>'], n: 1 }, kept)).toEqual({
      path: '1/abc/x',
      list: ['abc'],
      n: 1,
    });
  });

  it('fail when nothing was kept under their name', () => {
    expect(() => fill('<model>', kept)).toThrow('Nothing was kept as "model" yet');
  });
});
