import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isSameKey, readOrMakeKey } from './key.ts';

function keyFile(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'key-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return path.join(dir, 'below', 'key');
}

describe('readOrMakeKey', () => {
  it('makes a key of the documented form once, for the owner only', () => {
    const file = keyFile();
    const key = readOrMakeKey(file);
    expect(key).toMatch(/^hk_dev_[A-Za-z0-9]{32}$/);
    expect(readOrMakeKey(file)).toBe(key);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readOrMakeKey(keyFile())).not.toBe(key);
  });

  it('closes a file that others could read', () => {
    const file = keyFile();
    readOrMakeKey(file);
    chmodSync(file, 0o644);
    readOrMakeKey(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('replaces what is no key', () => {
    const file = keyFile();
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
