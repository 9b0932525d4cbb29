/** What a reader may type for a page, beyond the words on it. */

/** An operation of the reference. */
export interface Operation {
  operationId: string;
  /** In capitals. */
  method: string;
  path: string;
}

/**
 * Spellings that find an operation: its id in the OpenAPI document, and every end of its path that has two pieces or
 * more. Pagefind drops punctuation from a query (`runs/create` → `runscreate`) and then looks for words that begin so;
 * without these, it would look for a word that no page has.
 *
 * @returns words of letters and digits, each once, in lower case.
 */
export function operationWords({ operationId, path }: Operation): string[] {
  const pieces = path.split('/').filter((piece) => piece !== '');
  const ends = pieces
    .slice(0, -1)
    .map((_, start) => pieces.slice(start))
    .filter(([first = '']) => !first.startsWith('{'))
    .map((end) => end.join(''));
  return [...new Set([operationId, ...ends].map((word) => word.toLowerCase().replace(/[^a-z0-9]/g, '')))];
}

/** `logBatch` → `log_batch`, the name of the same call in Python. */
export function snakeCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, '_$&').toLowerCase();
}

/**
 * Names in code that has no spaces around them: in `mlflow.log_metric("loss", 1)`, Pagefind sees one long word and the
 * pieces between punctuation, but not `log_metric`.
 *
 * @returns names with `_`, each once, in lower case.
 */
export function codeWords(code: string): string[] {
  const names = code.match(/[a-z][a-z0-9]*(?:_[a-z0-9]+)+/gi) ?? [];
  return [...new Set(names.map((name) => name.toLowerCase()))];
}
