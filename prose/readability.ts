/** How hard the prose is to read: the grade by Flesch and Kincaid, and the longest sentences. Pure. */
import type { Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';

import { ParseEnglish } from 'parse-english';
import { visit } from 'unist-util-visit';

export interface ReadSentence {
  text: string;
  words: number;
  syllables: number;
}

/** Sentences of paragraphs and list items. Code counts as one word: a reader takes it in at one glance. */
export function sentencesOf(tree: Root): ReadSentence[] {
  const found: ReadSentence[] = [];
  visit(tree, 'paragraph', (paragraph) => {
    const parts = paragraph.children.map((child) => (child.type === 'inlineCode' ? 'Code' : textOf(child)));
    visit(new ParseEnglish().parse(parts.join('')), 'SentenceNode', (sentence) => {
      const words = sentence.children.filter(({ type }) => type === 'WordNode').map((word) => textOf(word));
      if (words.length === 0) return;
      const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
      found.push({ text: textOf(sentence).replaceAll(/\s+/g, ' '), words: words.length, syllables });
    });
  });
  return found;
}

/** The school year in which English prose like this is understood (Kincaid and others, 1975). */
export function grade(sentences: readonly ReadSentence[]): number {
  const words = sentences.reduce((sum, sentence) => sum + sentence.words, 0);
  const syllables = sentences.reduce((sum, sentence) => sum + sentence.syllables, 0);
  return 0.39 * (words / sentences.length) + 11.8 * (syllables / words) - 15.59;
}

/** Groups of vowels, without a silent `e` at the end. */
function syllablesOf(word: string): number {
  const groups = word.toLowerCase().match(/[aeiouy]+/g)?.length ?? 1;
  return Math.max(1, /[^aeiouyl]e$/i.test(word) ? groups - 1 : groups);
}
