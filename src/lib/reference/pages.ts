/** Where the pages of the reference are. */

/** Our OpenAPI documents, by the names of their files. */
export const DOCUMENTS = ['mlflow', 'health'] as const;

export type DocumentName = (typeof DOCUMENTS)[number];

/** Path below which the site serves the OpenAPI documents as files. */
const RAW_DOCUMENTS_PATH = '/openapi';

/**
 * Path of an operation's page, as `docusaurus-plugin-openapi-docs` names it: the operationId in kebab case, where
 * digits are a word. A build with a wrong path fails, as it has a broken link.
 */
export function operationPage(document: DocumentName, operationId: string): string {
  const words = operationId.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? [];
  return `/api/${document}/${words.join('-').toLowerCase()}/`;
}

/** The document that a page of the reference is made from; undefined for any other page. */
export function documentOf(page: string): DocumentName | undefined {
  return DOCUMENTS.find((name) => page.startsWith(`/api/${name}/`));
}

/** Path of a document's file; both hold the same. */
export function rawDocument(document: DocumentName, format: 'yaml' | 'json'): string {
  return `${RAW_DOCUMENTS_PATH}/${document}.${format}`;
}

/** Path of the MLflow document for the servers of one minor release, such as `3.9`. */
export function rawDocumentOfRelease(release: string): string {
  return `${RAW_DOCUMENTS_PATH}/mlflow-${release}.json`;
}

/** Path of the Markdown twin of a page: `/docs/quickstart.md` for `/docs/quickstart/`. */
export function markdownTwin(page: string): string {
  return page === '/' ? '/index.md' : `${page.replace(/\/$/, '')}.md`;
}
