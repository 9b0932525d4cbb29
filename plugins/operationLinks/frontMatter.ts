/** Completes the front matter of guide pages and operation pages with links to each other. */
import path from 'node:path';
import type { MarkdownConfig } from '@docusaurus/types';
import type { GuideLink, OperationLink } from '../../src/lib/reference/links.ts';
import { type Guide, readOperations } from './guides.ts';

type ParseFrontMatter = MarkdownConfig['parseFrontMatter'];

export interface Known {
  siteDir: string;
  /** By operationId. */
  operations: ReadonlyMap<string, OperationLink>;
  /** All guide pages; read once, when the first operation page asks. */
  guides: () => Promise<readonly Guide[]>;
}

const OPERATION_PAGE = /^docs\/(api\/\w+\/[\w-]+)\.api\.mdx$/;

/**
 * `operations` of a guide page becomes a list of `OperationLink`; an operation page gets `guides`, a list of
 * `GuideLink`. So each page carries its own links and no other.
 *
 * Names that nothing has are passed over here, where Docusaurus would blame the form of the front matter; the
 * plugin refuses them.
 *
 * @param parse the parser whose result is completed.
 */
export function linkPages(parse: ParseFrontMatter, known: Known): ParseFrontMatter {
  return async (params) => {
    const parsed = await parse(params);
    const file = path.relative(known.siteDir, params.filePath).replaceAll(path.sep, '/');
    const operationPage = OPERATION_PAGE.exec(file)?.[1];
    const links =
      operationPage === undefined
        ? operationLinks(parsed.frontMatter.operations, known)
        : guideLinks(`/${operationPage}/`, known.operations, await known.guides());
    return { ...parsed, frontMatter: { ...parsed.frontMatter, ...links } };
  };
}

function operationLinks(value: unknown, { operations }: Known): { operations?: OperationLink[] } {
  if (value === undefined) return {};
  const ids = readOperations(value) ?? [];
  return { operations: ids.flatMap((id) => operations.get(id) ?? []) };
}

function guideLinks(
  page: string,
  operations: ReadonlyMap<string, OperationLink>,
  guides: readonly Guide[],
): { guides?: GuideLink[] } {
  const uses = (id: string): boolean => operations.get(id)?.to === page;
  const links = guides.filter((guide) => guide.operations.some(uses)).map(({ title, to }) => ({ title, to }));
  return links.length === 0 ? {} : { guides: links };
}
