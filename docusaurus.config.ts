import type * as Preset from '@docusaurus/preset-classic';
import type { Config } from '@docusaurus/types';
import { editUrl } from './config/editUrl.ts';
import { footer } from './config/footer.ts';
import { parseFrontMatter } from './config/frontMatter.ts';
import { headTags } from './config/headTags.ts';
import { navbar } from './config/navbar.ts';
import { apiDocsPlugins } from './config/openapi.ts';
import { redirectsPlugin } from './config/redirects.ts';
import { DOCS_ORIGIN, REPOSITORY_URL } from './endpoint.ts';
import packageJson from './package.json';
import { codeBlocks } from './plugins/codeBlocks/remark.ts';
import { snippetMarks } from './plugins/snippetMarks/remark.ts';

const remarkPlugins = [[snippetMarks, { root: '.', guide: 'docs/guide' }], codeBlocks];

export default {
  title: 'Hokusai MLflow Docs',
  tagline: 'Track runs and register models on Hokusai with the MLflow client you already use.',
  favicon: 'img/logo.svg',
  url: process.env.DOCS_ORIGIN ?? DOCS_ORIGIN,
  baseUrl: '/',
  trailingSlash: true,

  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  onDuplicateRoutes: 'throw',
  markdown: {
    parseFrontMatter,
    hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' },
  },
  // v4 turns on all that's faster but this: two threads that each load the site take twice one's processor time.
  future: { v4: true, faster: { ssgWorkerThreads: false } },
  headTags,
  customFields: { version: packageJson.version },

  presets: [
    [
      'classic',
      {
        docs: {
          path: 'docs/guide',
          routeBasePath: 'docs',
          sidebarPath: './sidebars.ts',
          editUrl: editUrl(REPOSITORY_URL),
          beforeDefaultRemarkPlugins: remarkPlugins,
        },
        blog: false,
        theme: { customCss: './src/css/custom.css' },
      } satisfies Preset.Options,
    ],
  ],
  plugins: [
    ...apiDocsPlugins,
    redirectsPlugin,
    './plugins/routeExamples/index.ts',
    './plugins/snippetMarks/index.ts',
    './plugins/statusElement/index.ts',
    './plugins/settings/index.ts',
    './plugins/search/index.ts',
    './plugins/markdown/index.ts',
    './plugins/csp/index.ts',
    './plugins/esmPackage/index.ts',
  ],

  themeConfig: {
    navbar,
    footer,
    colorMode: { respectPrefersColorScheme: true },
    docs: { sidebar: { hideable: true } },
  } satisfies Preset.ThemeConfig,
} satisfies Config;
