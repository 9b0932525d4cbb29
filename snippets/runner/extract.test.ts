import { describe, expect, it } from 'vitest';
import { extractBlocks } from './extract.ts';

const PAGE = 'docs/guide/page.mdx';

const noFiles = () => undefined;

/** Joins lines; `~~~` stands for the fence so that the page is readable here. */
const page = (...lines: string[]) => extractBlocks(PAGE, lines.join('\n').replaceAll('~~~', '```'), noFiles);

describe('extractBlocks', () => {
  it('finds blocks in lists, admonitions and tabs, with their lines and without their indentation', () => {
    const { blocks, problems } = page(
      '---',
      'title: A page',
      '---',
      "import Tabs from '@theme/Tabs';",
      '',
      '## Heading {#own-id}',
      '',
      '1. In a list',
      '',
      '   ~~~bash title="a.sh"',
      '   if true; then',
      '     echo',
      '   fi',
      '   ~~~',
      '',
      ':::note A title',
      '',
      '~~~python',
      'print(1)',
      '~~~',
      '',
      ':::',
      '',
      '<Tabs>',
      '<TabItem value="ts">',
      '',
      '~~~ts {1}',
      'const a = { b: 1 };',
      '~~~',
      '',
      '</TabItem>',
      '</Tabs>',
    );
    expect(problems).toEqual([]);
    expect(blocks.map(({ line, language, code }) => ({ line, language, code }))).toEqual([
      { line: 10, language: 'bash', code: 'if true; then\n  echo\nfi' },
      { line: 18, language: 'python', code: 'print(1)' },
      { line: 27, language: 'ts', code: 'const a = { b: 1 };' },
    ]);
    expect(blocks[0]?.meta).toEqual({ title: 'a.sh' });
  });

  it('does not take a fence inside a longer fence for a block', () => {
    const { blocks } = extractBlocks(PAGE, '````markdown\n```bash\nrm -rf x\n```\n````', noFiles);
    expect(blocks.map(({ language }) => language)).toEqual(['markdown']);
  });

  it('names the line of a meta that it cannot read', () => {
    expect(page('', '~~~bash notest', 'x', '~~~').problems).toMatchObject([{ page: PAGE, line: 2 }]);
  });

  it('names the line where MDX cannot be parsed', () => {
    const { problems } = page('', '', 'a {unclosed');
    expect(problems).toMatchObject([{ line: 3, message: expect.stringContaining('not valid MDX') }]);
  });

  it('refuses components that would hide code from the runner', () => {
    expect(page('', '<CodeBlock language="bash">ls</CodeBlock>').problems).toMatchObject([{ line: 2 }]);
  });
});
