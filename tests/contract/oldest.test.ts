/** What the oldest supported server has shown is of the document as it is now. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { documentOfOldest, OLDEST, OLDEST_FILE, oldestSchema } from './oldestDocument.ts';
import { Presence } from './presence.ts';

const RENEW = 'Renew it: npm run openapi:oldest';
const { mlflow, proven, unseen } = oldestSchema.parse(JSON.parse(readFileSync(OLDEST_FILE, 'utf8')));
const { document, operations } = documentOfOldest();

it('the oldest server has shown every field that its document calls required, or never the object', () => {
  expect(mlflow).toBe(OLDEST);
  const expected = new Presence(document).expected(operations);
  expect([...Object.keys(proven), ...unseen].sort(), RENEW).toEqual([...expected.keys()].sort());
  for (const [name, fields] of Object.entries(proven)) expect(fields, RENEW).toEqual(expected.get(name));
});
