/** The API reference: its own docs instance, and the OpenAPI documents whose pages are generated into it. */
import type { Options as DocsOptions } from '@docusaurus/plugin-content-docs';
import type { PluginConfig } from '@docusaurus/types';
import type { APIOptions } from 'docusaurus-plugin-openapi-docs/src/types';
import { codeBlocks } from '../plugins/codeBlocks/remark.ts';
import { pageWriters } from '../plugins/reference/writers.ts';

const DOCS_INSTANCE = 'api';

function reference(name: Parameters<typeof pageWriters>[0]): APIOptions {
  const outputDir = `docs/api/${name}`;
  return {
    specPath: `openapi/${name}.yaml`,
    outputDir,
    template: 'plugins/reference/operation.mustache',
    infoTemplate: 'plugins/reference/overview.mustache',
    tagTemplate: 'plugins/reference/tag.mustache',
    markdownGenerators: pageWriters(name, { siteDir: '.', outputDir }),
    // Asks for pages of tags. The sidebar itself is ours: config/apiSidebar.ts.
    sidebarOptions: { categoryLinkSource: 'tag' },
    showSchemas: false,
  };
}

export const apiDocsPlugins: PluginConfig[] = [
  [
    '@docusaurus/plugin-content-docs',
    {
      id: DOCS_INSTANCE,
      path: 'docs/api',
      routeBasePath: 'api',
      sidebarPath: './config/apiSidebar.ts',
      beforeDefaultRemarkPlugins: [codeBlocks],
    } satisfies DocsOptions & { id: string },
  ],
  [
    'docusaurus-plugin-openapi-docs',
    {
      id: 'openapi',
      docsPluginId: DOCS_INSTANCE,
      config: { mlflow: reference('mlflow'), health: reference('health') },
    },
  ],
  './plugins/reference/index.ts',
];
