/**
 * The OpenAPI theme without what a reader never uses. As published it ships 5 MB of JavaScript to every reference page,
 * leaves parameters and schemas out of the HTML, and puts its styles on every page of the site.
 */
import type { LoadContext, Plugin } from '@docusaurus/types';
import { chunkGroups } from './chunks.ts';
import { unpackOperation } from './frontMatter.ts';
import { replacements, sassRule, stubs } from './modules.ts';
import { linkReferenceStyles } from './styles.ts';

export interface LeanOpenApiOptions {
  /** Route of the docs instance that shows the reference, such as `api`. */
  routeBasePath: string;
}

export default function leanOpenApi(context: LoadContext, { routeBasePath }: LeanOpenApiOptions): Plugin {
  const { siteDir, siteConfig } = context;
  // Set here, because the stub of `pako` relies on it and Docusaurus offers a plugin no hook for it.
  siteConfig.markdown.parseFrontMatter = unpackOperation(siteConfig.markdown.parseFrontMatter);
  return {
    name: 'lean-openapi',
    configureWebpack: (_config, isServer, { currentBundler, getStyleLoaders }) => ({
      resolve: { alias: stubs },
      module: { rules: [sassRule(siteDir, getStyleLoaders(isServer, {}))] },
      plugins: replacements(currentBundler.instance),
      ...(!isServer && { optimization: { splitChunks: { cacheGroups: chunkGroups } } }),
    }),
    postBuild: ({ outDir }) => linkReferenceStyles(outDir, routeBasePath),
  };
}
