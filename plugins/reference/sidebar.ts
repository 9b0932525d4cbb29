/** The sidebar of the reference: a category for each tag, in the order of the document. */
import type { SidebarsConfig } from '@docusaurus/plugin-content-docs';
import { type DocumentName, operationPage } from '../../src/lib/reference/pages.ts';
import { readReference } from './reading.ts';

/** A sidebar as a list, which is the form that ours have. */
type Items = Extract<SidebarsConfig[string], { length: number }>;

/**
 * Categories of a document.
 *
 * @param wanted which tags; all when left out.
 */
export function sidebarItems(siteDir: string, name: DocumentName, wanted = (_tag: string) => true): Items {
  const { document, operations } = readReference(siteDir).documents[name];
  return document.tags
    .filter((tag) => wanted(tag.name))
    .map((tag) => ({
      type: 'category',
      label: tag.name,
      link: { type: 'doc', id: `${name}/${kebab(tag.name)}` },
      items: operations
        .filter((operation) => operation.tag === tag.name)
        .map(({ operationId, method, summary, deprecated }) => ({
          type: 'doc' as const,
          id: operationPage(name, operationId).split('/').slice(2, -1).join('/'),
          label: summary,
          className: `m m-${method.toLowerCase()}${deprecated ? ' m-deprecated' : ''}`,
        })),
    }));
}

/** Name of a tag's page, as the docs plugin makes it. */
function kebab(tag: string): string {
  return (tag.match(/[A-Za-z]+|\d+/g) ?? []).join('-').toLowerCase();
}
