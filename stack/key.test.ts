import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testFolder } from '../machine/testing/folder.ts';
import { isSameKey, readOrMakeKey } from './key.ts';

async function keyFile(): Promise<string> {
  const dir = await testFolder('key', onTestFinished);
  return path.join(dir, 'below', 'key');
}

describe('readOrMakeKey', () => {
  it('makes a key of the documented form once, for the owner only', async () => {
    const file = await keyFile();
    const key = readOrMakeKey(file);
    expect(key).toMatch(/^hk_dev_[A-Za-z0-9]{32}$/);
    expect(readOrMakeKey(file)).toBe(key);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readOrMakeKey(await keyFile())).not.toBe(key);
  });

  it('closes a file that others could read', async () => {
    const file = await keyFile();
    readOrMakeKey(file);
    chmodSync(file, 0o644);
    readOrMakeKey(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('replaces what is no key', async () => {
    const file = await keyFile();
    readOrMakeKey(file);
    writeFileSync(file, `${['hk', 'dev', 'short'].join('_')}\n`);
    expect(readFileSync(file, 'utf8')).not.toContain(readOrMakeKey(file));
  });
});

it('isSameKey tells keys apart, whatever their lengths', () => {
  expect([isSameKey('a', 'a'), isSameKey('a', 'b'), isSameKey('a', 'aa'), isSameKey('', 'a')]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
