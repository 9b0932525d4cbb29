import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../machine/paths.js';
import { CHECKOV_FILE, checkovSchema, hashOfCode, judge } from './checkovResult.ts';

it('is about the code that is here', () => {
  const { code } = checkovSchema.parse(JSON.parse(readFileSync(path.join(ROOT, CHECKOV_FILE), 'utf8')));
  expect(code, 'Run: npm run infra:checkov').toBe(hashOfCode());
});

const finding = { check: 'CKV_AWS_1', name: 'Anything', resource: 'module.site.aws_s3_bucket.logs' };
const exception = { check: 'CKV_AWS_1', resources: ['module.site.*'], why: 'A reason that is long enough.' };

it('leaves open what no exception covers, and names exceptions that cover nothing', () => {
  expect(judge([finding], [exception])).toEqual({ open: [], unused: [] });
  expect(judge([{ ...finding, check: 'CKV_AWS_2' }], [exception])).toMatchObject({
    open: [{ check: 'CKV_AWS_2' }],
    unused: [exception],
  });
  expect(judge([{ ...finding, resource: 'aws_s3_bucket.logs' }], [exception]).open).toHaveLength(1);
});
