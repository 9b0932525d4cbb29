/** Reads the operation of a reference page when the site is built, so that no page needs code to unpack it. */
import { inflateSync } from 'node:zlib';
import type { MarkdownConfig } from '@docusaurus/types';

type ParseFrontMatter = MarkdownConfig['parseFrontMatter'];

/**
 * `docusaurus-plugin-openapi-docs` packs an operation into the front matter of its page, as base64 of zlib, and the
 * theme unpacks it in the browser unless it is an object already.
 *
 * @param parse the parser whose result is completed.
 */
export function unpackOperation(parse: ParseFrontMatter): ParseFrontMatter {
  return async (params) => {
    const parsed = await parse(params);
    const { api } = parsed.frontMatter;
    if (typeof api !== 'string') return parsed;
    return { ...parsed, frontMatter: { ...parsed.frontMatter, api: unpack(api, params.filePath) } };
  };
}

function unpack(packed: string, file: string): unknown {
  try {
    return JSON.parse(inflateSync(Buffer.from(packed, 'base64')).toString(), keepBackslashes);
  } catch (cause) {
    throw new Error(`${file}: "api" in the front matter is no packed operation. Run \`npm run api-docs\`.`, {
      cause,
    });
  }
}

/**
 * Docusaurus writes front matter into the page's code with stringify-object 3, which leaves a backslash as it is: it
 * must already be what stands for one in code.
 */
function keepBackslashes(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\\', '\\u005c') : value;
}
