/** Completes the front matter of guide pages and operation pages with links to each other. */
import type { MarkdownConfig } from '@docusaurus/types';
import type { GuideLink, OperationLink } from '../../src/lib/reference/links.ts';
import { type Guide, loadGuides, readOperations } from './guides.ts';
import { linkTo, readReference } from './reading.ts';

type ParseFrontMatter = MarkdownConfig['parseFrontMatter'];

export interface Known {
  /** By operationId. */
  operations: ReadonlyMap<string, OperationLink>;
  /** All guide pages; read once, when the first operation page asks. */
  guides: () => Promise<readonly Guide[]>;
}

/**
 * `operations` of a guide page becomes a list of `OperationLink`. A page that shows an `operation` gets `guides`, a list
 * of `GuideLink`. So each page carries its own links and no other.
 *
 * Names that nothing has are passed over here, where Docusaurus would blame the form of the front matter; the
 * reference plugin refuses them.
 */
export function linkPages(known: Known): ParseFrontMatter {
  return async (params) => {
    const parsed = await params.defaultParseFrontMatter(params);
    const { operation, operations } = parsed.frontMatter;
    const links =
      typeof operation === 'string'
        ? guideLinks(operation, await known.guides())
        : operationLinks(operations, known);
    return { ...parsed, frontMatter: { ...parsed.frontMatter, ...links } };
  };
}

/** What is known of a checkout. */
export function knownPages(siteDir: string): Known {
  const links = new Map(
    [...readReference(siteDir).operations].map(([id, operation]) => [id, linkTo(operation)]),
  );
  let guides: Promise<readonly Guide[]> | undefined;
  return {
    operations: links,
    guides: () => {
      guides ??= loadGuides(siteDir, new Set(links.keys())).then((loaded) => loaded.guides);
      return guides;
    },
  };
}

function operationLinks(value: unknown, { operations }: Known): { operations?: OperationLink[] } {
  if (value === undefined) return {};
  const ids = readOperations(value) ?? [];
  return { operations: ids.flatMap((id) => operations.get(id) ?? []) };
}

function guideLinks(operationId: string, guides: readonly Guide[]): { guides?: GuideLink[] } {
  const links = guides
    .filter(({ operations }) => operations.includes(operationId))
    .map(({ title, to }) => ({ title, to }));
  return links.length === 0 ? {} : { guides: links };
}
