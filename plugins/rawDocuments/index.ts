/** Serves the OpenAPI documents as files, at addresses that never change: `/openapi/<name>.yaml` and `.json`. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { parse } from 'yaml';
import { DOCUMENTS, type DocumentName, rawDocument } from '../../src/lib/reference/pages.ts';

/** Writes the files into a static directory of its own, which both the build and the development server serve. */
export default function rawDocuments({ siteDir, siteConfig, generatedFilesDir }: LoadContext): Plugin {
  const folder = path.join(generatedFilesDir, 'raw-documents');
  siteConfig.staticDirectories = [...siteConfig.staticDirectories, folder];
  const sourceOf = (document: DocumentName): string => path.join(siteDir, 'openapi', `${document}.yaml`);
  return {
    name: 'raw-documents',
    async loadContent() {
      for (const document of DOCUMENTS) await writeDocument(sourceOf(document), document, folder);
    },
    getPathsToWatch: () => DOCUMENTS.map(sourceOf),
  };
}

/**
 * Writes a document in both formats.
 *
 * @param source the document in YAML; the copy has the same bytes.
 * @param folder what stands for the top of the site.
 */
export async function writeDocument(source: string, document: DocumentName, folder: string): Promise<void> {
  const yaml = await readFile(source);
  const target = (format: 'yaml' | 'json'): string => path.join(folder, rawDocument(document, format));
  await mkdir(path.dirname(target('yaml')), { recursive: true });
  await writeFile(target('yaml'), yaml);
  await writeFile(target('json'), `${JSON.stringify(parse(yaml.toString()), null, 2)}\n`);
}
