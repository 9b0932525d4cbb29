/** The document as the oldest server that is supported has it, and what that server has shown of it. */
import path from 'node:path';
import * as z from 'zod';
import { render } from '../../openapi/generate/files.ts';
import { isObject, type JsonObject } from '../../openapi/generate/json.ts';
import type { Operation } from '../../openapi/generate/operations.ts';
import { documentOfRelease } from '../../plugins/reference/versions.ts';

/** Release of the oldest server that answers are proven on. */
export const OLDEST = '3.9.0';

export const OLDEST_FILE = path.join(import.meta.dirname, 'oldest.json');

export const oldestSchema = z.strictObject({
  /** What the server said it is. */
  mlflow: z.string(),
  /** Required fields by schema: every object that came had them. */
  proven: z.record(z.string(), z.array(z.string())),
  /** Schemas of which no object came. */
  unseen: z.array(z.string()),
  /** Steps of the scenario that this server does not do, with its answer. */
  failed: z.array(z.string()),
});

export type Oldest = z.infer<typeof oldestSchema>;

/** The document for that release, and the operations in it. */
export function documentOfOldest(): { document: JsonObject; operations: Operation[] } {
  const rendered = render();
  const older = documentOfRelease(rendered.document, OLDEST);
  const document = z.record(z.string(), z.json()).parse(older);
  const { paths } = document;
  const operations = rendered.operations.filter((operation) => {
    const item = isObject(paths) ? paths[operation.path] : undefined;
    return isObject(item) && operation.method.toLowerCase() in item;
  });
  return { document, operations };
}
