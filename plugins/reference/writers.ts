/** Writes the pages that `docusaurus-plugin-openapi-docs` asks for. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { MarkdownGenerator } from 'docusaurus-plugin-openapi-docs/src/types';
import type { DocumentName } from '../../src/lib/reference/pages.ts';
import { formData } from './form.ts';
import type { PageOf } from './markdown.ts';
import { operationPage } from './page/operationPage.ts';
import { overviewPage, tagPage } from './page/tagPage.ts';
import { readReference } from './reading.ts';
import { knownReleases } from './versions.ts';

/** Where the pages of a document go. */
export interface Target {
  siteDir: string;
  /** Folder of the pages, from the top of the checkout. */
  outputDir: string;
}

/**
 * Writers for one document.
 *
 * The HTML of a page goes into a JSON file beside it, which the page imports: to read it as MDX would take seconds, and
 * turn every element into code for the browser.
 */
export function pageWriters(name: DocumentName, { siteDir, outputDir }: Target): MarkdownGenerator {
  const reference = () => readReference(siteDir);
  const pageOf: PageOf = (id) => reference().operations.get(id)?.page;
  const write = (file: string, content: unknown): void =>
    writeFileSync(path.join(siteDir, outputDir, file), JSON.stringify(content));
  return {
    createApiPageMD({ id, api: { operationId = '' } }) {
      const operation = reference().operations.get(operationId);
      if (operation === undefined) throw new Error(`openapi/${name}.yaml has no operation "${operationId}".`);
      const { document } = reference().documents[name];
      write(`${id}.page.json`, operationPage(operation, document, pageOf));
      const form = formData(operation, document);
      if (form === undefined) return mdx(`./${id}.page.json`, 'OperationPage', '');
      write(`${id}.form.json`, form);
      return mdx(`./${id}.page.json`, 'OperationPage', ` form={() => import('./${id}.form.json')}`);
    },
    createInfoPageMD({ id }) {
      write(`${id}.page.json`, overviewPage(reference().documents[name], knownReleases(siteDir), pageOf));
      return mdx(`./${id}.page.json`, 'TagPage', '');
    },
    createTagPageMD({ id, tag }) {
      const { operations, document } = reference().documents[name];
      const words = document.tags.find((each) => each.name === tag.name);
      if (words === undefined) throw new Error(`openapi/${name}.yaml has no tag "${tag.name}".`);
      const own = operations.filter((operation) => operation.tag === tag.name);
      write(`${id}.page.json`, tagPage(words, own, pageOf));
      return mdx(`./${id}.page.json`, 'TagPage', '');
    },
  };
}

function mdx(file: string, component: string, props: string): string {
  return [
    `import { ${component} } from '@site/src/components/Reference/index.tsx';`,
    `import page from '${file}';`,
    '',
    `<${component} page={page}${props} />`,
  ].join('\n');
}
