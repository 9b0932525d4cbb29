import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { describe, expect, it } from 'vitest';
import { DOCS_ORIGIN, HEALTH_PATH, REGISTRY_ORIGIN } from '../../../endpoint.ts';
import { FORMATS, SIZES, snippetOf, THEMES } from './snippets.ts';

const element = { path: '/assets/status/element.1.js', integrity: 'sha256-a' };
const panel = { path: '/assets/status/panel.2.js', integrity: 'sha256-b' };
const PICTURE = `${REGISTRY_ORIGIN}${HEALTH_PATH}/badge.svg?theme=dark`;
const PAGE = `${DOCS_ORIGIN}/status/`;
const of = (format: (typeof FORMATS)[number]) =>
  snippetOf({ size: 'badge', theme: 'dark', format, element, panel });

describe('the text to paste', () => {
  it('is, in Markdown, a picture that links to the status page', () => {
    const found: string[] = [];
    visit(unified().use(remarkParse).parse(of('Markdown')), (node) => {
      if (node.type === 'link') found.push(node.url);
      if (node.type === 'image') found.push(node.url, node.alt ?? '');
    });
    expect(found).toEqual([PAGE, PICTURE, 'MLflow endpoint']);
  });

  // Neither has a parser among our packages: these are the grammars of their references.
  it('is, in AsciiDoc, an inline image macro', () => {
    const [, url, alt, link] = /^image:([^\s[]+)\[([^,\]]+), link=([^\s\]]+)\]$/.exec(of('AsciiDoc')) ?? [];
    expect([url, alt, link]).toEqual([PICTURE, 'MLflow endpoint', PAGE]);
  });

  it('is, in reStructuredText, an image directive', () => {
    expect(of('reStructuredText').split('\n')).toEqual([
      `.. image:: ${PICTURE}`,
      '   :alt: MLflow endpoint',
      `   :target: ${PAGE}`,
    ]);
  });

  it('says the theme only when one was chosen, in every size and format', () => {
    for (const size of SIZES)
      for (const theme of THEMES)
        for (const format of FORMATS)
          expect(snippetOf({ size, theme, format, element, panel }).includes('theme=')).toBe(
            theme === 'light' || theme === 'dark' || (theme === 'auto' && format.startsWith('HTML')),
          );
  });
});
