/** Rules on sentences: retext reads the prose of the Markdown tree as English. */

import type { Root } from 'mdast';
import type { Root as Prose, Sentence } from 'nlcst';
import { ParseEnglish } from 'parse-english';
import remarkRetext from 'remark-retext';
import retextIndefiniteArticle from 'retext-indefinite-article';
import retextRedundantAcronyms from 'retext-redundant-acronyms';
import retextRepeatedWords from 'retext-repeated-words';
import retextSimplify from 'retext-simplify';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import type { ProseProblem } from '../problem.ts';

/** A reader who has to look back for the start of a sentence has lost it. */
const MAX_WORDS = 30;

/** What retext would replace and is plain enough here, or a term of the field. */
const PLAIN_ENOUGH = [
  'all of',
  'delete',
  'it is',
  'there are',
  'there is',
  'access',
  'address',
  'appropriate',
  'attempt',
  'component',
  'contains',
  'effect',
  'evaluate',
  'expiration',
  'function',
  'identical',
  'identify',
  'immediately',
  'implement',
  'initial',
  'limited',
  'maintain',
  'modify',
  'monitor',
  'multiple',
  'notify',
  'option',
  'parameters',
  'previous',
  'provide',
  'render',
  'request',
  'require',
  'result',
  'retain',
  'submit',
  'terminate',
  'transmit',
  'type',
  'validate',
];

/** Words up to a full stop. The parser sees no end of a sentence before one that starts with code. */
function longest({ children }: Sentence): number {
  let longest = 0;
  let words = 0;
  for (const child of children) {
    if (child.type === 'WordNode') words += 1;
    else if (child.type === 'PunctuationNode' && /[.?]/.test(child.value)) words = 0;
    longest = Math.max(longest, words);
  }
  return longest;
}

function retextSentenceLength() {
  return (tree: Prose, file: VFile): void => {
    visit(tree, 'SentenceNode', (sentence: Sentence) => {
      const words = longest(sentence);
      if (words > MAX_WORDS)
        file.message(`${words} words in one sentence: make two of it (at most ${MAX_WORDS})`, {
          place: sentence.position,
          ruleId: 'length',
          source: 'sentence',
        });
    });
  };
}

const english = unified()
  .use(remarkRetext, ParseEnglish, { ignore: ['table', 'heading'] })
  .use(retextSentenceLength)
  .use(retextRepeatedWords)
  .use(retextIndefiniteArticle)
  .use(retextRedundantAcronyms)
  .use(retextSimplify, { ignore: PLAIN_ENOUGH });

/** Long sentences, words said twice, “a” before a vowel, complicated words. */
export async function checkSentences(tree: Root, file: VFile): Promise<ProseProblem[]> {
  await english.run(tree, file);
  return file.messages.map(({ reason, line = 1, column = 1, source = 'sentence' }) => ({
    rule: source.replace('retext-', ''),
    message: reason,
    line,
    column,
  }));
}
