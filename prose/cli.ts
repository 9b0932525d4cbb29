/** `npm run prose`: style and spelling of the guide, of the API’s words and of the READMEs. */
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { lintProse, parseProse } from './lint.ts';
import { printProblem } from './problem.ts';
import { grade, type ReadSentence, sentencesOf } from './readability.ts';
import { checkSpelling } from './spelling.ts';

const HELP = `Checks the prose: style of docs/ and READMEs, spelling of these and of openapi/descriptions/.

  npm run prose                  everything
  npm run prose -- quickstart    files with "quickstart" in their path
  npm run prose -- --report      also the reading grade and the longest sentences

Rules: prose/rules. Words of the project: prose/words.txt, one on a line.
Ends with 0 when all is well, 1 when something is wrong, 2 for a wrong call.`;

const STYLED = ['docs/guide/**/*.mdx', 'docs/api/*.mdx', '*.md', '*/README.md'];
const SPELLED = [...STYLED, 'openapi/descriptions/*.yaml'];

function files(patterns: readonly string[], words: readonly string[]): string[] {
  return globSync([...patterns], { exclude: ['node_modules/**'] })
    .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
    .sort();
}

const LONGEST = 5;

/** Grade by Flesch and Kincaid of the pages, and where their longest sentences are. */
async function report(styled: readonly string[]): Promise<string[]> {
  const read: (ReadSentence & { file: string })[] = [];
  for (const file of styled)
    for (const sentence of sentencesOf(parseProse(file, await readFile(file, 'utf8'))))
      read.push({ ...sentence, file });
  const words = read.reduce((sum, sentence) => sum + sentence.words, 0);
  const longest = read.toSorted((a, b) => b.words - a.words).slice(0, LONGEST);
  return [
    `${read.length} sentences, ${(words / read.length).toFixed(1)} words on average, reading grade ${grade(read).toFixed(1)}`,
    ...longest.map(({ words, file, text }) => `${words} words: ${file}: ${text}`),
  ];
}

async function main(words: string[], wantsReport: boolean): Promise<number> {
  const styled = files(STYLED, words);
  const spelled = files(SPELLED, words);
  if (spelled.length === 0) {
    console.error(`No file with prose has ${words.join(' or ')} in its path.`);
    return 2;
  }
  const spelling = checkSpelling(spelled);
  const lines: string[] = [];
  for (const file of styled)
    for (const problem of await lintProse(file, await readFile(file, 'utf8')))
      lines.push(printProblem(file, problem));
  lines.push(...(await spelling));
  for (const line of lines.sort()) console.log(line);
  if (wantsReport) for (const line of await report(styled)) console.log(line);
  console.log(
    `${styled.length} files checked for style, ${spelled.length} for spelling: ${lines.length} problems`,
  );
  return lines.length > 0 ? 1 : 0;
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' }, report: { type: 'boolean' } },
  });
  if (values.help) console.log(HELP);
  else process.exitCode = await main(positionals, values.report === true);
} catch (error) {
  if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')))
    throw error;
  console.error(`${error.message}\nSee --help.`);
  process.exitCode = 2;
}
