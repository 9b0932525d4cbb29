import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { expect, it } from 'vitest';
import { grade, sentencesOf } from './readability.ts';

const read = (markdown: string) => sentencesOf(unified().use(remarkParse).parse(markdown));

it('reads sentences of paragraphs and lists, with code as one word, and no headings', () => {
  const sentences = read('# A long title\n\nSet the key. `mlflow.log_metric(1)` reads it.\n\n- One thing');
  expect(sentences.map(({ text, words }) => [text, words])).toEqual([
    ['Set the key.', 3],
    ['Code reads it.', 3],
    ['One thing', 2],
  ]);
});

it('counts syllables without the silent e', () => {
  expect(read('Make a table. Configuration.').map(({ syllables }) => syllables)).toEqual([4, 5]);
});

it('gives long sentences of long words a higher grade', () => {
  const plain = grade(read('Set the key. Log a run.'));
  expect(
    grade(read('Configuration of authentication necessitates administrative intervention.')),
  ).toBeGreaterThan(plain + 10);
});
