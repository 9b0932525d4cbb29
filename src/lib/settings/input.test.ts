import { describe, expect, it } from 'vitest';
import { keyProblem, originOf } from './input.ts';

describe('keyProblem', () => {
  it.each(['', 'hk_live_your_key_here', `hk_dev_${'aB3-'.repeat(8)}`])('takes %j', (key) => {
    expect(keyProblem(key)).toBeUndefined();
  });

  it.each(['two words', 'a"b', "a'b", 'a$b', 'a`b`', 'a\\b', 'a%b%', 'a\nb', 'schlüssel'])(
    'refuses %j, which a shell or a header would change',
    (key) => {
      expect(keyProblem(key)).toMatch(/isn’t an API key/);
    },
  );
});

describe('originOf', () => {
  it.each([
    ['https://registry.example/api/mlflow', 'https://registry.example'],
    [' http://127.0.0.1:8080/ ', 'http://127.0.0.1:8080'],
    ['https://user:secret@registry.example', 'https://registry.example'],
  ])('reads %j as %s', (address, origin) => {
    expect(originOf(address)).toBe(origin);
  });

  it.each(['', 'registry.example', 'javascript:alert(1)', 'file:///etc', 'https://'])(
    'refuses %j',
    (address) => {
      expect(originOf(address)).toBeUndefined();
    },
  );
});
