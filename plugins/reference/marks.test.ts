import { readFileSync } from 'node:fs';
import type { PhrasingContent, RootContent } from 'mdast';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { type Block, type Mark, readMarkdown } from './marks.ts';

describe('readMarkdown', () => {
  it('reads code, bold text and links between plain text', () => {
    expect(readMarkdown('Set `a`, **never** [b](/docs/b/).')).toEqual([
      {
        type: 'paragraph',
        marks: [
          { type: 'text', text: 'Set ' },
          { type: 'code', text: 'a' },
          { type: 'text', text: ', ' },
          { type: 'bold', text: 'never' },
          { type: 'text', text: ' ' },
          { type: 'link', text: 'b', href: '/docs/b/' },
          { type: 'text', text: '.' },
        ],
      },
    ]);
  });

  it('leaves marks inside code alone', () => {
    const marks = [{ type: 'code', text: '**a** [b](c)' }];
    expect(readMarkdown('`**a** [b](c)`')).toEqual([{ type: 'paragraph', marks }]);
  });

  it('starts a paragraph or a list after an empty line', () => {
    expect(readMarkdown('One.\n\n- two\n- `three`\n').map(({ type }) => type)).toEqual(['paragraph', 'list']);
  });

  it('reads nothing from nothing', () => {
    expect(readMarkdown(' ')).toEqual([]);
  });
});

/** What a full parser of Markdown reads; throws on what we do not show. */
function readByRemark(markdown: string): Block[] {
  return unified().use(remarkParse).parse(markdown).children.map(blockOf);
}

function blockOf(node: RootContent): Block {
  if (node.type === 'paragraph') return { type: 'paragraph', marks: marksOf(node) };
  if (node.type !== 'list' || node.ordered === true) throw new Error(`${node.type} in a description`);
  return { type: 'list', items: node.children.map(({ children: [first] }) => marksOf(first)) };
}

function marksOf(node: RootContent | undefined): Mark[] {
  if (node?.type !== 'paragraph') throw new Error(`${node?.type} in a list of a description`);
  return node.children.map(markOf);
}

function markOf(node: PhrasingContent): Mark {
  if (node.type === 'text') return { type: 'text', text: node.value };
  if (node.type === 'inlineCode') return { type: 'code', text: node.value };
  if (node.type === 'strong') return { type: 'bold', text: textIn(node.children) };
  if (node.type === 'link') return { type: 'link', text: textIn(node.children), href: node.url };
  throw new Error(`${node.type} in a description`);
}

function textIn(children: readonly PhrasingContent[]): string {
  return children.map((child) => ('value' in child ? child.value : '')).join('');
}

/** Every description below `paths` and `components`, but for those of operations, which the page compiles itself. */
function* descriptions(node: unknown): Generator<string> {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'description' && typeof value === 'string' && !('operationId' in node)) yield value;
    else yield* descriptions(value);
  }
}

describe.each(['mlflow', 'health'])('descriptions of %s.yaml', (name) => {
  const { paths, components } = parseYaml(readFileSync(`openapi/${name}.yaml`, 'utf8'));
  const all = [...new Set(descriptions({ paths, components }))];

  it('have only marks that readers of the reference see', () => {
    expect(all.length).toBeGreaterThan(10);
    for (const description of all) expect(readMarkdown(description)).toEqual(readByRemark(description));
  });
});
