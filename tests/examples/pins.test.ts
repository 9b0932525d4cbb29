/** The examples ask for the packages that the tests run them with, and for no others. */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** `name==version; marker`, without hashes and spaces that say nothing. */
function pins(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => /^[a-z]/.test(line))
    .map((line) =>
      line
        .replace(/\s*\\$/, '')
        .replace(/\s*;\s*/, '; ')
        .replaceAll("'", '"')
        .replace('python_full_version', 'python_version')
        .trim(),
    );
}

describe('requirements of the examples', () => {
  const locked = pins('stack/requirements.txt');
  const files = globSync('examples/*/requirements.txt');

  it('are there', () => {
    expect(files.length).toBeGreaterThan(4);
  });

  it.each(files)('%s names versions of the lock', (file) => {
    const wanted = pins(file);
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.filter((pin) => !locked.includes(pin))).toEqual([]);
  });

  it.each(files)('%s has its packages for every Python of the lock', (file) => {
    const names = new Set(pins(file).map((pin) => pin.split('==')[0]));
    expect(pins(file)).toHaveLength(locked.filter((pin) => names.has(pin.split('==')[0])).length);
  });
});
