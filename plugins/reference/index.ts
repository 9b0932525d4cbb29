/**
 * The API reference beside its pages: serves the OpenAPI documents at addresses that never change and every operation as
 * Markdown, and refuses a guide page that names an operation which none of the documents has.
 */
import path from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { writeDocument, writeReleases, writeTwins } from './files.ts';
import { loadGuides, unmentioned } from './guides.ts';
import { readReference, sourceOf } from './reading.ts';
import { knownReleases } from './versions.ts';

export default function reference({ siteDir, siteConfig, generatedFilesDir }: LoadContext): Plugin {
  // A static directory of its own, which both the build and the development server serve.
  const folder = path.join(generatedFilesDir, 'reference-files');
  siteConfig.staticDirectories = [...siteConfig.staticDirectories, folder];
  return {
    name: 'reference',
    async loadContent() {
      const reference = readReference(siteDir);
      const { documents, operations } = reference;
      const { problems } = await loadGuides(siteDir, new Set(operations.keys()));
      if (problems.length > 0) throw new Error(problems.join('\n'));
      for (const document of Object.values(documents)) await writeDocument(document, folder);
      await writeReleases(documents.mlflow, knownReleases(siteDir), folder);
      await writeTwins(reference, folder);
    },
    async postBuild() {
      const { operations } = readReference(siteDir);
      const { guides } = await loadGuides(siteDir, new Set(operations.keys()));
      const missing = unmentioned(operations.keys(), guides);
      console.log(`[reference] No guide mentions ${missing.length} operations: ${missing.join(', ')}`);
    },
    getPathsToWatch: () => [
      'docs/guide/**/*.{md,mdx}',
      sourceOf(siteDir, 'mlflow'),
      sourceOf(siteDir, 'health'),
    ],
  };
}
