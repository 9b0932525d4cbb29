/**
 * The one reading of our OpenAPI documents. Pages, sidebar, search, the links between guides and operations and the
 * published files are all made from it.
 */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { OperationLink } from '../../src/lib/reference/links.ts';
import { DOCUMENTS, type DocumentName, operationPage } from '../../src/lib/reference/pages.ts';
import { type DocumentOperation, type OpenApiDocument, operationsOf, readDocument } from './document.ts';

export interface ReferenceOperation extends DocumentOperation {
  of: DocumentName;
  /** Path of its page. */
  page: string;
}

export interface ReadDocument {
  name: DocumentName;
  /** As it is committed. */
  yaml: string;
  /** The same as plain data. */
  data: unknown;
  document: OpenApiDocument;
  operations: readonly ReferenceOperation[];
}

export interface Reference {
  documents: Readonly<Record<DocumentName, ReadDocument>>;
  /** Those of all documents, by operationId. */
  operations: ReadonlyMap<string, ReferenceOperation>;
}

/** File of a document. */
export function sourceOf(siteDir: string, name: DocumentName): string {
  return path.resolve(siteDir, 'openapi', `${name}.yaml`);
}

let last: { state: string; reference: Reference } | undefined;

/**
 * Reads the documents, once for as long as the files stay the same.
 *
 * @param siteDir top of the checkout, where `openapi/` is.
 * @throws Error when two operations share an operationId: a link could lead to either.
 */
export function readReference(siteDir: string): Reference {
  const state = DOCUMENTS.map((name) => sourceOf(siteDir, name))
    .map((file) => `${file} ${statSync(file).mtimeMs}`)
    .join();
  if (last?.state !== state) last = { state, reference: read(siteDir) };
  return last.reference;
}

function read(siteDir: string): Reference {
  const documents = {
    mlflow: readOne(siteDir, 'mlflow'),
    health: readOne(siteDir, 'health'),
  } satisfies Record<DocumentName, ReadDocument>;
  const operations = new Map<string, ReferenceOperation>();
  for (const operation of DOCUMENTS.flatMap((name) => documents[name].operations)) {
    const { operationId, of } = operation;
    if (operations.has(operationId))
      throw new Error(`openapi/${of}.yaml: two operations are ${operationId}.`);
    operations.set(operationId, operation);
  }
  return { documents, operations };
}

function readOne(siteDir: string, name: DocumentName): ReadDocument {
  const yaml = readFileSync(sourceOf(siteDir, name), 'utf8');
  const { data, document } = readDocument(yaml);
  const operations = operationsOf(document).map((operation) => ({
    ...operation,
    of: name,
    page: operationPage(name, operation.operationId),
  }));
  return { name, yaml, data, document, operations };
}

/** What a link to an operation shows. */
export function linkTo({ method, path: route, summary, page }: ReferenceOperation): OperationLink {
  return { method, path: route, summary, to: page };
}
