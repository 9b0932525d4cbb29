/** Reads what a link to an operation needs from the OpenAPI documents. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import type { OperationLink } from '../../src/lib/reference/links.ts';
import { DOCUMENTS, operationPage } from '../../src/lib/reference/pages.ts';

const operationSchema = z.object({ operationId: z.string(), summary: z.string() });

const operation = operationSchema.optional();
const pathItemSchema = z.object({
  get: operation,
  put: operation,
  post: operation,
  patch: operation,
  delete: operation,
});
const documentSchema = z.object({ paths: z.record(z.string(), pathItemSchema) });

/**
 * Links by operationId.
 *
 * @param siteDir top of the checkout, where `openapi/` is.
 * @throws Error when two operations share an operationId: a link could lead to either.
 */
export function loadOperations(siteDir: string): ReadonlyMap<string, OperationLink> {
  const links = new Map<string, OperationLink>();
  for (const document of DOCUMENTS) {
    const { paths } = documentSchema.parse(
      parse(readFileSync(path.join(siteDir, 'openapi', `${document}.yaml`), 'utf8')),
    );
    for (const [route, item] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(item)) {
        if (operation === undefined) continue;
        const { operationId, summary } = operation;
        if (links.has(operationId))
          throw new Error(`openapi/${document}.yaml: two operations are ${operationId}.`);
        const to = operationPage(document, operationId);
        links.set(operationId, { method: method.toUpperCase(), path: route, summary, to });
      }
    }
  }
  return links;
}
