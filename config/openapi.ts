/** The API reference: its own docs instance, and the OpenAPI documents whose pages are generated into it. */
import type { Options as DocsOptions } from '@docusaurus/plugin-content-docs';
import type { PluginConfig } from '@docusaurus/types';
import type { APIOptions } from 'docusaurus-plugin-openapi-docs/src/types';
import type { ThemeConfig } from 'docusaurus-theme-openapi-docs';
import type { LeanOpenApiOptions } from '../plugins/leanOpenApi/index.ts';

const DOCS_INSTANCE = 'api';
const ROUTE = 'api';

const sidebarOptions: APIOptions['sidebarOptions'] = { groupPathsBy: 'tag', categoryLinkSource: 'tag' };

function reference(specId: string): APIOptions {
  return {
    specPath: `openapi/${specId}.yaml`,
    outputDir: `docs/api/${specId}`,
    sidebarOptions,
    showSchemas: false,
    hideSendButton: false,
  };
}

/**
 * A second docs instance keeps the API theme's `docItemComponent`, and with it megabytes of JavaScript,
 * off every guide page.
 */
export const apiDocsPlugins: PluginConfig[] = [
  [
    '@docusaurus/plugin-content-docs',
    {
      id: DOCS_INSTANCE,
      path: 'docs/api',
      routeBasePath: ROUTE,
      sidebarPath: './config/apiSidebar.ts',
      docItemComponent: '@theme/ApiItem',
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
  ['./plugins/leanOpenApi/index.ts', { routeBasePath: ROUTE } satisfies LeanOpenApiOptions],
];

export const openApiThemeConfig = {
  api: {
    // A key typed into "try it" stays in memory: never stored, never sent with cookies.
    authPersistence: false,
    requestCredentials: 'omit',
  },
} satisfies ThemeConfig;
