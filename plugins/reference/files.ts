/** What the reference publishes beside its pages: the OpenAPI documents, and each operation as Markdown. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { markdownTwin, rawDocument, rawDocumentOfRelease } from '../../src/lib/reference/pages.ts';
import { markdownPage } from './page/markdownPage.ts';
import type { ReadDocument, Reference } from './reading.ts';
import { documentOfRelease } from './versions.ts';

/**
 * Writes a document in both formats; the YAML has the bytes of its source.
 *
 * @param folder what stands for the top of the site.
 */
export async function writeDocument(
  { name, yaml, data }: Pick<ReadDocument, 'name' | 'yaml' | 'data'>,
  folder: string,
): Promise<void> {
  const target = (format: 'yaml' | 'json'): string => path.join(folder, rawDocument(name, format));
  await mkdir(path.dirname(target('yaml')), { recursive: true });
  await writeFile(target('yaml'), yaml);
  await writeFile(target('json'), `${JSON.stringify(data, null, 2)}\n`);
}

/** Writes the document of the MLflow API for each release, as JSON. */
export async function writeReleases(
  { data }: Pick<ReadDocument, 'data'>,
  releases: readonly string[],
  folder: string,
): Promise<void> {
  for (const release of releases) {
    const file = path.join(folder, rawDocumentOfRelease(release));
    await writeFile(file, `${JSON.stringify(documentOfRelease(data, release))}\n`);
  }
}

/** Writes the Markdown twin of every operation's page beside it. */
export async function writeTwins({ documents, operations }: Reference, folder: string): Promise<void> {
  const pageOf = (id: string): string | undefined => operations.get(id)?.page;
  for (const operation of operations.values()) {
    const file = path.join(folder, markdownTwin(operation.page));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, markdownPage(operation, documents[operation.of].document, pageOf));
  }
}
