/** Writes the plans, the state and the answer of AWS in `routing/fixtures/`: `npm run routes:plans`. */
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { missingProvider } from '../availability.ts';
import { FIXTURES, record } from './recording.ts';

const missing = missingProvider();
if (missing !== undefined) {
  console.error(missing);
  process.exit(2);
}
const files = [...(await record())].map(([name, value]) => ({
  file: fileURLToPath(new URL(name, FIXTURES)),
  value,
}));
for (const { file, value } of files) await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
spawnSync('biome', ['format', '--write', ...files.map(({ file }) => file)], { stdio: 'inherit' });
console.log(`${files.length} fixtures written.`);
