import { describe, expect, it } from 'vitest';
import { javascriptLiteral, pythonLiteral } from './literals.ts';

const value = { name: "it's", on: true, none: null, list: [1, 'a'], 'x-y': {}, empty: [] };

describe('literals', () => {
  it('are Python', () => {
    expect(pythonLiteral(value)).toBe(`{
    "name": "it's",
    "on": True,
    "none": None,
    "list": [
        1,
        "a",
    ],
    "x-y": {},
    "empty": [],
}`);
  });

  it('are JavaScript that evaluates to the value', () => {
    const text = javascriptLiteral({ ...value, quoted: 'say "it\'s"\n' });
    expect(new Function(`return ${text}`)()).toEqual({ ...value, quoted: 'say "it\'s"\n' });
    expect(text).toContain(String.raw`name: 'it\'s'`);
  });
});
