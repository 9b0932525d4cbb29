import { describe, expect, it } from 'vitest';
import { Normaliser } from './normalise.ts';

const START = 1_795_400_000_000;
const spans = [
  { from: START, to: START + 20 },
  { from: START + 40, to: START + 60 },
];

describe('normaliser', () => {
  it('gives one identifier the same value everywhere, whatever it was', () => {
    const record = (id: string) =>
      new Normaliser(spans).value({ id, uri: `models:/m-${id}`, other: 'f'.repeat(32) });
    expect(record('a'.repeat(32))).toEqual(record('b'.repeat(32)));
    const { id, uri } = Object(record('a'.repeat(32)));
    expect(uri).toBe(`models:/m-${id}`);
  });

  it('turns a moment into the second of its call, as a number, in a text and in RFC 3339', () => {
    const normaliser = new Normaliser(spans);
    const time = new Date(START + 50).toISOString();
    expect(normaliser.value([START + 5, START + 50, `t=${START + 50}`, time])).toEqual([
      1_768_467_600_000,
      1_768_467_601_000,
      't=1768467601000',
      '2026-01-15T09:00:01Z',
    ]);
  });

  it('leaves other numbers and moments alone', () => {
    const value = [5, 0.93, 1_767_225_600_000, '2020-01-01T00:00:00Z', 'churn'];
    expect(new Normaliser(spans).value(value)).toEqual(value);
  });

  it('orders the maps that MLflow writes in any order', () => {
    const text = JSON.stringify(new Normaliser(spans).value({ tags: { b: '1', a: '2' } }));
    expect(text).toBe('{"tags":{"a":"2","b":"1"}}');
  });
});
