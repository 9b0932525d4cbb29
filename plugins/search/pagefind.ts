/** Runs Pagefind, whose program comes with its npm package for most platforms. */
import { close, createIndex, type IndexFile, type PagefindIndex } from 'pagefind';
import type { SearchDocument } from './document.ts';
import { SearchIndexError } from './error.ts';

const LANGUAGE = 'en';

/** What our dialog loads; Pagefind's own interfaces, half a megabyte, stay out of the site. */
const NEEDED =
  /^(?:pagefind\.js|pagefind-entry\.json|wasm\.en\.pagefind|pagefind\.\w+\.pf_meta|(?:index|fragment)\/.*)$/;

/**
 * Makes the files of the index. The same documents in the same order give the same files.
 *
 * @throws SearchIndexError when Pagefind cannot run here, or refuses a document.
 */
export async function buildIndex(documents: readonly SearchDocument[]): Promise<IndexFile[]> {
  try {
    const index = await openIndex();
    const answers = await Promise.all(documents.map((document) => index.addHTMLFile(document)));
    refuse(answers.flatMap(({ errors }, n) => errors.map((error) => `${documents[n]?.url}: ${error}`)));
    const { errors, files } = await index.getFiles();
    refuse(errors);
    return files.filter(({ path }) => NEEDED.test(path));
  } finally {
    await close();
  }
}

async function openIndex(): Promise<PagefindIndex> {
  const { index, errors } = await createIndex({ forceLanguage: LANGUAGE }).catch((cause: unknown) => {
    throw new SearchIndexError(
      'no-program',
      `Search index: Pagefind has no program that runs on ${process.platform}-${process.arch}.`,
      'It is the optional package @pagefind/<platform>-<cpu>: run `npm ci` without `--omit=optional`. Where there is ' +
        'none for your platform, set PAGEFIND_BINARY_PATH to a Pagefind that you have built yourself.',
      { cause },
    );
  });
  refuse(errors);
  if (index === undefined) throw refusal(['it made no index']);
  return index;
}

function refuse(errors: readonly string[]): void {
  if (errors.length > 0) throw refusal(errors);
}

function refusal(errors: readonly string[]): SearchIndexError {
  return new SearchIndexError(
    'refused',
    `Search index: Pagefind says ${errors.join('; ')}.`,
    'Look at the built page that it names.',
  );
}
