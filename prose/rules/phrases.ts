/** Words that the guide does not use, with what to do instead. */
import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { location } from 'vfile-location';
import type { ProseProblem } from '../problem.ts';

interface Phrase {
  pattern: RegExp;
  advice: string;
}

/** Not in any prose of the project. */
export const PHRASES: readonly Phrase[] = [
  {
    pattern: /\b(simply|easily|obviously|of course|basically|trivial(ly)?)\b/gi,
    advice: 'what is easy is for the reader to say: leave it out',
  },
  { pattern: /\b(just|please)\b/gi, advice: 'leave it out' },
  {
    pattern: /\b(seamless(ly)?|powerful|blazing|effortless(ly)?|world-class|cutting-edge|best-in-class)\b/gi,
    advice: 'this is marketing: say what it does',
  },
  {
    pattern: /\b(will|won't|won’t|shall|going to)\b/gi,
    advice: 'write in the present tense',
  },
  { pattern: /!/g, advice: 'end with a full stop' },
  { pattern: /\p{Extended_Pictographic}/gu, advice: 'no emoji: use a word' },
  { pattern: /\b(e\.g\.|i\.e\.|etc\.)/gi, advice: 'write “for example”, “that is”, or end the list' },
  { pattern: /\b(above|below)-mentioned\b/gi, advice: 'name it' },
];

/** Nor on a page of the guide, where a reader is spoken to. */
export const GUIDE_PHRASES: readonly Phrase[] = [
  { pattern: /\b(we|our|let's|let’s)\b/gi, advice: 'speak to the reader: “you”, or name who acts' },
];

/** The right spelling of the field’s names, found by any other. */
const TERMS: readonly string[] = [
  'MLflow',
  'GitHub',
  'Hokusai',
  'Docker',
  'Python',
  'TypeScript',
  'scikit-learn',
  'tracking URI',
  'API key',
  'OpenAPI',
  'JSON',
  'Terraform',
];

/** Finds words that are not ours, and names in a wrong spelling. */
export function checkPhrases(tree: Root, file: VFile, phrases: readonly Phrase[]): ProseProblem[] {
  const source = String(file);
  const places = location(file);
  const problems: ProseProblem[] = [];
  visit(tree, 'text', ({ position }) => {
    const from = position?.start.offset ?? 0;
    const text = source.slice(from, position?.end.offset);
    const report = (rule: string, at: number, message: string): void => {
      const { line = 1, column = 1 } = places.toPoint(from + at) ?? {};
      problems.push({ rule, message, line, column });
    };
    for (const { pattern, advice } of phrases)
      for (const match of text.matchAll(pattern)) report('phrase', match.index, `“${match[0]}”: ${advice}`);
    for (const term of TERMS)
      for (const { index, found } of misspelled(text, term))
        report('term', index, `“${found}”: write “${term}”`);
  });
  return problems;
}

function* misspelled(text: string, term: string): Generator<{ index: number; found: string }> {
  for (const match of text.matchAll(new RegExp(`(?<![\\w/.-])${term}(?![\\w/-]|\\.\\w)`, 'gi'))) {
    const found = match[0];
    const startsSentence = /(^|[.:|]\s+)$/.test(text.slice(0, match.index)) || match.index === 0;
    const capital = `${term.charAt(0).toUpperCase()}${term.slice(1)}`;
    if (found !== term && !(startsSentence && found === capital)) yield { index: match.index, found };
  }
}
