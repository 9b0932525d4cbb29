/** Writes the JSON Schemas of what people write and of what the tool prints. Run `npm run routes:schemas` after a change. */
import { readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { outputSchema } from './commands/output.ts';
import { expectationsSchema } from './expectations.ts';
import { routesSchema } from './schema.ts';

const SCHEMAS = [
  {
    file: new URL('./routes.schema.json', import.meta.url),
    schema: routesSchema,
    title: 'Load balancer rules',
  },
  {
    file: new URL('./expectations.schema.json', import.meta.url),
    schema: expectationsSchema,
    title: 'Expectations of the load balancer rules',
  },
  {
    file: new URL('./output.schema.json', import.meta.url),
    schema: outputSchema,
    title: 'What npm run routes prints with --json',
  },
];

const textOf = ({ schema, title }: (typeof SCHEMAS)[number]) =>
  `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input' }) }, null, 2)}\n`;

/** The files that differ from what they should be. */
export async function staleSchemas(): Promise<string[]> {
  const current = await Promise.all(SCHEMAS.map(({ file }) => readFile(file, 'utf8').catch(() => '')));
  const same = (index: number, text: string) =>
    JSON.stringify(JSON.parse(current[index] || 'null')) === JSON.stringify(JSON.parse(text));
  return SCHEMAS.filter((entry, index) => !same(index, textOf(entry))).map(({ file }) => file.pathname);
}

if (import.meta.main) {
  for (const entry of SCHEMAS) await writeFile(entry.file, textOf(entry));
}
