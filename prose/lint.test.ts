import { describe, expect, it } from 'vitest';
import { lintProse } from './lint.ts';
import { checkSpelling } from './spelling.ts';

const FRONT_MATTER = `---
title: Quickstart
description: Log a run and register a model in five minutes.
---
`;
const FIRST_LINE = 6;

async function lint(body: string): Promise<string[]> {
  const problems = await lintProse('page.mdx', `${FRONT_MATTER}\n${body}\n`);
  return problems.map(({ rule, line, column }) => `${rule} ${line - FIRST_LINE + 1}:${column}`);
}

describe('prose', () => {
  it('passes when it is short and plain', async () => {
    expect(
      await lint('Set two variables. `mlflow` reads them.\n\n## Log a run on MLflow\n\n- One thing'),
    ).toEqual([]);
  });

  it.each([
    ['what is easy', 'You simply run it.', 'phrase 1:5'],
    ['the future tense', 'It runs.\nIt will stop.', 'phrase 2:4'],
    ['marketing', 'A powerful client.', 'phrase 1:3'],
    ['shouting', 'It works!', 'phrase 1:9'],
    ['an emoji', 'Done ✅', 'phrase 1:6'],
    ['us instead of you', 'Use our server.', 'phrase 1:5'],
    ['an opening about the page', 'You end up with a run.', 'phrase 1:1'],
    ['an idiom of another language', 'It logs into a file, without a word.', 'phrase 1:22'],
    ['a negated noun', 'It is no tracking URI.', 'phrase 1:4'],
    ['an ambiguous permission', 'The key may not write.', 'phrase 1:9'],
    ['an answer in place of a status', 'It answers 404.', 'phrase 1:4'],
    ['an end in place of an exit code', 'It ends with 1.', 'phrase 1:4'],
    ['a subject at the end', 'With it comes a server.', 'phrase 1:1'],
    ['a possession at the end', 'It has a page of its own.', 'phrase 1:15'],
    ['a question to a server', 'It asks MLflow.', 'phrase 1:4'],
    ['a refusal', 'MLflow refuses the value.', 'phrase 1:8'],
    ['a name in a wrong spelling', 'Start MLFlow there.', 'term 1:7'],
    ['a term in a wrong spelling', 'Set the tracking uri.', 'term 1:9'],
    ['capitals in a heading', '## Log a Run', 'heading 1:1'],
    ['a link that does not say where it leads', 'Look [here](./index.mdx).', 'link 1:6'],
    ['a word twice', 'Set the the key.', 'repeated-words 1:5'],
    ['the wrong article', 'It is a error.', 'indefinite-article 1:7'],
    ['a complicated word', 'Utilize a key.', 'simplify 1:1'],
    ['words in a table', '| a | b |\n| --- | --- |\n| It will stop | c |', 'phrase 3:6'],
    ['a page that is not MDX', 'a < b {', 'mdx 1:8'],
  ])('reports %s', async (_, body, problem) => {
    expect(await lint(body)).toEqual([problem]);
  });

  it('reports a sentence of more than 30 words at its start', async () => {
    expect(await lint(`Short.\n\n${'word thing '.repeat(16).trim()}.`)).toEqual(['sentence 3:1']);
  });

  it('ends a sentence before one that starts with code', async () => {
    expect(await lint(`\`a\` ${'word thing '.repeat(10)}. \`b\` ${'word thing '.repeat(10)}.`)).toEqual([]);
  });

  it('leaves code, addresses and names at the start of a sentence alone', async () => {
    expect(
      await lint(
        '`will!` and https://example.org/mlflow.\n\n```bash\nplease\n```\n\nTracking URI: the address.\n\n## Use `My Code`',
      ),
    ).toEqual([]);
  });

  it('leaves examples of what not to write alone, and good English that looks alike', async () => {
    expect(
      await lint('~~You end up with a run.~~ There is no run. Connection refused. It refuses to send it.'),
    ).toEqual([]);
  });

  it('wants a title and a description of every page', async () => {
    const problems = await lintProse('page.mdx', '---\ntitle: A page\ndescription: short\n---\n\nText.\n');
    expect(problems.map(({ message }) => message)).toEqual([
      '`description` is too short to tell the page from others',
      '`description` starts with a capital',
      '`description` ends with a full stop',
    ]);
    expect(await lintProse('page.mdx', 'Text.\n')).toHaveLength(2);
    expect(await lintProse('README.md', 'Text.\n')).toEqual([]);
  });
});

describe('spelling', () => {
  it('reports a word that is in no dictionary, with its place and what it could be', {
    timeout: 60_000,
  }, async () => {
    const found = await checkSpelling(['prose/fixtures/misspelled.md']);
    expect(found).toEqual([
      expect.stringMatching(
        /^prose\/fixtures\/misspelled\.md:1:5 {2}“neighbour” is in no dictionary: neighbor/,
      ),
      expect.stringMatching(/^prose\/fixtures\/misspelled\.md:3:1 {2}“Recieve”/),
    ]);
  });
});
