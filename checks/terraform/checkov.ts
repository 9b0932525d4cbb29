/**
 * `npm run infra:checkov`: holds the Terraform code against checkov's rules. What it finds is mended, or stands in
 * infra/checkov.json with a reason. It takes longer than a check of `npm test` may, so that only compares whether the
 * code is the one that was looked at.
 */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { ROOT, STATE_DIR } from '../../machine/paths.js';
import { ensureVenv } from '../../machine/venv.js';
import { CHECKOV_FILE, checkovSchema, hashOfCode, judge } from './checkovResult.ts';

const VERSION = '3.3.30';

const outputSchema = z.object({
  results: z.object({
    failed_checks: z.array(z.object({ check_id: z.string(), check_name: z.string(), resource: z.string() })),
    passed_checks: z.array(z.unknown()),
  }),
});

async function findings() {
  const { bin } = await ensureVenv(
    { folder: path.join(STATE_DIR, 'checkov'), packages: [`checkov==${VERSION}`] },
    console.log,
  );
  const args = ['--directory', 'infra', '--framework', 'terraform', '--output', 'json', '--compact'];
  // Its exit code only says that something was found.
  const { stdout } = await promisify(execFile)(
    path.join(bin, 'checkov'),
    [...args, '--skip-download', '--soft-fail'],
    { cwd: ROOT, maxBuffer: 2 ** 26 },
  );
  return outputSchema.parse(JSON.parse(stdout)).results;
}

const file = path.join(ROOT, CHECKOV_FILE);
const known = checkovSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
const { failed_checks: failed, passed_checks: passed } = await findings();
const { open, unused } = judge(
  failed.map(({ check_id: check, check_name: name, resource }) => ({ check, name, resource })),
  known.exceptions,
);
for (const { check, name, resource } of open) console.error(`${check} ${resource}: ${name}`);
for (const { check, resources } of unused)
  console.error(`${check} is no longer found in ${resources.join(', ')}: take the exception out.`);
if (open.length + unused.length > 0) {
  console.error(`Mend it, or say in ${CHECKOV_FILE} why it stays.`);
  process.exitCode = 1;
} else {
  const result = { ...known, version: VERSION, code: hashOfCode(), passed: passed.length };
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  // Short lists stand on one line, as in every other file.
  await promisify(execFile)(path.join(ROOT, 'node_modules/.bin/biome'), ['format', '--write', file]);
  console.log(`${passed.length} checks passed, ${failed.length} findings have a reason.`);
}
