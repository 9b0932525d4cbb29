import { describe, expect, it } from 'vitest';
import { headersWithoutKey, keyOf, targetWithoutKey } from './keys.ts';

describe('keyOf', () => {
  it.each([
    ['Bearer', '/x', [['Authorization', 'Bearer k1']], 'k1'],
    ['ApiKey', '/x', [['authorization', 'ApiKey k2']], 'k2'],
    ['X-API-Key', '/x', [['x-api-key', 'k3']], 'k3'],
    ['the query', '/x?a=1&api_key=k4', [], 'k4'],
    ['nothing', '/x', [], ''],
    ['Basic, which is not accepted', '/x', [['Authorization', 'Basic dTpw']], ''],
    ['another case of the scheme, which production does not know', '/x', [['Authorization', 'bearer k']], ''],
    [
      'Basic beside a header',
      '/x',
      [
        ['Authorization', 'Basic dTpw'],
        ['X-API-Key', 'k3'],
      ],
      'k3',
    ],
    [
      'all forms, the first wins',
      '/x?api_key=k4',
      [
        ['X-API-Key', 'k3'],
        ['Authorization', 'Bearer k1'],
      ],
      'k1',
    ],
    ['header and query, the header wins', '/x?api_key=k4', [['X-API-Key', 'k3']], 'k3'],
    ['an empty Bearer, which still decides', '/x?api_key=k4', [['Authorization', 'Bearer ']], ''],
  ] as const)('reads %s', (_name, target, headers, key) => {
    expect(keyOf(target, headers)).toBe(key);
  });
});

describe('targetWithoutKey', () => {
  it.each([
    ['/a?api_key=k', '/a'],
    ['/a?x=1&api_key=k&x=2', '/a?x=1&x=2'],
    ['/a?api%5Fkey=k&y', '/a?y'],
    ['/a?my_api_key=kept', '/a?my_api_key=kept'],
    ['/a?', '/a?'],
    ['/a%2F?filter=a%20b+c', '/a%2F?filter=a%20b+c'],
  ])('makes %s into %s', (target, without) => {
    expect(targetWithoutKey(target)).toBe(without);
  });
});

it('takes every header that can hold a key', () => {
  const headers = [
    ['AUTHORIZATION', 'Basic x'],
    ['X-Api-Key', 'k'],
    ['Accept', '*/*'],
  ] as const;
  expect(headersWithoutKey(headers)).toEqual([['Accept', '*/*']]);
});
