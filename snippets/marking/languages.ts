/** Which languages of fenced blocks are run, which are read as data, and which only show something. */

export type RunnableLanguage = 'python' | 'bash' | 'ts';
export type DataLanguage = 'json' | 'yaml';

export type LanguageKind =
  | { kind: 'run'; language: RunnableLanguage }
  | { kind: 'data'; format: DataLanguage }
  | { kind: 'show' }
  | { kind: 'unknown'; message: string };

const RUNNABLE: Record<string, RunnableLanguage> = { python: 'python', bash: 'bash', sh: 'bash', ts: 'ts' };

const DATA: Record<string, DataLanguage> = { json: 'json', yaml: 'yaml' };

/**
 * Languages that show something and cannot be run. Everything that is in no list needs a `notest` reason: so does a
 * Dockerfile, which a reader builds but no test here can.
 */
const SHOWN = new Set([
  'text',
  'csv',
  'diff',
  'dotenv',
  'graphql',
  'hcl',
  'html',
  'http',
  'ini',
  'markdown',
  'mdx',
  'mermaid',
  'nginx',
  'promql',
  'properties',
  'toml',
  'xml',
]);

/** Other spellings of the languages above: one spelling keeps the pages alike. */
const OTHER_SPELLINGS: Record<string, string> = {
  py: 'python',
  python3: 'python',
  ipython: 'python',
  shell: 'bash',
  zsh: 'bash',
  console: 'bash',
  'shell-session': 'bash',
  typescript: 'ts',
  tsx: 'ts',
  mts: 'ts',
  js: 'ts',
  javascript: 'ts',
  jsonc: 'json',
  json5: 'json',
  yml: 'yaml',
  txt: 'text',
  plaintext: 'text',
  md: 'markdown',
  docker: 'dockerfile',
  terraform: 'hcl',
};

/**
 * Says what the runner does with a language.
 *
 * @param language the word after the opening fence, or nothing
 * @param excused whether the block has a `notest` reason, which allows any language
 */
export function languageKind(language: string | null | undefined, excused: boolean): LanguageKind {
  if (!language) {
    return { kind: 'unknown', message: 'The block has no language. Write `text` when it is none.' };
  }
  const runnable = RUNNABLE[language];
  if (runnable) return { kind: 'run', language: runnable };
  const format = DATA[language];
  if (format) return { kind: 'data', format };
  if (SHOWN.has(language) || excused) return { kind: 'show' };
  const spelling = OTHER_SPELLINGS[language];
  if (spelling) return { kind: 'unknown', message: `Write \`${spelling}\` instead of \`${language}\`.` };
  return {
    kind: 'unknown',
    message: `\`${language}\` is not a language that the runner knows. Say why the block is not run: \`notest="…"\`.`,
  };
}
