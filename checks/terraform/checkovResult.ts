/** infra/checkov.json: what checkov found when it last looked, and why it stays. */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { ROOT } from '../../machine/paths.js';

export const CHECKOV_FILE = 'infra/checkov.json';

const exceptionSchema = z.strictObject({
  check: z.string().regex(/^CKV2?_AWS_\d+$|^CKV_TF_\d+$/),
  resources: z
    .array(z.string())
    .min(1)
    .describe('Addresses as checkov gives them; a `*` at the end stands for the rest.'),
  why: z.string().min(20),
});

export const checkovSchema = z.strictObject({
  version: z.string().describe('Of checkov.'),
  code: z.string().describe('SHA-256 of the code that it looked at.'),
  passed: z.int().describe('Checks that passed.'),
  exceptions: z.array(exceptionSchema),
});

export type Exception = z.infer<typeof exceptionSchema>;

export interface Finding {
  readonly check: string;
  readonly name: string;
  readonly resource: string;
}

/** SHA-256 of every Terraform file that is not a test. */
export function hashOfCode(): string {
  const files = globSync('infra/{modules,roots}/**/*.tf', {
    cwd: ROOT,
    exclude: ['**/.terraform/**'],
  }).sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\n${readFileSync(path.join(ROOT, file), 'utf8')}\n`);
  return hash.digest('hex');
}

const covers = (exception: Exception, { check, resource }: Finding): boolean =>
  exception.check === check &&
  exception.resources.some((one) =>
    one.endsWith('*') ? resource.startsWith(one.slice(0, -1)) : resource === one,
  );

/** Findings without a reason, and reasons without a finding. */
export function judge(findings: readonly Finding[], exceptions: readonly Exception[]) {
  return {
    open: findings.filter((finding) => !exceptions.some((exception) => covers(exception, finding))),
    unused: exceptions.filter((exception) => !findings.some((finding) => covers(exception, finding))),
  };
}
