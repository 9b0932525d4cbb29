/** Which page of the API reference shows which operation, as the docs plugin has loaded them. */
import type { AllContent } from '@docusaurus/types';
import * as z from 'zod';

const operationSchema = z.object({
  operationId: z.string(),
  method: z.string().toUpperCase(),
  path: z.string(),
});

export type Operation = z.infer<typeof operationSchema>;

const contentSchema = z.object({
  loadedVersions: z.array(
    z.object({
      docs: z.array(
        z.object({ permalink: z.string(), frontMatter: z.object({ api: operationSchema.optional() }) }),
      ),
    }),
  ),
});

const DOCS_PLUGIN = 'docusaurus-plugin-content-docs';

/**
 * Operations by the path of their page, with a slash at the end.
 *
 * @param docsInstance id of the docs instance that shows the reference.
 * @throws ZodError when the instance is missing, or the front matter of a page is not as `leanOpenApi` leaves it.
 */
export function operationsByPage(content: AllContent, docsInstance: string): Map<string, Operation> {
  const { loadedVersions } = contentSchema.parse(content[DOCS_PLUGIN]?.[docsInstance]);
  const operations = new Map<string, Operation>();
  for (const { permalink, frontMatter } of loadedVersions.flatMap(({ docs }) => docs))
    if (frontMatter.api) operations.set(permalink.replace(/\/?$/, '/'), frontMatter.api);
  return operations;
}
