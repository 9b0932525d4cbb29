import { describe, expect, it } from 'vitest';
import { compareJson } from './expectedJson.ts';

describe('compareJson', () => {
  it.each([
    ['{"a": 1, "b": [1, 2]}', '{"b":[1,2],"a":1}'],
    ['{"id": "…"}', '{"id": {"any": "value"}}'],
    ['{"id": "run-…"}', '{"id": "run-1"}'],
    ['{"a": 1, "…": "…"}', '{"a": 1, "b": 2}'],
    ['[1, "…"]', '[1, 2, 3]'],
    ['[1, "…"]', '[1]'],
    ['null', 'null'],
  ])('accepts %s for %s', (expected, actual) => {
    expect(compareJson(expected, actual)).toBeUndefined();
  });

  it.each([
    ['{"a": {"b": 1}}', '{"a": {"b": 2}}', '$.a.b: the page shows 1, but 2 was printed.'],
    ['{"a": 1}', '{}', '$.a: the page shows it'],
    ['{}', '{"a": 1}', '$.a: it was printed'],
    ['[1]', '[1, 2]', '$: the page shows 1 items'],
    ['[1, 2, "…"]', '[1]', '$: the page shows 2 items'],
    ['[{"a": "x…"}]', '[{"a": "y"}]', '$[0].a'],
    ['{"a": []}', '{"a": {}}', '$.a'],
    ['{"a": null}', '{"a": 0}', '$.a'],
    ['{}', 'Not Found', 'not JSON'],
  ])('says where %s differs from %s', (expected, actual, message) => {
    expect(compareJson(expected, actual)).toContain(message);
  });
});
