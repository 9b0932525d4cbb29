/** Remark plugin: gives each code block of a guide page an id, and the page a badge that says whether its code ran. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Root, RootContent } from 'mdast';
import type { VFile } from 'vfile';
import { PUBLISHED_PATH, type PublishedReport, parsePublished } from '../../snippets/published/report.ts';
import { markBlocks, type PageStatus, pageStatus } from './pageStatus.ts';

export interface SnippetMarksOptions {
  /** The project's root, which holds the report. */
  root: string;
  /** Folder of the guide's pages. */
  guide: string;
}

/** Must come after the plugin that fills blocks from files: what readers see is what is compared. */
export function snippetMarks({ root, guide }: SnippetMarksOptions) {
  return (tree: Root, file: VFile): void => {
    const name = path.relative(path.resolve(guide), file.path);
    // A partial becomes a part of other pages, where its ids and its badge would stand a second time.
    if (path.basename(name).startsWith('_')) return;
    const page = name.replace(/\.mdx?$/, '').replaceAll(path.sep, '/');
    const report = parsePublished(readFileSync(path.join(root, PUBLISHED_PATH), 'utf8'));
    const published = report.pages.find((each) => each.page === page);
    const badge = badgeFor(page, pageStatus(markBlocks(tree), published), report);
    if (badge) tree.children.splice(afterHead(tree), 0, badge);
  };
}

/** Imports and a title of the page's own stay in front. */
function afterHead({ children }: Root): number {
  const body = children.findIndex(
    (node) =>
      node.type !== 'mdxjsEsm' && node.type !== 'yaml' && !(node.type === 'heading' && node.depth === 1),
  );
  return body < 0 ? children.length : body;
}

function badgeFor(page: string, status: PageStatus, { mlflow }: PublishedReport): RootContent | undefined {
  switch (status.state) {
    case 'none':
      return undefined;
    case 'changed':
      return element({ page });
    case 'current':
      return element({ page, run: String(status.run), total: String(status.total), server: mlflow.server });
  }
}

function element(attributes: Record<string, string>): RootContent {
  return {
    type: 'mdxJsxFlowElement',
    name: 'SnippetBadge',
    attributes: Object.entries(attributes).map(([name, value]) => ({ type: 'mdxJsxAttribute', name, value })),
    children: [],
  };
}
