/** The description of a parameter, property or response. */

import Link from '@docusaurus/Link';
import { createElement, Fragment, type ReactNode } from 'react';
import { type Block, type Mark, readMarkdown } from './marks.ts';

interface Props {
  /** Markdown with the marks that `readMarkdown` knows. */
  children?: string;
}

export function Description({ children = '' }: Props): ReactNode {
  return inOrder(readMarkdown(children).map(renderBlock));
}

function renderBlock(block: Block): ReactNode {
  switch (block.type) {
    case 'paragraph':
      return <p>{renderMarks(block.marks)}</p>;
    case 'list':
      return <ul>{inOrder(block.items.map(renderItem))}</ul>;
  }
}

function renderItem(marks: readonly Mark[]): ReactNode {
  return <li>{renderMarks(marks)}</li>;
}

function renderMarks(marks: readonly Mark[]): ReactNode {
  return inOrder(marks.map(renderMark));
}

function renderMark(mark: Mark): ReactNode {
  switch (mark.type) {
    case 'text':
      return mark.text;
    case 'code':
      return <code>{mark.text}</code>;
    case 'bold':
      return <strong>{mark.text}</strong>;
    case 'link':
      return <Link to={mark.href}>{mark.text}</Link>;
  }
}

/** Parts that never change their order, and so need no keys. */
function inOrder(parts: readonly ReactNode[]): ReactNode {
  return createElement(Fragment, null, ...parts);
}
