/**
 * Lets Docusaurus build inside a package that is `"type": "module"`, as ours is so that Node runs our scripts as they
 * are. Delete it when Docusaurus writes ES modules itself (facebook/docusaurus#6520).
 */
import type { LoadContext, Plugin } from '@docusaurus/types';

export default function esmPackagePlugin({ generatedFilesDir }: LoadContext): Plugin {
  return {
    name: 'esm-package',
    configureWebpack: (_config, isServer) => ({
      module: {
        rules: [
          // `.docusaurus/` mixes `import` with `require.resolveWeak`, which a pure ES module does not have.
          {
            test: /\.js$/,
            include: generatedFilesDir,
            type: 'javascript/auto',
            resolve: { fullySpecified: false },
          },
        ],
      },
      // The pages are rendered by CommonJS chunks that Node loads with `require`: the name must say so.
      ...(isServer && { output: { chunkFilename: 'assets/js/[name].[contenthash:8].cjs' } }),
    }),
  };
}
