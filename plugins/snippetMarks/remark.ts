/**
 * Remark plugin: fills each code block of a guide page that shows a file of `examples/`, gives each block an id and,
 * where it fails with older versions, a note, and the page a badge that says whether its code ran.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Code, Paragraph, Parents, Root, RootContent } from 'mdast';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { markBlocks } from '../../snippets/marking/mark.ts';
import { projectFiles } from '../../snippets/marking/projectFiles.ts';
import { COMPATIBILITY_PATH, Compatibility } from '../../snippets/published/compatibility.ts';
import { PUBLISHED_PATH, type PublishedReport, parsePublished } from '../../snippets/published/report.ts';
import { OLDEST } from '../../snippets/published/versions.ts';
import { short } from '../../src/lib/snippets/compatibility.ts';
import {
  type BlockNeeds,
  blockNeeds,
  type Change,
  prerequisites,
} from '../../src/lib/snippets/prerequisites.ts';
import { type PageStatus, pageStatus } from './pageStatus.ts';

export interface SnippetMarksOptions {
  /** The project's root: paths in `file="…"` start there, and it holds the report. */
  root: string;
  /** Folder of the guide's pages. */
  guide: string;
}

/**
 * The site's half of what `snippets/marking` and the runner share: both take the blocks of a page from `markBlocks`.
 *
 * @throws Error naming page and line of every block that cannot be marked, such as one whose file is missing
 */
export function snippetMarks({ root, guide }: SnippetMarksOptions) {
  const read = projectFiles(root);
  return (tree: Root, file: VFile): void => {
    const { marks, problems } = markBlocks(tree, read);
    if (problems.length > 0)
      throw new Error(problems.map(({ line, message }) => `${file.path}:${line}: ${message}`).join('\n'));
    for (const { node, block } of marks) node.value = block.code;
    const name = path.relative(path.resolve(guide), file.path);
    // A partial becomes a part of other pages, where its ids and its badge would stand a second time.
    if (path.basename(name).startsWith('_')) return;
    for (const { node, block } of marks) setId(node, block.anchor);
    const page = name.replace(/\.mdx?$/, '').replaceAll(path.sep, '/');
    const report = parsePublished(readFileSync(path.join(root, PUBLISHED_PATH), 'utf8'));
    const published = report.pages.find((each) => each.page === page);
    const blocks = marks.map(({ block }) => block);
    const badge = badgeFor(page, pageStatus(blocks, published), report);
    const measured = Compatibility.parse(
      JSON.parse(readFileSync(path.join(root, COMPATIBILITY_PATH), 'utf8')),
    );
    for (const { node, block } of marks) {
      const note = noteFor(blockNeeds(page, block.identity, measured));
      if (note) putBelow(tree, node, note);
    }
    if (wantsPrerequisites(page, file)) {
      const needs = prerequisites(page, blocks, OLDEST, measured);
      if (needs) tree.children.splice(afterOpening(tree), 0, element('BeforeYouStart', { ...needs }));
    }
    if (badge) tree.children.splice(afterHead(tree), 0, badge);
  };
}

/** Pages to look things up need nothing, and a page that says `prerequisites: own` names them itself. */
function wantsPrerequisites(page: string, { data }: VFile): boolean {
  const { frontMatter } = data;
  const own = typeof frontMatter === 'object' && frontMatter !== null && 'prerequisites' in frontMatter;
  return !/^(operate|reference|\.\.)\//.test(page) && !own;
}

/** Below the first paragraph, which says what the page is for. */
function afterOpening(tree: Root): number {
  const first = afterHead(tree);
  return tree.children[first]?.type === 'paragraph' ? first + 1 : first;
}

/** What to know of a block that fails with older versions; part of the page, so it needs no script. */
function noteFor({ client, server }: BlockNeeds): Paragraph | undefined {
  const between = (what: string, change: Change | undefined) =>
    change === undefined ? [] : [`${what} ${short(change.passed)}, but not with ${short(change.failed)}`];
  const versions = [...between('MLflow client', client), ...between('MLflow server', server)];
  if (versions.length === 0) return undefined;
  const title = { type: 'text' as const, value: 'Supported MLflow versions' };
  return {
    type: 'paragraph',
    data: { hProperties: { className: ['alert', 'alert--secondary'], 'data-search-ignore': true } },
    children: [
      { type: 'text', value: `This works with ${versions.join(', and with ')}. See ` },
      { type: 'link', url: '/docs/reference/compatibility/', children: [title] },
      { type: 'text', value: '.' },
    ],
  };
}

/** Below a block and what it prints. */
function putBelow(tree: Root, block: Code, note: Paragraph): void {
  visit(tree, 'code', (node, index, parent: Parents | undefined) => {
    if (node !== block || index === undefined || parent === undefined) return;
    const next = parent.children[index + 1];
    const isOutput = next?.type === 'code' && /\boutput\b/.test(next.meta ?? '');
    parent.children.splice(index + (isOutput ? 2 : 1), 0, note);
    return false;
  });
}

/** The theme's code block puts the id into the page. */
function setId(node: Code, id: string): void {
  node.data = { ...node.data, hProperties: { ...node.data?.hProperties, id } };
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
      return element('SnippetBadge', { page });
    case 'current':
      return element('SnippetBadge', {
        page,
        run: String(status.run),
        total: String(status.total),
        server: mlflow.server,
      });
  }
}

function element(name: string, attributes: Record<string, string | undefined>): RootContent {
  return {
    type: 'mdxJsxFlowElement',
    name,
    attributes: Object.entries(attributes).map(([name, value]) => ({ type: 'mdxJsxAttribute', name, value })),
    children: [],
  };
}
