import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('names no file or folder that is not there, in ARCHITECTURE.md', () => {
  const text = readFileSync('ARCHITECTURE.md', 'utf8');
  const named = [...text.matchAll(/`(?<name>[\w.-]*\/[\w./-]*|[\w-]+\.(?:ts|md|json))`/g)].map(
    ({ groups }) => groups?.name ?? '',
  );
  // `testing/` and the like name folders that stand in many rooms.
  const parts = ['testing/', 'components/', 'pages/', 'theme/', 'css/', 'lib/'];
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((name) => !parts.includes(name) && !existsSync(name))).toEqual([]);
});
