/**
 * `npm run infra:readmes`: writes the README.md of every Terraform module and root. With --check it writes nothing, and
 * fails when one is out of date.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../machine/paths.js';
import { readmeOf } from './readme.ts';

const check = process.argv.includes('--check');
const folders = globSync('infra/{modules,roots}/*/', { cwd: ROOT }).sort();
const stale = folders.filter((folder) => {
  const file = path.join(ROOT, folder, 'README.md');
  const text = readmeOf(path.join(ROOT, folder));
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return false;
  if (!check) writeFileSync(file, text);
  return true;
});
if (check && stale.length > 0) {
  console.error(`Out of date: ${stale.map((folder) => path.join(folder, 'README.md')).join(', ')}`);
  console.error('Write them with: npm run infra:readmes');
  process.exitCode = 1;
} else {
  console.log(
    `${folders.length} README files ${check ? 'are up to date' : `looked at, ${stale.length} written`}.`,
  );
}
