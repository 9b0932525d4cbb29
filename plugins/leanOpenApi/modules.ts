/** Modules of the OpenAPI theme that are swapped for others, and why. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConfigureWebpackUtils } from '@docusaurus/types';

type Bundler = ConfigureWebpackUtils['currentBundler']['instance'];
type Rule = ReturnType<ConfigureWebpackUtils['getStyleLoaders']>[number];

const { resolve } = createRequire(import.meta.url);
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Request → stand-in. */
export const stubs: Record<string, string> = {
  // Invents values for `{{$randomCity}}` in Postman collections: 1 MB of words.
  '@faker-js/faker/locale/en': here('stubs/faker.cjs'),
  // Character sets other than UTF-8, for responses that Postman itself receives.
  'iconv-lite': here('stubs/empty.cjs'),
  // Names a storage key that is never written, as `authPersistence` is off.
  'crypto-js': here('stubs/cryptoJs.cjs'),
  // Unpacks an operation in the browser: `frontMatter.ts` has done that when the site was built.
  pako: here('stubs/empty.cjs'),
  // Invents a response where the document has none; ours are recorded, and a made-up one would look recorded.
  'docusaurus-plugin-openapi-docs/lib/openapi/createResponseExample': here('stubs/createResponseExample.cjs'),
  // Formats XML examples: no operation speaks XML.
  'xml-formatter': here('stubs/empty.cjs'),
  // The theme asks for the CommonJS build and our code for the other; a page needs one.
  'react-redux$': resolve('react-redux'),
};

interface Replacement {
  request: RegExp;
  /** Files in which the request is replaced. */
  issuer: RegExp;
  by: string;
}

const REPLACEMENTS: readonly Replacement[] = [
  {
    // Parameters, schemas and samples are rendered on the server too: for search, for machines, without JavaScript.
    request: /^@docusaurus\/BrowserOnly$/,
    issuer:
      /openapi-docs[\\/]lib[\\/]theme[\\/](?:ApiItem|ParamsDetails|RequestSchema|ResponseSchema)[\\/]index\.js$/,
    by: here('stubs/everywhere.cjs'),
  },
  {
    // The theme loads its explorer only where there is a `document`; ours starts as plain HTML.
    request: /^@docusaurus\/ExecutionEnvironment$/,
    issuer: /openapi-docs[\\/]lib[\\/]theme[\\/]ApiItem[\\/]index\.js$/,
    by: here('stubs/executionEnvironment.cjs'),
  },
  {
    // Styles on every page of the site; `src/theme/ApiItem` imports those that a reference page needs.
    request: /docusaurus-theme-openapi-docs[\\/]lib[\\/]theme[\\/]styles\.scss$/,
    issuer: /client-modules\.js$/,
    by: here('stubs/empty.cjs'),
  },
];

/** Bundler plugins that make the replacements above. */
export function replacements({ NormalModuleReplacementPlugin }: Bundler) {
  return REPLACEMENTS.map(
    ({ request, issuer, by }) =>
      new NormalModuleReplacementPlugin(request, (resource) => {
        if (issuer.test(resource.contextInfo.issuer)) resource.request = by;
      }),
  );
}

/** Our own Sass, which picks from the theme's. */
const SASS_FOLDERS = ['src/theme/ApiItem', 'src/components/TryIt'];

/**
 * The rule for our Sass; the theme's own rule looks at its own folder only.
 *
 * @param styleLoaders Docusaurus' loaders for CSS, from last to first.
 */
export function sassRule(siteDir: string, styleLoaders: Rule[]): Rule {
  const theme = createRequire(resolve('docusaurus-theme-openapi-docs'));
  return {
    test: /\.scss$/,
    include: SASS_FOLDERS.map((folder) => path.join(siteDir, folder)),
    use: [...styleLoaders, theme.resolve('sass-loader')],
  };
}
